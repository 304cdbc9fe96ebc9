import typing


def run_cleanups(actions: typing.Iterable[typing.Callable[[], object]]) -> None:
    raised: list[BaseException] = []
    for action in list(actions).__reversed__():
        try:
            _ = action()
        except BaseException as error:
            raised += [error]
    if raised:
        fatal = [error for error in raised if not isinstance(error, Exception)]
        raise (fatal + raised)[0] if fatal or len(raised) == 1 else BaseExceptionGroup("cleanup", raised)
