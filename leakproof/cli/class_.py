"""The command `class`: serves a live session until it is stopped."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import webbrowser
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from leakproof.cli.environment import ROOT, Problem
from leakproof.cli.lab import can_open_browser

if TYPE_CHECKING:
    from leakproof.classroom.live.store import Store

PORT = 8765
DATABASE = ROOT / ".leakproof" / "class.sqlite"
MOST_CONNECTIONS = 4096


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``class``."""
    parser.add_argument(
        "--host", default=None, metavar="ADDRESS", help="listen on this address only (all that this machine has)"
    )
    parser.add_argument("--port", type=int, default=None, help=f"listen on this port ({PORT})")
    parser.add_argument(
        "--database", type=Path, default=DATABASE, metavar="FILE", help="keep the class in it (.leakproof/class.sqlite)"
    )
    parser.add_argument("--new", action="store_true", help="begin a new class; the old file is kept beside it")
    parser.add_argument(
        "--base-url", default=None, metavar="PATH", help="behind a proxy: the path that leads here, as /class/"
    )
    parser.add_argument("--no-browser", action="store_true", help="open no browser")


def run(args: argparse.Namespace) -> int:
    """Serves the class until Ctrl-C or SIGTERM; 0. Raises `Problem` when it cannot start."""
    import asyncio

    from leakproof.classroom.live.store import Occupied, Store

    if args.new:
        _put_aside(args.database)
    try:
        store = Store(args.database)
    except (Occupied, OSError) as error:
        raise Problem(str(error)) from None
    with store:
        asyncio.run(_serve(store, args))
    print(f"The class has stopped. Everything is kept in {args.database}; the same command goes on with it.")
    return 0


async def _serve(store: Store, args: argparse.Namespace) -> None:
    import asyncio

    from leakproof.classroom.live.addresses import addresses_of
    from leakproof.classroom.live.room import Room
    from leakproof.classroom.live.server import LiveServer

    _allow_connections()
    service = urlsplit(os.environ.get("JUPYTERHUB_SERVICE_URL", ""))
    asked = args.base_url or os.environ.get("JUPYTERHUB_SERVICE_PREFIX")
    prefix = f"/{asked.strip('/')}/" if asked and asked.strip("/") else "/"
    host = args.host if args.host is not None else service.hostname or ""
    wanted = args.port if args.port is not None else service.port or PORT
    addresses: list[str] = []
    server = LiveServer(Room(store, addresses), prefix, proxied=asked is not None)
    try:
        port = server.listen(host, wanted)
    except OSError as error:
        raise Problem(
            f"The class cannot listen on port {wanted} ({error.strerror or error}). Choose another: --port {wanted + 1}"
        ) from None
    if asked is None:  # behind a proxy only the browser knows the address
        addresses += addresses_of(host, port)
    here = "127.0.0.1" if host in ("", "0.0.0.0", "::") else addresses_of(host, port)[0].rsplit(":", 1)[0]
    page = f"http://{here}:{port}{prefix}teach?token={store.teacher_token}"
    _tell(store, addresses, page, args, proxied=asked is not None)
    stopped = asyncio.Event()
    _stop_on_signals(stopped.set)
    if not args.no_browser and asked is None and can_open_browser():
        webbrowser.open(page)
    try:
        while not stopped.is_set():
            try:
                await asyncio.wait_for(stopped.wait(), 1)  # Windows looks for Ctrl-C only now and then
            except TimeoutError:
                continue
    finally:
        await server.stop()


def _tell(store: Store, addresses: list[str], page: str, args: argparse.Namespace, proxied: bool) -> None:
    print(f"Your page, for you alone: {page}")
    if proxied:
        print("Through the proxy it has the proxy's address, and the same end: teach?token=…")
    else:
        print("Learners join from a notebook with one line,")
        print(f'  from leakproof.notebook import join; join("{addresses[0]}/{store.code}", "nickname")')
        print(f"or in a browser, to vote only, at http://{addresses[0]}/{store.code}")
        if len(addresses) > 1:
            print(f"If that does not reach you, try instead of {addresses[0]}: {', '.join(addresses[1:])}")
        if addresses[0].startswith("127.0.0.1"):
            print("Only this machine can join.")
        else:
            print("They must be in the same network, and the firewall of this machine must let them in.")
    print(f"The class is kept in {args.database}. To stop it, press Ctrl-C here.", flush=True)


def _put_aside(database: Path) -> None:
    """Renames the file of the old class, which must not be running."""
    from leakproof.classroom.live.store import Occupied, Store

    if not database.exists():
        return
    try:
        Store(database).close()  # nobody else has it, and all of it is in this one file now
    except Occupied as error:
        raise Problem(str(error)) from None
    stamp = datetime.now().strftime("%Y-%m-%d-%H%M%S")
    database.rename(database.with_name(f"{database.stem}-{stamp}{database.suffix}"))


def _allow_connections() -> None:
    """A class of 200 keeps some 400 connections open; some systems allow fewer at first."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_CONNECTIONS if hard == resource.RLIM_INFINITY else min(MOST_CONNECTIONS, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _stop_on_signals(stop: Callable[[], None]) -> None:
    import asyncio

    loop = asyncio.get_running_loop()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is None:
            continue
        try:
            loop.add_signal_handler(number, stop)
        except NotImplementedError:  # Windows
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop))
