def close_and_tell(file):
    with file:
        return file.name
