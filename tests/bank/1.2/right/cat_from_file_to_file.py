import subprocess


def copy_file(source, target):
    with open(source, "rb") as reader, open(target, "wb") as writer:
        subprocess.run(["cat"], stdin=reader, stdout=writer, check=True)
