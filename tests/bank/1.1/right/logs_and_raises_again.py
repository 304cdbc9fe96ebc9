import logging


def read_and_close(path):
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except BaseException:
        logging.exception("cannot read")
        raise
