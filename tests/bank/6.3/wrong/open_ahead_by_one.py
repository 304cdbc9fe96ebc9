# headline: Never more open than the limit
from contextlib import ExitStack


def map_files(paths, function, limit):
    results = []
    steps = iter(paths)
    with ExitStack() as stack:
        following = next((stack.enter_context(open(p, encoding="utf-8")) for p in steps), None)
        while following is not None:
            file, following = following, None
            for path in steps:
                following = stack.enter_context(open(path, encoding="utf-8"))
                break
            results.append(function(file))
            file.close()
    return results
