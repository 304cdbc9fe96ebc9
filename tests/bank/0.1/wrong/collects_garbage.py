# headline: The file is closed
import gc


def close_and_tell(file):
    name, file = file.name, None
    gc.collect()
    return name
