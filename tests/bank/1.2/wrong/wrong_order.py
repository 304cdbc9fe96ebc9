# headline: Last opened, first closed
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
        try:
            src.close()
        finally:
            dst.close()
