"""What a person typed for a record -> the entry as it will stand in the file, or every sentence about what is wrong."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from metrics.problems import Problems, did_you_mean
from playbook.services.recording import wording
from playbook.services.recording.fields import RecordField, Shape, day_of, fields_of
from playbook.services.recording.kinds import RecordKind
from playbook.settings import WrongUse
from playbook.yaml_text.scalars import meaning_of_scalar
from playbook.yaml_text.source import read

Entry = dict[str, Any]
Typed = str | Sequence[str] | Mapping[str, Any] | Sequence[Mapping[str, Any]] | None
"""What stands in one field: text, some texts, or (from a form) some entries with texts of their own."""

_TRUTH = {"true": True, "yes": True, "false": False, "no": False}


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with one field: `says` goes on after the name of its `option` ('' where it says all), and ends
    with the few `choices` there are."""

    field: str
    option: str
    says: str
    choices: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        """As the command line says it."""
        return wording.wrong(f"--{self.option}" if self.option else "", self.says, self.choices)


class BadEntry(WrongUse):
    """What was typed does not make a record; carries what is wrong, field by field."""

    def __init__(self, wrong: Sequence[Wrong]) -> None:
        self.wrong = tuple(wrong)
        super().__init__("\n".join(sentences(self.wrong)))


@dataclass(frozen=True, slots=True)
class Read:
    """What was typed: `outer` finds (or begins) the entry around it, `entry` is what is added; both hold plain values.
    With `wrong` they are not whole."""

    outer: Entry
    entry: Entry
    wrong: tuple[Wrong, ...] = ()


def read_entry(kind: RecordKind, typed: Mapping[str, Typed], today: date) -> Read:
    """The values of a record by the names of its fields; the day is `today` where none was typed."""
    outer: Entry = {}
    entry: Entry = {}
    wrong: list[Wrong] = []
    fields = fields_of(kind)
    day = today
    for field in sorted(fields, key=lambda field: not field.is_day):
        value, faults = _value(field, typed.get(field.name), day)
        wrong += faults
        if field.is_day and not faults:
            value = day = value if isinstance(value, date) else today
        if value is None:
            if field.required and not faults:
                wrong.append(Wrong(field.name, field.option, wording.missing(field.choices), field.choices))
            continue
        if field.outer:
            outer[kind.outer_keys.get(field.name, field.name)] = value
        else:
            entry[field.name] = value
    order = {field.name: number for number, field in enumerate(fields)}
    in_order = dict(sorted(entry.items(), key=lambda item: order[item[0]]))
    return Read(outer, in_order, tuple(sorted(wrong, key=lambda one: order[one.field])))


def _value(field: RecordField, typed: Typed, day: date) -> tuple[Any, list[Wrong]]:
    """The value of one field, None where nothing was typed."""
    faults: list[Wrong] = []

    def refuse(says: str, choices: tuple[str, ...] = ()) -> None:
        faults.append(Wrong(field.name, field.option, says, choices))

    if typed is None or typed == "":
        return None, faults
    if field.shape is Shape.ENTRIES:
        items = [typed] if isinstance(typed, str) else typed
        entries = [_inner(field, item, day, refuse) for item in items]
        return [entry for entry in entries if entry] or None, faults
    if field.shape is Shape.PART:
        return _inner(field, typed, day, refuse) or None, faults
    if field.shape is Shape.TEXTS:
        texts = [typed] if isinstance(typed, str) else [str(text) for text in typed]
        return [text.strip() for text in texts if text.strip()] or None, faults
    if field.shape is Shape.SCORES:
        return _scores(field, typed, refuse), faults
    text = str(typed).strip()
    if not text:
        return None, faults
    return _scalar(field, text, refuse), faults


def _scalar(field: RecordField, text: str, refuse: Any) -> Any:
    match field.shape:
        case Shape.CHOICE:
            word = text.casefold().replace(" ", "_")
            found = next((choice for choice in field.choices if choice in (text, word)), None)
            if found is None:
                hint = did_you_mean(text, field.choices)
                refuse(wording.not_a_choice(text, hint), () if hint else field.choices)
            return found
        case Shape.DAY:
            try:
                return date.fromisoformat(text)
            except ValueError:
                refuse(wording.not_a_day(text))
                return None
        case Shape.NUMBER | Shape.WHOLE:
            number = meaning_of_scalar(text)
            whole = field.shape is Shape.WHOLE
            if isinstance(number, bool) or not isinstance(number, int if whole else int | float):
                refuse(wording.not_a_number(text, whole=whole))
                return None
            return number
        case Shape.TRUTH:
            if text.casefold() not in _TRUTH:
                refuse(wording.not_a_truth(text))
            return _TRUTH.get(text.casefold())
    return text


def _inner(field: RecordField, typed: Any, day: date, refuse: Any) -> Entry:
    """One entry inside the record: from the command line as `what: …, due: …`, from a form field by field."""
    if isinstance(typed, str):
        if not typed.strip():
            return {}
        given = _mapping(field, typed, refuse)
        if given is None:
            return {}
    else:
        given = {name: value for name, value in typed.items() if value not in (None, "")}
        if not given:
            return {}
    known = {inner.name: inner for inner in field.inner}
    for name in given:
        if name not in known:
            refuse(wording.unknown_part(name, did_you_mean(name, known)))
    entry: Entry = {}
    dated = day_of(field.inner)
    for name, inner in known.items():
        value, faults = _value(inner, _as_typed(given.get(name)), day)
        for fault in faults:
            refuse(wording.in_part(fault.option, fault.says), fault.choices)
        if value is None and inner is dated:
            value = day
        if value is not None:
            entry[name] = value
        elif inner.required and not faults:
            refuse(wording.missing_part(name))
    return entry


def _as_typed(value: Any) -> Typed:
    if value is None or isinstance(value, list):
        return value
    return str(value).lower() if isinstance(value, bool) else str(value)


def _scores(field: RecordField, typed: Any, refuse: Any) -> dict[str, float] | None:
    given = _mapping(field, typed, refuse) if isinstance(typed, str) else dict(typed)
    scores: dict[str, float] = {}
    for name, value in (given or {}).items():
        number = meaning_of_scalar(value) if isinstance(value, str) else value
        if number is None:
            continue
        if isinstance(number, bool) or not isinstance(number, int | float):
            refuse(wording.in_part(str(name), wording.not_a_number(str(value), whole=False)))
        else:
            scores[str(name)] = number
    return scores or None


def _mapping(field: RecordField, text: str, refuse: Any) -> dict[str, Any] | None:
    text = text.strip()
    try:
        document = read(text if text.startswith("{") else f"{{{text}}}", "")
    except Problems as reason:
        refuse(wording.not_parts(text, _example(field), reason.problems[0].sentence))
        return None
    bare = [name for name, value in document.data.items() if value is None and f"{name}:" not in text]
    if bare:
        refuse(wording.not_parts(text, _example(field), ""))
        return None
    data: dict[str, Any] = document.data
    return data


def _example(field: RecordField) -> str:
    names = [inner.name for inner in field.inner if inner.required] or [inner.name for inner in field.inner][:2]
    return ", ".join(f"{name}: …" for name in names or ("name",))


def value_of(field: RecordField, text: str, day: date) -> tuple[Any, list[Wrong]]:
    """The value of one cell or field, and everything that is wrong with it."""
    return _value(field, text, day)


def sentences(wrong: Sequence[Wrong]) -> Iterator[str]:
    """Every sentence once, in the order of the fields."""
    yield from dict.fromkeys(one.message for one in wrong)
