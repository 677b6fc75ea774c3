"""One record as it would be: the file with its entry, the difference, and the whole playbook checked over it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import unified_diff
from typing import Any

from metrics.problems import Problem, Problems, Severity
from playbook.loading.loader import examine
from playbook.model.playbook import Playbook
from playbook.services.recording.entry import BadEntry, Entry, Read, Typed, read_entry
from playbook.services.recording.fields import fields_of
from playbook.services.recording.kinds import RecordKind
from playbook.services.recording.naming import Naming
from playbook.services.recording.target import target_of
from playbook.settings import WrongUse
from playbook.yaml_text.filling import with_filled
from playbook.yaml_text.source import read
from playbook.yaml_text.writer import CannotAdd, with_entries_at

_SCHEMA_LINE = re.compile(r"(# yaml-language-server: \$schema=\S*/)[\w-]+\.json\s")


@dataclass(frozen=True, slots=True)
class Draft:
    """A file of records before and after an entry, checked: `playbook` is what it would be, None while `problems`
    hold an error. `day` is the day of the entry; `exists` says that the same entry stands there already; `around` is
    what names the entry that it goes into."""

    file: str
    before: str
    after: str
    entry: Entry
    day: date
    playbook: Playbook | None
    problems: tuple[Problem, ...]
    exists: bool = False
    around: Entry = field(default_factory=dict)

    @property
    def facts(self) -> Entry:
        """The entry with what names the one around it: what it is about comes first."""
        return {**self.around, **self.entry}

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What keeps it from being written."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is worth a look and stops nothing."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.WARNING)

    @property
    def diff(self) -> str:
        """The difference as git would show it."""
        return difference(self.file, self.before, self.after)

    @property
    def added(self) -> str:
        """The lines that are added, to be copied into the file."""
        lines = self.diff.splitlines()[2:]
        return "".join(f"{line[1:]}\n" for line in lines if line.startswith("+"))


def difference(file: str, before: str, after: str) -> str:
    """A unified difference of two texts of one file; line ends are not shown."""
    lines = unified_diff(before.splitlines(), after.splitlines(), f"a/{file}", f"b/{file}", lineterm="")
    return "".join(f"{line}\n" for line in lines)


def draft(
    texts: Mapping[str, str], kind: RecordKind, typed: Mapping[str, Typed], today: date, naming: Naming | None = None
) -> Draft:
    """The record as it would be in a playbook of these texts (by `records/….yaml`); `naming` finds things by name.

    Raises BadEntry for what was typed, WrongUse where the file cannot be added to, Problems where the playbook is
    broken already."""
    given = read_entry(kind, typed, today)
    if given.wrong:
        raise BadEntry(given.wrong)
    if naming is not None:
        fields = fields_of(kind)
        around = [replace(field, name=kind.outer_keys.get(field.name, field.name)) for field in fields if field.outer]
        own = [field for field in fields if not field.outer]
        given = Read(naming.with_ids(given.outer, around), naming.with_ids(given.entry, own))
    file, before = kind.file_name, texts.get(kind.file_name, "")
    dated = bool(typed.get(kind.day_field))
    target = target_of(kind, _data(texts, file), given.outer, given.entry, dated=dated)
    day = given.entry.get(kind.day_field, today)
    if not target.added and not target.filled:
        return Draft(file, before, before, given.entry, day, None, (), exists=True)
    try:
        after = before or first_line(texts, file)
        after = with_entries_at(after, target.added, file) if target.added else after
        after = with_filled(after, target.filled, file) if target.filled else after
    except CannotAdd as reason:
        raise WrongUse(str(reason)) from reason
    return replace(checked(texts, file, after, given.entry, day), around=given.outer)


def first_line(texts: Mapping[str, str], file: str) -> str:
    """The line that names a file's schema for editors, as the other records write it; '' where none of them does."""
    for name, text in texts.items():
        match = _SCHEMA_LINE.match(text) if name.startswith("records/") else None
        if match is not None:
            return f"{match[1]}{file.rpartition('/')[2].removesuffix('.yaml')}.json\n"
    return ""


def checked(texts: Mapping[str, str], file: str, after: str, entry: Entry, day: date) -> Draft:
    """The whole playbook over the new text of one file; raises Problems where it was broken before."""
    examined = examine({**texts, file: after})
    if examined.playbook is None:
        broken = examine(texts)
        if broken.playbook is None:
            raise Problems(broken.problems)
    return Draft(file, texts.get(file, ""), after, entry, day, examined.playbook, _new(examined.problems, texts))


def _new(problems: Sequence[Problem], texts: Mapping[str, str]) -> tuple[Problem, ...]:
    """Without the warnings that stood there before."""
    if not problems:
        return ()
    known = {(problem.where.file, problem.sentence) for problem in examine(texts).problems}
    return tuple(problem for problem in problems if (problem.where.file, problem.sentence) not in known)


def _data(texts: Mapping[str, str], file: str) -> Any:
    try:
        return read(texts.get(file, ""), file).data
    except Problems:
        raise Problems(examine(texts).problems) from None
