"""Sentences of the form that records something."""

import re
from collections.abc import Sequence

from playbook.services.recording.fields import RecordField
from playbook.services.recording.kinds import RecordKind

TITLE = "Record"
HELP = "Say what happened: a form for every kind of record, checked as you type, with what it would change."
LINE = (
    "One dated entry for the records. It is checked with the whole playbook as you type; nothing counts before it "
    "stands in the file."
)
KIND = "What to record"
CHOOSE = "—"
YES = "Yes"
NO = "No"
NOTHING_TO_SCORE = "The playbook names nothing to score."
UNREADABLE = "The address brings along more than the form can take; the form is empty."
STILL_NEEDED = "Still needed"
NOT_FITTING = "Does not fit"
READY = "Ready"
READY_LINE = "The entry fits, and the playbook stays whole."
ALREADY = "The same entry stands there already."
BROKEN = "The playbook has problems of its own; nothing can be added before they are mended."
SEE_PROBLEMS = "See problems"
ENTRY_TITLE = "The entry"
DIFF_TITLE = "The difference"
DOWNLOAD_ENTRY = "Download the entry"
DOWNLOAD_FILE = "Download the whole file"
WRITE = "Write it into the file"
WRITE_AND_COMMIT = "Write it and commit"
WRITTEN = "Written"
NOT_WRITTEN = "Not written"
COPY_LINE = "Copy the entry into the file, or download the file with the entry in it, and commit it."
SAMPLE_LINE = (
    "This is the sample organization, which is never written to. The entry can be copied; with a playbook of your own "
    "the page can write it."
)
TOTALS = "In all"
PROBLEMS_TITLE = "What does not fit"
SIGN = "Sign or refuse"
EXEMPT = "Ask for an exemption"
DECIDE = "Record a decision"
MET = "Say it is met"
PROGRESS = "Record progress"
CHOOSE_OPTION = "Record a choice"
RECORD_IT = "Record it"
UPLOAD = "Upload numbers"
LINKS = {
    "sign-off": SIGN,
    "evidence": "Record evidence",
    "decision": DECIDE,
    "exemption": EXEMPT,
    "progress": PROGRESS,
    "stack-choice": CHOOSE_OPTION,
    "experiment-decision": DECIDE,
}
"""What a link to a form says, by the kind of record."""


def kind_name(kind: RecordKind) -> str:
    """A kind as people read it."""
    words = kind.kind.replace("-", " ")
    return f"{words[:1].upper()}{words[1:]}"


def label(field: RecordField) -> str:
    """The label of a field; a star where it is needed."""
    words = ("day" if field.is_day else field.name).replace("_", " ")
    return f"{words[:1].upper()}{words[1:]}{' *' if field.required else ''}"


def word(text: str) -> str:
    """One of the few words a field takes."""
    words = text.replace("_", " ")
    return f"{words[:1].upper()}{words[1:]}"


def one_a_line(meaning: str) -> str:
    """How several texts are given."""
    return f"{meaning}. One a line." if meaning else "One a line."


def how_many(field: RecordField) -> str:
    """How many entries a record carries."""
    return f"How many: {field.name.replace('_', ' ')}"


def with_part(field: RecordField) -> str:
    """Whether a record carries one more thing."""
    return f"With {field.name.replace('_', ' ')}"


def entry_number(field: RecordField, number: int) -> str:
    """One entry of several."""
    return f"{label(field).removesuffix(' *')} {number}"


def unknown_field(name: str, hint: str) -> str:
    """The address names a field that this kind does not have."""
    return f"The address brings along '{name}', which this record does not have" + (f"; {hint}" if hint else ".")


def not_in_field(field: RecordField, value: str, hint: str) -> str:
    """The address brings along a value that a field cannot hold."""
    return f"The address brings along '{value}', which is no {field.name.replace('_', ' ')} here" + (
        f"; {hint}" if hint else "."
    )


def by_hand(field: RecordField) -> str:
    """What an address cannot fill in."""
    return f"'{field.name.replace('_', ' ')}' is filled in by hand."


def goes_to(kind: RecordKind) -> str:
    """Where the entry goes."""
    return f"{kind.help} Goes to {kind.file_name}."


def written(file: str, commit: str) -> str:
    """The entry stands in the file."""
    return f"The entry stands in {file}" + (f", commit {commit}." if commit else "; commit it when you are done.")


def plain(sentence: str, choices: Sequence[str] = ()) -> str:
    """A sentence of the command line as the form says it: `--last-day is missing` as `Last day is missing`, and
    `not_started`, one of the field's `choices`, as `Not started`."""
    first, blank, rest = sentence.removeprefix("--").partition(" ")
    words = first.replace("-", " ")
    for choice in choices:
        rest = re.sub(rf"(?<![\w']){re.escape(choice)}(?![\w'])", word(choice), rest)
    return f"{words[:1].upper()}{words[1:]}{blank}{rest}"
