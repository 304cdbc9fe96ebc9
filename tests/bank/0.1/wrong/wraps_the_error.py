# headline: The caller sees the error itself
def close_and_tell(file):
    try:
        file.close()
    except OSError as error:
        raise RuntimeError("cannot close") from error
    return file.name
