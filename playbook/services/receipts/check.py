"""Checks an export of a playbook: `python check.py FOLDER [DIGEST]`. Exit codes: 0 whole, 1 altered, 2 no export.

Standard library alone and with its own sentences, so that an auditor can read it whole and run it anywhere."""

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

SUMS, SEAL, PARTS, RECEIPTS = "SHA256SUMS", "SEAL", "parts.json", "records/receipts.jsonl"
_SUM = re.compile(r"([0-9a-f]{64})  (.+)")
_MARKERS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is not as it was written: the file, what in it ('' for the whole), and a sentence."""

    file: str
    what: str
    said: str

    @property
    def message(self) -> str:
        """The whole sentence."""
        return f"{self.file}{f', {self.what}' if self.what else ''}: {self.said}"


@dataclass(frozen=True, slots=True)
class Chain:
    """The receipts that are whole, in their order; what is wrong with the others; the digests that no later receipt
    names. More than one of these: two branches each added receipts."""

    receipts: tuple[Mapping[str, Any], ...]
    faults: tuple[Fault, ...]
    heads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """An entry of a file: its lines, counted from 1, and their digest."""

    name: str
    first: int
    last: int
    digest: str


def digest_of(content: Any) -> str:
    """SHA-256 of a value as compact JSON with sorted keys."""
    return sha256(_compact(content).encode("utf-8", "surrogatepass")).hexdigest()


def line_of(receipt: Mapping[str, Any]) -> str:
    """A receipt as one line: its digest is that of everything else in it."""
    rest = {key: value for key, value in receipt.items() if key != "digest"}
    return _compact({**rest, "digest": digest_of(rest)}) + "\n"


def _compact(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_chain(text: str) -> Chain:
    """Reads the file of receipts, each line held against its own digest and against the line it follows."""
    receipts: list[Mapping[str, Any]] = []
    faults: list[Fault] = []
    stated: dict[str, tuple[str, list[str]]] = {}
    after = "the first receipt"
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if not line:
            continue
        if line.startswith(_MARKERS):
            said = "a merge was not finished; keep the lines of both sides and delete the lines of marks"
            faults.append(Fault(RECEIPTS, f"line {number}", f"{said}, then run 'playbook verify --seal'"))
            continue
        receipt = parsed(line)
        if receipt is None:
            faults.append(Fault(RECEIPTS, f"line {number}", f"a receipt was altered; it stands behind {after}"))
            continue
        after = name_of(receipt)
        stated[str(receipt.get("digest"))] = after, _previous(receipt)
        if line_of(receipt) == f"{line}\n":
            receipts.append(receipt)
        else:
            faults.append(Fault(RECEIPTS, f"line {number}", f"{after} was altered: its digest is another"))
    followed = {digest for _, previous in stated.values() for digest in previous}
    # beside a receipt that was altered, what it followed cannot be told
    faults += [] if faults else _gaps(stated)
    return Chain(tuple(receipts), tuple(faults), tuple(sorted(set(stated) - followed)))


def _gaps(stated: Mapping[str, tuple[str, list[str]]]) -> Iterator[Fault]:
    for name, previous in stated.values():
        for digest in previous:
            if digest not in stated:
                yield Fault(RECEIPTS, name, f"the receipt before it, {digest[:12]}, was removed")


def name_of(receipt: Mapping[str, Any]) -> str:
    """What people know a receipt by."""
    kind = str(receipt.get("kind", "")).replace("_", " ")
    return f"receipt {str(receipt.get('digest', ''))[:12]} ({kind} {receipt.get('about', '')})"


def _previous(receipt: Mapping[str, Any]) -> list[str]:
    previous = receipt.get("previous")
    return [str(digest) for digest in previous] if isinstance(previous, list) else []


def parsed(line: str) -> dict[str, Any] | None:
    """A line as a receipt; None where it is none."""
    try:
        content = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) else None


def check_export(folder: Path, expected: str = "") -> tuple[Fault, ...]:
    """Everything in an export that is not as it was written. `expected` is a digest that was kept elsewhere: the seal
    of the export, or a receipt in it. Raises FileNotFoundError where there is no export."""
    listing = _plain(folder / SUMS)
    sums, faults = _listed(listing)
    if not faults:
        faults += _files(folder, sums)
    seal = _plain_or_nothing(folder / SEAL)
    if seal != f"{sha256(listing).hexdigest()}\n".encode():
        # with every file as the list has it, and the list as it can be, only the seal itself is left
        name = SUMS if faults else SEAL
        faults.insert(0, Fault(name, "", f"{name} was altered: the digest of {SUMS} is not the one in {SEAL}"))
    chain = read_chain(_plain_or_nothing(folder / RECEIPTS).decode("utf-8", "replace"))
    faults += chain.faults
    if len(chain.heads) > 1:
        faults.append(Fault(RECEIPTS, "", f"the chain has {len(chain.heads)} ends"))
    known = [sha256(listing).hexdigest(), *(str(receipt["digest"]) for receipt in chain.receipts)]
    if expected and not any(digest.startswith(expected.lower()) for digest in known):
        faults.append(Fault(SEAL, "", f"neither the seal nor a receipt is {expected}: this is another export"))
    return tuple(faults)


def _plain(path: Path) -> bytes:
    """The bytes of a plain file. Raises FileNotFoundError for any other: an export has no links, and what is no file
    may never end."""
    if path.is_symlink() or not path.is_file():
        raise FileNotFoundError(path.name)
    return path.read_bytes()


def _plain_or_nothing(path: Path) -> bytes:
    try:
        return _plain(path)
    except FileNotFoundError:
        return b""


def _listed(listing: bytes) -> tuple[dict[str, str], list[Fault]]:
    sums: dict[str, str] = {}
    faults: list[Fault] = []
    for number, line in enumerate(listing.decode("utf-8", "replace").removesuffix("\n").split("\n"), 1):
        match = _SUM.fullmatch(line)
        if match is None:
            faults.append(Fault(SUMS, f"line {number}", "this is no digest and name of a file"))
        else:
            sums[match[2]] = match[1]
    return sums, faults


def _files(folder: Path, sums: Mapping[str, str]) -> list[Fault]:
    faults: list[Fault] = []
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if not path.is_dir()}
    parts = _parts(folder, sums.get(PARTS, ""))
    for name, wanted in sums.items():
        if name not in there:
            faults.append(Fault(name, "", "the file was removed"))
            continue
        try:
            content = _plain(there[name])
        except FileNotFoundError:
            faults.append(Fault(name, "", "this is no plain file, and was not read"))
            continue
        if sha256(content).hexdigest() != wanted:
            named = [Fault(name, part, "this was altered") for part in _altered(content, parts.get(name, ()))]
            faults += named or [Fault(name, "", "the file was altered")]
    faults += [Fault(name, "", "the file was added") for name in sorted(there.keys() - set(sums) - {SUMS, SEAL})]
    return faults


def _parts(folder: Path, wanted: str) -> dict[str, list[Part]]:
    """Which lines of which file are which entry; blank where that list is not as it was written."""
    try:
        content = _plain(folder / PARTS)
        if sha256(content).hexdigest() != wanted:
            return {}
        return {name: [Part(**part) for part in parts] for name, parts in json.loads(content).items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}


def _altered(content: bytes, parts: Sequence[Part]) -> Iterator[str]:
    """The entries that are others now; where lines came or went, the first of them alone."""
    lines = lines_of(content)
    for part in parts:
        if digest_of_lines(lines[part.first - 1 : part.last]) != part.digest:
            yield f"lines {part.first} to {part.last}, {part.name}"
            if parts[-1].last != len(lines):
                return


def lines_of(content: bytes) -> list[bytes]:
    """The lines of a file, with what ends them."""
    return re.findall(rb"[^\n]*\n|[^\n]+", content)


def digest_of_lines(lines: Sequence[bytes]) -> str:
    """The digest of some lines of a file."""
    return sha256(b"".join(lines)).hexdigest()


def main(arguments: Sequence[str]) -> int:
    """Says what was altered, or what to compare."""
    if not 1 <= len(arguments) <= 2:
        sys.stderr.write("usage: python check.py FOLDER [DIGEST]\n")
        return 2
    folder = Path(arguments[0])
    try:
        faults = check_export(folder, *arguments[1:])
    except OSError:
        sys.stderr.write(f"'{folder}' is no export: there is no {SUMS} in it\n")
        return 2
    for fault in faults:
        sys.stdout.write(f"{fault.message}\n")
    if faults:
        return 1
    seal = (folder / SEAL).read_text("utf-8").strip()
    sys.stdout.write(f"Every file and every receipt is as it was exported. Seal: {seal}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
