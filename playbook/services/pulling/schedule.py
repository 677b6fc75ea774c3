"""Pulls at the times of day that `settings.yaml` names, beside the running app."""

import logging
import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from metrics.problems import Problems
from metrics.store.location import StoreUnavailable
from playbook.loading.page_settings import read_page_settings
from playbook.services.looking import Looking
from playbook.services.pulling import wording
from playbook.services.pulling.pull import Pulled, pull, sender
from playbook.services.pulling.troubles import remember
from playbook.settings import WrongUse

if TYPE_CHECKING:
    from playbook.workspace.workspace import Workspace

LOG = logging.getLogger("playbook.pull")
ACTOR = "schedule"


class Schedule:
    """Pulls once for each of the times; one that passed while the app was away is made up for, one that was pulled
    already is not. The sample is never pulled."""

    def __init__(self, workspace: "Callable[[], Workspace]", environ: Mapping[str, str] = os.environ) -> None:
        self._workspace = workspace
        self._environ = environ
        self._done: datetime | None = None
        self._looking = Looking("pull", self.pull_what_is_due)

    def start(self) -> None:
        """From now on, in the background."""
        self._looking.start()

    def stop(self) -> None:
        """A pull that runs is left to itself; what it did not store yet, the next one brings."""
        self._looking.stop()

    def pull_what_is_due(self) -> tuple[Pulled, ...]:
        """Pulls where a time has passed since the last pull."""
        try:
            workspace = self._workspace()
            planned = self._planned(workspace)
            if planned is None or (self._done is not None and planned <= self._done):
                return ()
            self._done = planned
            if _pulled_since(workspace, planned):
                return ()
            done = pull(workspace, sender(workspace, ACTOR), self._environ, wait=self._wait)
            remember(workspace.home, done, workspace.now())
        except (Problems, StoreUnavailable, WrongUse) as reason:
            LOG.warning("%s", reason)
            return ()
        for one in done:
            for sentence in wording.log_lines(one.source.title, one.trouble, one.files):
                LOG.warning("%s", sentence)
        return done

    def _wait(self, seconds: float) -> None:
        self._looking.stopped.wait(seconds)

    def _planned(self, workspace: "Workspace") -> datetime | None:
        """The last of the times that has passed; None where none is named, and for the sample."""
        settings, _ = read_page_settings(workspace.folder)
        if not settings.pull_at or workspace.is_sample:
            return None
        zone = ZoneInfo(workspace.playbook().playbook.definitions.charter.charter.timezone)
        now = workspace.now().replace(tzinfo=UTC)
        today = now.astimezone(zone).date()
        moments = [
            datetime.combine(day, time.fromisoformat(text), zone)
            for day in (today - timedelta(days=1), today)
            for text in settings.pull_at
        ]
        return max(moment for moment in moments if moment <= now)


def _pulled_since(workspace: "Workspace", planned: datetime) -> bool:
    """Whether this app, or another before it, pulled already."""
    sources = workspace.playbook().playbook.definitions.sources.sources
    named = {wording.provenance(source.id) for source in sources}
    since = planned.astimezone(UTC).replace(tzinfo=None)
    return any(upload.source in named and upload.received_at >= since for upload in workspace.uploads())
