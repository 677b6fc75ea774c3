"""Fetches sources one after the other and hands each file to the one entrance for measurements."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from time import sleep
from typing import TYPE_CHECKING

from metrics.snapshot.tool_files import zone_of
from metrics.source import Service, Source
from playbook.json_values import Json
from playbook.services.pulling import buckets, files, langfuse, litellm, monitoring, sql, wording
from playbook.services.pulling.request import Fetched, Request, Trouble, Window
from playbook.services.receiving import SentFile, receive_files
from playbook.settings import WrongUse

if TYPE_CHECKING:
    from playbook.workspace.workspace import Workspace

SERVICES: Mapping[Service, Callable[[Request], Iterable[Fetched]]] = {
    Service.LITELLM: litellm.fetch,
    Service.LANGFUSE: langfuse.fetch,
    Service.OPENAI: buckets.fetch_openai,
    Service.ANTHROPIC: buckets.fetch_anthropic,
    Service.PROMETHEUS: monitoring.fetch_prometheus,
    Service.DATADOG: monitoring.fetch_datadog,
    Service.URL: files.fetch,
    Service.SQL: sql.fetch,
}
Send = Callable[[Source, Fetched], Json]
"""Stores a file by its source; what came of it, as in the document of `upload --json`."""


@dataclass(frozen=True, slots=True)
class Pulled:
    """What became of one source: its files as they were received, or why it could not be fetched whole."""

    source: Source
    window: Window
    files: tuple[Json, ...] = ()
    trouble: str = ""

    @property
    def refused(self) -> bool:
        """Whether something of it is not in the store."""
        return bool(self.trouble) or any(file["state"] == "refused" for file in self.files)

    @property
    def stored(self) -> bool:
        """Whether anything of it is in the store now that was not there before."""
        return any(file["state"] == "stored" for file in self.files)


def sources_to_pull(workspace: "Workspace", only: str | None) -> list[Source]:
    """Those that say how they are pulled, or the one that was named; raises WrongUse."""
    listed = [one for one in workspace.playbook().playbook.definitions.sources.sources if only in (None, one.id)]
    if only is not None and listed[0].pull is None:
        raise WrongUse(wording.no_pull(only))
    wanted = [one for one in listed if one.pull is not None]
    if not wanted:
        raise WrongUse(wording.NOTHING_TO_PULL)
    return wanted


def pull(
    workspace: "Workspace",
    send: Send,
    environ: Mapping[str, str],
    *,
    only: str | None = None,
    since: date | None = None,
    wait: Callable[[float], None] = sleep,
) -> tuple[Pulled, ...]:
    """One source after the other; one in trouble stops no other. Raises WrongUse and StoreUnavailable."""
    playbook = workspace.playbook().playbook
    done = []
    for source in sources_to_pull(workspace, only):
        assert source.pull is not None
        zone = zone_of(source.timezone or playbook.definitions.charter.charter.timezone)
        window = _window(workspace, source, since)
        request = Request(source, source.pull, window, zone, playbook.calendar, environ, workspace.folder, wait)
        try:
            fetched = list(SERVICES[source.pull.service](request))
        except Trouble as trouble:
            done.append(Pulled(source, window, trouble=str(trouble)))
        else:
            done.append(Pulled(source, window, tuple(send(source, file) for file in fetched)))
    return tuple(done)


def _window(workspace: "Workspace", source: Source, since: date | None) -> Window:
    """Whole days: those that are over in UTC and here, from the beginning of a week on."""
    calendar = workspace.playbook().playbook.calendar
    last = min(workspace.today(), workspace.now().date()) - timedelta(days=1)
    if since is not None and since > last:
        raise WrongUse(wording.since_ahead(since))
    assert source.pull is not None
    return Window(calendar.start_of(since or last - timedelta(days=source.pull.days - 1)), last)


def sender(workspace: "Workspace", actor: str) -> Send:
    """Stores in this workspace."""

    def send(source: Source, file: Fetched) -> Json:
        received = receive_files(
            workspace,
            [SentFile(file.name, lambda: file.content)],
            None,
            None,
            source=wording.provenance(source.id),
            actor=actor,
            mapped_by=source.id,
        )
        (entry,) = received.to_json()["files"]
        return dict(entry)

    return send
