"""The command `lab`: opens the course in JupyterLab."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
import webbrowser
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from leakproof.cli.environment import ROOT, Problem

START = ROOT / "notebooks" / "00_start_here.ipynb"
SETTINGS = Path(__file__).with_name("jupyter_settings")
OWN_FILES = ROOT / ".leakproof" / "jupyter"
"""JupyterLab's windows and its list of trusted notebooks, for this course alone."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``lab`` passes all arguments on."""
    parser.usage = "%(prog)s [-h] [FILE] [arguments of JupyterLab]"
    parser.set_defaults(passes_arguments_on=True)


def run(args: argparse.Namespace) -> int:
    """Runs JupyterLab until it is stopped; ``args.others`` are JupyterLab's own arguments."""
    from jupyterlab.labapp import LabApp  # type: ignore[import-untyped]

    from leakproof.cli.trust import trust_shipped_notebooks

    OWN_FILES.mkdir(parents=True, exist_ok=True)
    trust_shipped_notebooks(ROOT, OWN_FILES)
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")  # a warning of every kernel's debugger
    server = LabApp.initialize_server(args.others, config=_defaults())
    if not server.file_to_run and Path(server.root_dir) == ROOT:
        server.file_to_run = str(START)
    address = _address(server)
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # in a terminal JupyterLab asks back
        _stop_on(signal.SIGINT, server)
    if hasattr(signal, "SIGHUP"):  # the terminal was closed
        _stop_on(signal.SIGHUP, server)
    server.io_loop.add_callback(_tell, address, server.open_browser)  # comes after listening has begun
    logging.getLogger("tornado.general").setLevel(logging.ERROR)  # it warns of Jupyter's own default settings
    logging.disable()  # Jupyter's own words about the address
    server.start_app()
    logging.disable(logging.NOTSET)
    server.start_ioloop()
    print("JupyterLab has stopped.", flush=True)
    return 0


def _defaults() -> Any:
    """What the course wants: stronger than the learner's configuration, weaker than the arguments."""
    import zmq
    from traitlets.config import Config

    config = Config()
    config.Application.log_level = logging.WARNING
    config.ServerApp.root_dir = str(ROOT)
    config.ServerApp.ip = "127.0.0.1"
    config.LabApp.app_settings_dir = str(SETTINGS)
    config.LabApp.workspaces_dir = str(OWN_FILES / "workspaces")
    config.LabApp.news_url = None
    config.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
    config.NotebookNotary.data_dir = str(OWN_FILES)
    if zmq.has("curve"):  # without encryption every kernel prints a warning
        config.KernelManager.transport_encryption = "auto"
    if not can_open_browser():
        config.ServerApp.open_browser = False
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        print("You are root, so JupyterLab starts with --allow-root.", flush=True)
        config.ServerApp.allow_root = True
    return config


def can_open_browser() -> bool:
    """Whether there is a browser with windows; one of text would take the terminal away."""
    has_windows = sys.platform in ("darwin", "win32")
    if not has_windows and not any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))):
        return False
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


def _address(server: Any) -> str:
    """The address of the notebook that opens first, with the token."""
    address: str = server.local_url
    if not server.file_to_run:
        return address
    root = Path(server.root_dir).resolve()
    file = (root / server.file_to_run).resolve()
    if not file.is_relative_to(root):
        raise Problem(f"{file} is not in {root}. Copy it there, or open its folder: lab {file.parent}")
    path = f"{server.base_url}lab/tree/{quote(file.relative_to(root).as_posix())}"
    return urlsplit(address)._replace(path=path).geturl()


def _tell(address: str, opens_browser: bool) -> None:
    if opens_browser:
        print(f"Your browser opens JupyterLab now. If it does not, open this address: {address}")
    else:
        print(f"Open this address in your browser: {address}")
    print("To stop JupyterLab, press Ctrl-C here; press it twice to skip the question.", flush=True)


def _stop_on(number: signal.Signals, server: Any) -> None:
    signal.signal(number, lambda *_: server.stop(from_signal=True))
