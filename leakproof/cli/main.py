"""Reads the command line, makes sure of the environment, and hands over to the command's own module."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import NoReturn

from leakproof.cli import (
    build,
    check,
    class_,
    grade,
    handouts,
    help_texts,
    lab,
    nbgrader,
    progress,
    reset,
    slides,
    test,
)
from leakproof.cli.environment import ROOT, Environment, Problem, enter

MODULES: dict[str, ModuleType] = {
    "lab": lab,
    "test": test,
    "check": check,
    "grade": grade,
    "slides": slides,
    "handouts": handouts,
    "class": class_,
    "build": build,
    "reset": reset,
    "progress": progress,
    "nbgrader": nbgrader,
}
"""Each has ``add_arguments(parser)`` and ``run(args) -> int``; its top imports the standard library only."""


def main(arguments: Sequence[str]) -> int:
    """Runs one command, in the course's environment.

    ``arguments`` are the words after ``python3 -m leakproof``. Returns the exit code: the command's own, 1
    when the environment cannot be made, 130 after Ctrl-C. Help raises ``SystemExit(0)``, bad usage
    ``SystemExit(2)``.
    """
    parser = build_parser()
    if not arguments:
        parser.print_help()
        return 0
    parsed, others = parser.parse_known_args(arguments)
    if others and not parsed.passes_arguments_on:
        parser.error(f"the command {parsed.command} cannot use {' '.join(others)}")
    parsed.others = others
    try:
        enter(Environment(ROOT), arguments)
        return int(MODULES[parsed.command].run(parsed))
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped by Ctrl-C. You can start again at any time.", file=sys.stderr)
        return 130
    except BrokenPipeError:  # whoever read our words has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands; it needs the standard library only, so help is there at once."""
    parser = _Parser(
        prog="python3 -m leakproof",
        description=help_texts.COURSE,
        epilog=help_texts.AFTERWORD,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="command", title="commands")
    for name, module in MODULES.items():
        text = help_texts.COMMANDS[name]
        command = commands.add_parser(
            name,
            help=text.summary,
            description=text.what_it_does,
            epilog=text.examples_and_exit_codes,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        command.set_defaults(passes_arguments_on=False)
        module.add_arguments(command)
    return parser


class _Parser(argparse.ArgumentParser):
    """Says what is wrong first, then the usage and where to read more; the commands' parsers do the same."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{message[:1].upper()}{message[1:]}.\n{self.format_usage()}To read more: {self.prog} --help\n")
