"""The playbook's files as they stand on disk now, and what to show while they are broken."""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from threading import Lock

from metrics.problems import Problem, Problems, Severity, YamlPlace
from playbook import wording_workspace as wording
from playbook.loading import review_files
from playbook.loading.history import NoHistory, texts_at
from playbook.loading.loader import Examined, examine, load_texts, read_texts
from playbook.loading.wording import no_such_review
from playbook.model.playbook import Playbook
from playbook.settings import Home
from playbook.whole_file import write_whole

_WITHDRAWALS = "records/review_withdrawals.yaml"


class Shown(StrEnum):
    """Which version of the playbook is shown."""

    CURRENT = "current"
    LAST_WHOLE = "last_whole"
    COMMITTED = "committed"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class LoadState:
    """A playbook that is whole, and every problem of the text on disk; the two belong together while it is current."""

    playbook: Playbook
    problems: tuple[Problem, ...] = ()
    shown: Shown = Shown.CURRENT

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Problems that stop a file."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """Problems that stop nothing."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.WARNING)

    @property
    def is_current(self) -> bool:
        """True while the text on disk is whole."""
        return self.shown is Shown.CURRENT

    @property
    def shows_something(self) -> bool:
        """False where no version was ever whole."""
        return self.shown is not Shown.NOTHING

    @property
    def notice(self) -> str:
        """What to say about the version that is shown; '' while it is the one on disk."""
        match self.shown:
            case Shown.CURRENT:
                return ""
            case Shown.LAST_WHOLE:
                return wording.last_whole_version(len(self.errors))
            case Shown.COMMITTED:
                return wording.committed_version(len(self.errors))
            case Shown.NOTHING:
                return wording.nothing_whole(len(self.errors))


_looked: ContextVar[dict["PlaybookFiles", tuple[int, ...]] | None] = ContextVar("looked", default=None)


@contextmanager
def looking_once() -> Iterator[None]:
    """Within it the files are looked at once, and again as soon as one of them was put into its place (`write_whole`):
    one run of a page asks a dozen times and answers all of it by the same text."""
    before = _looked.set({})
    try:
        yield
    finally:
        _looked.reset(before)


class PlaybookFiles:
    """Reads the files again when they changed, and never forgets the last version that was whole."""

    def __init__(self, home: Home, *, begin: bool = True) -> None:
        """`begin` says that a file with the last whole version may be made; one that is there is kept up to date."""
        self._home = home
        self._folders = tuple(map(str, (home.definitions, home.records, home.records / review_files.FOLDER)))
        self._begin = begin
        self._lock = Lock()
        self._seen: tuple[object, ...] | None = None
        self._state = LoadState(Playbook(), shown=Shown.NOTHING)

    def state(self) -> LoadState:
        """The state of the files now; costs one look at each file's time and size while nothing changed."""
        looked, folders = _looked.get(), tuple(map(_changed, self._folders))
        with self._lock:
            if looked is not None and looked.get(self) == folders:
                return self._state
            seen = self._look()
            if seen != self._seen:
                self._state = self._with_reviews(self._load())
                self._seen = seen
            if looked is not None:
                looked[self] = folders
            return self._state

    def _look(self) -> tuple[object, ...]:
        looks: list[tuple[str, int, int, int]] = []
        for folder in (self._home.definitions, self._home.records):
            try:
                with os.scandir(folder) as entries:
                    files = [entry for entry in entries if entry.name.endswith((".yaml", ".yml"))]
                    for file in files:
                        status = file.stat()
                        looks.append((file.path, status.st_mtime_ns, status.st_size, status.st_ino))
            except OSError:
                looks.append((str(folder), 0, 0, 0))  # being moved or saved right now: the next look will see
        looks += review_files.look(self._home.records)
        return tuple(sorted(looks))

    def _with_reviews(self, state: LoadState) -> LoadState:
        """The state with the closed reviews, and what is wrong with them."""
        reviews, problems = review_files.read_reviews(self._home.records)
        if not reviews and not problems:
            return state
        bare = state.playbook.bare_digest or state.playbook.digest
        names = {review.name for review in reviews}
        unknown = [
            Problem(YamlPlace(_WITHDRAWALS), no_such_review(one.review), severity=Severity.WARNING)
            for one in state.playbook.records.review_withdrawals.withdrawals
            if one.review not in names
        ]
        withdrawn = {one.review for one in state.playbook.records.review_withdrawals.withdrawals}
        playbook = replace(
            state.playbook,
            reviews=tuple(review for review in reviews if review.name not in withdrawn),
            withdrawn_reviews=tuple(review for review in reviews if review.name in withdrawn),
            digest=review_files.digest_with(bare, reviews),
            bare_digest=bare,
        )
        return replace(state, playbook=playbook, problems=(*state.problems, *problems, *unknown))

    def _load(self) -> LoadState:
        try:
            texts = read_texts(self._home.definitions, self._home.records)
        except Problems as unreadable:
            return self._fall_back(unreadable.problems)
        examined = examine(texts)
        if examined.playbook is None:
            return self._fall_back(examined.problems)
        keep_whole(self._home.cache, examined.playbook.digest, texts, begin=self._begin)
        return LoadState(examined.playbook, examined.problems)

    def _fall_back(self, problems: tuple[Problem, ...]) -> LoadState:
        if self._state.shown in (Shown.CURRENT, Shown.LAST_WHOLE):
            return LoadState(self._state.playbook, problems, Shown.LAST_WHOLE)
        for texts_of, shown in ((self._kept, Shown.LAST_WHOLE), (self._committed, Shown.COMMITTED)):
            playbook = _whole(texts_of)
            if playbook is not None:
                return LoadState(playbook, problems, shown)
        return LoadState(Playbook(), problems, Shown.NOTHING)

    def _kept(self) -> Mapping[str, str] | None:
        return _recall_whole(self._home.cache)

    def _committed(self) -> Mapping[str, str] | None:
        texts: dict[str, str] = {}
        for kind, folder in (("definitions", self._home.definitions), ("records", self._home.records)):
            if folder.is_dir():
                texts |= {f"{kind}/{name}": text for name, text in texts_at(folder, "HEAD").items()}
        return texts or None


def _changed(folder: str) -> int:
    """When a file was last put into a folder, or taken out of it."""
    try:
        return os.stat(folder).st_mtime_ns  # noqa: PTH116 - a dozen times a page
    except OSError:
        return 0


def read_folder(folder: Path) -> Mapping[str, str]:
    """Texts of one playbook folder, by `definitions/….yaml` and `records/….yaml`; raises Problems."""
    return read_texts(folder / "definitions", folder / "records")


def _whole(texts_of: Callable[[], Mapping[str, str] | None]) -> Playbook | None:
    try:
        texts = texts_of()
        return load_texts(texts) if texts is not None else None
    except (NoHistory, Problems):
        return None


def examine_files(definitions: Path, records: Path) -> Examined:
    """What came of a playbook's files, with every problem of theirs and of its closed reviews."""
    try:
        examined = examine(read_texts(definitions, records))
    except Problems as unreadable:
        examined = Examined(None, unreadable.problems)
    return replace(examined, problems=(*examined.problems, *review_files.read_reviews(records)[1]))


def keep_whole(cache: Path, digest: str, texts: Mapping[str, str], *, begin: bool = True) -> None:
    """Keeps a whole version in a file, so that a fresh process has something to show; a folder that cannot be written
    to is left alone, and without `begin` one where none is kept yet."""
    with suppress(OSError):
        if not begin and not cache.exists():
            return
        kept = _kept_in(cache)
        if kept is not None and kept.get("digest") == digest:
            return
        cache.parent.mkdir(parents=True, exist_ok=True)
        write_whole(cache, json.dumps({"digest": digest, "texts": dict(texts)}).encode())


def _recall_whole(cache: Path) -> dict[str, str] | None:
    """The texts that were kept; None where there are none."""
    kept = _kept_in(cache)
    texts = kept.get("texts") if kept is not None else None
    if not isinstance(texts, dict):
        return None
    return {str(name): str(text) for name, text in texts.items()}


def _kept_in(cache: Path) -> dict[str, object] | None:
    try:
        kept = json.loads(cache.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return kept if isinstance(kept, dict) else None
