def _close_all(files):
    if files:
        try:
            files.pop().close()
        finally:
            _close_all(files)


def merge_sorted(inputs, output):
    files = []
    try:
        for path in inputs:
            files.append(open(path, "r", encoding="utf-8"))
        target = open(output, "w", encoding="utf-8")
        files.append(target)
        heads = [[file.readline(), file] for file in files[:-1]]
        heads = [head for head in heads if head[0]]
        while heads:
            smallest = min(heads, key=lambda head: head[0])
            target.write(smallest[0])
            smallest[0] = smallest[1].readline()
            if not smallest[0]:
                heads = [head for head in heads if head is not smallest]
    finally:
        _close_all(files)
