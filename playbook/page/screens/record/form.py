"""The fields of a record as widgets: chosen from what the playbook knows, prefilled from the address."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from urllib.parse import parse_qsl

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from metrics.problems import did_you_mean
from playbook.model.playbook import Playbook
from playbook.page.parts import drafts
from playbook.page.parts.context import ScreenContext
from playbook.page.parts.headings import heading
from playbook.page.parts.record_links import WITH
from playbook.page.parts.text import escape_markdown
from playbook.page.screens.record import wording
from playbook.services.called import called
from playbook.services.recording.choices import choices_of, score_names
from playbook.services.recording.entry import Typed
from playbook.services.recording.fields import RecordField, Shape, fields_of
from playbook.services.recording.kinds import RecordKind

MOST_ENTRIES = 10
_MOST_PARAMETERS = 30
_LONGEST_TEXT = 2000
_APPLIED, _RESTORED, _BEGAN = "_record_with", "_record_restored", "_record_began"
_FIRST, _LAST = date(1990, 1, 1), date(2100, 12, 31)


def form(kind: RecordKind, context: ScreenContext) -> dict[str, Typed]:
    """Draws every field of a kind, needed ones first, and returns what stands in them by their names."""
    fields = fields_of(kind)
    place = str(context.workspace.folder)
    sentences = _prefill(kind, context)
    with st.container():  # always there, so that what it says never moves the fields below, nor closes an open list
        for sentence in sentences:
            st.info(escape_markdown(sentence), icon=":material/info:")
        if st.session_state.get(_RESTORED) == kind.kind:
            drafts.start_over(kind.kind, place, lambda: _empty(kind))
    typed: dict[str, Typed] = {}
    simple = [field for field in fields if not field.inner and field.shape is not Shape.SCORES]
    chosen: dict[str, str] = {}
    for field, column in zip(simple, _two_by_two(len(simple)), strict=False):
        with column:
            typed[field.name] = _widget(kind, field, _key(kind, field.name), context, chosen)
        if isinstance(typed[field.name], str):
            chosen[field.name] = str(typed[field.name])
    for field in fields:
        if field.shape is Shape.SCORES:
            typed[field.name] = _scores(kind, field, context.playbook)
        elif field.inner:
            typed[field.name] = _entries(kind, field, context)
    if st.session_state[_BEGAN] is None:
        st.session_state[_BEGAN] = drafts.standing(_keys(kind))
    drafts.remember(kind.kind, place, _keys(kind), st.session_state[_APPLIED], st.session_state[_BEGAN])
    return typed


def _empty(kind: RecordKind) -> None:
    """Every field is blank, and what the address brings along is taken anew; a key that is only dropped would keep its
    text in the browser."""
    for name, value in drafts.standing(_keys(kind)).items():
        empty: object = 0 if name.endswith("-count") else [] if isinstance(value, list) else None
        st.session_state[name] = False if isinstance(value, bool) else "" if isinstance(value, str) else empty
    st.session_state[_APPLIED] = None


def finished(kind: RecordKind, context: ScreenContext) -> None:
    """The entry was written: what stands in the form is no draft any more."""
    drafts.forget(kind.kind, str(context.workspace.folder))
    st.session_state[_BEGAN] = drafts.standing(_keys(kind))


def _keys(kind: RecordKind) -> list[str]:
    return [_key(kind, field.name) for field in fields_of(kind)] + [_key(kind, "score")]


def _two_by_two(count: int) -> Iterator[DeltaGenerator]:
    """Places two beside each other, row by row, so that a narrow screen and the keyboard keep the fields' order."""
    for _ in range(0, count, 2):
        yield from st.columns(2, gap="medium")


def _key(kind: RecordKind, *names: str | int) -> str:
    return "-".join(["record", kind.kind, *map(str, names)])


def _widget(kind: RecordKind, field: RecordField, key: str, context: ScreenContext, chosen: Mapping[str, str]) -> Typed:
    label, help_text = wording.label(field), escape_markdown(field.meaning) or None
    choices = choices_of(context.playbook, kind, field, chosen)
    if choices is not None and field.shape is Shape.TEXTS:
        return _several(label, dict(choices.names), key, help_text)
    if choices is not None:
        return _select(label, dict(choices.names), key, help_text, others=choices.others)
    match field.shape:
        case Shape.CHOICE:
            return _select(label, {word: wording.word(word) for word in field.choices}, key, help_text)
        case Shape.TRUTH:
            return _select(label, {"yes": wording.YES, "no": wording.NO}, key, help_text)
        case Shape.DAY:
            if field.is_day and key not in st.session_state:
                st.session_state[key] = context.today
            day = st.date_input(
                label, value=None, min_value=_FIRST, max_value=_LAST, format="YYYY-MM-DD", key=key, help=help_text
            )
            return day.isoformat() if isinstance(day, date) else ""
        case Shape.NUMBER | Shape.WHOLE:
            whole = field.shape is Shape.WHOLE
            number = st.number_input(label, value=None, step=1 if whole else 1.0, key=key, help=help_text)
            return "" if number is None else _digits(float(number))
        case Shape.TEXTS:
            text = st.text_area(label, key=key, help=wording.one_a_line(help_text or ""), height=80)
            return [line for line in text.splitlines() if line.strip()]
    return st.text_input(label, key=key, help=help_text, max_chars=_LONGEST_TEXT)


def _digits(number: float) -> str:
    return str(int(number)) if number.is_integer() else repr(number)


def _select(label: str, names: dict[str, str], key: str, help_text: str | None, *, others: bool = False) -> str:
    """A box with nothing chosen first; what was chosen and is no longer there is let go."""
    current = st.session_state.get(key)
    if current and current not in names:
        if others:
            names = {**names, current: current}
        else:
            del st.session_state[key]
    picked = st.selectbox(
        label,
        ["", *names],
        format_func=lambda choice: names.get(choice, choice) or wording.CHOOSE,
        key=key,
        help=help_text,
        accept_new_options=others,
    )
    return str(picked or "").strip()


def _several(label: str, names: dict[str, str], key: str, help_text: str | None) -> list[str]:
    """A box in which several may be chosen; what was chosen and is no longer there is let go."""
    current = st.session_state.get(key) or []
    if any(one not in names for one in current):
        st.session_state[key] = [one for one in current if one in names]
    return st.multiselect(
        label,
        list(names),
        format_func=lambda choice: names[choice],
        key=key,
        help=help_text,
        placeholder=wording.CHOOSE,
    )


def _scores(kind: RecordKind, field: RecordField, playbook: Playbook) -> Mapping[str, Any]:
    heading(wording.label(field))
    names = score_names(playbook, field)
    if not names:
        st.markdown(wording.NOTHING_TO_SCORE)
        return {}
    scores: dict[str, Any] = {}
    for (name, title), column in zip(names.items(), _two_by_two(len(names)), strict=False):
        key = _key(kind, "score", name)
        value = column.number_input(escape_markdown(title), value=None, step=1, min_value=0, max_value=5, key=key)
        if value is not None:
            scores[name] = value
    return scores


def _entries(kind: RecordKind, field: RecordField, context: ScreenContext) -> Typed:
    """Entries inside the record: how many, and the fields of each."""
    key = _key(kind, field.name)
    if field.shape is Shape.PART:
        count = int(st.toggle(wording.with_part(field), key=f"{key}-there"))
    else:
        count = int(st.number_input(wording.how_many(field), 0, MOST_ENTRIES, step=1, key=f"{key}-count"))
    entries: list[dict[str, Any]] = []
    for number in range(count):
        with st.container(border=True):
            st.caption(wording.entry_number(field, number + 1))
            entry: dict[str, Any] = {}
            for inner, column in zip(field.inner, _two_by_two(len(field.inner)), strict=False):
                with column:
                    entry[inner.name] = _widget(kind, inner, f"{key}-{number}-{inner.name}", context, {})
            entries.append({name: value for name, value in entry.items() if value not in ("", [], None)})
    if field.shape is Shape.PART:
        return entries[0] if entries else None
    return [entry or {inner.name: "" for inner in field.inner if inner.required} for entry in entries]


def _prefill(kind: RecordKind, context: ScreenContext) -> list[str]:
    """A draft that was kept comes back, else what the address brings along is taken, once."""
    text = st.query_params.get(WITH, "")
    marker = (kind.kind, text, context.product)
    fields = {field.name: field for field in fields_of(kind)}
    state = st.session_state
    if state.get(_APPLIED) == marker and any(_key(kind, name) in state for name in fields):
        return []
    state[_APPLIED], state[_RESTORED], state[_BEGAN] = marker, "", None
    if drafts.bring_back(kind.kind, str(context.workspace.folder), _keys(kind), marker if text else None):
        state[_RESTORED], state[_BEGAN] = kind.kind, {}
        return []
    for name, field in fields.items():
        if field.is_day and state.get(_key(kind, name), "") is None:
            state[_key(kind, name)] = context.today
    return _given(kind, context, text)


def _given(kind: RecordKind, context: ScreenContext, text: str) -> list[str]:
    """Takes what the address brings along and the chosen product; what does not fit is a sentence."""
    fields = {field.name: field for field in fields_of(kind)}
    try:
        given = dict(parse_qsl(text, keep_blank_values=True, max_num_fields=_MOST_PARAMETERS))
    except ValueError:
        return [wording.UNREADABLE]
    if context.product is not None and "product" in fields and fields["product"].refers_to == "product":
        given.setdefault("product", context.product)
    sentences: list[str] = []
    for name, value in given.items():
        field = fields.get(name)
        if not value:
            continue
        if field is None:
            sentences.append(wording.unknown_field(name, did_you_mean(name, fields)))
            continue
        taken, sentence = _fitting(kind, field, value[:_LONGEST_TEXT], context, given)
        if sentence:
            sentences.append(sentence)
        else:
            st.session_state[_key(kind, name)] = taken
    return sentences


def _fitting(
    kind: RecordKind, field: RecordField, value: str, context: ScreenContext, given: Mapping[str, str]
) -> tuple[object, str]:
    """A value from the address as the widget of a field wants it, or a sentence."""
    choices = choices_of(context.playbook, kind, field, given)
    value = called(context.playbook, field.refers_to).find(value) or value
    known = field.choices or (() if choices is None or choices.others else tuple(choices.names))
    if (known or (choices is not None and not choices.others)) and value not in known:
        return None, wording.not_in_field(field, value, did_you_mean(value, known))
    if field.shape is Shape.DAY:
        try:
            day = date.fromisoformat(value)
        except ValueError:
            return None, wording.not_in_field(field, value, "")
        return (day, "") if _FIRST <= day <= _LAST else (None, wording.not_in_field(field, value, ""))
    if field.inner or field.shape in (Shape.SCORES, Shape.NUMBER, Shape.WHOLE):
        return None, wording.by_hand(field)
    return ([value] if choices is not None and field.shape is Shape.TEXTS else value), ""
