# headline: Closed when another close fails
import heapq


def merge_sorted(inputs, output):
    files = []
    try:
        for path in inputs:
            files.append(open(path, encoding="utf-8"))
        target = open(output, "w", encoding="utf-8")
        files.append(target)
        target.writelines(heapq.merge(*files[:-1]))
    finally:
        for file in reversed(files):
            file.close()
