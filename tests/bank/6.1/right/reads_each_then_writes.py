def merge_sorted(inputs, output):
    lines = []
    for path in inputs:
        with open(path, encoding="utf-8") as file:
            lines += file
    lines.sort()
    with open(output, "w", encoding="utf-8") as target:
        for line in lines:
            target.write(line)
