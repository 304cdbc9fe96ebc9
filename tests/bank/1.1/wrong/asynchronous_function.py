# headline: Returns a text
async def read_and_close(path):
    with open(path, encoding="utf-8") as file:
        return file.read()
