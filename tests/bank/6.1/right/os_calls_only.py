import os


def merge_sorted(inputs, output):
    texts = []
    for path in inputs:
        number = os.open(path, os.O_RDONLY)
        try:
            data = b""
            while part := os.read(number, 65536):
                data += part
        finally:
            os.close(number)
        texts.append(data.decode("utf-8"))
    lines = sorted(line for text in texts for line in text.split("\n") if line is not text.split("\n")[-1])
    data = "".join(line + "\n" for text in [None] for line in sorted(x for t in texts for x in t.split("\n")[:-1])).encode()
    number = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    try:
        while data:
            data = data[os.write(number, data) :]
    finally:
        os.close(number)
