"""A file of records is replaced whole, and only where it still says what was read."""

import os
import stat
from pathlib import Path
from threading import Thread

import pytest

from metrics.problems import Problems
from playbook.services.recording.files import replace_text

FILE = "records/team.yaml"


@pytest.fixture
def team(tmp_path: Path) -> Path:
    path = tmp_path / "team.yaml"
    path.write_bytes("\ufeffseats: []\r\n".encode())
    path.chmod(0o640)
    return path


def test_the_text_is_replaced_and_mark_line_ends_and_rights_stay(team: Path) -> None:
    replace_text(team.parent, FILE, "seats: []\r\n", "seats: [1]\r\n")
    assert team.read_bytes() == "\ufeffseats: [1]\r\n".encode()
    assert stat.S_IMODE(team.stat().st_mode) == 0o640
    assert os.listdir(team.parent) == ["team.yaml"]  # noqa: PTH208 - hidden files too


def test_a_file_that_changed_meanwhile_is_left_alone(team: Path) -> None:
    with pytest.raises(Problems, match="the file changed since it was read, and nothing was written") as refused:
        replace_text(team.parent, FILE, "seats: [2]\r\n", "seats: [1]\r\n")
    assert str(refused.value).startswith("records/team.yaml: ")
    assert team.read_bytes() == "\ufeffseats: []\r\n".encode()


def test_a_file_that_came_to_be_meanwhile_is_left_alone(team: Path) -> None:
    with pytest.raises(Problems, match="changed since it was read"):
        replace_text(team.parent, FILE, "", "seats: [1]\n")


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    elsewhere = tmp_path / "shared"
    records = tmp_path / "records"
    elsewhere.mkdir()
    records.mkdir()
    (elsewhere / "team.yaml").write_text("a: 1\n", "utf-8")
    (records / "team.yaml").symlink_to(elsewhere / "team.yaml")
    replace_text(records, FILE, "a: 1\n", "a: 2\n")
    assert (records / "team.yaml").is_symlink()
    assert (elsewhere / "team.yaml").read_text("utf-8") == "a: 2\n"


def test_of_two_writers_at_once_one_is_reported(team: Path) -> None:
    refused: list[Problems] = []

    def write(number: int) -> None:
        try:
            replace_text(team.parent, FILE, "seats: []\r\n", f"seats: [{number}]\r\n")
        except Problems as changed:
            refused.append(changed)

    writers = [Thread(target=write, args=(number,)) for number in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(refused) == 7
