"""Sentences of importing a table of experiments."""

from collections.abc import Sequence
from dataclasses import dataclass

from metrics.definition import words_of
from playbook.wording import plural


@dataclass(frozen=True, slots=True)
class Words:
    """What is said of one kind of table."""

    short: str
    long: str
    file_help: str
    title: str
    line: str
    file: str
    noun: str
    again: str


EXPERIMENTS = Words(
    short="Experiments from a spreadsheet, new ones and what was seen of known ones.",
    long="A table of experiments into the records: new ones are added, known ones get what was seen of them.",
    file_help="CSV, TSV, XLSX, Parquet or JSON with one experiment a row; columns are found by their names.",
    title="Import experiments",
    line=(
        "One experiment a row; columns are found by their names. New ones are added, known ones get what was seen of "
        "them."
    ),
    file="A table of experiments",
    noun="experiment",
    again="seen",
)
SEATS = Words(
    short="Seats from a spreadsheet: who holds them, since when, in which role.",
    long="A register of seats into the records: new seats are added, known ones get who holds them now.",
    file_help="CSV, TSV, XLSX, Parquet or JSON with one seat a row; columns are found by their names.",
    title="Import a register of seats",
    line=(
        "One seat a row; columns are found by their names: seat, holder, since, and role, level, products, note if you "
        "like. A name or staff number may stand for a person; a blank one says that the seat is open."
    ),
    file="A register of seats",
    noun="seat",
    again="changed",
)
NO_SEAT_COLUMN = ("no column names the seats", "a column 'seat' or 'position'", "add one, or rename the one that does")
NO_SEAT = "no seat, and nothing that one could be made of"
SEAT_WANTED = "a name that begins with a letter of a to z"
GROUP_HELP = "Brings in what is kept elsewhere."
DRY_RUN_HELP = "Write nothing; show how the columns were read, and what each row would add."
NO_NAME_COLUMN = ("no column names the experiments", "a column 'id' or 'name'", "add one, or rename the one that does")
NO_ID = "no id, and no name that one could be made of"
ID_WANTED = "a name that begins with a letter of a to z, or an id"
ONE_ROW = "one row for each experiment"
COLUMNS_TITLE = "How the columns were read"
ROWS_TITLE = "What each row would do"
COLUMN_ROW = "Row"
COLUMN_DOES = "Does"
COLUMN_ADDS = "Adds"
COLUMN_LEFT_OUT = "Not taken over"
STATE_WORDS = {"new": "new", "seen": "seen again", "changed": "changed", "unchanged": "unchanged"}
NOTHING_NEW = "Nothing to add: every row says what the records say already."
REFUSED = "Nothing was written: mend the file and import it again."
LEFT_OUT_LINE = "What stands in the records is only added to; change the rest there by hand."


def same_column(one: str, other: str) -> tuple[str, str, str]:
    """Two columns mean the same."""
    return f"the columns '{one}' and '{other}' say the same", "", "keep one of them"


def another_currency(found: str, wanted: str) -> tuple[str, str, str]:
    """A heading names a currency that the audit does not count in: found, expected, remedy."""
    remedy = f"convert the numbers to {wanted}, or set 'currency: {found}' in definitions/experiments.yaml"
    return f"the heading names {found}, and the audit counts in {wanted}", "", remedy


def twice(identifier: str, row: int) -> str:
    """An experiment has two rows."""
    return f"'{identifier}' stands in row {row} already"


def read_as(header: str, field: str) -> str:
    """A column that was understood."""
    return f"'{header}' as {words_of(field)}"


def not_read(header: str, hint: str) -> str:
    """A column that means nothing here."""
    return f"'{header}' is passed over" + (f"; {hint}" if hint else "")


def counted(words: Words, states: Sequence[str]) -> str:
    """What the rows would do in all."""
    parts = [f"{states.count(state)} {STATE_WORDS[state]}" for state in (words.again, "unchanged")]
    return ", ".join([plural(states.count("new"), f"new {words.noun}"), *parts])


def new_and_much_like(seat: str, known: str) -> tuple[str, str, str]:
    """A seat that may be a slip of another: found, expected, remedy."""
    return f"'{seat}' is a new seat, and '{known}' is a known one", "", f"did you mean '{known}'?"


def unknown(noun: str, text: str) -> str:
    """A name that means nothing here."""
    return f"unknown {noun} '{text}'"


def adds(state: str, entry: dict[str, object]) -> str:
    """What a row would add, in a few words."""
    hidden = {"id", "name", "on", "seen"} if state == "new" else {"on"}
    parts = [f"{words_of(name)} {value}" for name, value in entry.items() if name not in hidden]
    return ", ".join(parts)
