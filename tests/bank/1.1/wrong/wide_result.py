# headline: Ends by itself
def read_and_close(path):
    result = [0] * 30
    for _ in range(30):
        result = [result] * 30
    return result
