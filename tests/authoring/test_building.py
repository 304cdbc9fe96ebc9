"""`build` writes exercises, runs everything, and stores the same bytes each time."""

import _thread
import dataclasses
import re
import socket
import threading
from pathlib import Path

import pytest
from nbformat import NotebookNode

from leakproof.authoring.building import build
from leakproof.authoring.places import read_notebook, to_bytes
from leakproof.course import Lesson


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.ipynb")}


def outputs(root: Path, folder: str, cell_id: str) -> list[NotebookNode]:
    notebook = read_notebook(root / folder / "01_close.ipynb")
    return next(cell.outputs for cell in notebook.cells if cell.id == cell_id)


def change(path: Path, cell_id: str, source: str) -> None:
    notebook = read_notebook(path)
    next(cell for cell in notebook.cells if cell.id == cell_id).source = source
    path.write_bytes(to_bytes(notebook))


def test_all_three_notebooks_are_run_and_stored(built: Path) -> None:
    assert sorted(contents(built)) == [f"{f}/01_close.ipynb" for f in ("exercises", "notebooks", "solutions")]
    assert outputs(built, "exercises", "use")[0].text == "read_and_close\n"
    assert outputs(built, "solutions", "use")[0].text == "read_and_close\n"
    assert outputs(built, "notebooks", "error")[0].ename == "FileNotFoundError"


def test_a_second_build_changes_no_byte_though_seconds_and_addresses_differ(
    built: Path, lesson: Lesson
) -> None:
    before = contents(built)
    said: list[str] = []
    assert build([lesson], built, said.append) == []
    assert contents(built) == before
    assert sorted(said) == [
        f"{folder}/01_close.ipynb: unchanged" for folder in ("exercises", "notebooks", "solutions")
    ]


def test_a_lesson_without_exercises_is_only_its_notebook(sources: Path, lesson: Lesson) -> None:
    (sources / "solutions" / lesson.file_name).unlink()
    said: list[str] = []
    assert build([dataclasses.replace(lesson, exercises=())], sources, said.append) == []
    assert said == ["notebooks/01_close.ipynb: written"]
    assert list(contents(sources)) == ["notebooks/01_close.ipynb"]


def test_a_changed_source_gets_its_new_output(built: Path, lesson: Lesson) -> None:
    change(built / "solutions" / lesson.file_name, "use", "print('new')")
    said: list[str] = []
    assert build([lesson], built, said.append) == []
    assert outputs(built, "exercises", "use")[0].text == "new\n"
    assert "exercises/01_close.ipynb: written" in said


def test_what_somebody_typed_into_an_exercise_is_kept(built: Path, lesson: Lesson) -> None:
    mine = built / "exercises" / lesson.file_name
    change(mine, "answer", "def read_and_close(path): return 'mine'")
    typed = mine.read_bytes()
    said: list[str] = []
    assert build([lesson], built, said.append) == []
    (kept,) = mine.parent.glob("*-yours-*.ipynb")
    assert kept.read_bytes() == typed
    assert mine.read_bytes() != typed
    assert any(kept.name in line for line in said)


def test_a_cell_that_raises_is_named_and_its_notebook_is_not_written(built: Path, lesson: Lesson) -> None:
    change(built / "notebooks" / lesson.file_name, "second", "1 / 0")
    change(built / "solutions" / lesson.file_name, "use", "print('new')")
    before = contents(built)
    assert build([lesson], built, lambda _: None) == [
        "notebooks/01_close.ipynb cell 5: raises ZeroDivisionError: division by zero"
    ]
    after = contents(built)
    assert after["notebooks/01_close.ipynb"] == before["notebooks/01_close.ipynb"]
    assert after["exercises/01_close.ipynb"] != before["exercises/01_close.ipynb"]


def test_a_cell_that_ends_its_kernel_is_named(built: Path, lesson: Lesson) -> None:
    change(built / "notebooks" / lesson.file_name, "second", "import os; os._exit(1)")
    assert build([lesson], built, lambda _: None) == ["notebooks/01_close.ipynb cell 5: ended its kernel."]


def test_a_broken_source_is_named(built: Path, lesson: Lesson) -> None:
    (built / "solutions" / lesson.file_name).write_bytes(b"{")
    (problem,) = build([lesson], built, lambda _: None)
    assert problem.startswith("solutions/01_close.ipynb: is not a notebook that can be read: ")


def test_each_notebook_has_a_progress_of_its_own_and_its_folder(built: Path, lesson: Lesson) -> None:
    source = (
        "import os, pathlib\nprogress = pathlib.Path(os.environ['LEAKPROOF_PROGRESS'])\n"
        "print(progress.exists(), progress.write_text('x'), pathlib.Path.cwd().name)"
    )
    change(built / "solutions" / lesson.file_name, "use", source)
    assert build([lesson], built, lambda _: None) == []
    assert outputs(built, "solutions", "use")[0].text == "False 1 solutions\n"
    assert outputs(built, "exercises", "use")[0].text == "False 1 exercises\n"


def test_nothing_of_the_machine_is_stored(built: Path) -> None:
    stored = (built / "notebooks" / "01_close.ipynb").read_text(encoding="utf-8")
    assert "ipykernel/cell.py:1: UserWarning: leak" in stored
    assert not re.search(r"ipykernel_\d|/lib/python3|site-packages|3\.1\d\.\d", stored)
    deep = "".join(outputs(built, "notebooks", "deep")[0].traceback)
    assert "python/json/" in deep
    assert "\x1b[" in deep


def test_a_file_that_cannot_be_written_is_named(
    built: Path, lesson: Lesson, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("leakproof.authoring.building.write_whole", full)
    change(built / "solutions" / lesson.file_name, "use", "print('new')")
    assert sorted(build([lesson], built, lambda _: None)) == [
        f"{folder}/01_close.ipynb: cannot be written: No space left on device."
        for folder in ("exercises", "solutions")
    ]


def test_no_unfinished_file_is_left(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from leakproof.whole_file import write_whole

    target = built / "notebooks" / "01_close.ipynb"
    before = target.read_bytes()
    names = set(target.parent.iterdir())

    def fail(*_: object) -> None:
        raise OSError("no")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="no"):
        write_whole(target, b"half")
    assert target.read_bytes() == before
    assert set(target.parent.iterdir()) == names


def test_ctrl_c_ends_the_build_and_its_kernels(built: Path, lesson: Lesson) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(60)
        source = f"import socket; socket.create_connection({server.getsockname()!r}).recv(1)"
        change(built / "notebooks" / lesson.file_name, "second", source)
        before = contents(built)["notebooks/01_close.ipynb"]
        kernels: list[socket.socket] = []

        def press_ctrl_c_when_the_cell_runs() -> None:
            kernels.append(server.accept()[0])
            _thread.interrupt_main()

        presser = threading.Thread(target=press_ctrl_c_when_the_cell_runs)
        presser.start()
        with pytest.raises(KeyboardInterrupt):
            build([lesson], built, lambda _: None)
        presser.join()
        with kernels[0] as kernel:
            kernel.settimeout(60)
            assert kernel.recv(1) == b"", "the kernel has ended, and with it the connection"
    assert contents(built)["notebooks/01_close.ipynb"] == before
