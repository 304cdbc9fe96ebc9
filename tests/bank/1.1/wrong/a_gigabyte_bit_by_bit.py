# headline: Stays within its memory
def read_and_close(path):
    blocks = []
    while True:
        blocks.append(bytes(1 << 20))
