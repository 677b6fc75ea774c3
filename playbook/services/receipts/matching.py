"""Holds what stands in the records against its receipts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from playbook.services.receipts.check import Chain
from playbook.services.receipts.entries import Entry


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A receipt whose entry is another now, or gone: `now` is None then."""

    receipt: Mapping[str, Any]
    now: Entry | None


@dataclass(frozen=True, slots=True)
class Compared:
    """`sealed` are the entries that are as their receipts say; `corrected` are receipts that a later one replaced."""

    sealed: tuple[tuple[Entry, Mapping[str, Any]], ...]
    unsealed: tuple[Entry, ...]
    mismatches: tuple[Mismatch, ...]
    corrected: tuple[Mapping[str, Any], ...]


def compare(chain: Chain, entries: Sequence[Entry]) -> Compared:
    """Each entry finds the receipt that says the same, else one of the same subject and day."""
    replaced = {str(receipt["corrects"]) for receipt in chain.receipts if receipt.get("corrects")}
    standing: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for receipt in chain.receipts:
        if receipt["digest"] not in replaced and receipt.get("entry") is not None:
            standing.setdefault((str(receipt.get("kind")), str(receipt.get("about"))), []).append(receipt)
    sealed, left = [], []
    for entry in entries:
        alike = standing.get(entry.key, [])
        same = next((one for one in alike if one["entry"] == entry.content), None)
        if same is None:
            left.append(entry)
        else:
            sealed.append((entry, same))
            alike.remove(same)
    mismatches = []
    for key, receipts in standing.items():
        for receipt in receipts:
            other = next((entry for entry in left if entry.key == key), None)
            mismatches.append(Mismatch(receipt, other))
            if other is not None:
                left.remove(other)
    corrected = tuple(receipt for receipt in chain.receipts if receipt["digest"] in replaced)
    return Compared(tuple(sealed), tuple(left), tuple(mismatches), corrected)
