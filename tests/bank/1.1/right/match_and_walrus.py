def read_and_close(path):
    with (file := open(path, encoding="utf-8")):
        match file.read():
            case "":
                return ""
            case text:
                return text
