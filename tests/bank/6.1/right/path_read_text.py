from pathlib import Path


def merge_sorted(inputs, output):
    texts = [Path(path).read_text(encoding="utf-8") for path in inputs]
    lines = [line for text in texts for line in text.split("\n")[:-1]]
    Path(output).write_text("".join(f"{line}\n" for line in sorted(lines)), encoding="utf-8")
