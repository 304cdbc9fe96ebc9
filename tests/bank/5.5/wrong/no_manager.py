# headline: Can be used in a with statement
def keep_first(cleanup):
    try:
        yield
    finally:
        cleanup()
