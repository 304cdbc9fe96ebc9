"""Copies are found however they were dressed up; what an exercise forces on everybody is not."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from leakproof.authoring.demonstration import demonstration, told_verdict
from leakproof.classroom.marks import Class, Learner, Mark
from leakproof.classroom.similarity import Group, likeness, together
from leakproof.course import course
from leakproof.course.solutions import solution_of

BANK = Path(__file__).parents[1] / "bank"
NOTHING = {each.id: Mark(each.id, "not_attempted", 0, each.points) for each in course().exercises}


def bank(exercise: str, kind: str) -> list[str]:
    return [
        re.sub(r"\A(#.*\n)+", "", path.read_text("utf-8")) for path in sorted((BANK / exercise / kind).glob("*.py"))
    ]


def learner(name: str, headline: str = "", **answers: str) -> Learner:
    """Answers by their exercises, as ``e9_2``."""
    marks = {
        id: Mark(
            id, "incorrect" if headline else "correct", 0, 4, ((headline, "", ""),) if headline else (), "", source
        )
        for id, source in ((key[1:].replace("_", "."), source) for key, source in answers.items())
    }
    return Learner(name, NOTHING | marks)


def groups(exercise: str, *learners: Learner) -> list[tuple[int, ...]]:
    return [group.learners for group in likeness(Class("", learners))[exercise].groups]


POOL = '''
import threading
from collections import deque

class Pool:
    """Connections, lent one by one."""

    def __init__(self, make, size):
        self._make = make
        self._size = size
        self._free = deque()
        self._lent = set()
        self._change = threading.Condition()

    def take(self, timeout=None):
        with self._change:
            if not self._change.wait_for(lambda: self._free or len(self._lent) < self._size, timeout):
                raise TimeoutError("none is free")
            one = self._free.popleft() if self._free else self._make()
            self._lent.add(one)
            return one

    def give_back(self, one):
        with self._change:
            self._lent.remove(one)
            self._free.append(one)
            self._change.notify()
'''


def dressed_up(source: str) -> str:
    """The same with other names, comments, layout and texts, typed, and its methods in another order."""
    for old, new in {
        "_free": "_idle",
        "_lent": "_out",
        "one": "connection",
        "_change": "_cond",
        "_make": "_new",
    }.items():
        source = re.sub(rf"\b{old}\b", new, source)
    source = source.replace("none is free", "Sorry!").replace("Connections, lent one by one.", "My own pool.")
    source = source.replace("timeout=None):", "timeout: float | None = None) -> object:  # waits\n")
    head, take, give_back = re.split(r"(?=    def take|    def give_back)", source)
    return head + give_back + "\n\n\n" + take


def test_a_copy_with_other_names_comments_and_order_is_found() -> None:
    others = [learner(f"other {number}", e9_2=answer) for number, answer in enumerate(bank("9.2", "right"))]
    mine, copied = learner("a", e9_2=POOL), learner("b", e9_2=dressed_up(POOL))
    assert dressed_up(POOL).count("_free") == 0
    result = likeness(Class("", (mine, *others, copied)))["9.2"].groups
    assert [group.learners for group in result] == [(0, len(others) + 1)]
    assert result[0].percent >= 95
    assert not result[0].word_for_word


def test_a_copy_with_lines_added_is_found() -> None:
    changed = POOL.replace("            return one\n", "            print('lent', one)\n            return one\n")
    assert groups("9.2", learner("a", e9_2=POOL), learner("b", e9_2=changed)) == [(0, 1)]


def test_the_same_text_but_for_space_is_word_for_word() -> None:
    both = learner("a", e9_2=POOL), learner("b", e9_2=POOL.replace("    ", "  ") + "\n\n")
    assert likeness(Class("", both))["9.2"].groups == (Group((0, 1), 100, True),)


MADE_FROM_EACH_OTHER = {
    "1.2": [{"os_level", "os_level_first_read"}],
    "7.1": [{"asks_again_and_again", "polls_its_close"}],
    "7.3": [{"asks_again_and_again", "polls"}, {"task_group_and_exit_stack", "tries_twice"}],
    "7.4": [
        {"events_rechecked", "failed_close_of_a_broken_one_not_tried"},
        {"lifo_queue_of_tokens", "priority_queue_of_tokens"},
    ],
}
"""The bank's own copies: one of the two was written by changing the other."""


@pytest.mark.parametrize("exercise", [each.id for each in course().exercises])
def test_right_answers_of_different_styles_are_not_for_a_look(exercise: str) -> None:
    names = [path.stem for path in sorted((BANK / exercise / "right").glob("*.py"))]
    answers = zip(names, bank(exercise, "right"), strict=True)
    found = groups(exercise, *(learner(name, **{f"e{exercise}": answer}) for name, answer in answers))
    assert [{names[number] for number in group} for group in found] == MADE_FROM_EACH_OTHER.get(exercise, [])


def test_the_course_s_solution_in_forty_learners_is_one_note_and_no_pair() -> None:
    solution = solution_of(course().exercise("9.2"))
    learners = [learner(str(number), e9_2=f"# mine, {number}\n{solution}") for number in range(40)]
    result = likeness(Class("", tuple(learners)))["9.2"]
    assert (result.groups, result.as_solution) == ((), tuple(range(40)))


def test_a_form_that_many_have_is_the_usual_one() -> None:
    many = [learner(str(number), e9_2=POOL.replace("none is free", str(number))) for number in range(30)]
    assert groups("9.2", *many) == []


SHORT = (
    "def read_and_close(path):\n    file = open(path)\n    text = file.read()\n    file.close\n    return text, file\n"
)


def test_a_short_wrong_answer_counts_only_with_the_same_mistake() -> None:
    others = [learner(str(number), e1_1=answer) for number, answer in enumerate(bank("1.1", "right"))]
    renamed = SHORT.replace("text", "t").replace("file", "f")
    same = [
        learner("a", "Closed when all goes well", e1_1=SHORT),
        learner("b", "Closed when all goes well", e1_1=renamed),
    ]
    right = [learner("a", e1_1=SHORT), learner("b", e1_1=renamed)]
    assert groups("1.1", *same, *others) == [(0, 1)]
    assert groups("1.1", *right, *others) == []


def test_what_is_no_python_and_what_is_empty_can_be_compared_too() -> None:
    broken = POOL.replace("def take(", "def take((")
    assert groups("9.2", learner("a", "x", e9_2=broken), learner("b", "x", e9_2=broken)) == [(0, 1)]
    assert groups("9.2", learner("a", e9_2=""), learner("b", e9_2="\n"), learner("c", e9_2="(" * 5000)) == []


def test_a_class_of_nobody_and_of_one() -> None:
    for learners in ((), (learner("a", e9_2=POOL),)):
        found = likeness(Class("", learners))
        assert set(found) == set(NOTHING)
        assert not any(each.groups for each in found.values())


def test_two_who_are_alike_in_several_exercises_come_first() -> None:
    other = bank("9.4", "right")[0]
    found = likeness(
        Class("", (learner("a", e9_2=POOL, e9_4=other), learner("b", e9_2=POOL), learner("c", e9_2=POOL, e9_4=other)))
    )
    assert together(found) == [((0, 2), ["9.2", "9.4"])]


def test_a_class_of_five_hundred_takes_seconds() -> None:
    graded = demonstration(500, told_verdict)
    own = tuple(
        Learner(
            each.name,
            {
                id: Mark(id, mark.outcome, mark.points, mark.of, source=f"# {each.name} {place}\n{mark.source}")
                for id, mark in each.marks.items()
            },
        )
        for place, each in enumerate(graded.learners)
    )
    before = time.process_time()
    likeness(Class("", own))
    assert time.process_time() - before < 60  # about 5 on an idle machine
