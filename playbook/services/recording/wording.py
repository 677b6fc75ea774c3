"""Sentences about adding a record: by command, by form, and what can be in the way."""

import shlex
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from playbook.wording import day_text, join_words, plural, sentence_case

GROUP_HELP = "Adds one dated entry to the records: checked with the whole playbook first, shown as a difference."
DRY_RUN_HELP = "Write nothing; show the difference, and what it would change."


def command_help(help_text: str, file: str) -> str:
    """What a kind is for, and where it is written."""
    return f"{help_text} Goes to {file}."


def option_help(meaning: str, *, needed: bool, today: bool, many: bool) -> str:
    """What an option means, and how it is given."""
    text = sentence_case(meaning)
    notes = ["needed"] if needed else ["default: today"] if today else []
    notes += ["may be given again"] if many else []
    return f"{text} ({', '.join(notes)})." if notes else f"{text}."


def wrong(name: str, says: str, choices: Iterable[str] = ()) -> str:
    """What is wrong with a field, by the name that its reader knows; the few words there are stand at the end."""
    return f"{name}{says}{join_words(choices, 'or')}"


def missing(choices: Sequence[str]) -> str:
    """A field that is needed was left out."""
    return " is missing" + (": " if choices else "")


def not_a_choice(text: str, hint: str) -> str:
    """A word that is none of the few there are."""
    return f" has no '{text}'; {hint or 'expected '}"


def not_a_day(text: str) -> str:
    """Text where a day was expected."""
    return f": '{text}' is not a day; expected a date such as 2026-11-06"


def not_a_number(text: str, *, whole: bool) -> str:
    """Text where a number was expected."""
    kind, example = ("whole number", "40") if whole else ("number", "12.5")
    return f": '{text}' is not a {kind}; write it with digits alone, as {example}"


def not_a_truth(text: str) -> str:
    """Text where yes or no was expected."""
    return f": '{text}' is neither yes nor no"


def unknown_part(name: str, hint: str) -> str:
    """An entry inside a record has a key that is not known."""
    return f" has no '{name}'" + (f"; {hint}" if hint else "")


def missing_part(name: str) -> str:
    """An entry inside a record lacks a key."""
    return f" needs '{name}: …'"


def in_part(option: str, says: str) -> str:
    """What is wrong inside an entry of a record."""
    return f": {option}{says}"


def not_parts(text: str, example: str, reason: str) -> str:
    """Text where keys and values were expected."""
    beside = f" ({reason})" if reason else ""
    return f": '{text}' cannot be read{beside}; write it as '{example}', text with commas in quotes"


def only_when_begun(kind: str, names: Sequence[str]) -> str:
    """What belongs to the entry around a record was given although that entry is there."""
    listed = join_words([f"--{name.replace('_', '-')}" for name in names])
    return f"{listed} can be given with the first {kind} only; what stands in the file is changed by hand"


def nothing_to_add_to(names: Sequence[str], word: str, file: str, hint: str) -> str:
    """The entry that a record belongs to is not there."""
    return f"unknown {join_words(names)} '{word}' in {file}" + (f"; {hint}" if hint else "; record it first")


def not_there_yet(part: str, file: str) -> str:
    """What is to be filled in further is not there at all."""
    return f"there is no {part} in {file} yet; record it first"


def stands_already(file: str, name: str, value: object) -> str:
    """A key that was to be filled in holds something else."""
    return f"'{name}' stands in {file} already: {value}. What stands in the records is only added to."


CHANGED_MEANWHILE = (
    "the file changed since it was read, and nothing was written",
    "the text that was checked",
    "look at the change and record again",
)


def not_written(reason: str, *, full: bool) -> tuple[str, str, str]:
    """The file cannot be replaced: found, expected, remedy."""
    if full:
        return "the disk is full, and nothing was written", "", "make room and record again"
    return f"the file cannot be written ({reason}), and nothing was changed", "", "may you write in this folder?"


SAMPLE_STAYS = (
    "this is the sample organization, which is never written to; start your own with 'playbook init', "
    "or try an entry with --dry-run"
)
INSTALLED_STAYS = (
    "this playbook is part of the installed package, which is never written to; start your own in a folder: "
    "playbook init DIR"
)
NO_STORE = "What it would change is not known: the store cannot be reached."
ALREADY_THERE = "nothing to do, the same entry stands there already"
EFFECT = "What it changes"
EFFECT_DRY = "What it would change"
COMMIT_NEXT = "Committing is up to you:"


def added(file: str) -> str:
    """An entry was written."""
    return f"{file}: the entry was added."


def added_many(file: str) -> str:
    """Several entries were written."""
    return f"{file}: the entries were added."


def would_add(file: str) -> str:
    """An entry would be written."""
    return f"{file}: no problems. Nothing was written."


def refused(file: str, total: int) -> str:
    """An entry was refused by the rules."""
    counted = f"{file}: refused, {plural(total, 'problem')}; nothing was written."
    return f"{counted} The places are those of the file as it would be."


def counts_from(day: date) -> str:
    """An entry of a later day."""
    return f"It counts from {day_text(day)} on; what follows is about that day."


def commit_command(folder: str, name: str, message: str, *, begun: bool) -> str:
    """The line that commits the file and nothing else, from wherever it is pasted; a file that was begun is added."""
    git, file = f"git -C {shlex.quote(folder)}", shlex.quote(name)
    added = f"{git} add {file} && " if begun else ""
    return f"{added}{git} commit --only {file} -m {shlex.quote(message)}"


def commit_message(kind: str, entry: Mapping[str, object]) -> str:
    """One line about an entry, for the history."""
    said = [part for value in entry.values() for part in (value if isinstance(value, list) else [value])]
    texts = (" ".join(value.split()) for value in said if isinstance(value, str))
    words = [text for text in texts if 0 < len(text) <= _SHORT][:4]
    return f"Record {kind}: {', '.join(words)}" if words else f"Record {kind}"


_SHORT = 40
NO_GIT = "it cannot be committed: there is no git on this machine"
NO_CHECKOUT = "it cannot be committed: the playbook does not lie in a git checkout"
NO_IDENTITY = (
    "it cannot be committed: git does not know who commits on this machine; "
    "say it once with 'git config user.name …' and 'git config user.email …'"
)
DETACHED = "it cannot be committed: the checkout is on no branch (detached head); switch to one first"
NOTHING_LEFT = "nothing was written"


def not_in_git(name: str) -> str:
    """A file that git does not know yet."""
    return f"it cannot be committed: git does not know {name} yet; commit it once by hand"


def other_changes(name: str) -> str:
    """A file with changes of somebody else."""
    return f"it cannot be committed: {name} has changes that were not committed; commit or undo them first"


LOCKED = (
    "another git command holds the lock of this repository (index.lock); try again, and where no git command runs, "
    "delete that file in .git"
)


def too_long(seconds: int) -> str:
    """Git, or a hook of the repository, did not come to an end."""
    return f"git did not finish within {seconds} seconds"


def git_says(details: str) -> str:
    """Git refused for a reason of its own."""
    first = next((line.strip() for line in details.splitlines() if line.strip()), "no reason given")
    return f"git did not take the commit: {first}"


def put_back(reason: str) -> str:
    """What was written was withdrawn because it could not be committed."""
    return f"{reason}; {NOTHING_LEFT}"


def not_committed(reason: str, file: str) -> str:
    """What was written could not be withdrawn."""
    return f"{reason}; the entry stands in {file}, not committed"
