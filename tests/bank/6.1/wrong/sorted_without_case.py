# headline: Writes the lines in order
def merge_sorted(inputs, output):
    lines = []
    for path in inputs:
        with open(path, encoding="utf-8") as file:
            lines.extend(file)
    with open(output, "w", encoding="utf-8") as target:
        target.writelines(sorted(lines, key=str.casefold))
