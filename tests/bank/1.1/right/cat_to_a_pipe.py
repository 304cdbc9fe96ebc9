import subprocess


def read_and_close(path):
    with open(path, "rb") as file, subprocess.Popen(["cat"], stdin=file, stdout=subprocess.PIPE) as cat:
        data, _ = cat.communicate()
    return data.decode("utf-8")
