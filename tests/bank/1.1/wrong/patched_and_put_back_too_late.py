# headline: Leaves the check alone
import builtins

true_open = builtins.open


def read_and_close(path):
    builtins.open = lambda *args, **kwargs: true_open(*args, **{**kwargs, "encoding": "utf-8"})
    with open(path) as file:
        text = file.read()
    builtins.open = true_open
    return text
