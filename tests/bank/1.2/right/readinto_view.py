def copy_file(source, target):
    buffer = memoryview(bytearray(5000))
    with open(source, "rb", buffering=0) as reader:
        with open(target, "wb", buffering=0) as writer:
            while size := reader.readinto(buffer):
                writer.write(buffer[:size])
