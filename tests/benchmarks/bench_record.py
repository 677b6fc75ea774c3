"""Adding an entry beside reading the whole playbook, small and large.

Run `python -m tests.benchmarks.bench_record`; it prints ratios of one run."""

import sys
import time
from collections.abc import Callable
from datetime import date
from statistics import median

from playbook.loading.loader import examine, read_texts
from playbook.services.recording.draft import draft
from playbook.services.recording.kinds import BY_NAME
from playbook.yaml_text.writer import with_entries
from tests.paths import ROOT

RUNS = 5
MANY = 500
TODAY = date(2026, 11, 13)
TYPED = {"deliverable": "user-feedback", "state": "done"}


def seconds(work: Callable[[], object]) -> float:
    """Median of some runs, after one to warm up."""
    work()
    times = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return median(times)


def main() -> None:
    """Prints ratios measured in one run."""
    texts = read_texts(ROOT / "playbook" / "definitions", ROOT / "data" / "samples" / "organization" / "records")
    entry = {"deliverable": "user-feedback", "state": "done", "on": TODAY}
    reading = seconds(lambda: examine(texts))
    charter = texts["records/charter.yaml"]
    adding = seconds(lambda: with_entries(charter, ("progress",), [entry], "records/charter.yaml"))
    drafting = seconds(lambda: draft(texts, BY_NAME["progress"], TYPED, TODAY))
    sys.stdout.write(f"checking the sample's playbook {reading:.3f} s\n")
    sys.stdout.write(f"an entry into its place        {adding:.3f} s = {adding / reading:4.2f} x checking\n")
    sys.stdout.write(f"the whole draft, checked       {drafting:.3f} s = {drafting / reading:4.2f} x checking\n")
    many = "".join(f"  - {{id: one-{number}, found: 2026-09-10, owner: head-of-data}}\n" for number in range(MANY))
    large = texts["records/experiments.yaml"] + many
    wide = {**texts, "records/experiments.yaml": large}
    reading = seconds(lambda: examine(wide))
    adding = seconds(lambda: with_entries(large, ("experiments",), [{"id": "new", "found": TODAY}], "f.yaml"))
    sys.stdout.write(
        f"with {MANY} more experiments     {adding:.3f} s = {adding / reading:4.2f} x checking ({reading:.3f} s)\n"
    )


if __name__ == "__main__":
    main()
