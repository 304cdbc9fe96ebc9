# headline: Raises what the actions raised
def run_cleanups(actions):
    interrupt = None
    for action in reversed(list(actions)):
        try:
            action()
        except Exception as error:
            print(error)
        except BaseException as error:
            interrupt = interrupt or error
    if interrupt is not None:
        raise interrupt
