def run_cleanups(actions):
    found = []

    def run(rest):
        if not rest:
            return
        *others, last = rest
        try:
            last()
        except BaseException as error:
            found.append(error)
        finally:
            run(others)

    run(tuple(actions))
    fatal = next((each for each in found if not isinstance(each, Exception)), None)
    if fatal is not None:
        raise fatal
    if len(found) > 1:
        raise BaseExceptionGroup("cleanups", found)
    for only in found:
        raise only
