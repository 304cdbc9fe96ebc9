# headline: No close_and_tell in it
# outcome: unusable
def close_and_tel(file):
    file.close()
    return file.name
