"""The store itself over HTTP: a backup of it as one archive, and its upkeep."""

import threading
from math import isfinite

from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from metrics.problems import Problems
from metrics.store import upkeep as store_upkeep
from metrics.store.upkeep import HOURS_KEPT
from playbook.api import wording
from playbook.api.answers import Refusal
from playbook.api.reading import Call
from playbook.services.as_json import TidiedDocument
from playbook.services.backup import TYPE, Archive
from playbook.services.once import keyed_request, once_alone
from playbook.settings import WrongUse

AT_ONCE = 4
"""Each keeps a copy of the store on the disk until it has been fetched."""
LEAST_HOURS = 1
"""The app itself and its readers are always reading."""
_PLACES = threading.BoundedSemaphore(AT_ONCE)


def backup(call: Call) -> Archive:
    """Everything received, as `playbook store export` writes it: a tar archive of Parquet files and a manifest with
    their digests."""
    if not _PLACES.acquire(blocking=False):
        raise Refusal(503, "busy", wording.BUSY_BACKUPS, headers={"Retry-After": "30"})
    try:
        return Archive(call.workspace)
    except Problems as refused:
        _PLACES.release()
        raise Refusal(503, "no_room", refused.problems[0].sentence, refused.problems) from refused
    except BaseException:
        _PLACES.release()
        raise


def tidy(call: Call) -> TidiedDocument:
    """Makes large files of small ones and removes what nobody needs any more, as `playbook store tidy` does."""
    text = call.questions.get("hours", str(HOURS_KEPT))
    try:
        hours = float(text)
    except ValueError:
        hours = -1.0
    if not isfinite(hours) or hours < LEAST_HOURS:
        raise WrongUse(wording.too_few_hours(text, LEAST_HOURS))
    keyed = keyed_request(call.key, call.caller, ("tidy", f"{hours}")) if call.key else None
    return once_alone(
        call.workspace, keyed, lambda: TidiedDocument(tidied=store_upkeep.tidy(call.workspace.store(), hours))
    )


class ArchiveAnswer(StreamingResponse):
    """Sends an archive and takes it away afterwards, whether it arrived or not."""

    def __init__(self, archive: Archive) -> None:
        headers = {
            "Content-Length": str(archive.size),
            "Content-Disposition": 'attachment; filename="playbook-backup.tar"',
            "Cache-Control": "no-store",
        }
        super().__init__(archive.pieces(), headers=headers, media_type=TYPE)
        self._archive = archive

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            _PLACES.release()
            await run_in_threadpool(self._archive.close)
