"""Whether everything that was decided still says what its receipt does, and what was known when it was decided."""

from collections.abc import Sequence
from dataclasses import replace

from pydantic import TypeAdapter, ValidationError

from metrics.store.location import StoreUnavailable
from metrics.store.uploads import Upload
from playbook.services.receipts import wording
from playbook.services.receipts.check import RECEIPTS, Chain, Fault, name_of, read_chain
from playbook.services.receipts.entries import entries_of
from playbook.services.receipts.matching import Compared, Mismatch, compare
from playbook.services.receipts.results import Finding, FindingKind, Receipt, Verification
from playbook.services.receipts.sealing import facts_until, receipts_text
from playbook.workspace.workspace import Workspace

_RECEIPT = TypeAdapter(Receipt)


def verify(workspace: Workspace, expected: str = "") -> Verification:
    """Holds records and store against the receipts; `expected` is the beginning of a digest that was kept elsewhere.
    Numbers are not compared where the store cannot be reached."""
    playbook = workspace.playbook().playbook
    chain = read_chain(receipts_text(workspace.home.records))
    receipts, faults = _read(chain)
    entries = entries_of(playbook)
    whole = tuple(line for line in chain.receipts if line["digest"] in receipts)
    compared = compare(replace(chain, receipts=whole), entries)
    findings = [Finding(FindingKind.BROKEN_CHAIN, fault.file, fault.what, fault.message) for fault in faults]
    if len(chain.heads) > 1:
        findings.append(Finding(FindingKind.TWO_ENDS, RECEIPTS, "", wording.two_ends(len(chain.heads))))
    findings += _of_entries(compared)
    findings += _of_facts(_uploads(workspace), list(receipts.values()))
    if expected and not any(digest.startswith(expected.lower()) for digest in receipts):
        findings.append(Finding(FindingKind.NOT_EXPECTED, RECEIPTS, "", wording.not_expected(expected)))
    head = chain.heads[0] if len(chain.heads) == 1 else None
    return Verification(len(entries), head, tuple(receipts.values()), tuple(findings))


def _of_entries(compared: Compared) -> list[Finding]:
    found = [_mismatch(one) for one in compared.mismatches]
    for entry in compared.unsealed:
        said = wording.unsealed(entry.kind, entry.about, entry.file)
        found.append(Finding(FindingKind.UNSEALED, entry.file, entry.about, said, now=entry.content))
    return found


def _mismatch(mismatch: Mismatch) -> Finding:
    receipt, now = mismatch.receipt, mismatch.now
    kind, about, file = (str(receipt.get(name, "")) for name in ("kind", "about", "file"))
    was = receipt["entry"]
    if now is None:
        said = wording.removed(kind, about, file, was)
        return Finding(FindingKind.REMOVED, file, about, said, was=was)
    said = wording.altered(kind, about, now.file, was, now.content)
    return Finding(FindingKind.ALTERED, now.file, about, said, was=was, now=now.content)


def _uploads(workspace: Workspace) -> Sequence[Upload] | None:
    try:
        return workspace.uploads()
    except StoreUnavailable:
        return None


def _of_facts(uploads: Sequence[Upload] | None, receipts: Sequence[Receipt]) -> list[Finding]:
    found: list[Finding] = []
    corrected = {receipt.corrects for receipt in receipts}
    for receipt in receipts:
        knew = receipt.knew
        # a store with nothing in it is another one, or not here: what it held then cannot be told
        if not uploads or knew.until is None or receipt.digest in corrected:
            continue
        now = facts_until(uploads, knew.until.replace(tzinfo=None))
        if now != {"uploads": knew.uploads, "facts": knew.facts}:
            said = wording.other_facts(receipt.kind, receipt.about, knew.uploads or 0, now["uploads"])
            found.append(Finding(FindingKind.FACTS, receipt.file, receipt.about, said))
    return found


def _read(chain: Chain) -> tuple[dict[str, Receipt], list[Fault]]:
    """The receipts by digest, and what is wrong with the rest: a line may follow its own digest and say nothing."""
    found: dict[str, Receipt] = {}
    faults = list(chain.faults)
    for line in chain.receipts:
        try:
            found[str(line["digest"])] = _RECEIPT.validate_python(line)
        except ValidationError as reason:
            faults.append(Fault(RECEIPTS, name_of(line), wording.not_a_receipt(reason.errors()[0]["loc"])))
    return found, faults
