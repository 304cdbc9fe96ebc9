import logging

log = logging.getLogger(__name__)


def read_and_close(path):
    log.warning("reading %s", path, stack_info=True)
    file = open(path, encoding="utf-8")
    try:
        return file.read()
    except Exception:
        log.exception("cannot read")
        raise
    finally:
        file.close()
