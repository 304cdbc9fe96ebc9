def close_and_tell(file):
    try:
        return file.name
    finally:
        file.close()
