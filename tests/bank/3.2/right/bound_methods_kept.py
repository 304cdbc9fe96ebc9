class Database:
    def __init__(self, connect):
        self._connect = connect
        self._methods = {}

    def open(self):
        if self._methods:
            raise RuntimeError("already open")
        connection = self._connect()
        self._methods = {name: getattr(connection, name) for name in ("execute", "commit", "rollback", "close")}

    def close(self):
        if self._methods:
            close = self._methods["close"]
            self._methods = {}
            close()

    def execute(self, sql, parameters=()):
        try:
            execute = self._methods["execute"]
        except KeyError:
            raise RuntimeError("not open") from None
        return execute(sql, parameters)

    def __enter__(self):
        self.open()
        return self

    def __exit__(self, kind, error, trace):
        methods = self._methods
        if kind is not None:
            try:
                try:
                    methods["rollback"]()
                finally:
                    self.close()
            except Exception:
                pass
            return False
        try:
            methods["commit"]()
        except BaseException as failed:
            try:
                self.close()
            except BaseException:
                raise failed
            raise
        self.close()
        return False
