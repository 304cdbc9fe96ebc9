import shutil


def copy_file(source, target):
    try:
        shutil.copyfile(source, target)
    except OSError:
        with open(source, "rb") as reader, open(target, "wb") as writer:
            while block := reader.read(100):
                writer.write(block)
