"""Under which addresses a class can reach this machine."""

from __future__ import annotations

import contextlib
import ipaddress
import socket

import psutil


def addresses_of(host: str, port: int) -> list[str]:
    """The addresses to try, as ``192.168.1.7:8765``, the likeliest first, for a server that listens on `host` (empty:
    on all interfaces). Without a network it is this machine's own."""
    if host not in ("", "0.0.0.0", "::"):
        return [f"[{host}]:{port}" if ":" in host else f"{host}:{port}"]
    found = [address for address in [_outward(), *_all()] if address and _is_usable(address)]
    return [f"{address}:{port}" for address in dict.fromkeys(found)] or [f"127.0.0.1:{port}"]


def _outward() -> str:
    """The address of the interface that leads out; nothing is sent. The other end is one for documentation."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))
        return str(probe.getsockname()[0])
    return ""


def _all() -> list[str]:
    return [
        address.address
        for name, addresses in sorted(psutil.net_if_addrs().items())
        for address in addresses
        if address.family == socket.AF_INET and not name.startswith(("docker", "veth", "br-"))
    ]


def _is_usable(address: str) -> bool:
    parsed = ipaddress.ip_address(address)
    return not (parsed.is_loopback or parsed.is_link_local or parsed.is_unspecified)
