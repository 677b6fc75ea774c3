"""How a command that was called wrongly is told: typer's own words made plain, and as JSON where JSON was asked for."""

from typing import Any

import typer

from playbook import wording_misuse as wording
from playbook.cli_output import document, error_document

Misuse: type[Any] = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")
"""What typer raises for every wrong call; the class is not among the names it exports."""


def explain(misuse: Any, *, as_json: bool) -> None:
    """Makes the message plain; with `as_json` it is the document on standard output, too."""
    misuse.message = wording.in_plain_words(str(misuse.message))
    if as_json:
        document(error_document("wrong_use", misuse.format_message().strip()))
