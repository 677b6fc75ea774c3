"""Sentences of importing a table of experiments."""

from metrics.definition import words_of
from playbook.wording import plural

GROUP_HELP = "Brings in what is kept elsewhere."
SHORT = "Experiments from a spreadsheet, new ones and what was seen of known ones."
FILE_HELP = "CSV, TSV, XLSX, Parquet or JSON with one experiment a row; columns are found by their names."
DRY_RUN_HELP = "Write nothing; show how the columns were read, and what each row would add."
TITLE = "Import experiments"
LINE = (
    "One experiment a row; columns are found by their names. New ones are added, known ones get what was seen of them."
)
FILE = "A table of experiments"
NO_NAME_COLUMN = ("no column names the experiments", "a column 'id' or 'name'", "add one, or rename the one that does")
NO_ID = "no id, and no name that one could be made of"
ID_WANTED = "a name that begins with a letter of a to z, or an id"
ONE_ROW = "one row for each experiment"
COLUMNS_TITLE = "How the columns were read"
ROWS_TITLE = "What each row would do"
COLUMN_ROW = "Row"
COLUMN_EXPERIMENT = "Experiment"
COLUMN_DOES = "Does"
COLUMN_ADDS = "Adds"
COLUMN_LEFT_OUT = "Not taken over"
STATE_WORDS = {"new": "new", "seen": "seen again", "unchanged": "unchanged"}
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


def counted(new: int, seen: int, unchanged: int) -> str:
    """What the rows would do in all."""
    return f"{plural(new, 'new experiment')}, {seen} seen again, {unchanged} unchanged"


def adds(state: str, entry: dict[str, object]) -> str:
    """What a row would add, in a few words."""
    hidden = {"id", "name", "on", "seen"} if state == "new" else {"on"}
    parts = [f"{words_of(name)} {value}" for name, value in entry.items() if name not in hidden]
    return ", ".join(parts)
