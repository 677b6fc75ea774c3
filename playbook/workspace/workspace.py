"""The only way from a face to facts: playbook, store and clock wired once; assessments kept while nothing changed."""

import os
from collections.abc import Callable, Hashable, Mapping
from copy import copy
from datetime import UTC, date, datetime
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, Self, TypeVar
from zoneinfo import ZoneInfo

from metrics.meaning import StoredMeaning
from metrics.observation import Basis, ObservationBook
from metrics.problems import Problem
from metrics.series.series import Measurements
from metrics.store.store import Store
from metrics.store.uploads import Backfill, Upload
from playbook.loading.definitions_in_time import DefinitionsInTime
from playbook.loading.loader import read_texts
from playbook.loading.state import LoadState, PlaybookFiles
from playbook.loading.stored_numbers import problems_of_stored
from playbook.model.playbook import Playbook
from playbook.readiness.assessment import Assessment, assessment_of
from playbook.readiness.inquiry import Inquiry
from playbook.settings import THIS_PROJECT, Home, Project, find_home
from playbook.workspace import sample
from playbook.workspace.arriving import Preview, context_of, doubts_before, previewed, receipt_with_findings
from playbook.workspace.cache import Kept
from playbook.workspace.kept_weeks import KeptWeeks
from playbook.workspace.measuring import KeptMeasurements
from playbook.workspace.opening import open_own, open_sample

if TYPE_CHECKING:
    from metrics.intake import Receipt
    from metrics.snapshot.context import IntakeContext, Progress
    from metrics.snapshot.snapshot import Snapshot

KEPT_ASSESSMENTS = 64
KEPT_ANSWERS = 256
KEPT_INQUIRIES = 8

Answer = TypeVar("Answer")


def utc_now() -> datetime:
    """The clock of the machine, aware of its zone."""
    return datetime.now(UTC)


class Workspace:
    """One playbook with its store. Safe to share between threads; close it when done. One that is only asked creates
    nothing on disk; `making` says that numbers may be put into a store that is not there yet."""

    def __init__(self, home: Home, clock: Callable[[], datetime] = utc_now, *, making: bool = True) -> None:
        self.home = home
        self.making = making
        self._clock = clock
        self._files = PlaybookFiles(home, begin=making or home.is_sample)
        self._lock = RLock()
        self._open: Store | None = None
        self._measured = KeptMeasurements()
        self._book: tuple[str, tuple[ObservationBook, tuple[StoredMeaning, ...]]] | None = None
        self._stored: tuple[Measurements, tuple[Problem, ...]] | None = None
        self._assessments: Kept[Assessment] = Kept(KEPT_ASSESSMENTS)
        self._answers: Kept[Any] = Kept(KEPT_ANSWERS)
        self._inquiries: Kept[Inquiry] = Kept(KEPT_INQUIRIES)
        self._weeks = KeptWeeks(home.kept_weeks, home.store_url, begin=making or home.is_sample)
        self._manifest = sample.read_manifest(home.folder) if home.is_sample else None
        self._state: LoadState | None = None
        self._then: Callable[[date], Playbook | None] | None = None
        self.earlier = DefinitionsInTime(home.definitions)

    @classmethod
    def find(
        cls,
        playbook: Path | None = None,
        store: str | None = None,
        environ: Mapping[str, str] | None = None,
        *,
        project: Project = THIS_PROJECT,
        clock: Callable[[], datetime] = utc_now,
        making: bool = True,
    ) -> Self:
        """The playbook that was named, else the project's own, else its sample; raises WrongUse, Problems."""
        home = find_home(playbook, store, os.environ if environ is None else environ, project)
        return cls(home, clock, making=making)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def is_sample(self) -> bool:
        """True while the sample organization is shown."""
        return self.home.is_sample

    @property
    def folder(self) -> Path:
        """The folder that `--playbook` names."""
        return self.home.folder

    @property
    def store_url(self) -> str:
        """Where the store is."""
        return self.home.store_url

    @property
    def organization(self) -> str:
        """Name of the organization; '' where the records do not say."""
        return self._manifest.name if self._manifest else self.playbook().playbook.records.charter.organization

    def playbook(self) -> LoadState:
        """The playbook to show (the one on disk, or the last that was whole) with every problem of the text on disk."""
        return self._files.state() if self._state is None else self._state

    @property
    def judges_by_todays(self) -> bool:
        """False where other definitions were asked for."""
        return self._state is None

    def judging_by(self, state: LoadState, then: Callable[[date], Playbook | None] | None = None) -> Self:
        """The same store, asked with other definitions; `then` gives those of the end of earlier weeks, None for weeks
        that cannot be judged."""
        self.version()  # the store is open from here on, and stays this workspace's own
        other = copy(self)
        other._state, other._then = state, then  # noqa: SLF001 - its own kind
        return other

    def today(self) -> date:
        """The sample's own today, else the day in the charter's time zone."""
        return self._manifest.today if self._manifest is not None else self._local_now().date()

    def now(self) -> datetime:
        """The moment an upload is received, as naive UTC; in the sample it lies on the sample's own today."""
        local = self._local_now()
        if self._manifest is not None:
            local = datetime.combine(self._manifest.today, local.time(), local.tzinfo)
        return local.astimezone(UTC).replace(tzinfo=None)

    def version(self) -> str:
        """Changes with every upload and every revocation."""
        return self._store().version()

    def measurements(self, playbook: Playbook | None = None) -> Measurements:
        """Everything received, as the playbook (or another one) reads it; kept until store or reading change."""
        with self._lock:
            return self._measured.of(playbook or self.playbook().playbook, self.version(), self.received)

    def received(self) -> tuple[ObservationBook, tuple[StoredMeaning, ...]]:
        """Every row as it was sent, and what it meant then."""
        with self._lock:
            version = self.version()
            if self._book is None or self._book[0] != version:
                self._book = version, (self._store().book(), self._store().meanings())
            return self._book[1]

    def stored_problems(self) -> tuple[Problem, ...]:
        """Numbers in the store that today's definitions do not speak of, or speak of otherwise, each at its place; kept
        like the numbers. Raises StoreUnavailable."""
        with self._lock:
            measured = self.measurements()
            if self._stored is None or self._stored[0] is not measured:
                texts = read_texts(self.home.definitions, self.home.records)
                self._stored = measured, problems_of_stored(texts, self.playbook().playbook, measured)
            return self._stored[1]

    def assess(self, day: date | None = None, basis: Basis = Basis.KNOWN) -> Assessment:
        """The assessment of a day (today where none is given), kept while playbook and store stay as they are."""
        with self._lock:
            key = self._about(day, basis)
            kept, ahead = self._assessments.of(key[1]), key[2] > self.today()
            return kept.get((*key, ahead), lambda: assessment_of(self._inquiry(key), forecast=ahead))

    def ask(self, question: Callable[[Inquiry], Answer], day: date | None = None, basis: Basis = Basis.KNOWN) -> Answer:
        """What a concern answers about a day, such as `team_status`; kept. `question` is a function of a module."""
        with self._lock:
            key = self._about(day, basis)
            kept: Answer = self._answers.of(key[1]).get((question, *key), lambda: question(self._inquiry(key)))
            self._weeks.write()
            return kept

    def once(self, name: Hashable, work: Callable[[], Answer], day: date, basis: Basis = Basis.KNOWN) -> Answer:
        """What a face makes of the answers about a day, such as the rows of a long table; kept as long as they are."""
        with self._lock:
            return self._inquiry(self._about(day, basis)).once(name, work)

    def _about(self, day: date | None, basis: Basis) -> tuple[str, str, date, Basis]:
        return self.playbook().playbook.digest, self.version(), self.today() if day is None else day, basis

    def _inquiry(self, about: tuple[str, str, date, Basis]) -> Inquiry:
        """One inquiry for all that is asked about a day, so that nothing is judged twice."""
        playbook = self.playbook().playbook
        then = None if self._then is None else self._reading_then
        return self._inquiries.of(about[1]).get(
            about, lambda: Inquiry(playbook, self.measurements(), *about[2:], kept=self._weeks, then=then)
        )

    def _reading_then(self, day: date) -> tuple[Playbook, Measurements] | None:
        playbook = None if self._then is None else self._then(day)
        return None if playbook is None else (playbook, self.measurements(playbook))

    def context(
        self,
        product: str | None = None,
        week: str | None = None,
        mapped_by: str | None = None,
        candidate: str | None = None,
    ) -> "IntakeContext":
        """What a file is read against; `product` and `week` where the file does not say, `mapped_by` the one source by
        which it is read, `candidate` what was measured. Raises Problems while the definitions are broken and no version
        was ever whole."""
        return context_of(self.playbook(), self.today(), product, week, mapped_by, candidate)

    def read(
        self,
        name: str,
        content: bytes,
        *,
        product: str | None = None,
        week: str | None = None,
        mapped_by: str | None = None,
        candidate: str | None = None,
        progress: "Progress | None" = None,
    ) -> "Snapshot":
        """The rows of a file, without storing them; raises Problems."""
        from metrics import intake  # noqa: PLC0415  (brings pandas: only uploads pay for it)

        return intake.preview(name, content, self.context(product, week, mapped_by, candidate), progress)

    def preview(
        self,
        name: str,
        content: bytes,
        *,
        product: str | None = None,
        week: str | None = None,
        mapped_by: str | None = None,
        candidate: str | None = None,
        after: Preview | None = None,
        progress: "Progress | None" = None,
        backfill: Backfill | None = None,
    ) -> Preview:
        """Reads a file and says what it would change today, without storing it; `after` is previewed before it.
        Raises Problems, StoreUnavailable."""
        snapshot = self.read(
            name, content, product=product, week=week, mapped_by=mapped_by, candidate=candidate, progress=progress
        )
        about = self.playbook().playbook, self.today(), self.now()
        return previewed(snapshot, self._store(), self.received(), *about, after=after, backfill=backfill)

    def keep(self, snapshot: "Snapshot", *, source: str, actor: str, backfill: Backfill | None = None) -> "Receipt":
        """Stores a file that was read, all of it or none of it, and tells what it replaced; raises StoreUnavailable."""
        from metrics import intake  # noqa: PLC0415  (as above)

        store, playbook = self._store(), self.playbook().playbook
        doubts = doubts_before(store, snapshot, playbook)
        meanings = intake.meanings_of(playbook.measured, snapshot.metrics, playbook.calendar)
        receipt = intake.keep(
            snapshot, store, source=source, actor=actor, now=self.now(), meanings=meanings, backfill=backfill
        )
        return receipt_with_findings(store, snapshot, receipt, doubts)

    def receive(self, name: str, content: bytes, *, source: str, actor: str) -> "Receipt":
        """Reads a file and stores it, all of it or none of it. Raises Problems, StoreUnavailable."""
        return self.keep(self.read(name, content), source=source, actor=actor)

    def uploads(self) -> tuple[Upload, ...]:
        """What was received, newest first."""
        return self._store().uploads()

    def revoke(self, upload_id: str, *, actor: str) -> Upload:
        """Withdraws an upload; what it had replaced counts again."""
        return self._store().revoke(upload_id, actor=actor, now=self.now())

    def store(self) -> Store:
        """The open store itself, for its backup and upkeep."""
        return self._store()

    def close(self) -> None:
        """Lets go of the store."""
        with self._lock:
            if self._open is not None:
                self._open.close()
                self._open = None

    def _local_now(self) -> datetime:
        return self._clock().astimezone(ZoneInfo(self.playbook().playbook.definitions.charter.charter.timezone))

    def _store(self) -> Store:
        with self._lock:
            if self._open is None:
                self._open = self._open_store()
            return self._open

    def _open_store(self) -> Store:
        if self._manifest is not None:
            return open_sample(self.home, self._manifest, lambda: self.playbook().playbook, making=self.making)
        return open_own(self.home, making=self.making)
