# headline: Returns a text
def read_and_close(path):
    result = []
    result.append(result)
    return result
