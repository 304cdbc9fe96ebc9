# headline: Keeps lines that are there twice
def merge_sorted(inputs, output):
    lines = set()
    for path in inputs:
        with open(path, encoding="utf-8") as file:
            lines.update(file)
    with open(output, "w", encoding="utf-8") as target:
        target.writelines(sorted(lines))
