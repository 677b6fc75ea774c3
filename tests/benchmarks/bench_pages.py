"""Script run of every page on the sample, warm, beside an empty page.

Run `python -m tests.benchmarks.bench_pages`; it prints ratios of one run. What is timed is the run of
the script up to its last element, in process; neither the browser's share is in it nor that of the harness, which
afterwards reads what was drawn and before makes what stands for a visitor's connection."""

import gc
import logging
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from unittest.mock import patch

from streamlit.runtime import context
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.local_script_runner import LocalScriptRunner
from streamlit.util import calc_hash

from playbook.page import warm_up
from playbook.page.parts.links import Screen
from tests.benchmarks.measuring import percentile
from tests.playbook.page.looking import DASHBOARD

WARM_UP, RUNS = 3, 40
WANTED_MS = 50


VISITOR = SimpleNamespace(
    headers=(("Host", "localhost:8501"), ("Origin", "http://localhost:8501")), cookies={}, remote_ip="127.0.0.1"
)


def run_times(page: AppTest) -> list[float]:
    """Milliseconds of each warm run."""
    times: list[float] = []
    with timed(times):
        for _ in range(WARM_UP + RUNS):
            page.run()
    return times[WARM_UP:]


@contextmanager
def timed(times: list[float]) -> Iterator[None]:
    """Adds the milliseconds of each run of a script to `times`."""
    run = LocalScriptRunner._run_script_thread

    def measured(runner: LocalScriptRunner) -> None:
        begun = time.perf_counter()
        run(runner)
        times.append(1000 * (time.perf_counter() - begun))

    with (
        patch.object(LocalScriptRunner, "_run_script_thread", measured),
        patch.object(context, "_get_client_context", lambda: VISITOR),
    ):
        yield


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
