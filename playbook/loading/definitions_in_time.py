"""The definitions of earlier days as git knows them: which commit stood on a day, each read once."""

from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import UTC, date
from pathlib import Path
from threading import Lock
from zoneinfo import ZoneInfo

from metrics.series.moments import end_of_day
from playbook import wording_workspace as wording
from playbook.loading.earlier_playbook import UnreadableThen, definitions_in
from playbook.loading.history import NoHistory, Revision, commit_of, is_shallow, revisions, texts_at, texts_of
from playbook.model.playbook import Definitions, Playbook

_MOST_KEPT = 256


@dataclass(frozen=True, slots=True)
class Earlier:
    """A playbook with the definitions of a commit; `on` is the day that they came, None for a commit that was named."""

    playbook: Playbook
    commit: str
    on: date | None


class DefinitionsInTime:
    """Reads a folder of definitions at its revisions; safe between threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        self._logs: dict[str, tuple[str, tuple[Revision, ...]]] = {}
        self._kept: OrderedDict[tuple[str, str], Definitions | str] = OrderedDict()

    def revisions(self, file: str = "") -> tuple[Revision, ...]:
        """The commits that changed the definitions, or one file of them, the newest first, kept until there is another
        commit. Raises NoHistory."""
        head = commit_of(self._folder, "HEAD")
        with self._lock:
            if self._logs.get(file, ("", ()))[0] != head:
                self._logs[file] = head, revisions(self._folder, file)
            return self._logs[file][1]

    def revision_of(self, day: date, timezone: str, *, or_first: bool = False) -> Revision:
        """What stood at the end of a day; the first there is for a day before it, where `or_first`. Raises NoHistory
        where the history begins later, or does not hold these definitions."""
        found = self.revisions()
        if not found:
            raise NoHistory(wording.not_in_git(self._folder.name))
        end = end_of_day(day, timezone).replace(tzinfo=UTC)
        then = next((one for one in found if one.at < end), None)
        if then is None and not or_first:
            began = day_of(found[-1], timezone)
            raise NoHistory(wording.history_begins(self._folder.name, began, shallow=is_shallow(self._folder)))
        return then or found[-1]

    def by_revision(self, revision: Revision, now: Playbook, timezone: str) -> Earlier:
        """A playbook with the definitions of a revision of their own history; raises NoHistory, UnreadableThen."""
        return self._earlier(revision.commit, now, revision, day_of(revision, timezone))

    def by_name(self, named: str, now: Playbook) -> Earlier:
        """A playbook with the definitions at whatever git knows by a name; raises NoHistory, UnreadableThen."""
        return self._earlier(commit_of(self._folder, named), now, None, None)

    def _earlier(self, commit: str, now: Playbook, revision: Revision | None, on: date | None) -> Earlier:
        key = commit, now.digest
        with self._lock:
            definitions = self._kept.get(key)
            if definitions is None:
                definitions = self._kept[key] = self._read(commit, now, revision)
                while len(self._kept) > _MOST_KEPT:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(key)
        if isinstance(definitions, str):
            raise UnreadableThen(definitions)
        return Earlier(replace(now, definitions=definitions, digest=f"{now.digest}@{commit}"), commit, on)

    def _read(self, commit: str, now: Playbook, revision: Revision | None) -> Definitions | str:
        texts = texts_at(self._folder, commit) if revision is None else texts_of(self._folder, revision)
        try:
            return definitions_in(texts, self._folder.name, commit[:7], now)
        except UnreadableThen as reason:
            return str(reason)


def day_of(revision: Revision, timezone: str) -> date:
    """The day of a commit where the organization is."""
    return revision.at.astimezone(ZoneInfo(timezone)).date()
