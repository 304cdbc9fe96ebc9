import io
import shutil


def read_and_close(path):
    memory = io.BytesIO()
    with open(path, "rb") as file:
        shutil.copyfileobj(file, memory)
    return memory.getvalue().decode("utf-8")
