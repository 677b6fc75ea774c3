"""`.eval` files that are large, or packed with Zstandard: read one sample after the other, and damage is a sentence."""

import tracemalloc
from pathlib import Path

import pytest

from metrics.problems import Problems
from metrics.readers.tools.shared.given import Given, given
from metrics.readers.tools.table import read
from tests.metrics.readers.tools import files

LOG = files.inspect_log(["C", "I", "C", "C"] * 5)


def test_one_packed_with_zstandard_says_what_the_deflated_one_says() -> None:
    plain = files.eval_file(LOG)
    usual, packed = read(given("a.eval", plain)), read(given("b.eval", files.packed_with_zstandard(plain)))
    assert usual is not None
    assert packed is not None
    assert packed.measures == usual.measures
    assert packed.cases == usual.cases


@pytest.mark.parametrize("place", [0.2, 0.4, 0.6])
def test_damage_in_one_packed_with_zstandard_is_a_sentence(place: float) -> None:
    content = bytearray(files.packed_with_zstandard(files.eval_file(LOG, summaries=[])))
    at = int(len(content) * place)
    content[at : at + 40] = b"\0" * 40
    with pytest.raises(Problems, match="looks like a file of Inspect"):
        read(given("damaged.eval", bytes(content)))


def test_a_large_one_is_never_in_memory_as_a_whole(tmp_path: Path) -> None:
    samples = [one | {"messages": [str(place) * 2_000_000]} for place, one in enumerate(LOG["samples"])]
    path = tmp_path / "large.eval"
    path.write_bytes(files.eval_file(LOG, samples=samples, summaries=[], stored=True))
    tracemalloc.start()
    found = read(Given(path.name, path=path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found is not None
    assert len(found.cases) == len(samples)
    assert path.stat().st_size > 60_000_000
    assert peak < path.stat().st_size / 3
