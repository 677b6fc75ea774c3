"""A file is written whole, by whoever comes last, and nothing but a file is replaced."""

import os
import stat
from pathlib import Path
from threading import Thread

import pytest

from playbook.whole_file import write_whole
from tests.long_run import times


def test_of_many_writers_at_once_one_stands_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    texts = [str(number).encode() * 200_000 for number in range(10)]
    for _ in range(times(2)):
        writers = [Thread(target=write_whole, args=(path, text)) for text in texts]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        assert path.read_bytes() in texts
        assert [found.name for found in tmp_path.iterdir()] == ["report.html"]


def test_a_new_file_has_the_rights_that_were_asked_for_and_an_old_one_keeps_its_own(tmp_path: Path) -> None:
    path = tmp_path / "token.json"
    before = os.umask(0o022)
    try:
        write_whole(path, b"{}", rights=0o600)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        path.chmod(0o640)
        write_whole(path, b"[]")
        assert stat.S_IMODE(path.stat().st_mode) == 0o640
        write_whole(tmp_path / "report.md", b"")
        assert stat.S_IMODE((tmp_path / "report.md").stat().st_mode) == 0o644
    finally:
        os.umask(before)


def test_a_name_as_long_as_may_be_is_written(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 255)
    write_whole(path, b"whole")
    assert path.read_bytes() == b"whole"


def test_what_looks_last_may_still_refuse(tmp_path: Path) -> None:
    path = tmp_path / "team.yaml"
    path.write_bytes(b"seats: []\n")

    def refuse() -> None:
        raise ValueError("changed")

    with pytest.raises(ValueError, match="changed"):
        write_whole(path, b"seats: [1]\n", last_look=refuse)
    assert path.read_bytes() == b"seats: []\n"
    assert [found.name for found in tmp_path.iterdir()] == ["team.yaml"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
def test_a_pipe_is_written_into_and_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    came: list[bytes] = []
    reader = Thread(target=lambda: came.append(pipe.read_bytes()))
    reader.start()
    write_whole(pipe, b"a report")
    reader.join()
    assert came == [b"a report"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)
