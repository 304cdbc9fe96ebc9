def close_and_tell(file):
    name = file.name
    file.close()
    return name
