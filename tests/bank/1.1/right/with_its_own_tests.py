"""An answer with a small test of its own, which runs when the cell runs."""
import os
import tempfile


def read_and_close(path: "os.PathLike[str] | str") -> str:
    with open(path, encoding="utf-8") as file:
        return file.read()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        name = os.path.join(folder, "example.txt")
        with open(name, "w", encoding="utf-8") as example:
            example.write("hello\n")
        assert read_and_close(name) == "hello\n"
        print("works:", read_and_close(name))
