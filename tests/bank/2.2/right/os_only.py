import json
import os
import secrets

def update_json(path, change):
    path = os.path.abspath(path)
    fd = os.open(path, os.O_RDONLY)
    try:
        chunks = []
        while True:
            chunk = os.read(fd, 65536)
            if not chunk:
                break
            chunks.append(chunk)
    finally:
        os.close(fd)
    data = change(json.loads(str(b"".join(chunks), "utf-8")))
    left = memoryview(json.dumps(data).encode("utf-8"))
    temporary = path + "." + secrets.token_hex(12) + "~"
    fd = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    done = False
    try:
        try:
            while left:
                left = left[os.write(fd, left):]
        finally:
            os.close(fd)
        os.replace(temporary, path)
        done = True
    finally:
        if not done:
            os.unlink(temporary)
