import heapq


def merge_sorted(inputs, output):
    remaining = list(inputs)
    opened = []

    def next_one():
        if len(opened) < len(remaining):
            with open(remaining[len(opened)], encoding="utf-8") as file:
                opened.append(file)
                next_one()
        else:
            with open(output, "w", encoding="utf-8") as target:
                for line in heapq.merge(*opened):
                    target.write(line)

    next_one()
