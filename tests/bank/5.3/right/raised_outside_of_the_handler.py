from contextlib import contextmanager


@contextmanager
def translate(mapping):
    pairs = list(mapping.items())
    original = None
    try:
        yield "anything"
    except BaseException as error:
        original = error
    if original is None:
        return
    order = {base: place for place, base in enumerate(type(original).__mro__)}
    fitting = sorted((order[key], number) for number, (key, _) in enumerate(pairs) if key in order)
    if not fitting:
        raise original
    new = pairs[fitting[0][1]][1](str(original))
    new.__cause__ = original
    raise new
