import shutil
import tempfile


def copy_file(source, target):
    with tempfile.TemporaryFile() as between:
        with open(source, "rb") as reader:
            shutil.copyfileobj(reader, between)
        between.seek(0)
        with open(target, "wb") as writer:
            shutil.copyfileobj(between, writer)
