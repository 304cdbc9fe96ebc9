"""A web server on this machine, whose answers come in pieces: quickly, slowly, packed, broken off, without an end.

`StreamServer` starts it as a process of its own, which ends with the notebook. What it answers:

=========================  =====================================================================
``/orders?count=3``        so many orders, a line each, every line a piece of its own
``/year``                  a year of orders, 16 bytes each, 16 million bytes in all
``/slow?seconds=0.5``      the same after a wait: three orders
``/gzip``                  100,000 bytes of text, packed
``/latin1``                1,000 characters ``é`` in the encoding latin-1
``/broken``                promises 1,000 bytes and hangs up after 100
``/endless``               orders until nobody listens any more
=========================  =====================================================================
"""

from __future__ import annotations

import atexit
import gzip
import itertools
import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, urlsplit


class StreamServer:
    """The server, as long as it runs. Also a context manager."""

    def __init__(self) -> None:
        # Its standard input is a pipe from here. When this process ends, in whatever way, the pipe does, and so it.
        self._process: subprocess.Popen[str] | None = subprocess.Popen(
            [sys.executable, "-I", __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        self.port = int(self._process.stdout.readline())
        """The TCP port that it listens to."""
        self.url = f"http://127.0.0.1:{self.port}"
        """Its address, without a slash at the end."""
        atexit.register(self.stop)

    def stop(self) -> None:
        """End the server; a second time does nothing."""
        process, self._process = self._process, None
        if process is not None:
            process.communicate()
            atexit.unregister(self.stop)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self.stop()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        options = {name: float(values[0]) for name, values in parse_qs(parts.query).items()}
        answer = getattr(self, f"_{parts.path.strip('/')}", None)
        if answer is None:
            self.send_error(404)
        else:
            answer(**options)

    def _orders(self, count: float = 3) -> None:
        self._pieces(f"{1001 + number} coffee 2\n" for number in range(int(count)))

    def _slow(self, seconds: float = 0.5) -> None:
        time.sleep(seconds)
        self._orders()

    def _endless(self) -> None:
        self._pieces(f"{number} coffee 2\n" for number in itertools.count(1001))

    def _year(self) -> None:
        self._whole(b"1001 coffee 2 x\n" * 1_000_000, "Content-Type", "text/plain; charset=utf-8")

    def _gzip(self) -> None:
        self._whole(gzip.compress(b"1001 coffee 2 please" * 5000, mtime=0), "Content-Encoding", "gzip")

    def _latin1(self) -> None:
        self._whole("é".encode("latin-1") * 1000, "Content-Type", "text/plain; charset=latin-1")

    def _broken(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"1001 coffee 2 x\n" * 6 + b"1002")
        self.close_connection = True

    def _whole(self, content: bytes, header: str, value: str) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.send_header(header, value)
        self.end_headers()
        self.wfile.write(content)

    def _pieces(self, pieces: object) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for piece in pieces:  # type: ignore[attr-defined]
            self.wfile.write(f"{len(piece):x}\r\n{piece}\r\n".encode())
        self.wfile.write(b"0\r\n\r\n")

    def log_message(self, *_: object) -> None:
        """Says nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Somebody has hung up: that is usual here."""


def _serve() -> None:
    import threading

    server = _Server(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_port, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    _serve()
