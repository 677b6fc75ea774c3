"""`playbook init`: starts your own, asking only for what nobody else can know."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from metrics.bounded_file import read_bounded
from playbook.cli import wording
from playbook.cli.options import ANSWER, shared
from playbook.cli.output import Answer, Style, document, tell
from playbook.cli.parameters import Parameters
from playbook.json_values import Document
from playbook.model.products import RiskTier
from playbook.services import wording_starting as sentences
from playbook.services.beginning import (
    Beginning,
    FirstProduct,
    Started,
    check_amount,
    check_currency,
    check_seat,
    check_zone,
)
from playbook.services.starting import check_name, check_product, check_start, place_to_start, start
from playbook.settings import THIS_PROJECT, WrongUse, named_folder
from playbook.wording_workspace import quoted
from playbook.workspace.workspace import utc_now


@shared("playbook", *ANSWER)
def init(
    parameters: Parameters,
    folder: Annotated[Path | None, typer.Argument(metavar="[DIR]", help=wording.NEW_FOLDER_HELP)] = None,
    name: Annotated[str | None, typer.Option("--name", metavar="TEXT", help=wording.NAME_HELP)] = None,
    first_day: Annotated[str | None, typer.Option("--start", metavar="DATE", help=wording.START_HELP)] = None,
    product: Annotated[str | None, typer.Option("--product", metavar="TEXT", help=wording.FIRST_PRODUCT_HELP)] = None,
    tier: Annotated[RiskTier | None, typer.Option("--tier", case_sensitive=False, help=wording.TIER_HELP)] = None,
    zone: Annotated[str | None, typer.Option("--timezone", metavar="ZONE", help=wording.ZONE_HELP)] = None,
    currency: Annotated[str | None, typer.Option("--currency", metavar="CODE", help=wording.CURRENCY_HELP)] = None,
    budget: Annotated[str | None, typer.Option("--budget", metavar="AMOUNT", help=wording.BUDGET_HELP)] = None,
    more: Annotated[list[str] | None, typer.Option("--also", metavar="NAME:TIER", help=wording.MORE_HELP)] = None,
    seats: Annotated[list[str] | None, typer.Option("--seat", metavar="SEAT:HOLDER", help=wording.SEATS_HELP)] = None,
    sheet: Annotated[Path | None, typer.Option("--experiments", metavar="FILE", help=wording.SHEET_HELP)] = None,
    edit: Annotated[bool, typer.Option("--edit", help=wording.EDIT_HELP)] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=wording.YES_HELP)] = False,
) -> None:
    """Starts your own playbook: name, first day, products with their risk tiers, and what else it begins with."""
    target = named_folder(folder or parameters.playbook, os.environ)
    place_to_start(THIS_PROJECT, target)  # looked at before anything is asked
    questions = (
        _Question(name, sentences.ASK_NAME, sentences.DEFAULT_NAME, check_name),
        _Question(first_day, sentences.ASK_START, next_monday().isoformat(), _day),
        _Question(product, sentences.ASK_PRODUCT, sentences.DEFAULT_PRODUCT, check_product),
        _Question(tier, f"{sentences.ASK_TIER} ({', '.join(RiskTier)})", str(RiskTier.LIMITED), _tier),
    )
    for question in questions:  # what was given is looked at before anything is asked
        if question.given is not None:
            question.check(question.given)
    more_products = tuple(map(_product_with_tier, more or ()))
    holders = dict(map(_seat, seats or ()))
    optional = (
        _Question(zone, sentences.ASK_ZONE, "", check_zone),
        _Question(currency, sentences.ASK_CURRENCY, "USD", check_currency),
        _Question(budget, sentences.ASK_BUDGET, "", check_amount),
        _Question(None if sheet is None else str(sheet), sentences.ASK_SHEET, "", _sheet),
    )
    for question in optional:
        if question.given is not None:
            question.check(question.given)
    # whoever gave all that is needed is not asked for the rest
    asking = not yes and any(question.given is None for question in questions)
    called, on, first, its_tier = (question.answer(asking=not yes) for question in questions)
    asking = asking and _somebody_is_there()
    if asking:
        more_products += tuple(_several(sentences.ASK_MORE, _product_with_tier))
        holders |= dict(_several(sentences.ASK_SEAT, _seat))
    in_zone, in_currency, amount, experiments = (question.answer(asking=asking) for question in optional)
    beginning = Beginning(
        called,
        on,
        first,
        its_tier,
        more=more_products,
        timezone=in_zone,
        currency=in_currency,
        budget=amount,
        seats=holders,
        sheet=experiments,
        writes=edit,
    )
    _show(parameters, start(THIS_PROJECT, target, beginning), beginning)


def _several(words: str, check: Callable[[str], Any]) -> Iterator[Any]:
    """Answers to one question until one is blank."""
    question = _Question(None, words, "", lambda text: check(text) if text.strip() else None)
    while (answer := question.answer(asking=True)) is not None:
        yield answer


def _product_with_tier(text: str) -> FirstProduct:
    name, colon, tier = text.rpartition(":")
    if not colon:
        raise WrongUse(sentences.bad_product(text))
    return FirstProduct(check_product(name), _tier(tier))


def _seat(text: str) -> tuple[str, str]:
    seat, _, holder = text.partition(":")
    return check_seat(seat, holder)


def _sheet(text: str) -> tuple[str, bytes] | None:
    """A file's name and content; None for ''."""
    if not text.strip():
        return None
    path = Path(text.strip()).expanduser()
    try:
        return path.name, read_bounded(path)
    except OSError as reason:
        raise WrongUse(sentences.no_sheet(text.strip(), reason.strerror or type(reason).__name__)) from reason


def next_monday() -> date:
    """The Monday that a charter would begin on; today where it is one."""
    today = utc_now().astimezone().date()
    return today + timedelta(days=-today.weekday() % 7)


@dataclass(frozen=True, slots=True)
class _Question:
    """One thing that nobody else can know; `check` raises WrongUse for an answer that cannot be taken."""

    given: str | None
    words: str
    default: str
    check: Callable[[str], Any]

    def answer(self, *, asking: bool) -> Any:
        """What was given, else what somebody answers; asked again while there is somebody to ask."""
        if self.given is not None or not asking:
            return self.check(self.default if self.given is None else self.given)
        while True:
            try:
                return self.check(str(_ask(self.words, self.default)))
            except WrongUse as wrong:
                if not _somebody_is_there():
                    raise
                tell(str(wrong))


def _somebody_is_there() -> bool:
    return sys.stdin.isatty()


def _ask(question: str, default: str) -> object:
    try:
        return typer.prompt(question, default=default, err=True, show_default=bool(default))
    except typer.Abort as nobody_there:
        typer.echo(err=True)  # the question ends its line
        if _somebody_is_there():
            raise
        raise WrongUse(sentences.NEEDS_OPTIONS) from nobody_there


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text.strip())
    except ValueError as reason:
        raise WrongUse(sentences.bad_start(text)) from reason
    return check_start(day, utc_now().date())


def _tier(text: str) -> RiskTier:
    word = text.strip().lower()
    if word not in tuple(RiskTier):
        raise WrongUse(sentences.bad_tier(text, [str(tier) for tier in RiskTier]))
    return RiskTier(word)


def _called_as() -> str:
    """The command as it can be typed again: its name where a shell finds it by that, else as it was called now."""
    called, found = Path(sys.argv[0]), shutil.which("playbook")
    if called.name == "__main__.py" and found is None:
        return f"{quoted(sys.executable)} -m playbook"
    if called.stem.lower() != "playbook" or called.parent == Path():
        return "playbook"
    return "playbook" if found is not None and Path(found).resolve() == called.resolve() else quoted(str(called))


@dataclass(frozen=True, kw_only=True)
class InitDocument(Document):
    """`init --json`; `next` are the commands to go on with."""

    folder: str
    name: str
    start: date
    product: str
    risk_tier: RiskTier
    targets_moved_days: int
    money_targets: tuple[str, ...]
    money_lines: tuple[str, ...]
    experiments: int
    commit: str
    not_committed: str
    next: tuple[str, ...]


def _show(parameters: Parameters, started: Started, beginning: Beginning) -> None:
    named = None if started.in_place else str(started.folder)
    commands = sentences.next_commands(named, _called_as())
    if parameters.json:
        document(
            InitDocument(
                folder=str(started.folder),
                name=beginning.name,
                start=beginning.start,
                product=started.product_id,
                risk_tier=beginning.tier,
                targets_moved_days=started.moved_days,
                money_targets=started.money_targets,
                money_lines=started.money_lines,
                experiments=started.experiments,
                commit=started.git,
                not_committed=started.no_git,
                next=tuple(command for command, _ in commands),
            )
        )
        return
    answer = Answer()
    answer.line(sentences.started(beginning.name, beginning.start, str(started.folder / "records")), Style.STRONG)
    answer.line(sentences.moved(started.moved_days))
    for line in (*started.what_else, *([sentences.STILL_THE_START] if started.git else [])):
        answer.line(line)
    answer.heading(wording.NEXT)
    for command, purpose in commands:
        answer.line(purpose, Style.QUIET)
        answer.whole_line(f"  {command}", Style.STRONG)
