import shutil


def copy_file(source, target):
    with (
        open(source, mode="rb") as reader,
        open(target, mode="wb") as writer,
    ):
        shutil.copyfileobj(reader, writer, 1000)
