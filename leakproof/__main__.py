"""Starts the commands: `python3 -m leakproof`. Every Python, however old, must be able to read this file."""
# ruff: noqa: RUF005, UP036

import sys


def main():  # type: () -> int
    """Runs the command that the command line names; the exit code comes back."""
    if sys.version_info < (3, 11):
        sys.stderr.write(
            "This is Python {0}.{1}, and Leakproof needs Python 3.11 or newer. Call a newer one by name,\n"
            "for example: python3.12 {2} (on Windows: py -3.12 {2}).\n"
            "If you have none, get it from https://www.python.org/downloads/\n".format(
                sys.version_info[0], sys.version_info[1], " ".join(["-m leakproof"] + sys.argv[1:])
            )
        )
        return 2
    from leakproof.cli.main import main as run_command

    return run_command(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
