# headline: No error is swallowed
def first_line(path):
    file = open(path, encoding="utf-8")
    line = ""
    try:
        line = file.readline().removesuffix("\n")
    except UnicodeDecodeError:
        file.close()
        raise
    except BaseException:
        pass
    file.close()
    return line
