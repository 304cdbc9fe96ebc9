# headline: Runs the code in the same thread
import threading

def find_leaks(run, make_world):
    leaks = []

    def check(fail_at):
        world = make_world(fail_at)
        try:
            thread = threading.Thread(target=run, args=(world,))
            thread.start()
            thread.join()
        except BaseException:
            pass
        names = sorted(world.open)
        if names:
            leaks.append((fail_at, names))
        return world.steps

    for step in range(1, check(None) + 1):
        check(step)
    return leaks
