"""A class of a dozen, in all shapes, graded with real processes; and what happens when the judges themselves fail."""

import multiprocessing
import os
import signal
from collections.abc import Iterable, Iterator
from pathlib import Path

import psutil
import pytest
from handing_in import CLOSE, ENDLESS, LEAKS, ON_SUCCESS, READ, STUB, bank, code, hand_in, notebook, zipped

from leakproof.classroom import store as stores
from leakproof.classroom.grading import Graded, Progress, grade
from leakproof.classroom.judgements import Done, Judgement, MachineCannotJudge, NotJudged, Task
from leakproof.classroom.many_machines import judge_there
from leakproof.classroom.store import Store
from leakproof.classroom.submissions import submissions
from leakproof.classroom.workers import Workers
from leakproof.course import course

ONE = "01_manual_close.ipynb"
HALF = "def read_and_close(path):\n    with open(path, encoding='utf-8') as file:"
HELPER = "def whole(file):\n    return file.read()"
USES = "def read_and_close(path):\n    with open(path, encoding='utf-8') as file:\n        return whole(file)\n"

CLASS: dict[str, tuple[dict[str, bytes], dict[str, int]]] = {
    "ada": ({"ada.ipynb": notebook(_0_1=CLOSE, _1_1=READ)}, {"0.1": 2, "1.1": 4}),
    "bob": (
        {f"bob/{ONE}": notebook(_1_1=ON_SUCCESS), "bob/00_start_here.ipynb": notebook(_0_1=CLOSE)},
        {"0.1": 2, "1.1": 2},
    ),
    "curiemarie": ({f"curiemarie_LATE_12_34_{ONE}": notebook(_1_1=LEAKS)}, {}),
    "dan": ({"dan.zip": zipped({ONE: notebook(_1_1=STUB)})}, {}),
    "eve": ({"eve.py": f"{CLOSE}\n{READ}".encode()}, {"0.1": 2, "1.1": 4}),
    "Fay G": ({f"Fay G_7_assignsubmission_file_/{ONE}": notebook(_0_1=CLOSE, _1_1=ENDLESS)}, {"0.1": 2}),
    "gus": ({f"submitted/gus/ps1/{ONE}": notebook(code(HELPER), code(USES, "1.1"))}, {"1.1": 4}),
    "hal": ({f"hal/{ONE}": b"{broken", "hal/more.ipynb": notebook(code(CLOSE))}, {"0.1": 2}),
    "ida": ({"ida/essay.docx": b"x"}, {}),
    "jan": ({f"jan/{ONE}": notebook(code(HALF, "1.1"), code("        return file.read()"))}, {"1.1": 4}),
    "kim": ({"kim.ipynb": notebook(_1_1=bank("1.1", "wrong/os_exit"), _0_1=CLOSE)}, {"0.1": 2}),
    "lea": ({"lea.ipynb": b""}, {}),
    "Zoë": ({"Zoë.ipynb": notebook(_1_1="import no_such_module\n" + READ)}, {}),
}  # fmt: skip


@pytest.fixture(scope="module")
def class_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("class")
    for files, _ in CLASS.values():
        hand_in(folder, files)
    return folder


def graded(folder: Path, store: Path, told: list[tuple[int, int, int]] | None = None) -> Graded:
    def note(progress: Progress) -> None:
        if told is not None:
            told.append((progress.answers, progress.before, progress.now))

    with Store(store) as kept, Workers(2) as workers:
        return grade("class", submissions(folder), workers.judge, kept, note)


def test_everyone_gets_the_marks_they_earn_every_time(class_folder: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int, int]] = []
    first = graded(class_folder, tmp_path / "kept", told)
    learners = {learner.name: learner for learner in first.learners.learners}
    assert list(learners) == list(CLASS)
    points = {
        name: {id: mark.points for id, mark in each.marks.items() if mark.points} for name, each in learners.items()
    }
    assert points == {name: marks for name, (_, marks) in CLASS.items()}
    for learner in learners.values():
        assert list(learner.marks) == [exercise.id for exercise in course().exercises]
    outcomes = {name: str(each.marks["1.1"].outcome) for name, each in learners.items()}
    assert {name for name, outcome in outcomes.items() if outcome == "not_attempted"} == {"dan", "ida", "lea"}
    assert {name for name, outcome in outcomes.items() if outcome == "unusable"} == {"hal", "Zoë"}
    assert learners["Fay G"].marks["1.1"].headline == "Ends by itself"
    assert learners["Fay G"].marks["1.1"].hint
    assert learners["bob"].marks["1.1"].where == f"{ONE}, cell 1"
    assert "no notebook" in learners["hal"].marks["1.2"].findings[0][2]
    assert learners["gus"].marks["1.1"].source == f"{HELPER}\n\n\n{USES}"
    assert [name for name, each in learners.items() if each.notes] == ["gus", "hal", "ida", "jan", "lea"]
    assert told[-1][0] == told[-1][2] > 0
    assert first.not_judged == ()

    again: list[tuple[int, int, int]] = []
    assert graded(class_folder, tmp_path / "kept", again) == first
    assert {now for _, _, now in again} == {0}
    assert again[-1][:2] == (told[-1][0], told[-1][0])


# -- judges that fail, and what is kept


def judged(points: int, hurried: bool = False) -> Judgement:
    return Judgement("correct" if points == 4 else "incorrect", points, 4, hurried=hurried)


class Script:
    """Judges that say what they are told to, and note what they were asked."""

    def __init__(self, *said: Judgement | NotJudged) -> None:
        self.said = list(said)
        self.asked: list[tuple[str, bool]] = []

    def __call__(self, tasks: Iterable[Task], alone: bool) -> Iterator[Done]:
        for task in tasks:
            self.asked.append((task.exercise, alone))
            yield task, self.said.pop(0)


@pytest.fixture
def one(tmp_path: Path) -> Path:
    return hand_in(tmp_path / "class", {"ada.ipynb": notebook(_1_1=READ)})


def by_script(folder: Path, store: Path, script: Script) -> Graded:
    with Store(store) as kept:
        return grade("class", submissions(folder), script, kept)


@pytest.mark.parametrize(("first", "alone", "points"), [(0, 4, 4), (2, 0, 2), (0, 0, 0)])
def test_what_load_may_have_spoilt_is_judged_once_more_alone(
    first: int, alone: int, points: int, one: Path, tmp_path: Path
) -> None:
    script = Script(judged(first, hurried=True), judged(alone, hurried=True))
    found = by_script(one, tmp_path / "kept", script)
    assert script.asked == [("1.1", False), ("1.1", True)]
    assert found.learners.learners[0].total == points
    assert by_script(one, tmp_path / "kept", Script()) == found


def test_an_answer_that_could_not_be_judged_is_tried_once_more(one: Path, tmp_path: Path) -> None:
    found = by_script(one, tmp_path / "kept", Script(NotJudged("it died"), judged(4)))
    assert (found.learners.learners[0].total, found.not_judged) == (4, ())


def test_what_cannot_be_judged_has_a_finding_and_is_not_kept(one: Path, tmp_path: Path) -> None:
    found = by_script(one, tmp_path / "kept", Script(NotJudged("it died"), NotJudged("it died again")))
    assert found.not_judged == ("ada, 1.1: it died again",)
    assert found.learners.learners[0].marks["1.1"].headline == "Could not be judged"
    assert by_script(one, tmp_path / "kept", Script(judged(4))).learners.learners[0].total == 4


def test_a_machine_that_can_judge_nothing_is_said_to_be_one(tmp_path: Path) -> None:
    hand_in(tmp_path / "class", {f"l{number}.ipynb": notebook(_1_1=f"{READ}# {number}") for number in range(5)})
    with pytest.raises(MachineCannotJudge, match="no sandbox"):
        by_script(tmp_path / "class", tmp_path / "kept", Script(*[NotJudged("no sandbox")] * 9))


def test_equal_answers_are_judged_once(tmp_path: Path) -> None:
    hand_in(tmp_path / "class", {f"l{number}.ipynb": notebook(_1_1=READ) for number in range(5)})
    script = Script(judged(4))
    learners = by_script(tmp_path / "class", tmp_path / "kept", script).learners.learners
    assert [learner.total for learner in learners] == [4] * 5


def test_a_changed_course_judges_again(one: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    by_script(one, tmp_path / "kept", Script(judged(4)))
    monkeypatch.setattr(stores, "fingerprint", lambda: "changed")
    assert by_script(one, tmp_path / "kept", Script(judged(2))).learners.learners[0].total == 2


@pytest.mark.parametrize("content", [b"no database", b"SQLite format 3\0" + b"x" * 5000])
def test_a_damaged_store_is_put_aside(content: bytes, one: Path, tmp_path: Path) -> None:
    (tmp_path / "kept").write_bytes(content)
    assert by_script(one, tmp_path / "kept", Script(judged(4))).learners.learners[0].total == 4
    assert (tmp_path / "kept.damaged").read_bytes() == content


def test_a_worker_with_another_course_judges_nothing() -> None:
    with pytest.raises(MachineCannotJudge, match="another version"):
        judge_there("0.1", "", "another")
    assert judge_there("0.1", "", stores.fingerprint()) == Judgement("not_attempted", 0, 2)


# -- worker processes


def running_worker() -> psutil.Process:
    (worker,) = multiprocessing.active_children()
    assert worker.pid is not None
    return psutil.Process(worker.pid)


@pytest.mark.skipif(os.name == "nt", reason="SIGSTOP and SIGKILL")
def test_a_worker_that_dies_is_replaced() -> None:
    with Workers(1) as workers:
        assert dict(workers.judge([Task("0.1", "")], alone=False)) == {
            Task("0.1", ""): Judgement("not_attempted", 0, 2)
        }
        running_worker().send_signal(signal.SIGKILL)
        (_, died), (_, fine) = workers.judge([Task("0.1", ""), Task("1.1", "")], alone=False)
        assert isinstance(died, NotJudged)
        assert isinstance(fine, Judgement)


@pytest.mark.skipif(os.name == "nt", reason="SIGSTOP")
def test_a_worker_that_hangs_is_replaced() -> None:
    with Workers(1, longest=3) as workers:
        list(workers.judge([Task("0.1", "")], alone=False))
        hanging = running_worker()
        hanging.suspend()
        ((_, hung),) = workers.judge([Task("0.1", "")], alone=False)
        assert isinstance(hung, NotJudged)
        assert not hanging.is_running()
