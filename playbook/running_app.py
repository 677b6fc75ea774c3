"""The one workspace of the running app: one playbook, one store connection, for page and HTTP door alike."""

import os
from threading import Lock

from playbook.settings import find_home
from playbook.workspace import Workspace


class _Holder:
    """Opens the workspace when it is first asked for, and another when the playbook to show has changed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._workspace: Workspace | None = None

    def workspace(self) -> Workspace:
        with self._lock:
            home = find_home(None, None, os.environ)
            if self._workspace is None or self._workspace.home != home:
                self._let_go()
                self._workspace = Workspace(home)
            return self._workspace

    def close(self) -> None:
        with self._lock:
            self._let_go()

    def _let_go(self) -> None:
        if self._workspace is not None:
            self._workspace.close()
            self._workspace = None


_HOLDER = _Holder()


def workspace() -> Workspace:
    """The workspace of this process; `playbook init` beside the running app turns it from the sample to your own.
    Raises WrongUse, Problems."""
    return _HOLDER.workspace()


def close() -> None:
    """Lets go of the store when the app stops."""
    _HOLDER.close()
