# headline: Closed when all goes well
import io


def read_and_close(path):
    return io.FileIO(path).readall().decode("utf-8")
