from contextlib import closing


def close_and_tell(file):
    with closing(file) as it:
        return it.name
