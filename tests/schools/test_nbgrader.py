"""Real nbgrader takes the course folder: released, handed in, collected and autograded, marks are the same as here."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from leakproof.authoring.nbgrader_course import write_course
from leakproof.course import course
from leakproof.course.solutions import solution_of
from leakproof.exercises.catalogue import close, judge_answer

ROOT = Path(__file__).resolve().parents[2]
BANK = ROOT / "tests" / "bank"
WRONG = {
    "0.1": "hard_coded return_in_finally",
    "1.1": "carriage_returns catches_exception_only",
    "1.2": "appends exception_only",
    "1.3": "after_only descriptor_open_when_the_action_fails",
    "2.1": "default_encoding only_exceptions",
    "2.2": "replaced_before_closed swallows",
    "2.3": "needs_len only_exceptions",
    "3.1": "absolute a_copy_of_system_exit",
    "3.2": "close_commits close_error_hides",
    "3.3": "acquires_a_twice b_closed_twice",
    "3.4": "a_flag acquire_error_lost",
    "4.1": "back_to_the_first_folder a_copy_of_the_error",
    "4.2": "only_old_values",
    "4.3": "a_dict both_errors_in_a_group",
    "4.4": "a_generator_manager a_copy_of_the_error",
    "5.1": "keeps_the_text",
    "5.2": "exits_the_program",
    "5.3": "except_tuple",
    "5.4": "empty_group walking_failure_kept",
    "5.5": "no_finally",
    "6.1": "appends except_exception",
    "6.2": "closes_twice error_of_the_cleanup_only",
    "6.3": "all_in_one_stack batch_opened_outside",
    "6.4": "check_first callback_with_none",
    "7.1": "a_plain_with closes_what_never_came",
    "7.2": "a_generator_without_its_decorator begin_in_the_try",
    "7.3": "a_tuple a_copy_of_the_failure",
    "7.4": "as_gives_nothing broken_closed_and_reused",
    "7.5": "aborts_twice aborts_after_an_error",
    "8.1": "all_read_at_once error_in_the_text",
    "8.2": "all_read_first an_error_of_its_own",
    "8.3": "a_list close_and_exceptions_only",
    "8.4": "closed_by_each_side close_protected_from_exceptions_only",
    "9.1": "happy_path_only leaves_out_the_step_of_a_failing_world",
    "9.2": "block_error_swallowed close_stops_at_the_first_failure",
    "9.3": "decides_when_it_is_made error_wrapped",
    "9.4": "counts_as_text both_closes_in_one_finally",
}
"""For each exercise an answer from the bank that is worth nothing and, where there is one, another worth the half."""

REST = {
    each.id: (("", "not_attempted"), ("def it(is no Python:\n", "unusable"))[number % 2]
    for number, each in enumerate(course().exercises)
}
"""For each exercise an answer that is not judged, and its outcome."""

LEARNERS = ("ada", "ben", "cleo", "dan")
"""Each hands in answers of all kinds, another kind for each exercise, so that together they try every kind on it."""

CHEAT = """\
import os, sys
from pathlib import Path
Path({proof!r}).write_text("a learner's cell was run")
import leakproof.notebook, leakproof.exercises.catalogue
check = leakproof.notebook.check = lambda answer: 4.0
leakproof.exercises.catalogue.judge_answer = None
while True:
    os._exit(0)
"""

Cells = list[dict[str, Any]]


def kinds(exercise: str) -> list[str]:
    """Right, worth half or nothing, worth nothing, and either untouched or unusable."""
    nothing, *half = WRONG[exercise].split()
    wrong = [(BANK / exercise / "wrong" / f"{name}.py").read_text(encoding="utf-8") for name in (*half, nothing)]
    return [solution_of(course().exercise(exercise)), wrong[0], wrong[-1], REST[exercise][0]]


def answers_of(learner: str) -> dict[str, str]:
    """An empty one stands for the stub as it was given."""
    turn = LEARNERS.index(learner)
    return {each.id: kinds(each.id)[(number + turn) % 4] for number, each in enumerate(course().exercises)}


def edited(notebook: Path, answers: dict[str, str]) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(notebook.read_text(encoding="utf-8"))
    for cell in content["cells"]:
        answer = answers.get(cell["metadata"].get("leakproof", {}).get("exercise"))
        cell["source"] = answer or "".join(cell["source"])
    return content


def cell_of(cells: Cells, grade_id: str) -> dict[str, Any]:
    return next(cell for cell in cells if cell["metadata"].get("nbgrader", {}).get("grade_id") == grade_id)


def code(source: str, **marks: object) -> dict[str, Any]:
    metadata = {"nbgrader": marks} if marks else {}
    return {"cell_type": "code", "metadata": metadata, "source": source, "outputs": [], "execution_count": None}


def cheat(cells: Cells, proof: Path) -> None:
    """What learners may do to the notebook of lesson 1; 1.1 is not solved, 1.2 and 1.3 are."""
    cells.insert(0, code(CHEAT.format(proof=str(proof))))
    check = cell_of(cells, "check_read_and_close")
    check["source"] = "4.0"
    check["metadata"]["nbgrader"]["points"] = 400
    check["outputs"] = [
        {"output_type": "execute_result", "data": {"text/plain": "4.0"}, "metadata": {}, "execution_count": 1}
    ]
    cell_of(cells, "read_and_close")["source"] = "def read_and_close(path):\n    return check(path)\n"
    cells.remove(cell_of(cells, "copy_file"))
    cells.append(code(solution_of(course().exercise("copy_file"))))
    cells.remove(cell_of(cells, "check_count_leaked"))
    cells.append(code("1", schema_version=3, grade=True, solution=False, locked=True, points=100, grade_id="gift"))
    cells.append(code("1", grade=True))


class NbGrader:
    """Real nbgrader on a course folder that was just written."""

    def __init__(self, programs: Path, base: Path) -> None:
        self.programs, self.course = programs, base / "course"
        self.exchange, self.home = base / "exchange", base / "home"
        self.exchange.mkdir()
        self.exchange.chmod(0o777)
        self.home.mkdir()
        self.variables = {
            **os.environ,
            "PATH": os.pathsep.join([str(programs), os.environ["PATH"]]),
            "PYTHONPATH": str(ROOT),
            "PYTHONWARNINGS": "ignore",
            "JUPYTER_CONFIG_DIR": str(base / "settings"),
        }
        write_course(self.course)

    def run(self, *words: str, folder: Path | None = None) -> str:
        """What the command said; it has to end well."""
        command = [str(self.programs / "nbgrader"), *words, f"--Exchange.root={self.exchange}"]
        where = folder or self.course
        ended = subprocess.run(
            command, cwd=where, env=self.variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            timeout=600, check=False,
        )  # fmt: skip
        assert ended.returncode == 0, ended.stdout
        return ended.stdout

    def marks(self) -> dict[str, dict[str, tuple[float, float, bool]]]:
        """Of each learner, for each check: the mark, the most it can be, whether somebody has to look at it."""
        program = (
            "import json\nfrom nbgrader.api import Gradebook\n"
            "with Gradebook('sqlite:///gradebook.db') as book:\n"
            "    print(json.dumps([(student.id, grade.name, grade.score, grade.max_score, grade.needs_manual_grade)\n"
            "        for student in book.students for submission in student.submissions\n"
            "        for notebook in submission.notebooks for grade in notebook.grades]))\n"
        )
        command = [str(self.programs / "python"), "-c", program]
        said = subprocess.run(command, cwd=self.course, env=self.variables, capture_output=True, text=True, check=True)
        marks: dict[str, dict[str, tuple[float, float, bool]]] = {}
        for learner, name, score, most, manual in json.loads(said.stdout):
            marks.setdefault(learner, {})[name.removeprefix("check_")] = (score, most, manual)
        return marks

    def hand_in(self, learner: str, name: str, content: dict[str, Any]) -> None:
        folder = self.course / "submitted" / learner / name
        folder.mkdir(parents=True)
        (folder / f"{name}.ipynb").write_text(json.dumps(content), encoding="utf-8")

    def released(self, name: str) -> Path:
        return self.course / "release" / name / f"{name}.ipynb"


@pytest.fixture(scope="module")
def school(classroom: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    """A term: all is released and handed in, one assignment through the exchange; then all is autograded at once."""
    base = tmp_path_factory.mktemp("school")
    nbgrader = NbGrader(classroom, base)
    nbgrader.run("generate_assignment", "*")
    for learner in LEARNERS:
        for lesson in course().with_exercises:
            name = lesson.file_name.removesuffix(".ipynb")
            nbgrader.hand_in(learner, name, edited(nbgrader.released(name), answers_of(learner)))

    first = "00_start_here"
    nbgrader.run("release_assignment", first)
    nbgrader.run("fetch_assignment", first, "--course=leakproof", folder=nbgrader.home)
    fetched = nbgrader.home / first / f"{first}.ipynb"
    fetched.write_text(json.dumps(edited(fetched, {"0.1": kinds("0.1")[0]})), encoding="utf-8")
    nbgrader.run("submit", first, "--course=leakproof", folder=nbgrader.home)
    nbgrader.run("collect", first)
    (sender,) = {path.name for path in (nbgrader.course / "submitted").iterdir()} - set(LEARNERS)

    proof = base / "proof"
    one = edited(nbgrader.released("01_manual_close"), {"1.3": kinds("1.3")[0]})
    cheat(one["cells"], proof)
    nbgrader.hand_in("mallory", "01_manual_close", one)

    with ThreadPoolExecutor() as pool:
        graded = pool.submit(nbgrader.run, "autograde", "*")
        here = {each.id: [judge_answer(each.id, answer) for answer in kinds(each.id)] for each in course().exercises}
        close()
        graded.result()
    yield SimpleNamespace(nbgrader=nbgrader, sender=sender, proof=proof, marks=nbgrader.marks(), here=here)
    shutil.rmtree(base, ignore_errors=True)


def test_what_is_released_is_the_exercise_without_its_solution(school: SimpleNamespace) -> None:
    for lesson in course().with_exercises:
        released = json.loads(school.nbgrader.released(lesson.file_name[:-6]).read_text(encoding="utf-8"))
        ours = json.loads((ROOT / "exercises" / lesson.file_name).read_text(encoding="utf-8"))
        code = [
            ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
            for notebook in (released, ours)
        ]
        assert code[0] == code[1]


@pytest.mark.parametrize("learner", LEARNERS)
def test_every_answer_gets_the_same_mark_as_here(school: SimpleNamespace, learner: str) -> None:
    turn = LEARNERS.index(learner)
    due = {
        each.name: (school.here[each.id][(number + turn) % 4].points, each.points, False)
        for number, each in enumerate(course().exercises)
    }
    assert school.marks[learner] == due


def test_the_answers_are_of_all_kinds(school: SimpleNamespace) -> None:
    for exercise in course().exercises:
        right, half, wrong, rest = (verdict.points for verdict in school.here[exercise.id])
        assert (right, wrong, rest) == (exercise.points, 0, 0)
        assert half == (exercise.points // 2 if " " in WRONG[exercise.id] else 0)
        assert school.here[exercise.id][3].outcome == REST[exercise.id][1]


def test_what_went_through_the_exchange_is_graded(school: SimpleNamespace) -> None:
    assert school.marks[school.sender]["close_and_tell"] == (2, 2, False)


def test_cheating_gains_nothing_and_costs_no_other_exercise(school: SimpleNamespace) -> None:
    marks = school.marks["mallory"]
    assert marks["read_and_close"] == (0, 4, False)
    assert marks["copy_file"] == (6, 6, False)
    assert marks["count_leaked"] == (6, 6, False)
    assert set(marks) == {"read_and_close", "copy_file", "count_leaked"}


def test_no_cell_of_a_learner_is_run(school: SimpleNamespace) -> None:
    assert not school.proof.exists()


def test_the_feedback_shows_the_report(school: SimpleNamespace) -> None:
    school.nbgrader.run("generate_feedback", "01_manual_close", "--student=mallory")
    page = school.nbgrader.course / "feedback" / "mallory" / "01_manual_close" / "01_manual_close.html"
    text = page.read_text(encoding="utf-8")
    assert "1.1 read_and_close: not yet, 0 of 4 points" in text
    assert "1.2 copy_file: correct, 6 of 6 points" in text
    assert "1.3 count_leaked: correct, 6 of 6 points" in text


def test_validation_tells_a_learner_what_is_wrong(school: SimpleNamespace) -> None:
    answers = {"1.1": kinds("1.1")[0], "1.2": kinds("1.2")[1]}
    notebook = school.nbgrader.home / "01_manual_close.ipynb"
    content = edited(school.nbgrader.released("01_manual_close"), answers)
    notebook.write_text(json.dumps(content), encoding="utf-8")
    said = school.nbgrader.run("validate", notebook.name, folder=school.nbgrader.home)
    assert "VALIDATION FAILED ON 2 CELL(S)" in said
    assert "1.2 copy_file: not yet, 3 of 6 points" in said
    assert "1.3 count_leaked: not attempted yet" in said
    assert "Closed on Ctrl-C too" in said
    assert "1.1 read_and_close" not in said
    assert "..." not in said, "lines of more than 83 characters are cut"
