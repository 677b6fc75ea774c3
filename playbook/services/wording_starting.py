"""Sentences of starting a playbook of one's own."""

from datetime import date

from playbook.wording import day_text, plural
from playbook.wording_workspace import quoted

ASK_NAME = "Name of your organization"
ASK_START = "First day of the charter"
ASK_PRODUCT = "Name of the first product (an AI workflow on its way to users)"
ASK_TIER = "Risk tier of that product"
DEFAULT_NAME = "My organization"
DEFAULT_PRODUCT = "First product"
OWNER_HINT = "the seat that answers for it"
ASKED_FOR = "init needs --name, --start, --product and --tier where it cannot ask; or --yes for what is not given"


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
