"""`playbook serve`: the dashboard and the HTTP API, as `streamlit run app.py` starts them."""

import os
import socket
import sys
from runpy import run_module
from typing import Annotated

import typer

from playbook.cli import wording
from playbook.cli.options import PLACES, shared
from playbook.cli.parameters import Parameters
from playbook.services.running_app import wording as wording_remote
from playbook.settings import PLAYBOOK_VARIABLE, STORE_VARIABLE, THIS_PROJECT, WrongUse, empty_folder, find_home

ADDRESS_VARIABLE = "STREAMLIT_SERVER_ADDRESS"
LOCAL = "localhost"


def is_free(port: int, address: str = "") -> bool:
    """Whether the page can listen there."""
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
        if os.name == "posix":  # as the page does it: a port that was left a moment ago is free
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            return False
    return True


def _is_here(address: str) -> bool:
    """Whether this machine has such an address."""
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
        try:
            probe.bind((address, 0))
        except OSError:
            return False
    return bool(address)


@shared(*PLACES)
def serve(
    parameters: Parameters,
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help=wording.PORT_HELP)] = 8501,
    address: Annotated[str | None, typer.Option("--address", metavar="ADDRESS", help=wording.ADDRESS_HELP)] = None,
) -> None:
    """Runs the dashboard and the HTTP API; the same as `streamlit run app.py`."""
    named = {PLAYBOOK_VARIABLE: str(parameters.playbook)} if parameters.playbook is not None else {}
    if empty_folder({**os.environ, **named}) is None:  # there the page itself offers to start a playbook
        find_home(parameters.playbook, parameters.store, os.environ)
    if address is not None and not _is_here(address):
        raise WrongUse(wording_remote.not_an_own_address(address))
    if not is_free(port, address or os.environ.get(ADDRESS_VARIABLE, "").strip() or LOCAL):
        raise WrongUse(wording_remote.port_in_use(port))
    if parameters.playbook is not None:
        os.environ[PLAYBOOK_VARIABLE] = str(parameters.playbook.expanduser().absolute())
    if parameters.store is not None:
        os.environ[STORE_VARIABLE] = parameters.store
    listen = [f"--server.port={port}", *([] if address is None else [f"--server.address={address}"])]
    begin_page(["streamlit", "run", str(THIS_PROJECT.launcher), *listen])


def begin_page(command: list[str]) -> None:
    """The page in this process, which has most of its modules already: it is there the sooner, and whoever stops the
    command stops the page."""
    if not sys.flags.safe_path:
        del sys.path[0]  # no file of the folder that this is called from takes the place of a library
    sys.argv = command
    run_module(command[0], run_name="__main__", alter_sys=True)
