"""A busy organization: four products, euros, a late start in the middle of a week, a week off, incidents, vendors,
experiments, a closed review, and a file that was withdrawn."""

import shutil
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from playbook.model.playbook import RECORD_FILES
from playbook.services.reviewing import close_review
from tests.paths import ROOT
from tests.worlds import FILES, WeeklyFile, World

TODAY = date(2026, 11, 27)
"""A Friday, day 66 of the charter."""
CLOSED_ON = date(2026, 11, 20)
LAST_WEEK = date(2026, 11, 22)
_FIRST_END = date(2026, 9, 27)
_OFF = date(2026, 11, 8)
COMMENT = "Retention decides."
CLOSURE = """closures:
  - {weeks: [2026-W45], reason: Offices closed for the move, by: vp-engineering, on: 2026-10-20}
"""
_WEEKS = {
    ("hallucination_rate", "claims-helper"): "118/900 96/900 88/950 70/900 61/940 52/900 67/900 58/930",
    ("task_success_rate", "claims-helper"): "540/800 580/800 600/810 640/820 660/830 680/840 690/850 712/860",
    ("escalation_rate", "claims-helper"): "410/1000 390/1000 380/1000 360/1010 350/1010 330/1020 325/1020 310/1030",
    ("hallucination_rate", "contract-reader"): "- - - - - 5/60 4/70 4/80",
    ("task_success_rate", "contract-reader"): "- - - - - 44/60 55/70 66/80",
    ("token_spend_usd", "claims-helper"): "2400 2900 3600 4800 6100 7400 8800 9900",
    ("token_spend_usd", "contract-reader"): "- - - - 300 420 500 610",
    ("token_spend_usd", "tariff-finder"): "- - - - 80 120 90 150",
    ("latency_p95_seconds", "claims-helper"): "7.4 7.1 6.8 6.2 5.9 5.5 5.2 5",
    ("weekly_active_users", "claims-helper"): "18 25 60 110 160 210 260 320",
    ("tasks_assisted", "claims-helper"): "320 700 1500 2600 3600 4700 5600 6800",
    ("compliance_incidents", "claims-helper"): "0 0 0 0 0 0 1 0",
    ("charter_spend_usd", ""): "24000 31000 36000 41000 44000 43000 47000 52000",
}
"""What was reported week by week: a value, good (or bad) of all, or nothing."""


def busy(folder: Path, *, received: bool = True, reviewed: bool = True) -> World:
    """The organization on the day, its files received each on its day and the review of 20 November closed."""
    shutil.copytree(ROOT / "playbook" / "definitions", folder / "definitions")
    for file in (folder / "definitions").glob("*.yaml"):
        text = file.read_text("utf-8")
        file.write_text(text.replace("unit: USD", "unit: EUR").replace("currency: USD", "currency: EUR"), "utf-8")
    (folder / "definitions" / "calendar.yaml").write_text(CLOSURE, "utf-8")
    (folder / "records").mkdir()
    for name in RECORD_FILES:
        source = FILES / "records" / "busy" / f"{name}.yaml"
        (folder / "records" / f"{name}.yaml").write_text(source.read_text("utf-8") if source.exists() else "", "utf-8")
    world = World("busy", folder, TODAY, _files())
    if received:
        world.receive_all()
    if reviewed:
        with world.workspace() as workspace:
            close_review(workspace, week=None, day=CLOSED_ON, by="vp-engineering", comment=COMMENT, confirmed=True)
    return world


def _files() -> tuple[WeeklyFile, ...]:
    """A file for each week but the one off, received on the Tuesday after it."""
    ends = [end for week in range(9) if (end := _FIRST_END + timedelta(weeks=week)) != _OFF]
    assert ends[-1] == LAST_WEEK
    files = []
    for place, end in enumerate(ends):
        year, week, _ = end.isocalendar()
        name = f"{year}-W{week:02d}"
        lines = ["week,product,metric,value,numerator,denominator"]
        for (metric, product), reported in _WEEKS.items():
            value, _, cases = reported.split()[place].partition("/")
            if value != "-":
                lines.append(
                    f"{name},{product},{metric},,{value},{cases}" if cases else f"{name},{product},{metric},{value},,"
                )
        received = datetime.combine(end + timedelta(days=2), time(9), UTC)
        files.append(WeeklyFile(f"{name}.csv", "\n".join([*lines, ""]).encode(), received))
    return tuple(files)
