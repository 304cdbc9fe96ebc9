import threading

_lock = threading.Lock()


def copy_file(source, target):
    with _lock, open(source, "rb") as reader, open(target, "wb") as writer:
        writer.write(reader.read())
