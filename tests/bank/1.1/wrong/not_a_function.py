# headline: read_and_close cannot be called
# outcome: unusable
read_and_close = "open(path).read()"
