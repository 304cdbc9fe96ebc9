# headline: Writes every line of every input
import heapq


def merge_sorted(inputs, output):
    first, second = inputs
    with open(first, encoding="utf-8") as a, open(second, encoding="utf-8") as b:
        with open(output, "w", encoding="utf-8") as target:
            target.writelines(heapq.merge(a, b))
