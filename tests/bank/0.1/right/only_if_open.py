def close_and_tell(file):
    if not file.closed:
        file.close()
    assert file.closed
    return str(file.name)
