"""Runs notebooks from top to bottom in fresh kernels, two at a time."""

from __future__ import annotations

import asyncio
import os
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from leakproof.authoring.places import in_course

CELL_TIMEOUT = 120
"""Seconds that one cell may take."""

AT_ONCE = 2

Done = Callable[[Path, NotebookNode, str | None], None]


def run_notebooks(notebooks: Sequence[tuple[Path, NotebookNode]], done: Done) -> None:
    """Runs each notebook in place, as if it stood in its path; the outputs come into the notebook.

    Calls ``done(path, notebook, problem)`` after each; `problem` is ``None`` or a sentence that names
    the cell that failed. A cell tagged ``raises-exception`` may raise. Ctrl-C ends all kernels.
    """
    with asyncio.Runner(loop_factory=_Loop) as runner:
        runner.run(_run_all(notebooks, done))


class _Loop(asyncio.SelectorEventLoop):
    """Leaves Ctrl-C to the runner, which stops the whole build; nbclient would end one kernel only."""

    def add_signal_handler(self, *_: Any) -> None:  # type: ignore[override]
        raise RuntimeError("Ctrl-C belongs to the build.")


async def _run_all(notebooks: Sequence[tuple[Path, NotebookNode]], done: Done) -> None:
    free = asyncio.Semaphore(AT_ONCE)

    async def run(path: Path, notebook: NotebookNode) -> None:
        async with free:
            problem = await _run(path, notebook)
        done(path, notebook, problem)

    async with asyncio.TaskGroup() as group:
        for path, notebook in notebooks:
            group.create_task(run(path, notebook))


async def _run(path: Path, notebook: NotebookNode) -> str | None:
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    where = in_course(path)

    def starts(cell_index: int, **_: Any) -> None:
        nonlocal where
        where = f"{in_course(path)} cell {cell_index + 1}"

    client = NotebookClient(
        notebook,
        kernel_name="python3",
        timeout=CELL_TIMEOUT,
        resources={"metadata": {"path": str(path.parent)}},
        store_widget_state=False,
        record_timing=False,
        on_cell_start=starts,
    )
    with tempfile.TemporaryDirectory(prefix="leakproof-build-") as folder:
        environment = {**os.environ, "LEAKPROOF_PROGRESS": str(Path(folder) / "progress.jsonl")}
        try:
            await client.async_execute(env=environment, stderr=subprocess.DEVNULL)
        except CellExecutionError as error:
            return f"{where}: raises {error.ename}: {error.evalue}"
        except CellTimeoutError:
            return f"{where}: took longer than {CELL_TIMEOUT} seconds."
        except DeadKernelError:
            return f"{where}: ended its kernel."
    return None
