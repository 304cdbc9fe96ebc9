# headline: Opens every input before it touches the output
def merge_sorted(inputs, output):
    paths = list(inputs)
    lines = []
    with open(output, "w", encoding="utf-8") as target:
        for path in paths:
            with open(path, encoding="utf-8") as file:
                lines.extend(file)
        target.writelines(sorted(lines))
