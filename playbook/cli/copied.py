"""A workspace for commands that read numbers and write files: where the running app owns the store, a copy from it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from metrics.store.location import StoreUnavailable
from metrics.store.store import Store, open_store
from metrics.store.uploads import Backfill, Upload
from playbook.cli.forward import app_beside
from playbook.services.running_app.client import RunningApp
from playbook.settings import Home
from playbook.workspace.workspace import Workspace, utc_now

if TYPE_CHECKING:
    from metrics.intake import Receipt
    from metrics.snapshot.snapshot import Snapshot


class CopiedWorkspace(Workspace):
    """Reads the store, or what the app of this machine that owns it says is in it. `app` is that app, once it was
    asked; what is to be stored must then go through it."""

    def __init__(self, home: Home, clock: Callable[[], datetime] = utc_now, *, making: bool = True) -> None:
        super().__init__(home, clock, making=making)
        self.app: RunningApp | None = None
        self._owned: StoreUnavailable | None = None
        self._copy: TemporaryDirectory[str] | None = None

    def keep(self, snapshot: "Snapshot", *, source: str, actor: str, backfill: Backfill | None = None) -> "Receipt":
        self._refuse_to_write()
        return super().keep(snapshot, source=source, actor=actor, backfill=backfill)

    def revoke(self, upload_id: str, *, actor: str) -> Upload:
        self._refuse_to_write()
        return super().revoke(upload_id, actor=actor)

    def close(self) -> None:
        super().close()
        if self._copy is not None:
            self._copy.cleanup()
            self._copy = None

    def _refuse_to_write(self) -> None:
        self._store()
        if self._owned is not None:  # the copy goes away, and what was written to it
            raise self._owned

    def _open_store(self) -> Store:
        try:
            return super()._open_store()
        except StoreUnavailable as unavailable:
            app = app_beside(self.home, unavailable)
            if app is None:
                raise
            self.app, self._owned = app, unavailable
            return self._copied_from(app)

    def _copied_from(self, app: RunningApp) -> Store:
        from metrics.store.backup import import_store  # noqa: PLC0415  (most commands never need it)

        if self._copy is None:
            self._copy = TemporaryDirectory(prefix="playbook-copy-")
        backup = Path(self._copy.name) / "backup"
        app.backup(backup)
        store = open_store(str(backup.with_name("copy.duckdb")))
        try:
            import_store(store, backup)
        except BaseException:
            store.close()
            raise
        return store
