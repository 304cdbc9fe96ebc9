# headline: Opens the source before it touches the target
def copy_file(source, target):
    open(target, "wb").write(open(source, "rb").read())
