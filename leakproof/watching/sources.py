"""What the source of watched code says: where exceptions can be caught, and where a `with` block releases."""

from __future__ import annotations

import ast
import linecache
from collections.abc import Iterable
from dataclasses import dataclass, field

Position = tuple[int | None, int | None, int | None, int | None]
"""Line, last line, column and last column, as `CodeType.co_positions` gives them."""


@dataclass(frozen=True)
class Handler:
    """One ``except`` clause or ``with`` statement: what may catch an exception."""

    line: int
    """The line that is reached when an exception arrives here."""
    last_line: int
    """The last line of what then runs: of the clause; the line itself for a ``with``."""
    guarded: tuple[range, ...]
    """The lines whose exceptions arrive here."""
    is_with: bool

    def guards(self, line: int) -> bool:
        """Whether an exception that leaves `line` arrives here."""
        return any(line in lines for lines in self.guarded)


@dataclass
class Source:
    """The places of one file that matter to a recording; all of them empty when the source is unknown."""

    handlers: dict[int, Handler] = field(default_factory=dict)
    """By the line that is reached when an exception arrives."""
    withs: set[Position] = field(default_factory=set)
    """Where the instructions are that leave a ``with`` block."""
    bare_raises: set[int] = field(default_factory=set)
    """The lines of each ``raise`` that raises the same exception again."""
    _finals: list[tuple[range, range]] = field(default_factory=list)

    def passes_finally(self, line: int, to_line: int) -> bool:
        """Whether `to_line` is in a ``finally`` that is passed on the way out from `line`."""
        return any(line in guarded and to_line in final for guarded, final in self._finals)

    @classmethod
    def of(cls, file_name: str) -> Source:
        """The source of the code that was compiled under this name."""
        source = cls()
        try:
            tree = ast.parse("".join(linecache.getlines(file_name)))
        except (SyntaxError, ValueError, RecursionError):
            return source
        for node in ast.walk(tree):
            if isinstance(node, ast.With | ast.AsyncWith):
                source._add_with(node)
            elif isinstance(node, ast.Try | ast.TryStar):
                source._add_try(node)
            elif isinstance(node, ast.Raise) and node.exc is None:
                source.bare_raises.add(node.lineno)
        return source

    def _add_with(self, node: ast.With | ast.AsyncWith) -> None:
        # Some Pythons place the end of the block at the statement, others at the expression that was entered.
        places: list[ast.stmt | ast.expr] = [node, *(item.context_expr for item in node.items)]
        guarded = range(node.lineno, (node.end_lineno or node.lineno) + 1)
        for place in places:
            self.handlers[place.lineno] = Handler(place.lineno, place.lineno, (guarded,), True)
            self.withs.add((place.lineno, place.end_lineno, place.col_offset, place.end_col_offset))

    def _add_try(self, node: ast.Try | ast.TryStar) -> None:
        for number, clause in enumerate(node.handlers):
            unmatched = [range(earlier.lineno, earlier.lineno + 1) for earlier in node.handlers[:number]]
            last = clause.end_lineno or clause.lineno
            self.handlers[clause.lineno] = Handler(clause.lineno, last, (_lines(node.body), *unmatched), False)
        if node.finalbody:
            guarded = _lines([*node.body, *node.handlers, *node.orelse])
            self._finals.append((guarded, _lines(node.finalbody)))


def _lines(nodes: Iterable[ast.stmt | ast.ExceptHandler]) -> range:
    every = list(nodes)
    return range(every[0].lineno, (every[-1].end_lineno or every[-1].lineno) + 1)
