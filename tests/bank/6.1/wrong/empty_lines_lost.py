# headline: Writes every line of every input
def merge_sorted(inputs, output):
    lines = []
    for path in inputs:
        with open(path, encoding="utf-8") as file:
            lines.extend(line for line in file if line.strip())
    with open(output, "w", encoding="utf-8") as target:
        target.writelines(sorted(lines))
