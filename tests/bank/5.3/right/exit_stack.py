from contextlib import ExitStack


def translate(mapping):
    def end(kind, error, traceback):
        if error is not None:
            for each in kind.__mro__:
                if each in mapping.keys():
                    raise mapping[each](str(error)) from error

    class Manager(ExitStack):
        def __enter__(self):
            self.push(end)
            return super().__enter__()

    return Manager()
