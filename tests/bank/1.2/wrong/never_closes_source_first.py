# headline: Closed when all goes well
def copy_file(source, target):
    content = open(source, "rb").read()
    open(target, "wb").write(content)
