import os
import threading


def read_and_close(path):
    with open(path, "rb") as file:
        data = file.read()
    reading, writing = os.pipe()
    try:
        with os.fdopen(reading, "rb") as reader:
            def send():
                with os.fdopen(writing, "wb") as writer:
                    writer.write(data)

            sender = threading.Thread(target=send)
            sender.start()
            received = reader.read()
            sender.join()
    finally:
        pass
    return received.decode("utf-8")
