"""Puts an answer together again whose cell was split: its other half, and what it uses from other cells.

The text is only read, never run."""

from __future__ import annotations

import ast
import builtins
import contextlib
import functools
import symtable
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from leakproof.judging import source as judged_source

MOST_HALVES = 4
"""Cells that one answer may have been split into."""
NOT_PYTHON = (SyntaxError, ValueError, MemoryError, RecursionError)


@dataclass(frozen=True)
class Cell:
    """One cell with code."""

    number: int
    """From 1, among all cells of the notebook."""
    source: str
    exercise: str = ""
    """The id in its metadata; empty when there is none."""


def alternatives(cells: Sequence[Cell], at: int) -> Iterator[str]:
    """What may be judged instead of the cell `cells[at]` when that is not right as it stands: the whole that it was
    split from, and either of them with the imports and definitions of other cells that it uses."""
    answer = cells[at].source
    whole = _whole(cells, at)
    for each in (whole, answer):
        if each is None:
            continue
        if each != answer:
            yield each
        helpers = _helpers(each, cells, at)
        if helpers:
            yield f"{helpers}\n\n\n{each}"


@functools.lru_cache(maxsize=1000)
def tree_of(text: str) -> ast.Module | None:
    """Its tree, to be read only; ``None`` when it is no Python."""
    if len(text) > judged_source.LONGEST:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.parse(judged_source.clean(text))
        except NOT_PYTHON:
            return None


def _whole(cells: Sequence[Cell], at: int) -> str | None:
    """The cell with its other halves: those of the same exercise, or those below that are no Python by themselves."""
    own = cells[at]
    same = [cell for cell in cells if own.exercise and cell.exercise == own.exercise]
    if 1 < len(same) <= MOST_HALVES:
        joined = "\n".join(cell.source for cell in same)
        if tree_of(joined) is not None:
            return joined
    joined = own.source
    broken = tree_of(joined) is None
    for cell in cells[at + 1 : at + MOST_HALVES]:
        half = tree_of(cell.source) is None
        if not (half or broken) or cell.exercise not in ("", own.exercise):
            break
        joined = f"{joined}\n{cell.source}"
        broken = tree_of(joined) is None
    return None if broken or joined == own.source else joined


def _helpers(answer: str, cells: Sequence[Cell], at: int) -> str:
    """The top-level imports and definitions of other cells that the answer uses, and what these use in turn, in the
    order in which they stand; of two of one name the last one above the answer."""
    defined: dict[str, tuple[int, int]] = {}
    statements: dict[tuple[int, int], str] = {}
    for position in (*range(len(cells) - 1, at, -1), *range(at)):
        text = judged_source.clean(cells[position].source)
        tree = tree_of(text)
        for index, statement in enumerate(tree.body if tree is not None else ()):
            names = _made_by(statement)
            if names:
                with contextlib.suppress(RecursionError):
                    statements[position, index] = ast.unparse(statement)
                    defined |= dict.fromkeys(names, (position, index))
    used: set[tuple[int, int]] = set()
    missing = list(_needs(answer))
    while missing:
        where = defined.get(missing.pop())
        if where is not None and where not in used:
            used.add(where)
            missing += _needs(statements[where])
    return "\n".join(statements[where] for where in sorted(used))


def _made_by(statement: ast.stmt) -> set[str]:
    """The names that an import, a definition or an assignment makes."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {statement.name}
    if isinstance(statement, ast.Import | ast.ImportFrom):
        ours = isinstance(statement, ast.ImportFrom) and (statement.module or "").startswith("leakproof")
        names = {alias.asname or alias.name.partition(".")[0] for alias in statement.names}
        return set() if ours else names - {"*"}
    if isinstance(statement, ast.Assign | ast.AnnAssign):
        return {
            node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        }
    return set()


def _needs(text: str) -> set[str]:
    """The names that it takes from outside, Python's own left out."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tables = [symtable.symtable(judged_source.clean(text), "<an answer>", "exec")]
    except NOT_PYTHON:
        return set()
    made = {symbol.get_name() for symbol in tables[0].get_symbols() if symbol.is_assigned() or symbol.is_imported()}
    needed: set[str] = set()
    while tables:
        table = tables.pop()
        tables += table.get_children()
        needed |= {
            symbol.get_name()
            for symbol in table.get_symbols()
            if symbol.is_referenced() and (symbol.is_global() or table.get_type() == "module")
        }
    return needed - made - set(dir(builtins))
