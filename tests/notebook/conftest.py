"""A real kernel, in which cells are run."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager

SECONDS = 60


@dataclass
class Shown:
    """What one cell has shown."""

    printed: str = ""
    texts: list[str] = field(default_factory=list)
    htmls: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    """The lines of the error, as the learner sees them."""
    order: list[str] = field(default_factory=list)
    """The kinds of what was shown."""


class Kernel:
    """A running kernel; `folder` is its working directory."""

    def __init__(self, manager: KernelManager, client: BlockingKernelClient, folder: Path) -> None:
        self.folder = folder
        self._manager, self._client = manager, client

    def run(self, source: str, interrupt_at: str = "", store_history: bool = True) -> Shown:
        """Run a cell; interrupt it as soon as it has printed `interrupt_at`."""
        id = self._client.execute(source, store_history=store_history)
        shown = Shown()
        while True:
            message = self._client.get_iopub_msg(timeout=SECONDS)
            kind, content = message["msg_type"], message["content"]
            if message["parent_header"].get("msg_id") != id:
                continue
            if kind == "status" and content["execution_state"] == "idle":
                return shown
            if kind == "stream":
                shown.printed += content["text"]
                if interrupt_at and interrupt_at in shown.printed:
                    interrupt_at = ""
                    self._manager.interrupt_kernel()
            elif kind == "error":
                shown.order.append(kind)
                shown.errors.append("\n".join(content["traceback"]))
            elif kind in ("display_data", "execute_result"):
                shown.order.append(kind)
                shown.texts.append(content["data"]["text/plain"])
                shown.htmls.append(content["data"].get("text/html", ""))

    def restart(self) -> None:
        """Restart the kernel, as from the menu."""
        self._manager.restart_kernel()
        self._client.wait_for_ready(timeout=SECONDS)


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    """One kernel for all tests of a module."""
    folder = tmp_path_factory.mktemp("kernel")
    manager = KernelManager()
    manager.start_kernel(cwd=str(folder))
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=SECONDS)
        yield Kernel(manager, client, folder)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
        manager.cleanup_resources()
