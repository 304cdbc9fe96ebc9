import os
import tempfile


def copy_file(source, target):
    folder = os.path.dirname(os.path.abspath(target))
    with open(source, "rb") as reader:
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as writer:
            try:
                writer.write(reader.read())
                writer.flush()
                os.replace(writer.name, target)
            except BaseException:
                os.unlink(writer.name)
                raise
