"""`playbook init`: starts your own, asking only for what nobody else can know."""

import os
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer

from playbook import wording_cli as wording
from playbook import wording_starting as sentences
from playbook.cli_options import ANSWER, Asked, shared
from playbook.cli_output import Answer, Style, document, styled
from playbook.products import RiskTier
from playbook.settings import THIS_PROJECT, WrongUse, has_started, named_folder, started_on
from playbook.starting import Beginning, Started, check_name, product_id_of, start
from playbook.workspace import utc_now

_FURTHEST = timedelta(days=3660)


@shared("playbook", *ANSWER)
def init(
    asked: Asked,
    folder: Annotated[Path | None, typer.Argument(metavar="[DIR]", help=wording.NEW_FOLDER_HELP)] = None,
    name: Annotated[str | None, typer.Option("--name", metavar="TEXT", help=wording.NAME_HELP)] = None,
    first_day: Annotated[str | None, typer.Option("--start", metavar="DATE", help=wording.START_HELP)] = None,
    product: Annotated[str | None, typer.Option("--product", metavar="TEXT", help=wording.FIRST_PRODUCT_HELP)] = None,
    tier: Annotated[RiskTier | None, typer.Option("--tier", help=wording.TIER_HELP)] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=wording.YES_HELP)] = False,
) -> None:
    """Starts your own playbook: name, first day, first product and its risk tier."""
    target = named_folder(folder or asked.playbook, os.environ)
    here = THIS_PROJECT.playbook if target is None else target
    if has_started(here):
        raise WrongUse(sentences.started_already(str(here), started_on(here)))
    asking = not yes
    beginning = Beginning(
        name=check_name(_chosen(name, sentences.ASK_NAME, sentences.DEFAULT_NAME, asking=asking)),
        start=_day(_chosen(first_day, sentences.ASK_START, next_monday().isoformat(), asking=asking)),
        product=check_name(_chosen(product, sentences.ASK_PRODUCT, sentences.DEFAULT_PRODUCT, asking=asking)),
        tier=tier or RiskTier(_chosen_tier(asking=asking)),
    )
    product_id_of(beginning.product)
    _show(asked, start(THIS_PROJECT, target, beginning), beginning)


def next_monday() -> date:
    """The Monday that a charter would begin on; today where it is one."""
    today = utc_now().astimezone().date()
    return today + timedelta(days=-today.weekday() % 7)


def _chosen(given: str | None, question: str, default: str, *, asking: bool) -> str:
    if given is not None:
        return given
    if not asking:
        return default
    return str(_ask(question, default))


def _chosen_tier(*, asking: bool) -> str:
    if not asking:
        return RiskTier.LIMITED
    while True:
        word = str(_ask(f"{sentences.ASK_TIER} ({', '.join(RiskTier)})", str(RiskTier.LIMITED))).strip().lower()
        if word in tuple(RiskTier):
            return word


def _ask(question: str, default: str) -> object:
    try:
        return typer.prompt(question, default=default, err=True)
    except typer.Abort as nobody_there:
        if sys.stdin.isatty():
            raise
        raise WrongUse(sentences.ASKED_FOR) from nobody_there


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text.strip())
    except ValueError as reason:
        raise WrongUse(sentences.bad_start(text)) from reason
    if abs(day - utc_now().date()) > _FURTHEST:
        raise WrongUse(sentences.start_out_of_reach(day))
    return day


def _show(asked: Asked, started: Started, beginning: Beginning) -> None:
    named = None if started.in_place else str(started.folder)
    commands = sentences.next_commands(named)
    if asked.json:
        document(
            {
                "schema": 1,
                "folder": str(started.folder),
                "name": beginning.name,
                "start": beginning.start.isoformat(),
                "product": started.product_id,
                "risk_tier": str(beginning.tier),
                "targets_moved_days": started.moved_days,
                "next": [command for command, _ in commands],
            }
        )
        return
    answer = Answer()
    answer.line(sentences.started(beginning.name, beginning.start, str(started.folder / "records")), Style.STRONG)
    answer.line(sentences.moved(started.moved_days))
    answer.heading(wording.NEXT)
    answer.rows((styled(command, Style.STRONG), styled(purpose, Style.QUIET)) for command, purpose in commands)
