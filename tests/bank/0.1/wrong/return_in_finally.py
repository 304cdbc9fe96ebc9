# headline: No error is swallowed
def close_and_tell(file):
    try:
        file.close()
    finally:
        return file.name
