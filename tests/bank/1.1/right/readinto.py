def read_and_close(path):
    buffer = bytearray(1024)
    view = memoryview(buffer)
    text = b""
    with open(path, "rb", buffering=0) as file:
        while size := file.readinto(view):
            text += view[:size]
    return text.decode("utf-8")
