"""Sentences of receipts: what is sealed, what is not, and what stood there before."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from playbook.loading.append_only import gone, other, value
from playbook.services.receipts.results import RECORDED, Finding, Knew, Receipt, Verification
from playbook.wording import VERDICT_WORDS, join_words, plural, score_text, seat_text, sentence_case

COMMAND_EXAMPLE = "playbook verify --seal"
SHORT = 12
"""So many characters of a digest name it to people."""


def noun(kind: str) -> str:
    """`bar change`"""
    return {"sign_off": "sign-off"}.get(kind, kind.replace("_", " "))


def subject(kind: str, about: str) -> str:
    """`the decision 'support-copilot limited-release 2026-11-05'`"""
    return f"the {noun(kind)} '{about}'"


def not_a_receipt(key: Sequence[object]) -> str:
    """A line that follows its digest and is no receipt all the same."""
    return f"'{'.'.join(map(str, key))}' is not what a receipt holds there; put the file back from git"


def unsealed(kind: str, about: str, file: str) -> str:
    """An entry that people wrote by hand."""
    return f"{file}: {subject(kind, about)} has no receipt yet; '{COMMAND_EXAMPLE}' writes it"


def all_unsealed(findings: Sequence[Finding]) -> str:
    """Many of them in one sentence."""
    counted = Counter(finding.file for finding in findings)
    files = join_words(f"{count} in {file}" for file, count in counted.items())
    return f"{len(findings)} entries have no receipt yet, {files}; '{COMMAND_EXAMPLE}' writes them"


PUT_BACK_FILE = "put the file back from git; of two branches keep the lines of both"


def receipt_gone(name: str) -> str:
    """A receipt that stood in an earlier revision."""
    return f"{name} was altered or removed"


def removed(kind: str, about: str, file: str, was: Mapping[str, Any]) -> str:
    """An entry that has a receipt and is gone."""
    return f"{file}: {subject(kind, about)} was removed or cannot be read; it said {_all_of(was)}"


def altered(kind: str, about: str, file: str, was: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    """An entry that says something else than its receipt."""
    changes = [
        _change(name, was.get(name), now.get(name))
        for name in dict.fromkeys([*was, *now])
        if was.get(name) != now.get(name)
    ]
    return f"{file}: {subject(kind, about)} was altered: {join_words(changes)}"


def _change(name: str, was: object, now: object) -> str:
    if was is None:
        return f"'{name}' was blank and is now {value(now)}"
    if isinstance(was, list) and isinstance(now, list):
        return _change_of_list(name, was, now)
    return gone(name, was) if now is None else other(name, was, now)


def _change_of_list(name: str, was: list[Any], now: list[Any]) -> str:
    lost, new = ([one for one in these if one not in those] for these, those in ((was, now), (now, was)))
    parts = [f"'{name}' had {value(one)}" for one in lost] + [f"'{name}' has {value(one)} now" for one in new]
    return join_words(parts) or f"the order of '{name}' is another"


def _all_of(was: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}: {value(content)}" for name, content in was.items())


def two_ends(count: int) -> str:
    """Two branches each added receipts, and were merged."""
    return (
        f"records/receipts.jsonl: the chain has {count} ends, as branches that each added receipts leave behind; "
        f"'{COMMAND_EXAMPLE}' joins them"
    )


def not_expected(digest: str) -> str:
    """A receipt that was kept elsewhere is not in the chain."""
    return f"records/receipts.jsonl: no receipt here is {digest}: the chain was cut, or is another"


def other_facts(kind: str, about: str, then: int, now: int) -> str:
    """The store holds other uploads of that time than it did."""
    return (
        f"the store: {subject(kind, about)} was taken on {plural(then, 'upload')}; of that time {now} "
        f"{'is' if now == 1 else 'are'} there now{', and others' if now == then else ''}"
    )


HEAD_OF_FILE = "the lines above its first entry"


def is_there(folder: str) -> str:
    """An export goes into a new folder."""
    return f"'{folder}' is there already; an export is written into a new folder"


def not_written(details: str) -> tuple[str, str, str]:
    """The export cannot be written."""
    return f"the export cannot be written ({details})", "", "nothing was left behind; is there room, and may you write?"


CORRECTION_INCOMPLETE = "A correction says why and who: --seal --why TEXT --by SEAT."
EXPORT_STAYS = "An export stays as it is: --seal and --export are for a playbook."
RECEIPTS_TITLE = "Receipts"
RECEIPTS_HEAD = ("Receipt", "For", "Known then")
GATE_TITLE = "What was known when it was decided"
GATE_HEAD = ("Day", "What", "Known then")
GATE_FILE_HEAD = ("day", "what", "by", "known then", "definitions", "receipt")


def no_export(folder: str) -> str:
    """A folder that is none."""
    return f"'{folder}' is no export of this program: there is no SHA256SUMS in it"


def export_whole(seal: str) -> str:
    """Nothing in an export was altered."""
    return f"Every file and every receipt is as it was exported. Seal: {seal}"


def export_altered(count: int) -> str:
    """Something was."""
    return f"{plural(count, 'place')} in this export {'is' if count == 1 else 'are'} not as exported."


def exported(folder: str, seal: str) -> str:
    """An export was written."""
    return (
        f"Exported to {folder}. Anybody can check it with 'python {folder}/check.py {folder}'; "
        f"keep the seal apart from it: {seal}"
    )


def written(count: int) -> str:
    """Receipts were written by hand's seal."""
    return f"{plural(count, 'receipt')} written to records/receipts.jsonl."


def verdict(found: Verification) -> str:
    """The answer in one sentence."""
    if not found.entries and not found.receipts and found.well:
        return "Nothing was decided yet, so there are no receipts."
    if not found.well:
        return f"{plural(len(found.findings), 'finding')}: not everything is as it was sealed."
    return (
        f"All is well: {plural(found.entries, 'entry', 'entries')} as sealed, {plural(len(found.receipts), 'receipt')} "
        f"in one chain. Its end is {(found.head or '')[:SHORT]}."
    )


def receipt_words(receipt: Receipt) -> tuple[str, str, str]:
    """A receipt in a row: its digest, what it is for, what was known."""
    answer = next((text for key in ("decided", "decision") if (text := (receipt.entry or {}).get(key))), "")
    said = f"{noun(receipt.kind)} {receipt.about}{f': {answer}' if answer else ''}"
    if receipt.corrects:
        said += f"; corrects {receipt.corrects[:SHORT]}: {receipt.why} ({seat_text(receipt.by or '')})"
    elif receipt.how != RECORDED:
        said += "; sealed by hand"
    return receipt.digest[:SHORT], said, knew_words(receipt.knew)


def knew_words(knew: Knew) -> str:
    """`NO-GO 54.8, 11 uploads, definitions 3f9a12cd34ef`"""
    parts = [known_then(knew)]
    if knew.definitions:
        parts.append(f"definitions {knew.definitions[:SHORT]}")
    return ", ".join(filter(None, parts))


def known_then(knew: Knew) -> str:
    """`NO-GO 54.8, 11 uploads`"""
    known = {str(verdict): words for verdict, words in VERDICT_WORDS.items()}
    parts = []
    if knew.verdict is not None:
        parts.append(f"{known.get(knew.verdict, knew.verdict)} {score_text(knew.score)}")
    if knew.uploads is not None:
        parts.append(plural(knew.uploads, "upload"))
    return ", ".join(parts)


def what_was_decided(receipt: Receipt, criteria: Mapping[str, str]) -> str:
    """`Sign-off, Legal review: yes`; `criteria` are names by their ids."""
    entry = receipt.entry or {}
    about = str(entry.get("criterion") or "")
    named = f", {criteria.get(about, about)}" if about else ""
    decided = entry.get("decided") or entry.get("decision") or ""
    return f"{sentence_case(noun(receipt.kind))}{named}{f': {decided}' if decided else ''}"


def by_whom(receipt: Receipt) -> str:
    """Who decided, and that the receipt came later or replaces another, where it did."""
    parts = [seat_text(str((receipt.entry or {}).get("by") or receipt.by or ""))]
    if receipt.corrects:
        parts.append(f"corrected: {receipt.why}")
    elif receipt.how != RECORDED:
        parts.append("sealed later, by hand")
    return ", ".join(filter(None, parts))
