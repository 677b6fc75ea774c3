"""Names in what was typed for a record -> the ids that stand in the file."""

from collections.abc import Mapping, Sequence
from typing import Any

from metrics.called import Called
from playbook.model.playbook import Playbook
from playbook.services.called import called, names_of
from playbook.services.recording.fields import RecordField

Entry = dict[str, Any]
_EITHER = {"into": ("experiment", "product")}
"""A word that may be one of several kinds of things."""


class Naming:
    """Finds what fields refer to in one playbook, by any name; words that mean nothing are left as they are."""

    def __init__(self, playbook: Playbook) -> None:
        self._playbook = playbook
        self._called: dict[str, Called] = {}

    def with_ids(self, entry: Entry, fields: Sequence[RecordField]) -> Entry:
        """The entry with ids in the place of names, what is listed inside it too."""
        known = {field.name: field for field in fields}
        return {name: self._value(known[name], value) if name in known else value for name, value in entry.items()}

    def _value(self, field: RecordField, value: Any) -> Any:
        if field.inner and isinstance(value, list):
            return [self.with_ids(dict(item), field.inner) if isinstance(item, Mapping) else item for item in value]
        if field.inner and isinstance(value, Mapping):
            return self.with_ids(dict(value), field.inner)
        if isinstance(value, list) and field.refers_to:
            return [self._value(field, item) for item in value]
        if not isinstance(value, str) or not field.refers_to:
            return value
        for kind in _EITHER.get(field.refers_to, (field.refers_to,)):
            found = self._of(kind).find(value)
            if found is not None:
                return found
        return value

    def _of(self, kind: str) -> Called:
        if kind not in self._called:
            known = called(self._playbook, kind) if names_of(self._playbook, kind) is not None else Called({})
            self._called[kind] = known
        return self._called[kind]
