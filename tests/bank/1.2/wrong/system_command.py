# headline: The caller sees the error itself
import subprocess


def copy_file(source, target):
    subprocess.run(["cp", source, target], check=True)
