def read_and_close(path):
    file = open(path, encoding="utf-8")
    try:
        return file.read()
    except Exception as error:
        error.add_note(f"while reading {path}")
        raise
    finally:
        file.close()
