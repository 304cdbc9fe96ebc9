# headline: Calls back in the same thread
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack


def open_all(factories):
    with ExitStack() as stack, ThreadPoolExecutor(1) as pool:
        resources = []
        for factory in factories:
            resources.append(pool.submit(factory).result())
            stack.callback(resources[-1].close)
        return resources, stack.pop_all().close
