"""Reading and checking a million rows, in several spellings, beside DuckDB's own read_csv + insert.

Run `python -m tests.benchmarks.bench_upload [--rows N]`; it prints ratios of one run, each in a process of its own.
"""

import argparse
import io
import random
import subprocess
import sys
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import duckdb
import pandas as pd

from metrics.definition import Direction, Kind, Metric, Pillar
from metrics.problems import Problems
from metrics.snapshot.context import IntakeContext
from metrics.snapshot.snapshot import read_snapshot
from tests.benchmarks.bench_store import megabytes

MONDAY = date(2024, 1, 1)
METRICS = tuple(f"metric_{number:02d}" for number in range(10))
WEEKS = 100
HEADER = "week,product,metric,value,numerator,denominator"
SPELLINGS = (
    *("plain", "shuffled", "quoted", "carriage returns", "semicolons", "percent signs", "one bad row", "all rows bad"),
    "parquet",
)
REPEATS = 3


def main() -> None:
    """Writes the files, then measures each in turn; or, in a process of its own, one of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--read", choices=[*SPELLINGS, "duckdb"])
    parser.add_argument("--folder", type=Path)
    arguments = parser.parse_args()
    if arguments.read:
        sys.stdout.write(measured(arguments.read, arguments.folder, arguments.rows))
        return
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_files(folder, arguments.rows)
        sys.stdout.write(f"{arguments.rows:,} rows, {(folder / 'plain').stat().st_size / 1e6:.0f} MB as plain CSV\n")
        times: dict[str, list[float]] = {spelling: [] for spelling in ("duckdb", *SPELLINGS)}
        reported: dict[str, str] = {}
        for _ in range(REPEATS):
            for spelling, taken in times.items():
                seconds, reported[spelling] = half(spelling, folder, arguments.rows)
                taken.append(seconds)
        base = median(times["duckdb"])
        for spelling in SPELLINGS:
            ratio = median(times[spelling]) / base
            sys.stdout.write(f"  {spelling:16} {ratio:5.2f}x DuckDB's read_csv + insert; {reported[spelling]}\n")


def half(spelling: str, folder: Path, rows: int) -> tuple[float, str]:
    """One measurement in a fresh process."""
    module = ["-m", "tests.benchmarks.bench_upload"]
    command = [sys.executable, *module, "--read", spelling, "--folder", str(folder), "--rows", str(rows)]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    seconds, said = output.split(" ", 1)
    return float(seconds), said


def write_files(folder: Path, rows: int) -> None:
    """The same rows in every spelling."""
    products = -(-rows // (len(METRICS) * WEEKS))
    weeks = ["{}-W{:02d}".format(*(MONDAY + timedelta(weeks=week)).isocalendar()) for week in range(WEEKS)]
    cells = [
        f"{week},product_{product},{metric},{hits / (hits + 211):.6f},{hits},{hits + 211}"
        for product, hits in ((product, product % 97) for product in range(products))
        for metric in METRICS
        for week in weeks
    ][:rows]
    shuffled = cells.copy()
    random.Random(1).shuffle(shuffled)  # noqa: S311 - the same order on every run
    bad = cells.copy()
    bad[rows // 2] = bad[rows // 2].replace(",0.", ",o.")
    texts = {
        "plain": [HEADER, *cells],
        "shuffled": [HEADER, *shuffled],
        "quoted": [",".join(f'"{cell}"' for cell in line.split(",")) for line in (HEADER, *cells)],
        "semicolons": [line.replace(",", ";").replace(".", ",") for line in (HEADER, *cells)],
        "carriage returns": [f"{line}\r" for line in (HEADER, *cells)],
        "percent signs": [HEADER, *map(_as_percent, cells)],
        "one bad row": [HEADER, *bad],
        "all rows bad": [HEADER, *(line.replace("-W", "-X") for line in cells)],
    }
    for spelling, lines in texts.items():
        (folder / spelling).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    pd.read_csv(io.StringIO("\n".join(texts["plain"]))).to_parquet(folder / "parquet", index=False)


def _as_percent(line: str) -> str:
    week, product, metric, value, *counts = line.split(",")
    return ",".join([week, product, metric, f"{100 * float(value):.4f}%", *counts])


def measured(spelling: str, folder: Path, rows: int) -> str:
    """Seconds, and what came of it."""
    if spelling == "duckdb":
        return f"{with_duckdb(folder):.3f} stored"
    metrics = {
        metric: Metric(id=metric, pillar=Pillar.QUALITY, kind=Kind.RATE, better=Direction.LOWER) for metric in METRICS
    }
    products = frozenset(f"product_{product}" for product in range(-(-rows // (len(METRICS) * WEEKS))))
    context = IntakeContext(metrics, products, today=date(2030, 1, 1))
    # what a long-lived app has imported long ago
    read_snapshot("small.csv", f"{HEADER}\n2024-W01,product_0,metric_00,,1,10\n".encode(), context)
    begun = perf_counter()
    content = (folder / spelling).read_bytes()
    try:
        said = f"digest {read_snapshot(spelling, content, context).digest[:8]}"
    except Problems as problems:
        said = f"{problems.total:,} problems, the first: {problems.problems[0].sentence[:60]}"
    seconds = perf_counter() - begun
    return f"{seconds:.3f} {megabytes():.0f} MB, {said}"


def with_duckdb(folder: Path) -> float:
    """Seconds that DuckDB takes to read the plain file and insert it, without a look at what is in it."""
    path = folder / "plain.duckdb"
    path.unlink(missing_ok=True)
    with closing(duckdb.connect(str(path))) as connection:
        connection.execute(
            "CREATE TABLE observation (week VARCHAR, product VARCHAR, metric VARCHAR, value DOUBLE, "
            "numerator DOUBLE, denominator DOUBLE)"
        )
        begun = perf_counter()
        connection.execute("INSERT INTO observation SELECT * FROM read_csv($file)", {"file": str(folder / "plain")})
        return perf_counter() - begun


if __name__ == "__main__":
    main()
