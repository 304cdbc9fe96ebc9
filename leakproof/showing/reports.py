"""What the judge says, for the learner: as text and as HTML."""

from __future__ import annotations

import re
import textwrap
from html import escape

from leakproof.course import Exercise
from leakproof.judging.verdict import Finding, Outcome, Verdict
from leakproof.showing.faults import faults_html, faults_summary, faults_text
from leakproof.showing.lifelines import lifelines_html, lifelines_text
from leakproof.showing.style import STYLE

_WIDTH = 96


def report_text(exercise: Exercise, verdict: Verdict) -> str:
    """The whole report, for terminals, screen readers and stored notebooks."""
    lines = [_headline(exercise, verdict)]
    if verdict.outcome is Outcome.NOT_ATTEMPTED:
        return "\n".join([*lines, _wrap(_START)])
    if verdict.findings:
        first, *others = verdict.findings
        lines += ["", f"✗ {first.requirement}", _wrap(_sentence(first), 2)]
        if _has_picture(first) and first.recording is not None:
            lines += ["", textwrap.indent(lifelines_text(first.recording), "    ")]
        if first.hint:
            lines += ["", _wrap(f"Think about it: {_plain(first.hint)}", 2)]
        if others:
            lines += ["", "Also:"]
            for finding in others:
                lines += [f"✗ {finding.requirement}", _wrap(_sentence(finding), 2)]
    if verdict.held:
        lines += ["", "What holds:", *(f"✓ {title}" for title in verdict.held)]
    if verdict.fault_tables:
        lines += ["", f"{faults_summary(verdict.fault_tables)}."]
        lines += ["", textwrap.indent(faults_text(verdict), "  ")] if exercise.shows_faults else []
    lines += ["", _wrap(_closing(exercise, verdict))]
    if verdict.findings and verdict.printed:
        lines += ["", "It printed:", textwrap.indent(verdict.printed.rstrip(), "    ")]
    return "\n".join(lines)


def report_html(exercise: Exercise, verdict: Verdict) -> str:
    """The same in HTML, with the picture of the run in which the first requirement broke."""
    tone = {Outcome.CORRECT: "ok", Outcome.NOT_ATTEMPTED: "neutral"}.get(verdict.outcome, "bad")
    parts = [STYLE, f'<div class="leakproof leakproof-card leakproof-report leakproof-{tone}">']
    parts.append(f'<div class="leakproof-headline">{escape(_headline(exercise, verdict))}</div>')
    if verdict.outcome is Outcome.NOT_ATTEMPTED:
        return "".join([*parts, f"<div>{escape(_START)}</div></div>"])
    if verdict.findings:
        first, *others = verdict.findings
        parts.append(_finding_html(first))
        if _has_picture(first) and first.recording is not None:
            parts.append(lifelines_html(first.recording))
        if first.hint:
            parts.append(f"<p><strong>Think about it:</strong> {_marked(first.hint)}</p>")
        if others:
            parts.append(f"<details><summary>Also broken: {len(others)}</summary>")
            parts += [_finding_html(finding) for finding in others]
            parts.append("</details>")
    if verdict.held:
        held = "".join(
            f'<li style="list-style: none"><span class="leakproof-mark leakproof-ok">✓</span> {escape(title)}</li>'
            for title in verdict.held
        )
        parts.append(f'<div>What holds:<ul style="margin: 4px 0 8px; padding-left: 4px">{held}</ul></div>')
    parts.append(faults_html(verdict, exercise.shows_faults))
    parts.append(f'<div class="leakproof-note">{_marked(_closing(exercise, verdict))}</div>')
    if verdict.findings and verdict.printed:
        parts.append(f"<details><summary>What it printed</summary><pre>{escape(verdict.printed)}</pre></details>")
    return "".join([*parts, "</div>"])


def hint_text(exercise: Exercise, rung: int) -> str:
    """One hint; `rung` counts from 1."""
    return f"Hint {rung} of {len(exercise.hints)} for {exercise.name}\n" + _wrap(_plain(exercise.hints[rung - 1]))


def hint_html(exercise: Exercise, rung: int) -> str:
    """The same in HTML."""
    return (
        f'{STYLE}<div class="leakproof leakproof-card leakproof-hint">'
        f'<div class="leakproof-headline">Hint {rung} of {len(exercise.hints)} for '
        f'<code class="leakproof-code">{escape(exercise.name)}</code></div>'
        f"<div>{_marked(exercise.hints[rung - 1])}</div></div>"
    )


def solution_text(exercise: Exercise, source: str) -> str:
    """A solution."""
    return f"A solution of {exercise.id} {exercise.name}:\n\n{source.strip()}"


def solution_html(exercise: Exercise, source: str, where: str) -> str:
    """The same in HTML; `where` is a link to the notebook with other ways."""
    return (
        f'{STYLE}<div class="leakproof leakproof-card leakproof-solution">'
        f'<div class="leakproof-headline">A solution of {escape(exercise.id)} '
        f'<code class="leakproof-code">{escape(exercise.name)}</code></div>'
        f"<pre>{escape(source.strip())}</pre>"
        f'<div class="leakproof-note">Other ways, and why: <a href="{escape(where)}">{escape(where)}</a></div></div>'
    )


_START = "Write your answer in the cell above in place of the dots, run that cell, then run this one again."


def _headline(exercise: Exercise, verdict: Verdict) -> str:
    name = f"{exercise.id} {exercise.name}"
    points = f"{verdict.points} of {verdict.of} points"
    if verdict.outcome is Outcome.CORRECT:
        return f"✓ {name}: correct, {points}. It survived every fault."
    if verdict.outcome is Outcome.NOT_ATTEMPTED:
        return f"○ {name}: not attempted yet"
    if verdict.outcome is Outcome.UNUSABLE:
        return f"✗ {name}: nothing to judge yet"
    return f"✗ {name}: not yet, {points}"


def _closing(exercise: Exercise, verdict: Verdict) -> str:
    if verdict.outcome is Outcome.UNUSABLE:
        return f"Change your answer, run its cell, and check again. Stuck? `hint({exercise.name})`"
    runs = f"{verdict.runs} runs" if verdict.runs != 1 else "1 run"
    some = f", in {verdict.faults} of them one step was made to fail."
    told = runs + (" in all." if verdict.fault_tables else some)
    if verdict.unlimited:
        told += f" Not limited on this system: {'; '.join(verdict.unlimited)}."
    if verdict.outcome is Outcome.CORRECT:
        return f"{told} Compare with ours: `solution({exercise.name})`"
    half = " Half the points are for an answer that is right as long as nothing fails." if verdict.points else ""
    return f"{told}{half} Stuck? `hint({exercise.name})`"


def _sentence(finding: Finding) -> str:
    when = finding.when[0].upper() + finding.when[1:]
    return f"{when}: {finding.what.rstrip('.')}."


def _finding_html(finding: Finding) -> str:
    return (
        f'<p><span class="leakproof-mark leakproof-bad">✗ {escape(finding.requirement)}</span><br>'
        f"{_marked(_sentence(finding))}</p>"
    )


def _has_picture(finding: Finding) -> bool:
    return finding.recording is not None and bool(finding.recording.lives or finding.recording.exceptions)


def _wrap(text: str, indent: int = 0) -> str:
    space = " " * indent
    return textwrap.fill(
        text, _WIDTH, initial_indent=space, subsequent_indent=space, break_long_words=False, break_on_hyphens=False
    )


def _plain(text: str) -> str:
    return text.replace("`", "")


def _marked(text: str) -> str:
    """HTML of a text with `code` and links."""
    marked = re.sub(r"`([^`]+)`", r'<code class="leakproof-code">\1</code>', escape(text, quote=False))
    return re.sub(r"(https://[^\s<]+[^\s<.])", r'<a href="\1" target="_blank" rel="noopener">\1</a>', marked)
