"""Sentences of starting a playbook of one's own."""

from collections.abc import Sequence
from datetime import date

from playbook.wording import day_text, join_words, plural
from playbook.wording_workspace import quoted

ASK_NAME = "Name of your organization"
ASK_START = "First day of the charter"
ASK_PRODUCT = "Name of the first product (an AI workflow on its way to users)"
ASK_TIER = "Risk tier of that product"
ASK_ZONE = "Time zone, as Europe/Berlin (blank: as the definitions say)"
ASK_CURRENCY = "Currency (code, as USD or EUR)"
ASK_BUDGET = "Budget of the charter (blank: none yet)"
ASK_MORE = "Another product and its tier, as 'Claims triage: high' (blank: no more)"
ASK_SEAT = "A seat and who holds it, as 'lead-ai-engineer: staff-0117' (blank: no more)"
ASK_SHEET = "File with the experiments you know of (blank: none yet)"
DEFAULT_NAME = "My organization"
DEFAULT_PRODUCT = "First product"
OWNER_HINT = "the seat that answers for it"
NEEDS_OPTIONS = "init needs --name, --start, --product and --tier where it cannot ask; or --yes for what is not given"


def no_identifier(name: str) -> str:
    """A product's name that leaves no identifier."""
    return f"'{name}' gives no id for the product; use at least one letter of a to z, as in 'Support copilot'"


def started_already(folder: str, start: date | None) -> str:
    """A playbook has started there."""
    since = f" on {day_text(start)}" if start is not None else ""
    return (
        f"the playbook in '{folder}' has started{since}, and nothing was changed; "
        "to start another one, name a folder: playbook init DIR"
    )


def needs_a_folder() -> str:
    """An installed package was asked to be a playbook itself."""
    return "init needs a folder for your playbook, as in: playbook init acme"


def not_in_the_sample() -> str:
    """The sample's folder was named."""
    return "the sample organization stays as it is; start in place with 'playbook init', or name another folder"


def not_writable(folder: str, reason: str) -> str:
    """Nothing can be written where the playbook is to start."""
    return (
        f"no playbook can be started in '{folder}' ({reason}); name a folder that may be written to: playbook init DIR"
    )


def bad_name(longest: int) -> str:
    """A name that cannot be shown."""
    return f"a name has 1 to {longest} characters, on one line"


def bad_start(text: str) -> str:
    """A start that is no day."""
    return f"'{text}' is not a day; expected the first day of the charter, such as 2026-09-07"


def start_out_of_reach(day: date) -> str:
    """A start that can only be a slip."""
    return f"{day.isoformat()} is more than ten years away; is the year right?"


def bad_zone(text: str) -> str:
    """A time zone that there is not."""
    return f"'{text}' is no time zone; expected a name such as Europe/Berlin or America/New_York"


def bad_currency(text: str, hint: str) -> str:
    """A currency that there is not."""
    return f"'{text}' is no currency; {hint or 'expected its code, such as USD or EUR'}"


def bad_amount(text: str) -> str:
    """A budget that is no sum."""
    return f"'{text}' is no sum of money; write it in digits, as 460000"


def bad_seat(seat: str, holder: str) -> str:
    """A seat that cannot be written."""
    return f"'{seat}: {holder}' names no seat and holder; write them as 'lead-ai-engineer: staff-0117'"


def bad_product(text: str) -> str:
    """A product without its tier."""
    return f"'{text}' is no product with its tier; write it as 'Claims triage: high'"


def no_sheet(path: str, reason: str) -> str:
    """The file of experiments cannot be read."""
    return f"'{path}' cannot be read ({reason}); leave it blank to bring the experiments in later"


def twice(name: str) -> str:
    """Two products would have one id."""
    return f"two products are called '{name}'; give each a name of its own"


def first_commit(name: str) -> str:
    """The line in the history that a playbook begins with."""
    return f"Start the playbook of {name}"


def in_git(commit: str) -> str:
    """It was committed."""
    return f"It is in git, commit {commit}."


STILL_THE_START = (
    "Numbers, seats and owners that you set right before the first upload are still part of the start: "
    "git commit --all --amend --no-edit. After that, a weaker line wants its reason (records/bar_changes.yaml)."
)


def not_in_git(reason: str) -> str:
    """It could not be committed."""
    return f"It is not in git yet: {reason}."


def experiments(count: int) -> str:
    """Experiments that came with it."""
    return f"{plural(count, 'experiment')} stand in records/experiments.yaml."


def money_kept(targets: Sequence[str], lines: Sequence[str]) -> str:
    """Targets, rules and gates in money that were set for another currency."""
    named = [f"the targets of {join_words(targets)} (metrics.yaml)"] if targets else []
    named += [f"the lines in money of {join_words(lines)} (experiments.yaml, gates.yaml)"] if lines else []
    said = join_words(named)
    return f"{said[0].upper()}{said[1:]} still have the numbers of another currency: set your own in definitions/."


def what_else(
    count: int,
    commit: str,
    no_git: str,
    money: tuple[Sequence[str], Sequence[str]],
    passed_over: Sequence[str],
) -> tuple[str, ...]:
    """Lines about numbers in money (targets, and lines of rules and gates), experiments with columns that mean nothing,
    and git, where there is any to say."""
    lines = [money_kept(*money)] if any(money) else []
    lines += [experiments(count)] if count else []
    lines += [columns_passed_over(passed_over)] if passed_over else []
    lines += [in_git(commit)] if commit else [not_in_git(no_git)] if no_git else []
    return tuple(lines)


def columns_passed_over(columns: Sequence[str]) -> str:
    """Columns of the sheet of experiments that nothing was taken from."""
    return f"Of the sheet, {join_words(columns)}."


def bad_tier(text: str, known: list[str]) -> str:
    """A risk tier that there is not."""
    return f"'{text}' is no risk tier; expected {', '.join(known[:-1])} or {known[-1]}"


def started(name: str, start: date, folder: str) -> str:
    """It has started."""
    return f"{name} starts on {start:%A}, {day_text(start)}. Its records are in {folder}."


def moved(days: int) -> str:
    """The dated targets were moved."""
    if not days:
        return "The dated targets in definitions/metrics.yaml fit this start as they are."
    way = "later" if days > 0 else "earlier"
    return (
        f"The dated targets in definitions/metrics.yaml were moved {plural(abs(days), 'day')} {way}, to fit this start."
    )


def next_commands(folder: str | None, program: str = "playbook") -> tuple[tuple[str, str], ...]:
    """What to do next: three commands and what each is for; `program` is how the command is called in this shell."""
    named = "" if folder is None else f" --playbook {quoted(folder)}"
    return (
        (f"{program}{named} status", "what is due first, and what to feed first"),
        (f"{program}{named} upload --dry-run FILE", "try your first weekly file; nothing is stored"),
        (f"{program}{named} serve", "the dashboard in the browser"),
    )
