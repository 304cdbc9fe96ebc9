# headline: Makes a file of its own
import os


def copy_file(source, target):
    open(source, "rb").close()
    if os.path.lexists(target):
        os.unlink(target)
    os.link(source, target)
