"""Asking a running app and repeating its answer word for word, with little to import, so that no pipeline waits."""

import os
import sys
from collections.abc import Callable, Mapping
from typing import Any

from metrics.visible import visible_in_color
from playbook.cli.output import own_terminal
from playbook.cli.waiting import until_yes

SERVER_VARIABLE = "PLAYBOOK_SERVER"
TOKEN_VARIABLE = "PLAYBOOK_TOKEN"  # noqa: S105 - the name of a setting, not its value


def named_address(server: str | None, *, at_home: object) -> str:
    """The address of the app that was named, by option or, where no playbook and no store `at_home` were, by
    environment; '' where none was."""
    return server or ("" if at_home else os.environ.get(SERVER_VARIABLE, "").strip())


def named_token(token: str | None) -> str | None:
    """The token that was named, by option or by environment."""
    return token or os.environ.get(TOKEN_VARIABLE)


def answer_of(ask: Callable[[dict[str, str]], dict[str, Any]], wait: str | None) -> dict[str, Any]:
    """What the app answers for the terminal here; asked again while it is no, for as long as `wait` allows."""
    terminal = own_terminal()
    options = {"width": str(terminal.width), **({"color": "true"} if terminal.color else {})}
    return until_yes(lambda: ask(options), lambda answer: int(answer["exit_code"]), wait)


def repeat(answer: Mapping[str, Any]) -> None:
    """Messages and output as the app wrote them, but for what a terminal would obey."""
    tell_messages(answer)
    sys.stdout.write(visible_in_color(answer["output"]))


def tell_messages(answer: Mapping[str, Any]) -> None:
    """The messages alone, before anything else is written."""
    sys.stderr.write(visible_in_color(answer["messages"]))
    sys.stderr.flush()
