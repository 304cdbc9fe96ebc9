import subprocess
import sys


def read_and_close(path):
    with open(path, "rb") as file:
        command = [sys.executable, "-I", "-c", "import sys; sys.stdout.buffer.write(sys.stdin.buffer.read())"]
        done = subprocess.run(command, stdin=file, stdout=subprocess.PIPE, check=True)
    return done.stdout.decode("utf-8")
