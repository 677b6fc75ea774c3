"""The one workspace of the running app: one playbook, one store connection, for page and HTTP API alike."""

import hmac
import os
import secrets
from collections.abc import Sequence
from pathlib import Path
from threading import Lock

from playbook.services.reaching.local_visitor import is_loopback
from playbook.services.running_app.note import forget, write
from playbook.settings import THIS_PROJECT, Home, empty_folder, find_home, unstarted_folder
from playbook.workspace.workspace import Workspace

_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - compared with, never listened on


class _Holder:
    """Opens the workspace when it is first asked for, and another when the playbook to show has changed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._workspace: Workspace | None = None
        self._key = secrets.token_urlsafe(32)
        self._address: str | None = None
        self._noted = False
        self.open_to_network = False
        self.sample_meanwhile = False

    def workspace(self) -> Workspace:
        with self._lock:
            home = self._home()
            if self._workspace is None or self._workspace.home != home:
                self._let_go()
                self._workspace = Workspace(home)
            if self._address is not None and not self._noted:
                self._noted = True
                write(home, self._address, self._key)
            return self._workspace

    def _home(self) -> Home:
        if self.sample_meanwhile and unstarted_folder(os.environ) is not None:
            return find_home(THIS_PROJECT.sample, None, {})
        return find_home(None, None, os.environ)

    def heard_at(self, address: str) -> None:
        if self._address is None:
            with self._lock:
                self._address = address

    def is_own_key(self, text: str) -> bool:
        return hmac.compare_digest(text.encode("utf-8", "replace"), self._key.encode())

    def close(self) -> None:
        with self._lock:
            self._let_go()

    def _let_go(self) -> None:
        if self._workspace is not None:
            if self._noted:
                self._noted = False
                forget(self._workspace.home)
            self._workspace.close()
            self._workspace = None


_HOLDER = _Holder()


def workspace() -> Workspace:
    """The workspace of this process; `playbook init` beside the running app turns it from the sample to your own.
    Raises WrongUse, Problems."""
    return _HOLDER.workspace()


def empty_folder_here() -> Path | None:
    """The folder that this process was opened on, while it holds no playbook."""
    return empty_folder(os.environ)


def unstarted_folder_here() -> Path | None:
    """The folder that this process was opened on, while no playbook has started in it."""
    return unstarted_folder(os.environ)


def shows_the_sample_meanwhile() -> bool:
    """Whether somebody chose to look at the sample while there is nothing else to show."""
    return _HOLDER.sample_meanwhile


def show_the_sample_meanwhile() -> None:
    """The sample is shown until a playbook begins in the folder that this process was opened on."""
    _HOLDER.sample_meanwhile = True


def heard_at(server: tuple[str, int | None] | None, *, secure: bool, base: str = "") -> None:
    """Where this process was reached, and below which path it answers; noted beside the store, so that the command on
    this machine finds it."""
    if server is not None and server[1] is not None:
        host = f"[{server[0]}]" if ":" in server[0] else server[0]
        _HOLDER.heard_at(f"{'https' if secure else 'http'}://{host}:{server[1]}{base}")


def listens(places: Sequence[tuple[str, int]], *, secure: bool, base: str = "") -> None:
    """Where this process listens: what is heard everywhere is reached on this machine, too."""
    _HOLDER.open_to_network = any(not is_loopback(host) for host, _ in places)
    for host, port in places:
        heard_at(("127.0.0.1" if host in _EVERYWHERE else host, port), secure=secure, base=base)


def open_to_network() -> bool:
    """Whether this process listens beyond this machine."""
    return _HOLDER.open_to_network


def is_own_key(text: str) -> bool:
    """Whether a request carries the key that this process noted beside its store: whoever can read that note may open
    the store's file, too."""
    return _HOLDER.is_own_key(text)


def close() -> None:
    """Lets go of the store when the app stops."""
    _HOLDER.close()
