"""`playbook report`, whole process, beside `playbook status`; then two hundred products, as ratios of one run.

Run `python -m tests.benchmarks.bench_report`. Every run is a process of its own: nothing is kept from one to the next,
and drawing the charts (HTML and PDF) starts an engine of its own beside it."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.many_products import many_products
from tests.benchmarks.measuring import process_seconds

RUNS = 5
WANTED = {"html": 1.5, "md": 1.5, "pdf": 2.0, "pptx": 2.0}
MANY = 200
WANTED_MANY = 10.0


def seconds(*arguments: str, runs: int = RUNS) -> float:
    """Median of the whole process, from its start to its end."""
    return process_seconds("-m", "playbook.cli.main", *arguments, runs=runs, check=True)


def main() -> None:
    """Prints seconds and ratios measured in one run."""
    with TemporaryDirectory() as folder:
        out = str(Path(folder) / "out")
        status = seconds("status")
        sys.stdout.write(f"sample: playbook status {status:.2f} s\n")
        for name, wanted in WANTED.items():
            taken = seconds("report", "--format", name, "--output", out)
            sys.stdout.write(line(f"report --format {name}", taken, status, wanted))
        world = many_products(Path(folder) / "many", MANY)
        place = ("--playbook", str(world.folder), "--as-of", world.today.isoformat())
        status = seconds("status", *place, runs=2)
        sys.stdout.write(f"{MANY} products: playbook status {status:.2f} s\n")
        for name in WANTED:
            taken = seconds("report", "--format", name, "--output", out, *place, runs=2)
            sys.stdout.write(line(f"report --format {name}", taken, status, WANTED_MANY))


def line(what: str, taken: float, status: float, wanted: float) -> str:
    """One measurement, beside what the same numbers cost without a report."""
    return f"  {what:22} {taken:5.2f} s = {taken / status:4.2f} x status, {taken / wanted:4.2f} of {wanted:.1f} s\n"


if __name__ == "__main__":
    main()
