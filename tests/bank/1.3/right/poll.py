import os
import select


def count():
    poll = select.poll()
    most = os.sysconf("SC_OPEN_MAX")
    for number in range(most):
        poll.register(number, 0)
    return most - sum(1 for _, event in poll.poll(0) if event & select.POLLNVAL)


def count_leaked(action):
    before = count()
    action()
    return count() - before
