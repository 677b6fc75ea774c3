"""The overview's first load after a start, and every page warm, with many products.

Run `python -m tests.benchmarks.bench_first_load`; it prints ratios of one run. The first load is what a start works out
before its first visitor (modules, assessment, readiness of every week) and the first run of the script; the browser's
share is not in it. Processor time is what it takes on one core of a quiet machine. The first start of all judges every
week of the history; a later one finds them kept beside the playbook."""

import argparse
import gc
import logging
import os
import subprocess
import sys
from datetime import date, datetime
from datetime import time as clock_time
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from playbook.page import warm_up
from playbook.page.parts.links import Screen
from playbook.services.running_app import app as running_app
from tests.benchmarks.bench_pages import run_times
from tests.benchmarks.many_products import many_products
from tests.benchmarks.measuring import percentile, say
from tests.paths import ROOT

WANTED_SECONDS = {200: 3.0, 1000: 6.0}
WANTED_MS = 100


def main() -> None:
    """Prints a line a size, then a line a page at the smaller one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", type=int, nargs="*", default=list(WANTED_SECONDS))
    for products in parser.parse_args().products:
        with TemporaryDirectory() as folder:
            world = many_products(Path(folder) / "many", products)
            place = {"PLAYBOOK_DIR": str(world.folder), "BENCH_TODAY": world.today.isoformat()}
            command = [sys.executable, "-m", __spec__.name, "--products"]
            for start in ("first", "later"):
                pages = "pages" if start == "later" and products == min(WANTED_SECONDS) else ""
                asked = {"BENCH_PRODUCTS": f"{products} {start} {pages}"}
                subprocess.run(command, check=True, env={**os.environ, **place, **asked})


def measure(products: int, start: str, *, pages: bool) -> None:
    """What one process takes: the first load, then each page once it is warm."""
    logging.disable(logging.WARNING)
    noon = datetime.combine(date.fromisoformat(os.environ["BENCH_TODAY"]), clock_time(12)).astimezone()
    begun, begun_processor = perf_counter(), process_time()
    running_app.workspace()._clock = lambda: noon
    warm_up.in_the_background().join()
    ready = perf_counter() - begun
    app = AppTest.from_file(ROOT / "playbook" / "page" / "dashboard.py", default_timeout=600).run()
    taken, processor = perf_counter() - begun, process_time() - begun_processor
    wanted = WANTED_SECONDS.get(products, max(WANTED_SECONDS.values()))
    say(
        f"{products:,} products, {start} start: overview after {taken:.1f} s ({processor:.1f} s of processor time, "
        f"{ready:.1f} s before the first visitor) = {processor / wanted:.2f} of {wanted:.0f} s"
    )
    if app.exception:
        raise SystemExit(1)
    gc.collect()
    gc.freeze()  # as the app does before its first visitor
    for screen in Screen if pages else ():
        app._page_hash = calc_hash(str(screen))
        late = percentile(run_times(app))
        say(f"  {screen:14} warm, 95th percentile {late:6.1f} ms = {late / WANTED_MS:4.2f} of {WANTED_MS} ms")


if __name__ == "__main__":
    if "BENCH_PRODUCTS" in os.environ:
        many, which, *also = os.environ["BENCH_PRODUCTS"].split()
        measure(int(many), which, pages=bool(also))
    else:
        main()
