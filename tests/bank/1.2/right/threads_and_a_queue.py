import queue
import threading


def copy_file(source, target):
    blocks = queue.Queue(4)
    failed = []
    stop = threading.Event()

    def read(reader):
        try:
            while not stop.is_set() and (block := reader.read(8192)):
                blocks.put(block)
        except BaseException as error:
            failed.append(error)
        finally:
            blocks.put(None)

    with open(source, "rb") as reader:
        with open(target, "wb") as writer:
            thread = threading.Thread(target=read, args=(reader,))
            thread.start()
            try:
                while (block := blocks.get()) is not None:
                    writer.write(block)
            finally:
                stop.set()
                while thread.is_alive():
                    try:
                        blocks.get(timeout=0.01)
                    except queue.Empty:
                        pass
                thread.join()
        if failed:
            raise failed[0]
