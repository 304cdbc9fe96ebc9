class NotOpen(RuntimeError):
    pass


class AlreadyOpen(RuntimeError):
    pass


class Database:
    """States: None is closed."""

    def __init__(self, connect):
        self.__connect = connect
        self.__connection = None

    def open(self):
        if not self.__connection is None:
            raise AlreadyOpen("close it first")
        self.__connection = self.__connect()

    def close(self):
        c, self.__connection = self.__connection, None
        if c is not None:
            c.close()

    def execute(self, sql, parameters=()):
        return self.__get().execute(sql, parameters)

    def __get(self):
        if self.__connection is None:
            raise NotOpen("open it first")
        return self.__connection

    def __enter__(self):
        self.open()
        return self

    def __exit__(self, kind, error, trace):
        quiet = kind is not None
        try:
            if quiet:
                self.__connection.rollback()
            else:
                self.__connection.commit()
        except Exception:
            if not quiet:
                quiet = True
                raise
        except BaseException:
            quiet = True
            raise
        finally:
            try:
                self.close()
            except Exception:
                if not quiet:
                    raise
