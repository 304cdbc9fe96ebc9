import fileinput


def merge_sorted(inputs, output):
    paths = [str(path) for path in inputs]
    lines = []
    if paths:
        with fileinput.input(paths, encoding="utf-8") as all_lines:
            lines = sorted(all_lines)
    with open(output, "w", encoding="utf-8") as target:
        target.writelines(lines)
