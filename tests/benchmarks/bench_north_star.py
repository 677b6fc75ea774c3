"""The metrics' page with thirty metrics and a year of weeks, warm, beside an empty page and one metric alone.

Run `python -m tests.benchmarks.bench_north_star`; what is timed is the script's run, the browser's share is not in it.
"""

import logging
import random
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from playbook.page.parts.links import Screen
from playbook.services.running_app import app as running_app
from tests.benchmarks.bench_pages import WANTED_MS, run_times
from tests.benchmarks.measuring import percentile
from tests.playbook.page.looking import DASHBOARD
from tests.worlds import World, on_track

METRICS, WEEKS = 30, 52
DEFINED = 5
"""Metrics of the world that the others are added to."""
SEED = 7
VIEWS: dict[str, dict[str, str]] = {
    "by urgency": {},
    "by product": {"view": "portfolio"},
    "one metric": {"metric": "extra_10"},
}


def main() -> int:
    """Prints a line a view; 1 where one shows an exception."""
    logging.disable(logging.WARNING)
    empty = AppTest.from_string("import streamlit as st\nst.title('empty')", default_timeout=60)
    least = percentile(run_times(empty), 0.5)
    failed = 0
    with TemporaryDirectory() as folder:
        workspace = a_large_review(on_track(Path(folder) / "playbook")).workspace()
        running_app.workspace = lambda: workspace
        for view, address in VIEWS.items():
            app = AppTest.from_file(DASHBOARD, default_timeout=60)
            for name, value in address.items():
                app.query_params[name] = value
            app._page_hash = calc_hash(str(Screen.NORTH_STAR))
            times = run_times(app.run())
            failed += len(app.exception)
            middle, late, charts = percentile(times, 0.5), percentile(times, 0.95), len(app.get("vega_lite_chart"))
            sys.stdout.write(
                f"{METRICS} metrics, {WEEKS} weeks, {view:10} ({charts} charts drawn): "
                f"median {middle:6.1f} ms = {middle / least:5.1f} x the empty page, "
                f"{middle / WANTED_MS:4.2f} of the {WANTED_MS} ms wanted; "
                f"95th percentile {late:6.1f} ms = {late / WANTED_MS:4.2f} (what else runs on the machine is in it)\n"
            )
        workspace.close()
    return 1 if failed else 0


def a_large_review(world: World) -> World:
    """The world with more metrics, each a year of weeks that vary as usual; every fourth ends in a signal."""
    dice = random.Random(SEED)  # noqa: S311 - the same numbers on every run
    extra = [f"extra_{number:02d}" for number in range(METRICS - DEFINED)]
    text = world.text("definitions/metrics.yaml").rstrip("\n")
    for name in extra:
        text += (
            f"\n  - id: {name}\n    name: Share of {name}\n    pillar: quality\n    kind: rate\n    better: lower\n"
            "    owner: lead-ai-engineer\n    targets:\n      - {date: 2026-09-07, value: 0.2}\n"
        )
    world.write("definitions/metrics.yaml", text + "\n")
    lines = ["week,product,metric,numerator,denominator"]
    weeks = [f"2025-W{week}" for week in range(45, 53)] + [f"2026-W{week:02d}" for week in range(1, 45)]
    for number, name in enumerate(extra):
        for week in weeks[-WEEKS:]:
            hits = dice.randint(80, 120) + (200 if number % 4 == 0 and week == weeks[-1] else 0)
            lines.append(f"{week},support-copilot,{name},{hits},1000")
    world.receive_all()
    with world.workspace() as workspace:
        workspace.receive("extra.csv", "\n".join(lines).encode(), source="bench", actor="bench")
    return world


if __name__ == "__main__":
    sys.exit(main())
