"""Script run of every page on the sample, warm, beside an empty page.

Run `python -m tests.benchmarks.bench_pages`; it prints ratios of one run. What is timed is the run of
the script up to its last element, in process; the browser's share is not in it."""

import gc
import logging
import sys
import time

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from playbook.page import warm_up
from playbook.page.parts.links import Screen
from tests.benchmarks.measuring import percentile
from tests.playbook.page.looking import DASHBOARD

WARM_UP, RUNS = 3, 40
WANTED_MS = 50


def run_times(page: AppTest) -> list[float]:
    """Milliseconds of each warm run."""
    for _ in range(WARM_UP):
        page.run()
    times = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        page.run()
        times.append(1000 * (time.perf_counter() - begun))
    return times


def main() -> int:
    """Prints a line a page; 1 where a page shows an exception."""
    logging.disable(logging.WARNING)
    warm_up.in_the_background().join()
    gc.collect()
    gc.freeze()  # as the app does before its first visitor
    empty = AppTest.from_string("import streamlit as st\nst.title('empty')", default_timeout=60)
    least = percentile(run_times(empty), 0.5)
    sys.stdout.write(f"empty page: median {least:.1f} ms\n")
    failed = 0
    for screen in Screen:
        app = AppTest.from_file(DASHBOARD, default_timeout=60).run()
        app._page_hash = calc_hash(str(screen))
        times = run_times(app)
        failed += len(app.exception)
        late = percentile(times)
        sys.stdout.write(
            f"{screen:12} median {percentile(times, 0.5):6.1f} ms, 95th percentile {late:6.1f} ms"
            f" = {late / least:5.1f} x the empty page, {late / WANTED_MS:4.2f} of the {WANTED_MS} ms wanted\n"
        )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
