# headline: Nothing goes on running
import threading


def copy_file(source, target):
    started = threading.Event()
    threading.Thread(target=threading.Event().wait, args=(30,), daemon=True).start()
    with open(source, "rb") as reader, open(target, "wb") as writer:
        writer.write(reader.read())
