# headline: Returns a name
def close_and_tell(file):
    file.close()
    print(file.name)
