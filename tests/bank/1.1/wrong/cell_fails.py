# headline: The cell itself fails
# outcome: unusable
def read_and_close(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


print(read_and_close("my own file.txt"))
