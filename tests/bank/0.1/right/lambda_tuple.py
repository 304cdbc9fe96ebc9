close_and_tell = lambda file: (file.close(), file.name)[1]
