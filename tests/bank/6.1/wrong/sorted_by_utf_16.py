# headline: Writes the lines in order
def merge_sorted(inputs, output):
    lines = []
    for path in inputs:
        with open(path, encoding="utf-8") as file:
            lines.extend(file)
    lines.sort(key=lambda line: line.encode("utf-16-be"))
    with open(output, "w", encoding="utf-8") as target:
        target.writelines(lines)
