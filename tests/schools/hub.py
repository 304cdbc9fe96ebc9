"""A JupyterHub from `deploy/`, and learners who use it as their browsers do."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from tornado.httpclient import HTTPRequest
from tornado.ioloop import IOLoop
from tornado.websocket import websocket_connect

ROOT = Path(__file__).resolve().parents[2]
CONFIGURATION = ROOT / "deploy" / "jupyterhub" / "jupyterhub_config.py"
SECONDS = 120
PASSWORD = "with-open-and-close"


def until(happened: Callable[[], Any], what: str) -> Any:
    """What `happened` gives as soon as it is true."""
    end = time.monotonic() + SECONDS
    while not (given := happened()):
        assert time.monotonic() < end, f"waited {SECONDS} s in vain: {what}"
        time.sleep(0.05)
    return given


@dataclass
class Hub:
    """A hub from the configuration that schools take. It can be stopped and started again."""

    programs: Path
    folder: Path
    settings: dict[str, str]
    ports: list[int] = field(default_factory=lambda: free_ports(3))
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.ports[0]}"

    @property
    def log(self) -> str:
        """Its end."""
        return (self.folder / "hub.log").read_text(errors="replace")[-3000:]

    def start(self) -> None:
        """Returns when the hub answers."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("LEAKPROOF_")}
        with (self.folder / "hub.log").open("ab") as log:
            self.process = subprocess.Popen(
                [
                    self.programs / "jupyterhub",
                    f"--config={CONFIGURATION}",
                    f"--JupyterHub.hub_port={self.ports[1]}",
                    f"--ConfigurableHTTPProxy.api_url=http://127.0.0.1:{self.ports[2]}",
                ],
                cwd=self.folder,
                env=environment
                | {"PYTHONPATH": str(ROOT), "LEAKPROOF_HUB_ADDRESS": self.address}
                | {"LEAKPROOF_HUB_FOLDER": str(self.folder / "kept"), "LEAKPROOF_HUB_PASSWORD": PASSWORD}
                | {"LEAKPROOF_HUB_LOGIN": "shared-password"}
                | self.settings,
                stdout=log,
                stderr=log,
            )
        until(self._answers, f"the hub started\n{self.log}")

    def _answers(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, f"the hub ended\n{self.log}"
        with contextlib.suppress(httpx.TransportError):
            return httpx.get(f"{self.address}/hub/api").status_code == 200
        return False

    def stop(self) -> None:
        """Ends hub and proxy; the learners' servers go on."""
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(SECONDS)
            self.process = None


@dataclass
class Learner:
    """One who is logged in to a hub."""

    hub: Hub
    name: str
    browser: httpx.Client
    token: str = ""
    kernel: str = ""

    def log_in(self) -> None:
        self.browser.get("/hub/login")
        answer = self.browser.post(
            "/hub/login", data={"username": self.name, "password": PASSWORD, "_xsrf": self.xsrf("/hub/")}
        )
        assert answer.status_code == 200, (answer.url, self.hub.log)
        made = self._hub_api("POST", f"users/{self.name}/tokens", json={"note": "test"})
        self.token = made.json()["token"]

    def start_server(self) -> None:
        """As the button *Start My Server* does; returns when the server is ready."""
        self._hub_api("POST", f"users/{self.name}/server")
        path = f"/hub/api/users/{self.name}/server/progress"
        with self.browser.stream("GET", path, headers={"X-XSRFToken": self.xsrf("/hub/")}) as events:
            said = [json.loads(line[5:]) for line in events.iter_lines() if line.startswith("data:")]
        assert said and said[-1].get("ready"), (said, self.hub.log)

    def stop_server(self) -> None:
        self.kernel = ""
        self._hub_api("DELETE", f"users/{self.name}/server")
        until(lambda: not self._hub_api("GET", f"users/{self.name}").json()["servers"], f"{self.name}'s server ended")

    def _hub_api(self, method: str, path: str, **arguments: Any) -> httpx.Response:
        answer = self.browser.request(
            method, f"/hub/api/{path}", headers={"X-XSRFToken": self.xsrf("/hub/")}, **arguments
        )
        assert answer.is_success, (answer.text, self.hub.log)
        return answer

    def xsrf(self, path: str) -> str:
        cookies = {(cookie.name, cookie.path): cookie.value for cookie in self.browser.cookies.jar}
        return cookies["_xsrf", path] or ""

    def server(self, method: str, path: str, of: str | None = None, **arguments: Any) -> httpx.Response:
        """A request with the learner's token to their server, or to the one of `of`."""
        return httpx.request(
            method,
            f"{self.hub.address}/user/{of or self.name}/{path}",
            headers={"Authorization": f"token {self.token}"},
            timeout=SECONDS,
            **arguments,
        )

    def run(self, source: str) -> str:
        """What a cell with this source prints and shows, as text; in a kernel of their server, the same each time."""
        if not self.kernel:
            wanted = {"name": "python3", "path": "notebooks/00_start_here.ipynb"}
            answer = self.server("POST", "api/kernels", json=wanted)
            assert answer.status_code == 201, answer.text
            self.kernel = answer.json()["id"]
        loop = IOLoop(make_current=False)
        try:
            text: str = loop.run_sync(lambda: self._run(source), timeout=SECONDS)
        finally:
            loop.close()
        return text

    async def _run(self, source: str) -> str:
        address = f"{self.hub.address}/user/{self.name}/api/kernels/{self.kernel}/channels".replace("http", "ws", 1)
        socket = await websocket_connect(HTTPRequest(address, headers={"Authorization": f"token {self.token}"}))
        request = uuid.uuid4().hex
        header = {"msg_id": request, "msg_type": "execute_request", "session": request, "version": "5.3"}
        header |= {"username": self.name, "date": "2024-01-01T00:00:00Z"}
        content = {"code": source, "silent": False, "store_history": True, "allow_stdin": False}
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
        await socket.write_message(json.dumps(message))
        said = []
        while (received := await socket.read_message()) is not None:
            message = json.loads(received)
            if message["parent_header"].get("msg_id") != request:
                continue
            content = message["content"]
            match message["msg_type"]:
                case "stream":
                    said.append(content["text"])
                case "execute_result" | "display_data":
                    said.append(content["data"].get("text/plain", ""))
                case "error":
                    said.append(f"{content['ename']}: {content['evalue']}")
                case "status" if content["execution_state"] == "idle":
                    break
        socket.close()
        return "\n".join(map(str, said))


@contextlib.contextmanager
def learner(hub: Hub, name: str) -> Iterator[Learner]:
    with httpx.Client(base_url=hub.address, follow_redirects=True, timeout=SECONDS) as browser:
        someone = Learner(hub, name, browser)
        someone.log_in()
        yield someone


def free_ports(number: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(number)]
        return [one.getsockname()[1] for one in sockets]
