# headline: Closed when another close fails
def copy_file(source, target):
    src = open(source, "rb")
    try:
        dst = open(target, "wb")
    except BaseException:
        src.close()
        raise
    try:
        dst.write(src.read())
    finally:
        error = None
        try:
            dst.close()
        except OSError as caught:
            error = caught
        src.close()
        if error is not None:
            raise error
