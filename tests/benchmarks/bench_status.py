"""`playbook status` on the sample, whole process, beside Python alone.

Run `python -m tests.benchmarks.bench_status`; it prints ratios of one run."""

import sys

from tests.benchmarks.measuring import process_seconds

RUNS = 7
WANTED_SECONDS = 1.5


def main() -> None:
    """Prints seconds and ratios measured in one run."""
    bare = process_seconds("-c", "pass", runs=RUNS)
    pandas = process_seconds("-c", "import pandas", runs=RUNS)
    sys.stdout.write(f"python alone {bare:.3f} s, with pandas {pandas:.3f} s\n")
    for words in (["status"], ["status", "--json"], ["gates", "--json"], ["validate"]):
        taken = process_seconds("-m", "playbook.cli.main", *words, runs=RUNS)
        sys.stdout.write(
            f"playbook {' '.join(words):15} {taken:.3f} s = {taken / bare:5.1f} x python alone, "
            f"{taken / pandas:4.1f} x importing pandas, {taken / WANTED_SECONDS:4.2f} of {WANTED_SECONDS} s\n"
        )


if __name__ == "__main__":
    main()
