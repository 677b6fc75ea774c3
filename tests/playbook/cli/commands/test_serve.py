"""`playbook serve` looks whether it can listen before it starts anything."""

import socket

from typer.testing import CliRunner

from playbook.cli.commands.serve import is_free
from playbook.cli.main import app
from playbook.cli.output import ExitCode


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
