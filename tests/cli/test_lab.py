"""`lab`: one real start of JupyterLab, what it shows and that it leaves nothing behind."""

import json
import os
import signal
import subprocess
import sys
import urllib.request
import webbrowser
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import psutil
import pytest
import websocket

from leakproof.cli import lab
from leakproof.cli.environment import ROOT, Problem

SECONDS = 60


@dataclass
class Lab:
    """A JupyterLab that runs; ``said`` are the lines it printed until it listened."""

    process: subprocess.Popen[str]
    said: list[str]

    @property
    def address(self) -> str:
        return self.said[-2].split(" ")[-1]

    def url(self, path: str) -> str:
        return urlsplit(self.address)._replace(path=path).geturl()

    def get(self, path: str) -> Any:
        with urllib.request.urlopen(self.url(path), timeout=SECONDS) as answer:
            return json.load(answer)


def start(folder: Path) -> Lab:
    own = {f"JUPYTER_{name}_DIR": str(folder / name) for name in ("CONFIG", "DATA", "RUNTIME")}
    process = subprocess.Popen(
        [sys.executable, "-m", "leakproof", "lab", "--no-browser", "--port", "0"],
        cwd=ROOT,
        env={**os.environ, **own},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    said: list[str] = []
    for line in process.stdout:
        said.append(line.rstrip("\n"))
        if line.startswith("To stop"):
            return Lab(process, said)
    raise AssertionError("\n".join(said))


def stop(running: Lab, number: signal.Signals) -> str:
    """Stops it and returns what it still said; nothing of it may be left."""
    family = psutil.Process(running.process.pid).children(recursive=True)
    running.process.send_signal(number)
    rest, _ = running.process.communicate(timeout=SECONDS)
    _, alive = psutil.wait_procs(family, timeout=SECONDS)
    assert alive == []
    assert running.process.returncode == 0
    return rest


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    lab = start(tmp_path_factory.mktemp("jupyter"))
    yield lab
    if lab.process.poll() is None:
        stop(lab, signal.SIGTERM)


def test_it_prints_the_address_of_the_first_notebook(running: Lab) -> None:
    assert running.said[-2].startswith("Open this address in your browser: http://127.0.0.1:")
    assert urlsplit(running.address).path == "/lab/tree/notebooks/00_start_here.ipynb"
    with urllib.request.urlopen(running.address, timeout=SECONDS) as page:
        assert page.status == 200
        assert "JupyterLab" in page.read().decode()


def test_it_says_little_else(running: Lab) -> None:
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    assert running.said[:-2] == ["You are root, so JupyterLab starts with --allow-root."] * as_root


def test_it_keeps_the_token(running: Lab) -> None:
    assert len(parse_qs(urlsplit(running.address).query)["token"][0]) >= 32
    without = urlsplit(running.url("/api/contents"))._replace(query="").geturl()
    with pytest.raises(urllib.request.HTTPError) as refused:
        urllib.request.urlopen(without, timeout=SECONDS)
    refused.value.close()
    assert refused.value.code == 403


def test_it_listens_on_this_machine_only(running: Lab) -> None:
    server = psutil.Process(running.process.pid)
    listening = {line.laddr.ip for line in server.net_connections() if line.status == psutil.CONN_LISTEN}
    assert listening == {"127.0.0.1"}


def test_it_shows_the_course(running: Lab) -> None:
    names = {entry["name"] for entry in running.get("/api/contents")["content"]}
    assert {"notebooks", "exercises", "solutions"} <= names


def test_there_is_no_news_and_no_question_for_a_kernel(running: Lab) -> None:
    def default(plugin: str, setting: str) -> object:
        schema = running.get(f"/lab/api/settings/@jupyterlab/{plugin}")["schema"]
        return schema["properties"][setting]["default"]

    assert default("apputils-extension:notification", "fetchNews") == "false"
    assert default("apputils-extension:notification", "checkForUpdates") is False
    assert default("notebook-extension:tracker", "autoStartDefaultKernel") is True
    with urllib.request.urlopen(running.address, timeout=SECONDS) as page:
        assert '"news": {"disabled": true}' in page.read().decode()


def run_cell(running: Lab, kernel: str, code: str) -> str:
    """Runs code in a kernel of JupyterLab; the first text that it prints."""
    url = running.url(f"/api/kernels/{kernel}/channels").replace("http:", "ws:")
    header = {"msg_id": "1", "msg_type": "execute_request", "username": "", "session": "1", "version": "5.3"}
    content = {"code": code, "silent": False}
    request = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
    channels = websocket.create_connection(url, timeout=SECONDS)
    try:
        channels.send(json.dumps(request))
        while True:
            message = json.loads(channels.recv())
            if message["msg_type"] == "stream":
                return str(message["content"]["text"])
    finally:
        channels.close()


def test_kernels_run_in_the_environment_and_end_with_jupyterlab_on_ctrl_c(running: Lab) -> None:
    request = urllib.request.Request(running.url("/api/kernels"), data=b"{}", method="POST")
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:
        kernel = json.load(answer)["id"]
    assert run_cell(running, kernel, "import sys; print(sys.prefix)").strip() == sys.prefix
    rest = stop(running, signal.SIGINT)
    assert rest.splitlines()[-1] == "JupyterLab has stopped."
    assert "encryption" not in rest  # of the kernel's connections
    assert "websocket" not in rest  # its pings


def server(root: Path, file: Path) -> SimpleNamespace:
    """What `lab` looks at of Jupyter's server when a file is to be opened."""
    url = "http://127.0.0.1:8888/lab?token=x"
    return SimpleNamespace(local_url=url, root_dir=str(root), base_url="/", file_to_run=str(file))


def test_the_address_is_that_of_the_file_that_is_named(tmp_path: Path) -> None:
    named = server(tmp_path, tmp_path / "my exercises" / "ü.ipynb")
    assert lab._address(named) == "http://127.0.0.1:8888/lab/tree/my%20exercises/%C3%BC.ipynb?token=x"


def test_a_file_outside_of_the_course_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"mine.ipynb is not in .*course. Copy it there"):
        lab._address(server(tmp_path / "course", tmp_path / "mine.ipynb"))


@pytest.mark.parametrize(
    ("platform", "variables", "browser", "can"),
    [
        ("linux", {"DISPLAY": ":0"}, True, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True, True),
        ("linux", {}, True, False),
        ("linux", {"DISPLAY": ":0"}, False, False),
        ("darwin", {}, True, True),
        ("win32", {}, True, True),
    ],
)
def test_a_browser_is_opened_where_one_can_be(
    platform: str, variables: dict[str, str], browser: bool, can: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def get() -> object:
        if browser:
            return object()
        raise webbrowser.Error("could not locate runnable browser")

    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(webbrowser, "get", get)
    assert lab.can_open_browser() is can


def test_the_address_is_told_even_when_a_browser_opens(capsys: pytest.CaptureFixture[str]) -> None:
    lab._tell("http://127.0.0.1:8888/lab?token=x", opens_browser=True)
    first, second = capsys.readouterr().out.splitlines()
    assert first == (
        "Your browser opens JupyterLab now. If it does not, open this address: http://127.0.0.1:8888/lab?token=x"
    )
    assert "Ctrl-C" in second
