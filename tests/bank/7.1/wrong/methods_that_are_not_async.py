# headline: Can be used in an async with statement
class AsyncResource:
    def __init__(self, connect):
        self.connect = connect

    def __aenter__(self):
        self.resource = self.connect()
        return self

    def __aexit__(self, *error):
        self.resource.close()
