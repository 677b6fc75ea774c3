"""`playbook serve` looks whether it can listen before it starts anything."""

import os
import socket
from pathlib import Path

import pytest
from typer.testing import CliRunner

from playbook.cli.commands.serve import is_free
from playbook.cli.main import app
from playbook.cli.output import ExitCode
from tests.free_port import free_port


def test_a_port_that_is_taken_is_a_sentence_with_another_one() -> None:
    with socket.socket() as taken:
        taken.bind(("", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not is_free(port)
        result = CliRunner().invoke(app, ["serve", "--port", str(port)])
    assert result.exit_code == ExitCode.WRONG_USE
    assert f"port {port} is not free" in result.stderr
    assert is_free(port)


@pytest.mark.parametrize(("empty", "starts"), [(True, True), (False, False)])
def test_an_empty_folder_is_served_for_its_page_starts_a_playbook_and_a_slip_is_not(
    empty: bool,
    starts: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun: list[str] = []
    monkeypatch.setenv("PLAYBOOK_DIR", "")
    monkeypatch.setattr("playbook.cli.commands.serve.begin_page", lambda _: begun.append(os.environ["PLAYBOOK_DIR"]))
    folder = tmp_path / "acme"
    if empty:
        folder.mkdir()
    port = free_port()
    result = CliRunner().invoke(app, ["--playbook", str(folder), "serve", "--port", str(port)])
    assert bool(begun) is starts
    if starts:
        assert begun == [str(folder)]
    else:
        assert "does not exist" in result.stderr
