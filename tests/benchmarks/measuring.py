"""What benchmarks measure and print alike: seconds, percentiles, a line at once, and whether a bound was kept."""

import atexit
import os
import subprocess
import sys
import time
from collections.abc import Callable
from functools import cache
from statistics import median
from tempfile import TemporaryDirectory


def say(line: str) -> None:
    """One line of the report, at once, also into a pipe."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def timed(work: Callable[[], object]) -> float:
    """Seconds that `work` takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def process_seconds(*arguments: str, runs: int, check: bool = False) -> float:
    """Median of whole processes of Python, from start to end, once the files they import are compiled, as those of an
    installed program are; raises CalledProcessError where `check` is asked and one fails."""
    command = [sys.executable, *arguments]

    def run() -> object:
        return subprocess.run(command, check=check, capture_output=True, env=_compiling())

    run()
    return median(timed(run) for _ in range(runs))


@cache
def _compiling() -> dict[str, str]:
    folder = TemporaryDirectory(prefix="compiled-")
    atexit.register(folder.cleanup)
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": folder.name}


def percentile(values: list[float], share: float = 0.95) -> float:
    """Nearest-rank percentile."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, round(share * len(ranked)))]


def verdict(good: bool) -> str:
    """Whether a bound that was promised was kept."""
    return "(kept)" if good else "(MISSED)"


def ranked(parts: dict[str, float]) -> str:
    """Seconds by part, the largest first, each with its share of all."""
    whole = sum(parts.values())
    largest_first = sorted(parts.items(), key=lambda part: -part[1])
    return ", ".join(
        f"{name} {1000 * seconds:,.1f} ms ({seconds / whole:.0%})" for name, seconds in largest_first if seconds
    )
