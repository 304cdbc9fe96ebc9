"""What is required of every answer, whatever the exercise: the titles a report shows, and the hints."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Requirement:
    """One thing that is required of an answer: its title stands in the report, its hint fits whoever broke it."""

    title: str
    hint: str


# -- the answer can be run at all

NAMES = Requirement(
    "Finds every name it uses",
    "An answer is one cell, and is run without the others: its imports and its helper functions have to stand in that "
    "cell too.",
)
ARGUMENTS = Requirement(
    "Can be called as the exercise says",
    "Compare the names and the number of your parameters with the first line of the exercise.",
)
IN_WITH = Requirement(
    "Can be used in a with statement",
    "`with` needs an object whose class has `__enter__(self)` and `__exit__(self, kind, error, traceback)`, or a "
    "generator function under `@contextmanager`.",
)
ENTERS_MANAGERS = Requirement(
    "Enters nothing but context managers",
    "`with` and `enter_context` need an object with `__enter__` and `__exit__`. What has only a `close()` can be held "
    "by `contextlib.closing(thing)`, or by `stack.callback(thing.close)`.",
)
IN_ASYNC_WITH = Requirement(
    "Can be used in an async with statement",
    "`async with` needs an object whose class has `async def __aenter__(self)` and `async def __aexit__(self, kind, "
    "error, traceback)`, or an asynchronous generator function under `@asynccontextmanager`.",
)
ENDS = Requirement(
    "Ends by itself",
    "It worked and worked and never came to an end. Look for a loop whose condition never changes: what does your read "
    "give at the end of a file?",
)
WAITS = Requirement(
    "Does not wait for ever",
    "It waited for something that never came: a lock that it holds itself, a thread, a pipe that nobody writes to, a "
    "long sleep.",
)
EXITS = Requirement(
    "Leaves the program running",
    "`exit` in any of its forms, and a signal too, ends the program that called your function. Return, or let an error "
    "pass.",
)
NOT_BLOCKING = Requirement(
    "Does not block the event loop",
    "One thread runs all tasks. What waits without `await`, as `time.sleep()` does or a synchronous connect, makes all "
    "of them wait. Await `asyncio.sleep()` and its kin, or give the work to `asyncio.to_thread()`.",
)
MEMORY = Requirement(
    "Stays within its memory",
    "Something grew without an end, or was asked for all at once. Work in pieces, and keep none longer than needed.",
)
FEW_OPEN = Requirement(
    "Keeps few files open",
    "The system gives a process only so many descriptors. Close each file when you are done with it, before the next "
    "one.",
)
ITS_FILES = Requirement(
    "Uses only the files it is given",
    "In a check nothing can be read or written but Python itself, the folder of the run, and what the module "
    "`tempfile` makes.",
)
USUAL_WAYS = Requirement(
    "Opens files in the usual ways",
    "What the check cannot watch it cannot judge. Use `open`, `Path.open` and its kin, `os.open`, `codecs.open` or "
    "`tempfile`.",
)
WRITES = Requirement(
    "Writes within reason",
    "A file grew without an end. Look for a loop that writes and never stops, and for what it should stop at.",
)
PRINTS = Requirement(
    "Prints within reason",
    "A line or two while you look for a mistake is fine. Look for a `print` in a loop that never ends.",
)
CHECK_ALONE = Requirement(
    "Leaves the check alone",
    "The descriptors, modules and files that were there before are not your function's. Use only what it was given and "
    "what it opened.",
)

# -- it gives back what it took

CLOSED = Requirement(
    "Closed when all goes well",
    "Nothing failed in this run, and yet nobody released it. Python's garbage collector may seem to do it for you; the "
    "check keeps everything alive, so that only what you release counts. Is `close()` called, with its parentheses?",
)
CLOSED_ON_ERROR = Requirement(
    "Closed when a step fails",
    "An exception leaves your function at once: the lines below are never reached. What must happen on every way out "
    "belongs where every way out passes: in `finally`.",
)
CLOSED_ON_INTERRUPT = Requirement(
    "Closed on Ctrl-C too",
    "`KeyboardInterrupt` is no `Exception`, and so `except Exception` does not see it. `finally` does not ask what "
    "kind of error it is.",
)
CLOSED_ON_CANCEL = Requirement(
    "Closed when cancelled",
    "A cancellation arrives as `CancelledError` at an `await`, and it is no `Exception`: `except Exception` does not "
    "see it. `finally` and `async with` do not ask what kind of error it is.",
)
CLOSED_WHEN_CLOSE_FAILS = Requirement(
    "Closed when another close fails",
    "A close can fail as any other step can, and then the next line is not reached. Give each resource a `try` and "
    "`finally` of its own, one inside the other.",
)
RELEASED_ONCE = Requirement(
    "Released exactly once",
    "Who releases twice releases what may belong to somebody else by then. One place is enough: the one that every way "
    "out passes. A release that raised counts as done.",
)
ORDER = Requirement(
    "Last opened, first closed",
    "What was opened later may still need what was opened before it. Close in the opposite order of opening.",
)

# -- it tells the truth about what failed

NOT_SWALLOWED = Requirement(
    "No error is swallowed",
    "A step failed and your caller was told nothing. A `return` in `finally`, or an `except` that does not raise "
    "again, makes an error vanish.",
)
SAME_ERROR = Requirement(
    "The caller sees the error itself",
    "Another error came out than the one that happened. Let the error pass as it is; if cleaning up makes a second "
    "one, look at what it hides.",
)

# -- it takes nothing before its time

NOTHING_EARLY = Requirement(
    "Nothing happens before the block",
    "Making a manager is not entering it: what is acquired, called or changed before `with` begins its block, nobody "
    "gives back if the block is never reached. Do it on entering.",
)

# -- it leaves nothing else

NO_FILE_LEFT = Requirement(
    "No file is left behind",
    "A file or folder that was only made on the way is still there. Remove it on every way out, as you close on every "
    "way out.",
)
NOTHING_RUNS = Requirement(
    "Nothing goes on running",
    "A thread, process or task that your code started was not waited for. Use `join()`, `wait()` or `await`, on every "
    "way out.",
)
PUT_BACK = Requirement(
    "Settings are put back",
    "What belongs to the whole process is shared by all of its code. Remember the old value, and put it back in "
    "`finally`.",
)

FIRST = (
    NAMES,
    ARGUMENTS,
    IN_WITH,
    ENTERS_MANAGERS,
    IN_ASYNC_WITH,
    EXITS,
    ENDS,
    WAITS,
    NOT_BLOCKING,
    MEMORY,
    FEW_OPEN,
    ITS_FILES,
    USUAL_WAYS,
    WRITES,
    PRINTS,
    CHECK_ALONE,
    NOT_SWALLOWED,
)
"""Named first in a report: who breaks one of these breaks others by it."""
LAST = (
    NOTHING_EARLY,
    CLOSED,
    CLOSED_ON_ERROR,
    CLOSED_ON_INTERRUPT,
    CLOSED_ON_CANCEL,
    CLOSED_WHEN_CLOSE_FAILS,
    RELEASED_ONCE,
    ORDER,
    SAME_ERROR,
    NO_FILE_LEFT,
    NOTHING_RUNS,
    PUT_BACK,
)
"""Named in this order, after what the exercise itself requires (which is named as it was found)."""
