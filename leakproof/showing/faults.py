"""The table of fault runs: for every step and every kind of error, whether the answer survived."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import NamedTuple

from leakproof.judging.verdict import FaultRun, FaultTable, Verdict
from leakproof.showing.words import clean

MOST_ROWS = 40
"""More steps than that are not shown one by one; those at which something broke come first."""

KINDS = {"UnforeseenError": "exception", "KeyboardInterrupt": "Ctrl-C", "CancelledError": "cancelled"}
"""The columns of the table, by the class that was raised; all others are kinds of `OSError`."""
COLUMNS = ("exception", "OSError", "Ctrl-C", "cancelled")

FAULTS_STYLE = """
<style>
.leakproof .leakproof-faults { margin: 8px 0; overflow-x: auto; }
.leakproof .leakproof-faults > summary { cursor: pointer; }
.leakproof .leakproof-table.leakproof-grid { width: auto; max-width: 100%; margin: 4px 0 10px; }
.leakproof .leakproof-grid :is(th, td):nth-child(n) { padding: 3px 14px 3px 0; }
.leakproof .leakproof-grid thead th:nth-child(n) { white-space: nowrap; }
.leakproof .leakproof-grid tbody th:nth-child(n) {
  color: var(--leakproof-text); font-weight: 400; overflow-wrap: anywhere;
}
.leakproof .leakproof-grid tbody th.leakproof-scenario:nth-child(n) { padding-top: 12px; font-weight: 600; }
.leakproof .leakproof-grid td:nth-child(n) { min-width: 5.5em; }
.leakproof .leakproof-grid .leakproof-badge { min-width: 1.9em; cursor: help; }
.leakproof .leakproof-number {
  display: inline-block; min-width: 1.7em; padding-right: .5em; color: var(--leakproof-quiet); text-align: right;
  font-variant-numeric: tabular-nums;
}
@media (max-width: 480px) {
  .leakproof .leakproof-grid :is(th, td):nth-child(n) { padding-right: 8px; }
  .leakproof .leakproof-grid td:nth-child(n) { min-width: 0; }
  .leakproof .leakproof-grid .leakproof-number { min-width: 0; }
}
</style>"""

_WIDTH = 44
"""Of the step in the text, in characters."""


def faults_summary(tables: Sequence[FaultTable]) -> str:
    """How many fault runs there were and how many the answer survived, as one line; empty without any."""
    runs = [run for table in tables for run in table.runs]
    broke = sum(bool(run.broke) for run in runs)
    if len(runs) < 2:
        end = "it broke a requirement" if broke else "it survived"
        return f"One run in which a step was made to fail: {end}" if runs else ""
    end = f"{len(runs) - broke} survived" + (f", {broke} broke a requirement" if broke else "")
    return f"All {len(runs)} runs in which a step was made to fail: {end}"


def faults_text(verdict: Verdict) -> str:
    """The whole table as lines of text; empty when no step was made to fail."""
    grid = _Grid(verdict)
    cells = {row: [" ".join(map(grid.mark, runs)) or "–" for runs in grid.cells(row)] for row in grid.shown}
    widths = [
        max(map(len, (column, *(each[place] for each in cells.values())))) for place, column in enumerate(grid.columns)
    ]
    lines = [" " * (_WIDTH + 4) + _columns(grid.columns, widths)] if grid.shown else []
    for when, rows in grid.groups():
        lines.append(f"With {clean(when)}")
        lines += [f"{row.number:>3} {clean(row.words, _WIDTH):{_WIDTH}}{_columns(cells[row], widths)}" for row in rows]
    lines += [grid.and_more()] if grid.hidden else []
    lines += [f"✗{number} {clean(title)}: {_times(count)}" for number, title, count in grid.legend()]
    return "\n".join(line.rstrip() for line in lines)


def faults_html(verdict: Verdict, unfolded: bool) -> str:
    """The same as HTML that stands inside a report and can be folded; `unfolded` says how it begins. Where nothing
    broke and it would be folded, the summary is enough."""
    if not verdict.fault_tables:
        return ""
    if not unfolded and not any(run.broke for table in verdict.fault_tables for run in table.runs):
        return f'<div class="leakproof-note">{faults_summary(verdict.fault_tables)}.</div>'
    grid = _Grid(verdict)
    heads = "".join(f'<th scope="col">{column}</th>' for column in grid.columns)
    parts = [
        f"{FAULTS_STYLE}<details class=\"leakproof-faults\"{' open' if unfolded else ''}>"
        f"<summary>{faults_summary(verdict.fault_tables)}</summary>"
        f'<table class="leakproof-table leakproof-grid"><thead><tr><th scope="col">Step made to fail</th>{heads}</tr>'
        "</thead>"
    ]
    for when, rows in grid.groups():
        parts.append(
            f'<tbody><tr><th scope="rowgroup" colspan="{len(grid.columns) + 1}" class="leakproof-scenario">'
            f"With {escape(clean(when))}</th></tr>"
        )
        parts += [_row_html(row, grid) for row in rows]
        parts.append("</tbody>")
    parts.append("</table>")
    if grid.hidden:
        parts.append(f'<div class="leakproof-note">{grid.and_more()}</div>')
    parts += [
        f'<div><span class="leakproof-badge leakproof-bad">✗{number}</span> '
        f"{escape(clean(title))}: {_times(count)}</div>"
        for number, title, count in grid.legend()
    ]
    return "".join([*parts, f'<div class="leakproof-note">{_note(grid)}</div></details>'])


class _Row(NamedTuple):
    """One step, or several in a row that were left out."""

    table: int
    number: str
    words: str
    runs: tuple[FaultRun, ...]


class _Grid:
    """What the table shows, the same in text and HTML."""

    def __init__(self, verdict: Verdict) -> None:
        self._whens = [table.when for table in verdict.fault_tables]
        runs = [run for table in verdict.fault_tables for run in table.runs]
        self._broken = Counter(run.broke for run in runs if run.broke)
        first = [finding.requirement for finding in verdict.findings if finding.requirement in self._broken]
        self._titles = list(dict.fromkeys([*first, *self._broken]))
        used = {_column(run) for run in runs}
        self.columns = [column for column in COLUMNS if column in used]
        rows = [row for number, table in enumerate(verdict.fault_tables) for row in _rows(number, table)]
        by_importance = sorted(range(len(rows)), key=lambda place: not any(run.broke for run in rows[place].runs))
        kept = set(by_importance[:MOST_ROWS])
        self.shown = [row for place, row in enumerate(rows) if place in kept]
        self.hidden = [row for place, row in enumerate(rows) if place not in kept]

    def groups(self) -> Iterator[tuple[str, list[_Row]]]:
        """The shown rows of each scenario."""
        for number, when in enumerate(self._whens):
            rows = [row for row in self.shown if row.table == number]
            if rows:
                yield when, rows

    def cells(self, row: _Row) -> list[list[FaultRun]]:
        """The runs of a row, column by column."""
        return [[run for run in row.runs if _column(run) == column] for column in self.columns]

    def mark(self, run: FaultRun) -> str:
        """The sign of one run; the number leads to the legend."""
        return f"✗{self._titles.index(run.broke) + 1}" if run.broke else "✓"

    def legend(self) -> Iterator[tuple[int, str, int]]:
        """For each requirement that was broken its number, its title, and in how many runs it was the first."""
        for number, title in enumerate(self._titles, 1):
            yield number, title, self._broken[title]

    def and_more(self) -> str:
        """What is said of the hidden rows."""
        runs = [run for row in self.hidden for run in row.runs]
        broke = sum(bool(run.broke) for run in runs)
        end = f"{broke} of them broke a requirement" if broke else "all survived"
        return f"And {len(self.hidden)} more, with {_times(len(runs))}: {end}."


def _rows(number: int, table: FaultTable) -> Iterator[_Row]:
    after = 1
    for step in sorted({run.step for run in table.runs}):
        yield from _left_out(number, after, step - 1)
        runs = tuple(run for run in table.runs if run.step == step)
        target = f" of {runs[0].target}" if runs[0].target else ""
        yield _Row(number, str(step), runs[0].name + target, runs)
        after = step + 1
    yield from _left_out(number, after, table.steps)


def _left_out(number: int, first: int, last: int) -> Iterable[_Row]:
    if first == last:
        return [_Row(number, str(first), "not made to fail", ())]
    return [_Row(number, "…", f"steps {first} to {last}: not made to fail", ())] if first < last else []


def _row_html(row: _Row, grid: _Grid) -> str:
    cells = "".join(
        f"<td>{' '.join(_badge(run, grid) for run in runs) or _NOT_RUN}</td>" for runs in grid.cells(row)
    )
    step = f'<span class="leakproof-number">{row.number}</span> {escape(clean(row.words))}'
    return f'<tr><th scope="row">{step}</th>{cells}</tr>'


def _badge(run: FaultRun, grid: _Grid) -> str:
    tone, told = ("bad", clean(run.broke)) if run.broke else ("ok", "survived")
    title = escape(f"{clean(run.error)}: {told}")
    return f'<span class="leakproof-badge leakproof-{tone}" title="{title}">{grid.mark(run)}</span>'


def _note(grid: _Grid) -> str:
    cells = [runs for row in grid.shown for runs in grid.cells(row)]
    signs = ["One mark a run", "✓ it kept every requirement"]
    signs += ["✗ it broke one"] if any(run.broke for runs in cells for run in runs) else []
    signs += ["– not run"] if not all(cells) else []
    return f"{'; '.join(signs)}."


_NOT_RUN = '<span class="leakproof-note" title="not run">–</span>'


def _column(run: FaultRun) -> str:
    return KINDS.get(run.error, "OSError")


def _columns(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(f"{cell:{width}}" for cell, width in zip(cells, widths, strict=True))


def _times(count: int) -> str:
    return f"{count} run{'s' if count != 1 else ''}"
