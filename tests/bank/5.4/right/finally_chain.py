def run_cleanups(actions):
    errors, interrupt = [], []
    everything = list(actions)
    for index in range(len(everything) - 1, -1, -1):
        try:
            everything[index]()
        except (KeyboardInterrupt, SystemExit, GeneratorExit) as error:
            interrupt.append(error)
        except Exception as error:
            errors.append(error)
        except BaseException as error:
            interrupt.append(error)
    try:
        if len(errors) > 1:
            raise ExceptionGroup("cleanups", errors)
        if errors:
            raise errors[0]
    finally:
        if interrupt:
            raise interrupt[0]
