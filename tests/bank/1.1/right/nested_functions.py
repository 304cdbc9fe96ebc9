def read_and_close(path):
    def acquire():
        return open(path, encoding="utf-8")

    def use(file):
        def line():
            return file.readline()

        return "".join(iter(line, ""))

    def release(file):
        file.close()

    file = acquire()
    try:
        return use(file)
    finally:
        release(file)
