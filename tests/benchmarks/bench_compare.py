"""How often comparisons of two runs are wrong, how often they see a difference, and how long a large file takes.

Run `python -m tests.benchmarks.bench_compare`. False alarms at 5% are to lie in 4 to 6%, power within 2 points of the
exact computation (noncentral t), a million pairs under 5 s, a file of 200 MB within 3 times what its parsing takes, an
`.eval` of 200 MB so too and in under 1 GB.
"""

import argparse
import json
import time
import tracemalloc
import zipfile
from math import sqrt
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from scipy.special import nctdtr, stdtrit

from metrics.readers.tools.shared.given import Given, given
from metrics.readers.tools.table import read
from metrics.statistics.paired import paired_difference
from tests.benchmarks.measuring import say, verdict
from tests.metrics.readers.tools import files

CASES = 400


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worlds", type=int, default=4000)
    parser.add_argument("--megabytes", type=int, default=200)
    arguments = parser.parse_args()
    for size in (1, 10, 25):
        got = alarms(size, arguments.worlds)
        say(f"false alarms, clusters of {size}: {got:.1%} {verdict(good=0.04 <= got <= 0.06)}")
    for difference in (0.1, 0.15, 0.2):
        got, exact = power(difference, arguments.worlds)
        say(f"power at {difference}: {got:.1%}, exactly {exact:.1%} {verdict(good=abs(got - exact) <= 0.02)}")
    pairs = np.random.default_rng(1).integers(0, 2, (2, 1_000_000)).astype(np.float64)
    begun = time.perf_counter()
    paired_difference(pairs[0], pairs[1], np.repeat(np.arange(100_000), 10))
    took = time.perf_counter() - begun
    say(f"1,000,000 pairs: {took:.2f} s {verdict(good=took < 5)}")
    parsed, whole = large_file(arguments.megabytes)
    kept = verdict(good=whole <= 3 * parsed)
    say(f"{arguments.megabytes} MB of promptfoo: {whole:.1f} s, parsing alone {parsed:.1f} s {kept}")
    parsed, whole, peak = large_archive(arguments.megabytes)
    kept = verdict(good=whole <= 3 * parsed and peak < 1_000)
    say(f"{arguments.megabytes} MB of .eval: {whole:.1f} s, parsing alone {parsed:.1f} s, {peak:.0f} MB at most {kept}")


def alarms(size: int, worlds: int) -> float:
    """Share of worlds without a difference that are called one; cases of a cluster move together."""
    chance = np.random.default_rng(size)
    clusters = np.repeat(np.arange(CASES // max(size // 5, 1)), size)
    count = int(clusters.max()) + 1
    found = 0
    for _ in range(worlds):
        shared = np.repeat(chance.normal(0, 0.7, count), size) if size > 1 else 0.0
        base, candidate = chance.normal(0, 1, len(clusters)), shared + chance.normal(0, 1, len(clusters))
        found += paired_difference(base, candidate, clusters).p < 0.05
    return found / worlds


def power(difference: float, worlds: int) -> tuple[float, float]:
    """Share of worlds in which a difference of so many standard deviations is seen, and what it is exactly."""
    chance = np.random.default_rng(9)
    seen = 0
    for _ in range(worlds):
        base = chance.normal(0, 1, CASES)
        seen += paired_difference(base, base + chance.normal(difference, 1, CASES)).p < 0.05
    reach, center = float(stdtrit(CASES - 1, 0.975)), difference * sqrt(CASES)
    exact = 1 - float(nctdtr(CASES - 1, center, reach)) + float(nctdtr(CASES - 1, center, -reach))
    return seen / worlds, exact


def large_file(megabytes: int) -> tuple[float, float]:
    """Seconds to parse a large export, and to read it."""
    many = megabytes * 300
    answer = {"output": "x" * 3000, "tokenUsage": {"total": 40, "numRequests": 1}}
    results = [files.promptfoo_result(place, response=answer) for place in range(many)]
    raw = json.dumps(files.promptfoo(results)).encode()
    begun = time.perf_counter()
    json.loads(raw)
    parsed = time.perf_counter() - begun
    begun = time.perf_counter()
    read(given("large", raw))
    return parsed, time.perf_counter() - begun


def large_archive(megabytes: int) -> tuple[float, float, float]:
    """Seconds to parse each sample of an archive on disk alone, to read it as a file of its tool, and the most memory
    the reading took, in MB."""
    log = files.inspect_log(["C", "I"] * 50)
    pad = np.random.default_rng(1).integers(97, 123, megabytes * 10_000, dtype=np.uint8).tobytes().decode()
    samples = [one | {"messages": [pad]} for one in log["samples"]]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "large.eval"
        path.write_bytes(files.eval_file(log, samples=samples, summaries=[], stored=True))
        begun = time.perf_counter()
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                json.loads(archive.read(name))
        parsed = time.perf_counter() - begun
        begun = time.perf_counter()
        found = read(Given(path.name, path=path))
        whole = time.perf_counter() - begun
        assert found is not None
        assert len(found.cases) == len(samples)
        tracemalloc.start()
        read(Given(path.name, path=path))
        peak = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
    return parsed, whole, peak


if __name__ == "__main__":
    main()
