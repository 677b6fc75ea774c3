"""Facts of the documents that commands print as JSON: each object that names its subject states properties of it."""

from collections.abc import Iterator, Mapping
from typing import Any

from playbook.wording import VERDICT_WORDS
from tests.playbook.agreement.facts import Fact, Names, stated

_KINDS = {
    "deliverables": "deliverable",
    "late": "deliverable",
    "delays": "deliverable",
    "experiments": "experiment",
    "stack": "layer",
    "risks": "risk",
    "open_risks": "risk",
    "metrics": "metric",
    "by_product": "metric",
    "series": "metric",
    "gates": "gate",
    "next_gate": "gate",
    "incidents": "incident",
    "vendors": "vendor",
    "products": "product",
}
"""The kind of the objects in a list; a list that is not among them is a kind of its own."""
_PROSE = {
    "reason",
    "why",
    "text",
    "note",
    "title",
    "description",
    "who",
    "kind",
    "word",
    "state",
    "of",
    "record",
    "link",
}
"""Keys that are sentences, or that mean another thing for each kind of object."""
_NONE_COUNTS = {"decision", "done"}
"""Keys where nothing is an answer, too."""
_HISTORY = {
    "points",
    "weeks",
    "months",
    "stretches",
    "moves",
    "stages",
    "history",
    "before",
    "trend",
    "timeline",
    "flip",
}
"""Lists of what was."""
_ABOUT = {
    ("metric", "target"): "final_target",
    ("metric", "target_on"): "final_date",
    ("metric", "plan"): "target",
    ("metric", "change"): None,
    ("gate", "name"): None,
    ("gate", "day"): None,
    ("gate", "who"): None,
    ("debt", "day"): None,
    ("debt", "name"): None,
    ("debt", "label"): None,
}
"""What a key is called where most documents say it; None where it is another thing in each."""


def learn(document: Any, names: Names) -> None:
    """What the subjects of a document are called."""
    for each, key, product, within in objects(document):
        kind = _KINDS.get(key, key)
        subject = subject_of(each, kind, product, within)
        if subject is not None:
            names.learn(kind, subject, each.get("name") or each.get("title" if kind == "incident" else "gate_name"))
        if each.get("gate") and each.get("gate_name"):
            names.learn("gate_name", each["gate"], each["gate_name"])
        if each.get("product") and each.get("product_name"):
            names.learn("product", each["product"], each["product_name"])
        if kind == "metric" and each.get("name"):
            names.learn("metric_name", each["metric"] if "metric" in each else each["id"], each["name"])


def objects(
    value: Any, key: str = "", product: str | None = None, within: str = ""
) -> Iterator[tuple[Mapping[str, Any], str, str | None, str]]:
    """Each object of a document, the list it stands in, the product it is about, and whose part it is."""
    if isinstance(value, list):
        for each in value:
            yield from objects(each, key, product, within)
    elif isinstance(value, dict):
        product = value.get("product", product)
        yield value, key, product, within
        kind = _KINDS.get(key, key)
        inside = subject_of(value, kind, product, within) or within
        for inner, each in value.items():
            if inner not in _HISTORY:
                yield from objects(each, inner, product, inside)


def subject_of(each: Mapping[str, Any], kind: str, product: str | None, within: str) -> str | None:
    """Whom an object is about, by its id; None where it names nobody."""
    if kind == "gate":
        return f"{product}/{each['gate']}" if product and "gate" in each else None
    if kind in ("metric", "risk"):
        found = each.get(kind, each.get("id"))
        return f"{found}/{each.get('product') or ''}" if found else None
    if {"what", "due"} <= set(each):
        return str(each["what"]).casefold()
    found = each.get(kind) or each.get("id")
    if not isinstance(found, str):
        return None
    return found if kind in _KINDS.values() else f"{within}/{each.get('kind', '')}/{found}"


def facts_of(place: str, document: Any, names: Names) -> Iterator[Fact]:
    """Every property of every subject of a document."""
    for each, key, product, within in objects(document):
        kind = "debt" if {"what", "due"} <= set(each) else _KINDS.get(key, key)
        if kind == "deliverable" and not {"id", "deliverable"} & set(each):
            subject: str | None = names.whom(kind, str(each.get("name", "")))
        else:
            subject = subject_of(each, kind, product, within)
        for about, value in each.items() if subject else ():
            if about in _PROSE:
                continue
            same = about if kind == "metric" and "final_target" in each else _ABOUT.get((kind, about), about)
            if same is None:
                continue
            if about == "words":
                yield Fact(kind, str(subject), same, _without_label(str(value)), f"{place}:{key}")
            else:
                known = "" if value is None and about in _NONE_COUNTS else value
                yield from stated(kind, str(subject), same, known, f"{place}:{key}")


def _without_label(said: str) -> str:
    for label in VERDICT_WORDS.values():
        said = said.removeprefix(f"{label}: ")
    return said.casefold()
