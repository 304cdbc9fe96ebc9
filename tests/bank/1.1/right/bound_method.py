class Reader:
    def read(self, path):
        with open(path, encoding="utf-8") as file:
            return file.read()


read_and_close = Reader().read
