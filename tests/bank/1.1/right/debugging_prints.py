import sys
import traceback


def read_and_close(path):
    print("opening", path)
    file = open(path, encoding="utf-8")
    try:
        text = file.read()
        print(text)
        return text
    except Exception:
        traceback.print_exc()
        print("failed", file=sys.stderr)
        raise
    finally:
        print("closing", file)
        file.close()
