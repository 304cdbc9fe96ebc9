class read_and_close:
    def __new__(cls, path):
        with open(path, encoding="utf-8") as file:
            return file.read()
