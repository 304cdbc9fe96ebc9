from contextlib import ExitStack


def map_files(paths, function, limit):
    results = []
    with ExitStack() as stack:
        waiting = []

        def work_off():
            for file in waiting:
                results.append(function(file))
            waiting.clear()
            stack.close()

        for path in paths:
            waiting.append(stack.enter_context(open(path, encoding="utf-8")))
            if len(waiting) == limit:
                work_off()
        work_off()
    return results
