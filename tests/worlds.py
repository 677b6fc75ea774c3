"""Small worlds to test in: a folder with a playbook, the weekly files that came in, and the day it is there."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from metrics.problems import Problem
from metrics.weeks import WeekCalendar
from playbook.model.playbook import RECORD_FILES, Playbook

if TYPE_CHECKING:
    from playbook.workspace.workspace import Workspace

FILES = Path(__file__).parent / "world_files"
START = date(2026, 9, 7)
NINTH_FRIDAY = date(2026, 11, 6)
LAST_CLOSED_WEEK = date(2026, 11, 1)


@dataclass(frozen=True)
class WeeklyFile:
    """A file as it came in; `received` is UTC."""

    name: str
    content: bytes
    received: datetime


@dataclass(frozen=True)
class World:
    """One playbook folder on its `today`; change it freely, it lies in a folder of its own."""

    name: str
    folder: Path
    today: date
    files: tuple[WeeklyFile, ...] = ()

    @property
    def store_url(self) -> str:
        """The store that belongs to this playbook."""
        return str(self.folder / "playbook.duckdb")

    @property
    def now(self) -> datetime:
        """Noon of its today."""
        return datetime.combine(self.today, time(12), UTC)

    @property
    def environment(self) -> dict[str, str]:
        """What a process needs to find it."""
        return {"PLAYBOOK_DIR": str(self.folder)}

    def text(self, file: str) -> str:
        """Text of `definitions/gates.yaml`, `records/team.yaml`, …"""
        return (self.folder / file).read_text(encoding="utf-8")

    def write(self, file: str, text: str) -> None:
        """Puts a file in its place, another one over it if need be."""
        (self.folder / file).write_text(text, encoding="utf-8")

    def change(self, file: str, old: str, new: str) -> None:
        """Changes one place of a file; fails where it is not there, or there twice."""
        text = self.text(file)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        self.write(file, text.replace(old, new))

    def drop_risks(self) -> None:
        """Empties the register of risks, and with it the one criterion that asks for a risk."""
        self.write("definitions/risks.yaml", "risks: []\n")
        lines = ("- id: injection-treated", "  risk: prompt-injection", "  applies: {risk_tier: [high, limited]}")
        self.change("definitions/gates.yaml", "".join(f"      {line}\n" for line in lines), "")

    def workspace(self) -> "Workspace":
        """The workspace of this playbook, its clock at noon of today; close it when done."""
        from playbook.workspace.workspace import Workspace  # noqa: PLC0415 - brings DuckDB: only tests that ask pay for it

        return Workspace.find(self.folder, environ={}, clock=lambda: self.now)

    def playbook(self) -> Playbook:
        """The playbook as it stands in the folder; raises Problems."""
        from tests.playbook.folders import load  # noqa: PLC0415 - as above

        return load(self.folder)

    def receive_all(self, store_url: str | None = None) -> None:
        """Puts every weekly file into the store, or into another one that is named, each on its own day."""
        from metrics.intake import receive  # noqa: PLC0415 - as above
        from metrics.store.store import open_store  # noqa: PLC0415 - as above

        with self.workspace() as workspace:
            context = workspace.context()
        with open_store(store_url or self.store_url) as store:
            for file in self.files:
                now = file.received.replace(tzinfo=None)
                receive(file.name, file.content, context, store, source="weekly export", actor="head-of-data", now=now)


def empty(folder: Path) -> World:
    """Definitions are there; nobody has started."""
    return World("empty", _playbook(folder, None), START)


def week_one(folder: Path) -> World:
    """The charter began on Monday, today is Wednesday; one product is named, nothing was measured yet."""
    return World("week_one", _playbook(folder, "week_one"), START + timedelta(days=2))


def on_track(folder: Path) -> World:
    """The Friday of week nine: all that is due is proven, numbers are fresh, one gate holds, one is near."""
    rows = [
        *_rates("hallucination_rate", "support-copilot", [(196 - 17 * week, 1700) for week in range(8)]),
        *_rates("task_success_rate", "support-copilot", [(852 + 21 * week, 1200) for week in range(8)]),
        *_values("token_spend_usd", "support-copilot", [5900 - 100 * week for week in range(8)]),
        *_values("latency_p95_seconds", "support-copilot", [3.9, 3.8, 3.8, 3.7, 3.6, 3.5, 3.5, 3.4]),
        *_values("nps", "", [6, 9, 11, 14, 16, 19, 22, 25]),
    ]
    return World("on_track", _playbook(folder, "on_track"), NINTH_FRIDAY, _weekly_files(rows))


def slipping(folder: Path) -> World:
    """The same Friday: late deliverables, an exemption, a feed that stopped, too few cases, cost on the rise."""
    rows = [
        *_rates(
            "hallucination_rate", "support-copilot", [(195, 1700), (190, 1700), (188, 1700), (186, 1700), (187, 1700)]
        ),
        *_rates("task_success_rate", "support-copilot", [(15, 20)] * 6 + [(16, 20), (17, 20)]),
        *_values("token_spend_usd", "support-copilot", [5200 + 700 * week for week in range(8)]),
    ]
    return World("slipping", _playbook(folder, "slipping"), NINTH_FRIDAY, _weekly_files(rows))


BROKEN = (
    (
        "definitions/gates.yaml",
        'metric: task_success_rate\n        pass: [">= 0.70"',
        'metric: task_sucess_rate\n        pass: [">= 0.70"',
    ),
    ("definitions/gates.yaml", "exemptible: false", "exemptable: false"),
    ("definitions/metrics.yaml", "kind: duration", "kind: time"),
    (
        "definitions/charter.yaml",
        "name: Incident response rehearsed",
        "name: Incident response rehearsed\n        name: Twice",
    ),
    ("records/stack.yaml", "option: hosted-model\n    history", "option: hosted-modle\n    history"),
    ("records/evidence.yaml", "reviewer: head-of-data", 'reviewer: head-of-data, link: "javascript:alert(1)"'),
)
"""What is wrong in the world `broken_definitions`: file, whole text, broken text."""


def broken_definitions(folder: Path) -> World:
    """The world `on_track`, after somebody edited six places in a hurry."""
    good = on_track(folder)
    for file, whole, broken in BROKEN:
        good.change(file, whole, broken)
    return World("broken_definitions", good.folder, good.today, good.files)


WORLDS = {
    "empty": empty,
    "week_one": week_one,
    "on_track": on_track,
    "slipping": slipping,
    "broken_definitions": broken_definitions,
}


def _playbook(folder: Path, records: str | None) -> Path:
    """A playbook folder of its own: the small definitions, and records (a blank file where the world has none)."""
    shutil.copytree(FILES / "definitions", folder / "definitions")
    (folder / "records").mkdir()
    for name in RECORD_FILES:
        source = FILES / "records" / (records or "") / f"{name}.yaml"
        text = source.read_text(encoding="utf-8") if records and source.exists() else f"# {name}\n"
        (folder / "records" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


Row = Mapping[str, object]


def _week_ends(count: int) -> list[date]:
    """Last days of the first weeks of the charter."""
    return [START + timedelta(days=7 * week + 6) for week in range(count)]


def _rates(metric: str, product: str, counts: list[tuple[int, int]]) -> list[Row]:
    return [
        {"end": end, "product": product, "metric": metric, "value": "", "numerator": hits, "denominator": cases}
        for end, (hits, cases) in zip(_week_ends(len(counts)), counts, strict=True)
    ]


def _values(metric: str, product: str, values: list[float]) -> list[Row]:
    return [
        {"end": end, "product": product, "metric": metric, "value": value, "numerator": "", "denominator": ""}
        for end, value in zip(_week_ends(len(values)), values, strict=True)
    ]


def _weekly_files(rows: list[Row]) -> tuple[WeeklyFile, ...]:
    """One file a week, received on the Tuesday after it."""
    columns = ("product", "metric", "value", "numerator", "denominator")
    files = []
    for end in _week_ends(8):
        week = WeekCalendar().name_of(end)
        lines = [",".join(str(row[column]) for column in columns) for row in rows if row["end"] == end]
        text = "\n".join([f"week,{','.join(columns)}", *(f"{week},{line}" for line in lines)]) + "\n"
        received = datetime.combine(end + timedelta(days=2), time(9), UTC)
        files.append(WeeklyFile(f"{week}.csv", text.encode(), received))
    return tuple(files)


def only_a_single_look(problems: tuple[Problem, ...]) -> bool:
    """Whether nothing is wrong but what the worlds mean: the first gate's key rate is decided by one look."""
    return [problem.found.partition(":")[0].partition(" decides")[0] for problem in problems] == ["one look"]
