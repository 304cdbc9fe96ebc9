from contextlib import ExitStack
def map_files(paths, function, limit):
    answers = []
    with ExitStack() as held:
        count = 0
        for path in paths:
            if count == limit:
                held.close()
                count = 0
            file = held.enter_context(open(path, mode="r", encoding="utf-8"))
            count += 1
            answers.append(function(file))
    return answers
