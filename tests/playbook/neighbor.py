"""Another machine, as far as a network can tell: a network namespace of its own, joined to this one by a cable."""

import ctypes
import os
import shutil
import socket
import subprocess
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HERE, THERE = "198.51.100.1", "198.51.100.2"
"""Addresses that are kept for examples (RFC 5737): nobody else has them."""
_NEW_NET = 0x40000000
_NAMESPACES = Path("/var/run/netns")
_PREFIX = "playbook-"


@dataclass(frozen=True, slots=True)
class Neighbor:
    """From where this machine is asked, and by which of its addresses; without a namespace it is itself."""

    address: str
    namespace: Path | None = None

    def connect(self, port: int, address: str = "") -> socket.socket:
        """A connection from there to a port of this machine, at its own address there or at another."""
        place = (address or self.address, port)
        if self.namespace is None:
            return socket.create_connection(place, timeout=30)
        with ThreadPoolExecutor(max_workers=1, initializer=_enter, initargs=(self.namespace,)) as there:
            return there.submit(socket.create_connection, place, 30).result()


def _enter(namespace: Path) -> None:
    """This thread alone moves there: a socket stays where it was made, whoever uses it later."""
    handle = os.open(namespace, os.O_RDONLY)
    try:
        if ctypes.CDLL(None, use_errno=True).setns(handle, _NEW_NET):
            raise OSError(ctypes.get_errno(), "setns")
    finally:
        os.close(handle)


@contextmanager
def neighbor() -> Iterator[Neighbor | None]:
    """A neighbor in a namespace where this user may make one, else this machine by its own address, else None."""
    name = f"{_PREFIX}{os.getpid()}"
    _clear_left_behind()
    made = _make(name)
    try:
        if made:
            yield Neighbor(HERE, _NAMESPACES / name)
        else:
            own = own_address()
            yield Neighbor(own) if own else None
    finally:
        if made:
            _ip("netns", "delete", name)


def left_behind(names: Iterable[str]) -> list[str]:
    """Those of a run that was killed: its address is taken until they are gone."""
    numbers = {name: name.removeprefix(_PREFIX) for name in names if name.startswith(_PREFIX)}
    return [name for name, number in numbers.items() if number.isdigit() and not Path("/proc", number).exists()]


def _clear_left_behind() -> None:
    if os.geteuid() == 0 and _NAMESPACES.is_dir():
        for name in left_behind(found.name for found in _NAMESPACES.iterdir()):
            _ip("netns", "delete", name)


def _make(name: str) -> bool:
    cable = f"pb{os.getpid()}"[:15]
    if os.geteuid() != 0 or shutil.which("ip") is None or not _ip("netns", "add", name):
        return False
    steps = (
        ("link", "add", cable, "type", "veth", "peer", "name", "outside", "netns", name),
        ("address", "add", f"{HERE}/30", "dev", cable),
        ("link", "set", cable, "up"),
        ("-n", name, "address", "add", f"{THERE}/30", "dev", "outside"),
        ("-n", name, "link", "set", "outside", "up"),
    )
    if all(_ip(*step) for step in steps):
        return True
    _ip("netns", "delete", name)
    return False


def _ip(*arguments: str) -> bool:
    return subprocess.run([shutil.which("ip") or "ip", *arguments], capture_output=True, check=False).returncode == 0


def own_address() -> str:
    """An address of this machine that others reach it by, too; '' where there is none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # nothing is sent: the system only says from where it would be
        except OSError:
            return ""
        return str(probe.getsockname()[0])
