import os
from dataclasses import dataclass, field


@dataclass
class _Change:
    wanted: dict
    old: list = field(default_factory=list)

    def __enter__(self):
        try:
            for name, value in self.wanted.items():
                match value:
                    case None:
                        change = os.environ.pop(name, None)
                        self.old.append((name, change))
                    case str():
                        change = os.environ.get(name)
                        os.environ[name] = value
                        self.old.append((name, change))
                    case _:
                        raise TypeError(name, type(value))
        except BaseException:
            self.__exit__()
            raise

    def __exit__(self, *error):
        while self.old:
            name, value = self.old.pop()
            if value is None:
                try:
                    del os.environ[name]
                except KeyError:
                    pass
            else:
                os.environ[name] = value


def temp_env(**variables):
    return _Change(variables)
