"""`playbook serve`: the dashboard and the HTTP API, as `streamlit run app.py` starts them."""

import os
import socket
import subprocess
import sys
from typing import Annotated

import typer

from playbook.cli import wording
from playbook.cli.options import PLACES, shared
from playbook.cli.parameters import Parameters
from playbook.services.running_app import wording as wording_remote
from playbook.settings import PLAYBOOK_VARIABLE, STORE_VARIABLE, THIS_PROJECT, WrongUse, find_home


def is_free(port: int) -> bool:
    """Whether the page can listen there."""
    with socket.socket() as probe:
        if os.name == "posix":  # as the page does it: a port that was left a moment ago is free
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("", port))
        except OSError:
            return False
    return True


@shared(*PLACES)
def serve(
    parameters: Parameters,
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help=wording.PORT_HELP)] = 8501,
) -> None:
    """Runs the dashboard and the HTTP API; the same as `streamlit run app.py`."""
    find_home(parameters.playbook, parameters.store, os.environ)
    if not is_free(port):
        raise WrongUse(wording_remote.port_in_use(port))
    environment = dict(os.environ)
    if parameters.playbook is not None:
        environment[PLAYBOOK_VARIABLE] = str(parameters.playbook.expanduser().absolute())
    if parameters.store is not None:
        environment[STORE_VARIABLE] = parameters.store
    # -P: no file of the folder that this is called from takes the place of a library
    command = [sys.executable, "-P", "-m", "streamlit", "run", str(THIS_PROJECT.launcher), f"--server.port={port}"]
    if os.name == "posix":
        # the page takes this process's place, so that whoever stops the command stops the page
        os.execve(sys.executable, command, environment)  # noqa: S606  (no shell; arguments written here)
    raise typer.Exit(subprocess.run(command, env=environment, check=False).returncode)  # noqa: S603  (as above)
