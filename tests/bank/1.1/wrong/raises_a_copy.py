# headline: The caller sees the error itself
def read_and_close(path):
    with open(path, encoding="utf-8") as file:
        try:
            return file.read()
        except UnicodeDecodeError:
            raise
        except BaseException as error:
            raise type(error)(*error.args)
