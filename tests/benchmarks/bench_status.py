"""`playbook status` on the sample, whole process, beside Python alone.

Run `python -m tests.benchmarks.bench_status`; it prints ratios of one run."""

import subprocess
import sys
import time
from statistics import median

RUNS = 7
WANTED_SECONDS = 1.5


def seconds(*arguments: str) -> float:
    """Median of the whole process, from its start to its end."""
    times = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=False, capture_output=True)
        times.append(time.perf_counter() - begun)
    return median(times)


def main() -> None:
    """Prints seconds and ratios measured in one run."""
    seconds("-m", "playbook.cli.main", "status")
    bare = seconds("-c", "pass")
    pandas = seconds("-c", "import pandas")
    sys.stdout.write(f"python alone {bare:.3f} s, with pandas {pandas:.3f} s\n")
    for words in (["status"], ["status", "--json"], ["gates", "--json"], ["validate"]):
        taken = seconds("-m", "playbook.cli.main", *words)
        sys.stdout.write(
            f"playbook {' '.join(words):15} {taken:.3f} s = {taken / bare:5.1f} x python alone, "
            f"{taken / pandas:4.1f} x importing pandas, {taken / WANTED_SECONDS:4.2f} of {WANTED_SECONDS} s\n"
        )


if __name__ == "__main__":
    main()
