"""The server of a live session: pages for the teacher and the learners, and for each a stream of what is to be seen.

==================================  ===========================================================================
``/`` and ``/CODE``                 the learner's page: joining and voting in a browser
``/teach``                          the teacher's page; with ``?token=`` once, then with a cookie
``/api/join``                       POST ``{code, nickname, token}``: gives a learner's token
``/api/learner/view``, ``stream``   what this learner may see, once or at every change (server-sent events)
``/api/learner/events``             POST ``{events: [...]}``: votes and checks
``/api/teacher/stream``, ``act``    the same for the teacher; POST a wish
==================================  ===========================================================================

Everything is below a prefix of the address, which is ``/`` or what a Hub or proxy asks for; pages use relative
addresses only. A learner is known by a token, as a cookie or in the header ``Authorization: Bearer``.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.iostream import StreamClosedError
from tornado.web import Application, HTTPError, RequestHandler, StaticFileHandler

from leakproof.classroom.live import access
from leakproof.classroom.live.names import BadNickname
from leakproof.classroom.live.question import NotNow
from leakproof.classroom.live.room import BadEvent, Room, View
from leakproof.classroom.live.store import ClassFull, Learner, NicknameTaken

PAGES = Path(__file__).with_name("pages")
MOST_BYTES = 64 * 1024
"""Of a request's body."""
HEARTBEAT_SECONDS = 10.0
"""A stream says at least this often that it is there."""
TEACHER_SECONDS = 0.25
"""The teacher's page is drawn at most this often."""
TICK_SECONDS = 20.0
"""How often to look whether somebody has become stuck."""

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Server": "leakproof",
}
_LEARNER, _TEACHER = "leakproof-learner", "leakproof-teacher"


class LiveServer:
    """The web server of a room. `prefix` is the path that everything is below, as ``/`` or ``/services/class/``;
    `proxied` says that a proxy is in front, whose word about addresses is taken."""

    def __init__(self, room: Room, prefix: str = "/", proxied: bool = False) -> None:
        self.room = room
        self.prefix = prefix
        self.guesses = access.Guesses()
        self.closing = False
        self.proxied = proxied
        self._streams: dict[asyncio.Event, int | None] = {}
        """Each with its learner's number; `None` for the teacher's."""
        room.on_change = self._changed
        start = re.escape(prefix)
        routes: list[Any] = [
            (f"{start}([A-Za-z0-9]{{4}})?", _LearnerPage),
            (f"{start}teach", _TeacherPage),
            (f"{start}api/join", _Join),
            (f"{start}api/learner/view", _LearnerView),
            (f"{start}api/learner/stream", _LearnerStream),
            (f"{start}api/learner/events", _LearnerEvents),
            (f"{start}api/teacher/stream", _TeacherStream),
            (f"{start}api/teacher/act", _TeacherAct),
            (f"{start}pages/([a-z]+\\.(?:js|css))", _Files, {"path": str(PAGES)}),
        ]
        application = Application(
            routes, live=self, default_handler_class=_Nothing, log_function=lambda _: None, compress_response=False
        )
        self.http = HTTPServer(application, xheaders=proxied, max_body_size=MOST_BYTES, max_buffer_size=4 * MOST_BYTES)
        self._ticks: asyncio.Task[None] | None = None

    def listen(self, host: str, port: int) -> int:
        """Begin to answer; gives the port, which is chosen when `port` is 0. Raises `OSError`."""
        from tornado.netutil import bind_sockets

        sockets = bind_sockets(port, host or None, backlog=512)
        if port == 0 and len(sockets) > 1:  # each family would get another number
            for extra in sockets[1:]:
                extra.close()
            sockets = sockets[:1]
        self.http.add_sockets(sockets)
        self._ticks = asyncio.get_running_loop().create_task(self._tick())
        return int(sockets[0].getsockname()[1])

    async def stop(self) -> None:
        """End all streams and close all connections."""
        self.closing = True
        self.http.stop()
        if self._ticks is not None:
            self._ticks.cancel()
        self._changed(None)
        await asyncio.sleep(0)
        await self.http.close_all_connections()

    async def follow(self, handler: _Handler, view: Callable[[], View | None], learner: int | None) -> None:
        """Send to a learner (to the teacher: `None`) what `view` gives, now and whenever it may be another, until the
        page has gone or it gives nothing."""
        changed = asyncio.Event()
        handler.on_gone = changed.set
        self._streams[changed] = learner
        sent = ""
        handler.set_header("Content-Type", "text/event-stream")
        handler.set_header("X-Accel-Buffering", "no")
        try:
            while not (self.closing or handler.gone):
                changed.clear()
                shown = view()
                if shown is None:
                    handler.write("event: out\ndata: {}\n\n")
                    await handler.flush()
                    return
                text = json.dumps(shown, separators=(",", ":"))
                handler.write("event: beat\ndata: {}\n\n" if text == sent else f"data: {text}\n\n")
                sent = text
                await handler.flush()
                if learner is None:
                    await asyncio.sleep(TEACHER_SECONDS)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(changed.wait(), HEARTBEAT_SECONDS)
        except StreamClosedError:
            pass
        finally:
            del self._streams[changed]

    def _changed(self, learners: set[int] | None) -> None:
        for stream, learner in self._streams.items():
            if learner is None or learners is None or learner in learners:
                stream.set()

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(TICK_SECONDS)
            self._changed(set())


class _Handler(RequestHandler):
    gone = False
    on_gone: Callable[[], None] | None = None

    @property
    def live(self) -> LiveServer:
        live: LiveServer = self.application.settings["live"]
        return live

    @property
    def room(self) -> Room:
        return self.live.room

    def set_default_headers(self) -> None:
        for name, value in _HEADERS.items():
            self.set_header(name, value)

    def prepare(self) -> Awaitable[None] | None:
        if self.request.method == "POST":
            host = self.request.host
            if self.live.proxied:
                host = self.request.headers.get("X-Forwarded-Host", host)
            if access.comes_from_elsewhere(self.request.headers.get("Origin"), host):
                raise Refusal(403, "This came from another web site.")
            if self.request.headers.get("Content-Type", "").split(";")[0] != "application/json":
                raise Refusal(415, "This takes JSON only.")
        return None

    def body(self) -> View:
        try:
            body = json.loads(self.request.body)
        except (ValueError, RecursionError):
            body = None
        if not isinstance(body, dict):
            raise Refusal(400, "This is no JSON object.")
        return body

    def answer(self, answer: View) -> None:
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(answer))

    def write_error(self, status_code: int, **kwargs: Any) -> None:  # noqa: ARG002
        error = kwargs.get("exc_info", (None, None))[1]
        said = error.said if isinstance(error, Refusal) else self._reason
        self.answer({"error": said})

    def log_exception(self, kind: Any, error: Any, trace: Any) -> None:
        if not isinstance(error, HTTPError):
            super().log_exception(kind, error, trace)

    def on_connection_close(self) -> None:
        self.gone = True
        if self.on_gone is not None:
            self.on_gone()

    def keep_cookie(self, name: str, value: str) -> None:
        self.set_cookie(
            name,
            value,
            path=self.live.prefix,
            httponly=True,
            samesite="Strict",
            secure=self.request.protocol == "https",
            expires_days=30,
        )

    def page(self, name: str) -> None:
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish((PAGES / name).read_bytes())

    # -- who it is

    def token(self) -> str:
        kind, _, token = self.request.headers.get("Authorization", "").partition(" ")
        return token if kind == "Bearer" else self.get_cookie(_LEARNER, "") or ""

    def learner(self) -> Learner:
        learner = self.room.store.learner_of(self.token())
        if learner is None:
            raise Refusal(401, "Join the class first.")
        return learner

    def must_be_teacher(self) -> None:
        if not access.is_same(self.room.store.teacher_token, self.get_cookie(_TEACHER, "") or ""):
            raise Refusal(403, "This is for the teacher alone.")


class Refusal(HTTPError):
    """Says no, in a sentence that may be shown."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(status)
        self.said = said


class _Nothing(_Handler):
    def prepare(self) -> Awaitable[None] | None:
        raise Refusal(404, "There is nothing here.")


class _Files(_Handler, StaticFileHandler):
    def get_content_type(self) -> str:
        # The system's own table may say otherwise, and then the browser would not take it.
        kind = "text/css" if str(self.absolute_path).endswith(".css") else "text/javascript"
        return f"{kind}; charset=utf-8"


class _LearnerPage(_Handler):
    def get(self, _: str | None = None) -> None:
        self.page("learner.html")


class _TeacherPage(_Handler):
    def get(self) -> None:
        token = self.get_query_argument("token", "")
        if token:
            if access.is_same(self.room.store.teacher_token, token):
                self.keep_cookie(_TEACHER, token)
            self.redirect("teach")  # so that no projector shows the token
            return
        try:
            self.must_be_teacher()
        except Refusal:
            self.set_status(403)
            self.page("keepout.html")
        else:
            self.page("teacher.html")


class _Join(_Handler):
    def post(self) -> None:
        match self.body():
            case {"code": str(code), "nickname": str(nickname), **others}:
                token = others.get("token")
                token = token if isinstance(token, str) else self.token()
            case _:
                raise Refusal(400, "A code and a nickname are needed.")
        address = self.request.remote_ip or ""
        if self.live.guesses.too_many(address):
            raise Refusal(429, "Too many wrong codes came from here. Wait a minute, then try again.")
        if not access.is_same(self.room.store.code, code.strip().upper()):
            self.live.guesses.wrong(address)
            raise Refusal(403, f"There is no class with the code {code[:10]!r} here. Look at the teacher's page again.")
        try:
            learner, token = self.room.join(nickname[:1000], token)
        except BadNickname as error:
            raise Refusal(400, str(error)) from None
        except NicknameTaken as error:
            raise Refusal(409, str(error)) from None
        except ClassFull as error:
            raise Refusal(409, str(error)) from None
        if "Origin" in self.request.headers:  # a browser: its scripts never see the token
            self.keep_cookie(_LEARNER, token)
            self.answer({"nickname": learner.nickname})
        else:
            self.answer({"nickname": learner.nickname, "token": token})


class _LearnerView(_Handler):
    def get(self) -> None:
        self.answer(self.room.learner_view(self.learner()))


class _LearnerStream(_Handler):
    async def get(self) -> None:
        number = self.learner().number
        token = self.token()

        def view() -> View | None:
            learner = self.room.store.learner_of(token)
            return self.room.learner_view(learner) if learner else None

        self.room.came(number)
        try:
            await self.live.follow(self, view, number)
        finally:
            self.room.went(number)


class _LearnerEvents(_Handler):
    def post(self) -> None:
        learner = self.learner()
        try:
            answers = self.room.receive(learner, self.body().get("events"))
        except BadEvent as error:
            raise Refusal(400, str(error)) from None
        self.answer({"answers": answers})


class _TeacherStream(_Handler):
    async def get(self) -> None:
        self.must_be_teacher()
        await self.live.follow(self, self.room.teacher_view, None)


class _TeacherAct(_Handler):
    def post(self) -> None:
        self.must_be_teacher()
        try:
            self.room.act(self.body())
        except NotNow as error:
            raise Refusal(409, str(error)) from None
        except BadEvent as error:
            raise Refusal(400, str(error)) from None
        self.answer({})
