"""Whose file is whose: reads the learners out of the names that schools' systems give to what was handed in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from leakproof.classroom.files import Entry, entries
from leakproof.course import course


class NothingHandedIn(Exception):
    """There is no submission in the folder; the message says what was looked for."""


@dataclass
class Submission:
    """All that one learner handed in."""

    learner: str
    """The name, unique in the class."""
    canvas: str = ""
    """The learner's ID in Canvas, when the files' names tell it."""
    moodle: str = ""
    """The participant's number in Moodle, when the files' names tell it."""
    files: list[Entry] = field(default_factory=list)
    """Notebooks and Python files, in the order of their paths."""
    notes: list[str] = field(default_factory=list)
    """Sentences for the teacher: what was left out, and why."""


_MOODLE = re.compile(r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_[a-z]+(?:_(?P<rest>.*))?", re.DOTALL)
"""From Moodle's "Download all submissions", with and without folders."""
_CANVAS = re.compile(r"(?P<name>.+?)(?:_LATE)?_(?P<id>[1-9]\d*)_(?P<file>[1-9]\d*)_(?P<rest>.+)", re.DOTALL | re.I)
"""From Canvas's "Download Submissions"."""
_LESSONS = re.compile("|".join(re.escape(lesson.file_name.removesuffix(".ipynb")) for lesson in course().lessons))
_COPY = re.compile(r"-yours-[\d-]+$|[ _-]*\(\d{1,2}\)$|-\d{1,2}$|[ _-]copy ?\d*$|-checkpoint$", re.I)
"""What is put behind the name of a copy."""
_NOT_LEARNERS = {"source", "release", "autograded", "feedback", "exchange"}
"""Folders of nbgrader beside ``submitted``."""


@dataclass(frozen=True)
class _Owner:
    name: str
    system: str = ""
    id: str = ""
    download: tuple[str, ...] = ()
    """Where the system's download lies: in one download, two ids are two people."""


def submissions(place: Path) -> list[Submission]:
    """What each learner handed in, by name. `place` is a folder or a zip file; raises `NothingHandedIn`."""
    if not place.is_dir() and (place.suffix.lower() != ".zip" or not place.exists()):
        what = "is neither a folder nor a zip file" if place.exists() else "does not exist"
        raise NothingHandedIn(f"{place} {what}.")
    found = _without_wrapping(list(entries(place)))
    if any(entry.parts[0] == "submitted" and len(entry.parts) > 1 for entry in found):
        found = [entry for entry in found if entry.parts[0] not in _NOT_LEARNERS]
    one_learner = [entry for entry in found if len(entry.parts) == 1 and entry.content and is_lesson(entry.name)]
    owned: dict[_Owner, list[Entry]] = defaultdict(list)
    for entry in found:
        owner = _Owner(place.resolve().stem) if entry in one_learner else _owner(entry)
        if owner is not None:
            owned[owner].append(entry)
    if not any(entry.content or entry.problem for handed_in in owned.values() for entry in handed_in):
        problems = " ".join(entry.problem for entry in found if entry.problem)
        raise NothingHandedIn(
            f"Nobody's answers were found in {place}. {problems}{' ' if problems else ''}"
            "Looked for, there and in zip files: a notebook (.ipynb) or a Python file (.py) for each learner, a folder "
            "for each learner, nbgrader's folder submitted/, and downloads from Canvas or Moodle."
        )
    handed_in = [_submission(owner, owned) for owner in _merged(owned)]
    if one_learner:
        whose = next(each for each in handed_in if one_learner[0] in each.files)
        whose.notes.append(f"The lessons' notebooks lie in {place.name} itself, and are taken as one learner's.")
    return sorted(handed_in, key=lambda each: (each.learner.casefold(), each.learner))


def is_lesson(name: str) -> bool:
    """Whether a file is named as a lesson's notebook, perhaps with what a browser or a system adds at the end."""
    return name.lower().endswith(".ipynb") and _LESSONS.search(name) is not None and not _without_lesson(name[:-6])


def _without_lesson(stem: str) -> str:
    """What a name has besides a lesson's: the learner's, as in ``ada_01_manual_close`` and ``01_manual_close-ada``."""
    if not _LESSONS.search(stem):
        return ""
    rest = _COPY.sub("", _LESSONS.sub("", stem))
    return re.sub(r"^copy of|^[ _-]+|[ _-]+$", "", rest, flags=re.I)


def own_name(entry: Entry) -> str:
    """The name of a file as the learner gave it."""
    for pattern in (_MOODLE, _CANVAS):
        match = pattern.fullmatch(entry.name)
        if match and match["rest"]:
            return match["rest"]
    return entry.name


def _without_wrapping(found: list[Entry]) -> list[Entry]:
    """Without a folder (or zip) around the whole class, and around zip files of learners in a zip file."""
    tops: dict[str, list[Entry]] = defaultdict(list)
    for entry in found:
        tops[entry.parts[0]].append(entry)
    unwrapped: list[Entry] = []
    for top, inside in tops.items():
        deeper = [Entry(entry.parts[1:], entry.content, entry.problem) for entry in inside if len(entry.parts) > 1]
        only_zips = top.lower().endswith(".zip") and all(entry.parts[0].lower().endswith(".zip") for entry in deeper)
        alone = len(tops) == 1 and _holds_learners(deeper)
        holds = deeper and len(deeper) == len(inside) and _named(top) is None and (only_zips or alone)
        unwrapped += deeper if holds else inside
    return unwrapped


def _holds_learners(found: list[Entry]) -> bool:
    """Whether these, all of them in one folder, are of several learners: files that are not named as lessons, or the
    same lesson in more than one folder."""
    files = [entry for entry in found if len(entry.parts) == 1 and entry.content]
    if files:
        return not any(is_lesson(entry.name) for entry in files)
    folders: dict[str, set[str]] = defaultdict(set)
    for entry in found:
        if is_lesson(entry.name):
            folders[entry.parts[0]].add(_LESSONS.findall(entry.name)[0])
    lessons = [lesson for names in folders.values() for lesson in names]
    return len(set(lessons)) < len(lessons) or any(entry.parts[0] == "submitted" for entry in found)


def _owner(entry: Entry) -> _Owner | None:
    """Whose it is; ``None`` when it is nobody's, such as the teacher's own list."""
    for depth, part in enumerate(entry.parts):
        named = _named(part)
        if named is not None:
            return _Owner(*named, entry.parts[:depth])
    parts = entry.parts
    if parts[0] == "submitted" and len(parts) > 1:
        parts = parts[1:]
    if len(parts) == 1 and not entry.content and not entry.problem and not entry.folder:
        return None  # a file beside the learners' that can hold no answer
    name = re.sub(r"\.(zip|ipynb|py)$", "", parts[0], flags=re.I).strip()
    if len(parts) == 1:
        name = _without_lesson(name) or name
    return _Owner(name or parts[0]) if parts[0] else None


def _named(part: str) -> tuple[str, str, str] | None:
    """The name, the system and the id in a name that Canvas or Moodle gave."""
    if match := _MOODLE.fullmatch(part):
        return match["name"], "moodle", match["id"]
    if match := _CANVAS.fullmatch(part):
        return match["name"], "canvas", match["id"]
    return None


def _merged(owned: dict[_Owner, list[Entry]]) -> Iterable[tuple[_Owner, ...]]:
    """The owners that are one person. Canvas has one ID for a person; Moodle has another number in each assignment, so
    there the name counts, unless one download has it twice."""
    groups: dict[tuple[str, ...], list[_Owner]] = defaultdict(list)
    downloads: dict[tuple[str, tuple[str, ...]], set[str]] = defaultdict(set)
    for owner in owned:
        if owner.system == "moodle":
            downloads[owner.name, owner.download].add(owner.id)
    namesakes = {name for (name, _), ids in downloads.items() if len(ids) > 1}
    for owner in owned:
        by_id = owner.system == "canvas" or owner.name in namesakes
        groups[owner.system, owner.id if by_id else owner.name].append(owner)
    return map(tuple, groups.values())


def _submission(owners: tuple[_Owner, ...], owned: dict[_Owner, list[Entry]]) -> Submission:
    first = owners[0]
    found = sorted((entry for owner in owners for entry in owned[owner]), key=lambda entry: entry.parts)
    namesake = any(other.name == first.name and other not in owners for other in owned)
    made = Submission(f"{first.name} ({first.id})" if namesake and first.id else first.name)
    if first.system == "canvas":
        made.canvas = first.id
    elif first.system == "moodle":
        made.moodle = first.id
    made.files = [entry for entry in found if entry.content]
    made.notes = [entry.problem for entry in found if entry.problem]
    if not made.files:
        others = sorted({entry.name for entry in found if not entry.problem and not entry.folder})
        what = f"only {', '.join(others[:5])}" if others else "no file"
        made.notes.append(f"No notebook and no Python file was handed in: {what}.")
    return made
