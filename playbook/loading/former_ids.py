"""Ids that were given up: what still names them is read as naming those of today."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from metrics.definition import Definition
from playbook.loading.one_file import Part

_PRODUCT_KEYS = frozenset({"product", "products", "into"})
_METRIC_KEYS = frozenset({"metric", "metrics", "guardrail_for"})
_BY_PRODUCT = frozenset({"targets_by_product"})
_TEXT_KEYS = frozenset({"reopen_when", "indicators"})
"""Conditions in words, which begin with a metric."""


def with_todays_ids(parts: Mapping[str, Part[Any]], metrics: Part[Any], products: Part[Any]) -> dict[str, Part[Any]]:
    """The same files, each id of a metric or product that was given up replaced by that of today."""
    names, owners = _given_up(metrics.model.metrics), _given_up(products.model.products)
    if not names and not owners:
        return dict(parts)
    renamer = _Renamer(names, owners)
    return {name: replace(part, model=renamer.renamed(part.model)) for name, part in parts.items()}


def _given_up(entries: Iterable[Any]) -> dict[str, str]:
    """Ids of today by those that were given up, and are borne by nothing any more."""
    listed = tuple(entries)
    borne = {one.id for one in listed}
    return {old: one.id for one in listed for old in one.formerly if old not in borne}


class _Renamer:
    def __init__(self, metrics: Mapping[str, str], products: Mapping[str, str]) -> None:
        self._metrics = metrics
        self._products = products

    def renamed(self, value: Any) -> Any:
        """The model with ids of today, itself where none of them was given up."""
        update: dict[str, Any] = {}
        for name in type(value).model_fields:
            before = getattr(value, name)
            after = self._field(name, before)
            if after is not before and after != before:
                update[name] = after
        return value.model_copy(update=update) if update else value

    def _field(self, name: str, value: Any) -> Any:
        if isinstance(value, Definition):
            return self.renamed(value)
        if isinstance(value, tuple):
            return tuple(self._field(name, item) for item in value)
        if name in _BY_PRODUCT:
            return {self._products.get(product, product): entry for product, entry in value.items()}
        if not isinstance(value, str):
            return value
        if name in _PRODUCT_KEYS:
            return self._products.get(value, value)
        if name in _METRIC_KEYS:
            return self._metrics.get(value, value)
        if name in _TEXT_KEYS:
            return re.sub(r"[a-z][a-z0-9_-]*", lambda word: self._metrics.get(word[0], word[0]), value, count=1)
        return value
