"""The largest, widest and deepest files: each is read or refused with its reason, within the memory that is stated."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.metrics.large_files import FILES
from tests.paths import ROOT

MOST_MEGABYTES = 2_000
"""Of memory, beside what the program itself takes; metrics/README.md says so."""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="this system does not say how much memory was used")
@pytest.mark.parametrize("name", FILES)
def test_it_is_read_or_refused_within_the_memory_that_is_stated(name: str) -> None:
    command = [sys.executable, "-m", "tests.metrics.large_files", name]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=1200)
    assert ran.returncode == 0, ran.stderr
    came = json.loads(ran.stdout)
    assert came["said"].startswith(("read: ", "refused: week45")), came
    assert came["most"] - came["before"] < MOST_MEGABYTES, came


def test_the_memory_is_stated() -> None:
    assert f"{MOST_MEGABYTES // 1000} GB of memory" in (ROOT / "metrics" / "README.md").read_text("utf-8")
