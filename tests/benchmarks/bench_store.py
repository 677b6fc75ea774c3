"""How the store keeps up: the portfolio query over a growing history, and a million rows from file to store.

Run `python -m tests.benchmarks.bench_store`; it prints ratios of one run, times of one machine say little.
"""

import argparse
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import duckdb

from metrics.definition import Direction, Kind, Metric, Pillar
from metrics.intake import receive
from metrics.problems import Problems
from metrics.snapshot.context import IntakeContext
from metrics.store.store import Store, open_store
from tests.metrics.snapshots import MONDAY, a_large_snapshot, moment

METRICS = 30
UPLOADED_METRICS = (
    *("hallucination_rate", "task_success_rate", "escalation_rate", "grounded_answer_rate", "refusal_rate"),
    *("first_contact_resolution", "guardrail_block_rate", "tool_call_success_rate", "thumbs_up_rate", "handover_rate"),
)
UPLOADED_PRODUCTS, UPLOADED_WEEKS = 1000, 100
REPEATS = 7
SLOWEST_PORTFOLIO, SLOWEST_UPLOAD, LARGEST_MEMORY_MB = 1.5, 0.5, 1500


def main() -> None:
    """Runs both benchmarks, or in a process of its own one half of the second (its memory is what counts)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", type=int, default=10_000)
    parser.add_argument("--weeks", type=int, default=104)
    parser.add_argument("--half", choices=["duckdb", "playbook", "playbook-one-bad-row"])
    parser.add_argument("--folder", type=Path)
    arguments = parser.parse_args()
    if arguments.half:
        say(HALVES[arguments.half](arguments.folder))
        return
    with TemporaryDirectory() as folder:
        portfolio(Path(folder), arguments.products, arguments.weeks)
    with TemporaryDirectory() as folder:
        upload(Path(folder))


def portfolio(folder: Path, products: int, weeks: int) -> None:
    """The portfolio query with 1 week of history beside the same with many."""
    say(f"portfolio of {products:,} products x {METRICS} metrics")
    stores = {count: a_history(folder / f"weeks_{count}.duckdb", products, count) for count in (1, weeks)}
    times: dict[int, list[float]] = {count: [] for count in stores}
    for _ in range(9):  # in turns, so that whatever else the machine does falls on both
        for count, store in stores.items():
            times[count].append(timed(store.latest))
    short, long = (median(times[count]) for count in (1, weeks))
    verdict(f"  query: {weeks} weeks / 1 week", long / short, long / short <= SLOWEST_PORTFOLIO, "x")
    for rows in (300, products * METRICS):
        parts = []
        for count, store in stores.items():
            snapshot = a_large_snapshot(rows, week=count, products=products)
            started = perf_counter()
            received = store.add(snapshot, source="bench", actor="bench", now=moment(14))
            added = perf_counter()
            store.revoke(received.upload_id, actor="bench", now=moment(14))
            parts.append((added - started, perf_counter() - added))
        (add_short, undo_short), (add_long, undo_long) = parts
        say(
            f"  upload of {rows:,} rows: {add_long / add_short:.2f}x ({1000 * add_long:.0f} ms); "
            f"taking it back: {undo_long / undo_short:.2f}x ({1000 * undo_long:.0f} ms)"
        )
    for store in stores.values():
        store.close()


def a_history(path: Path, products: int, weeks: int) -> Store:
    """A store with one upload a week, written by SQL: sending them one by one would take longer than reading them."""
    open_store(str(path)).close()
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "INSERT INTO name SELECT product, 'p' || product FROM range($products) AS products(product) "
            "UNION ALL SELECT $products + metric, 'm' || metric FROM range($metrics) AS metrics(metric)",
            {"products": products, "metrics": METRICS},
        )
        for week in range(weeks):
            named = {"upload_id": f"u{week:04d}", "start": MONDAY + timedelta(weeks=week), "products": products}
            connection.execute(
                "INSERT INTO upload SELECT $upload_id, $upload_id, 'week.csv', 'bench', 'bench', "
                "CAST(CAST($start AS DATE) + 7 AS TIMESTAMP), $products",
                named,
            )
            connection.execute(
                "INSERT INTO measurement SELECT CAST(CAST($start AS DATE) + 7 AS TIMESTAMP), "
                "product, $products + metric, CAST($start AS DATE), CAST($start AS DATE) + 6, random(), NULL, NULL "
                "FROM range($products) AS products(product), range($metrics) AS metrics(metric)",
                {"start": named["start"], "products": products, "metrics": METRICS},
            )
        connection.execute(
            "INSERT INTO latest SELECT product, metric, period_start, period_end, value, numerator, denominator, "
            "upload_id, received_at FROM observation JOIN upload USING (upload_id) WHERE upload_id = $newest",
            {"newest": f"u{weeks - 1:04d}"},
        )
    return open_store(str(path))


def upload(folder: Path) -> None:
    """A validated upload of a million rows beside DuckDB's own read and insert of the same file."""
    rows = write_files(folder)
    say(f"upload of {rows:,} rows, {(folder / 'rows.csv').stat().st_size / 1e6:.0f} MB")
    seconds: dict[str, list[float]] = {name: [] for name in ("duckdb", "playbook")}
    memory = 0.0
    for _ in range(REPEATS):
        for name, taken in seconds.items():
            took, used, _ = half(name, folder)
            taken.append(took)
            memory = max(memory, used) if name == "playbook" else memory
    rate = median(seconds["duckdb"]) / median(seconds["playbook"])
    verdict("  rate: playbook / DuckDB's read_csv + insert", rate, rate >= SLOWEST_UPLOAD, "x")
    verdict("  memory at its highest", memory, memory <= LARGEST_MEMORY_MB, " MB")
    took, used, said = half("playbook-one-bad-row", folder)
    say(f"  with one bad row: {took / median(seconds['playbook']):.2f}x the time, {used:.0f} MB; {said}")


def half(name: str, folder: Path) -> tuple[float, float, str]:
    """One measurement in a fresh process: seconds, megabytes, and what it said."""
    command = [sys.executable, "-m", "tests.benchmarks.bench_store", "--half", name, "--folder", str(folder)]
    reported = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    took, used, said = reported.split(" ", 2)
    return float(took), float(used), said


def write_files(folder: Path) -> int:
    """The rows as a spreadsheet would export them, once whole and once with a word for a number in one row."""
    lines = ["week_ending,product,metric,value,numerator,denominator"]
    ends = [(MONDAY + timedelta(weeks=week, days=6)).isoformat() for week in range(UPLOADED_WEEKS)]
    for end in ends:
        for metric in UPLOADED_METRICS:
            lines += [
                f"{end},copilot-{product},{metric},,{product % 97},{product + 97}"
                for product in range(UPLOADED_PRODUCTS)
            ]
    (folder / "rows.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    lines[777_777] = lines[777_777].replace(",,", ",a lot,")
    (folder / "bad.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(lines) - 1


def with_duckdb(folder: Path) -> str:
    """DuckDB reads the file and inserts it into a file of its own, without a look at what is in it."""
    path = folder / "plain.duckdb"
    path.unlink(missing_ok=True)
    with closing(duckdb.connect(str(path))) as connection:
        connection.execute(
            "CREATE TABLE observation (week_ending DATE, product VARCHAR, metric VARCHAR, value DOUBLE, "
            "numerator DOUBLE, denominator DOUBLE)"
        )
        took = timed(
            lambda: connection.execute(
                "INSERT INTO observation SELECT * FROM read_csv($file)", {"file": str(folder / "rows.csv")}
            )
        )
    return f"{took:.3f} {megabytes():.0f} stored"


def with_playbook(folder: Path, name: str = "rows.csv") -> str:
    """The one entrance: read, check, store, and keep what is latest."""
    metrics = {
        metric: Metric(id=metric, pillar=Pillar.QUALITY, kind=Kind.RATE, better=Direction.LOWER)
        for metric in UPLOADED_METRICS
    }
    products = frozenset(f"copilot-{product}" for product in range(UPLOADED_PRODUCTS))
    context = IntakeContext(metrics, products, today=date(2030, 1, 1))
    path = folder / "playbook.duckdb"
    path.unlink(missing_ok=True)
    said = "stored"
    small = "week_ending,product,metric,numerator,denominator\n2026-09-13,copilot-1,refusal_rate,1,10\n"
    with open_store(str(path)) as store:
        # what a long-lived app has imported long ago
        receive("small.csv", small.encode(), context, store, source="bench", actor="bench", now=moment(14))
        started = perf_counter()
        content = (folder / name).read_bytes()
        try:
            receive(name, content, context, store, source="bench", actor="bench", now=moment(14))
        except Problems as problems:
            said = f'it says "{problems.problems[0].message}"'
        took = perf_counter() - started
    return f"{took:.3f} {megabytes():.0f} {said}"


HALVES: dict[str, Callable[[Path], str]] = {
    "duckdb": with_duckdb,
    "playbook": with_playbook,
    "playbook-one-bad-row": lambda folder: with_playbook(folder, "bad.csv"),
}


def say(line: str) -> None:
    """One line of the report."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def timed(work: Callable[[], object]) -> float:
    """Seconds that `work` takes."""
    started = perf_counter()
    work()
    return perf_counter() - started


def megabytes() -> float:
    """The most memory this process ever had."""
    status = Path("/proc/self/status")
    if status.exists():  # what the system's usage record says is inherited from the process that started this one
        (line,) = (line for line in status.read_text(encoding="utf-8").splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    import resource  # noqa: PLC0415 - there is none on Windows

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


def verdict(what: str, number: float, good: bool, unit: str) -> None:
    """One line: what was measured, and whether it keeps its promise."""
    say(f"{what}: {number:,.2f}{unit} {'(kept)' if good else '(MISSED)'}")


if __name__ == "__main__":
    main()
