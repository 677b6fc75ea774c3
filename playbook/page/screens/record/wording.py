"""Sentences of the form that records something."""

from metrics.definition import words_of
from playbook.services.recording import wording as sentences
from playbook.services.recording.entry import Wrong
from playbook.services.recording.fields import RecordField
from playbook.services.recording.kinds import RecordKind
from playbook.wording import sentence_case

TITLE = "Record"
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
PREPARE_TITLE = "Prepare entry"
COPY_LINE = (
    "This page does not write records. Copy the entry into the file, download the file with the entry in it, or hand "
    "it to whoever commits it."
)
MAIL = "Send it by e-mail"
MAIL_LONG = "The entry is too long for an e-mail link: download it and attach it."
SAMPLE_LINE = (
    "This is the sample organization, which is never written to. The entry can be copied; with a playbook of your own "
    "the page can write it."
)
TOTALS = "In all"
PROBLEMS_TITLE = "What does not fit"
SIGN = "Approve or decline"
EXEMPT = "Ask for an exemption"
DECIDE = "Record a decision"
MET = "Mark complete"
PROGRESS = "Record progress"
CHOOSE_OPTION = "Record a choice"
RECORD_IT = "Record it"
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
    return sentence_case(words_of(kind.kind))


def label(field: RecordField) -> str:
    """The label of a field; a star where it is needed."""
    return f"{_name(field)}{' *' if field.required else ''}"


def _name(field: RecordField) -> str:
    return sentence_case(words_of("day" if field.is_day else field.name))


def word(text: str) -> str:
    """One of the few words a field takes."""
    return sentence_case(words_of(text))


def one_a_line(meaning: str) -> str:
    """How several texts are given."""
    return f"{meaning}. One a line." if meaning else "One a line."


def how_many(field: RecordField) -> str:
    """How many entries a record carries."""
    return f"Number of {words_of(field.name)} entries"


def with_part(field: RecordField) -> str:
    """Whether a record carries one more thing."""
    return f"With {words_of(field.name)}"


def entry_number(field: RecordField, number: int) -> str:
    """One entry of several."""
    return f"{_name(field)} {number}"


def unknown_field(name: str, hint: str) -> str:
    """The address names a field that this kind does not have."""
    return f"The address brings along '{name}', which this record does not have" + (f"; {hint}" if hint else ".")


def not_in_field(field: RecordField, value: str, hint: str) -> str:
    """The address brings along a value that a field cannot hold."""
    return f"The address brings along '{value}', which is no {words_of(field.name)} here" + (
        f"; {hint}" if hint else "."
    )


def by_hand(field: RecordField) -> str:
    """What an address cannot fill in."""
    return f"'{words_of(field.name)}' is filled in by hand."


def goes_to(kind: RecordKind) -> str:
    """Where the entry goes."""
    return f"{kind.help} Goes to {kind.file_name}."


def mail_subject(file: str) -> str:
    """The subject of the e-mail that hands an entry on."""
    return f"Entry for {file}"


def mail_lines(file: str) -> str:
    """What stands above the entry in that e-mail."""
    return f"Please add this entry to {file} and commit it:"


def edit_on(*, is_gitlab: bool) -> str:
    """The link that opens the file where it is edited."""
    return f"Open the file on {'GitLab' if is_gitlab else 'GitHub'}"


def written(file: str, commit: str) -> str:
    """The entry stands in the file."""
    return f"The entry stands in {file}" + (f", commit {commit}." if commit else "; commit it when you are done.")


def wrong(one: Wrong) -> str:
    """What is wrong with a field as the form says it: `Last day is missing`, and `not_started` as `Not started`."""
    return sentence_case(sentences.wrong(words_of(one.option), one.says, map(word, one.choices)))
