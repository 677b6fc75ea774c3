"""Named tokens for the HTTP API: one small file each, with a salted hash in place of the secret."""

import hmac
import json
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from metrics.problems import did_you_mean
from playbook.services.tokens import wording
from playbook.settings import WrongUse
from playbook.whole_file import write_whole

# A token's secret is 32 random bytes, so there is nothing to guess and nothing that a slow hash would protect; a fast
# one cannot be used to keep the API busy. The salt keeps two files from being compared.
_SECRET_BYTES = 32
_TOKEN = re.compile(r"pbk_([0-9a-f]{12})_([A-Za-z0-9_-]{43})")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")
_NOBODY = b"\0" * 32


class Scope(StrEnum):
    """What a token is for."""

    READ = "read"
    UPLOAD = "upload"
    STORE = "store"
    """The store itself: its backup, its upkeep."""
    CALENDAR = "calendar"
    BADGE = "badge"
    """The last two may stand in an address, for calendars and pages that send no header."""


IN_ADDRESSES = frozenset({Scope.CALENDAR, Scope.BADGE})
"""What a token in an address may be for, and nothing else with it: addresses are kept, logged and passed on."""


@dataclass(frozen=True, slots=True)
class Token:
    """What is known of a token; moments are aware of their zone (UTC)."""

    token_id: str
    name: str
    scopes: frozenset[Scope]
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None

    @property
    def opens(self) -> frozenset[Scope]:
        """What it is for, and what that contains: who may read everything may read a calendar."""
        return self.scopes | IN_ADDRESSES if Scope.READ in self.scopes else self.scopes

    def holds(self, now: datetime) -> bool:
        """Whether it opens anything at this moment."""
        return self.revoked_at is None and now < self.expires_at


class Tokens:
    """The tokens in one folder. What one process withdraws, another does not take from the next request on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def create(self, name: str, scopes: Iterable[Scope], *, days: int, now: datetime) -> tuple[Token, str]:
        """A new token and its secret text, which is kept nowhere; raises WrongUse."""
        if not _NAME.fullmatch(name):
            raise WrongUse(wording.bad_name(name))
        for known in self.all():
            if known.name == name and known.holds(now):
                raise WrongUse(wording.name_taken(name, known.token_id))
        token = Token(secrets.token_hex(6), name, frozenset(scopes), now, now + timedelta(days=days))
        secret = secrets.token_urlsafe(_SECRET_BYTES)
        salt = secrets.token_bytes(16)
        try:
            self._make_folder()
            self._write(token, salt.hex(), _digest(salt, secret).hex())
        except OSError as reason:
            raise self._unusable(reason) from reason
        return token, f"pbk_{token.token_id}_{secret}"

    def all(self) -> tuple[Token, ...]:
        """Every token ever made, oldest first; raises WrongUse."""
        try:
            names = sorted(self.folder.glob("*.json")) if self.folder.is_dir() else []
            found = [kept[0] for path in names if (kept := self._read(path)) is not None]
        except OSError as reason:
            raise self._unusable(reason) from reason
        return tuple(sorted(found, key=lambda token: (token.created_at, token.token_id)))

    def revoke(self, which: str, *, now: datetime) -> Token:
        """Withdraws a token, named by its name or its id; raises WrongUse."""
        holding = [token for token in self.all() if token.holds(now)]
        found = [token for token in holding if which in (token.token_id, token.name)]
        if not found:
            raise WrongUse(wording.unknown(which, did_you_mean(which, (token.name for token in holding))))
        if len(found) > 1:
            raise WrongUse(wording.several(which, (token.token_id for token in found)))
        kept = self._read(self._path(found[0].token_id))
        if kept is None:
            raise WrongUse(wording.unknown(which, ""))
        token, salt, digest = replace(kept[0], revoked_at=now), kept[1], kept[2]
        try:
            self._write(token, salt, digest)
        except OSError as reason:
            raise self._unusable(reason) from reason
        return token

    def check(self, text: str, *, now: datetime) -> Token | None:
        """The token that a request carries; None where it is unknown, expired or withdrawn."""
        match = _TOKEN.fullmatch(text)
        kept = None if match is None else self._read(self._path(match[1]))
        # a digest is made and compared whoever asks, so that the time it takes tells nothing
        salt, expected = (b"", _NOBODY) if kept is None else (bytes.fromhex(kept[1]), bytes.fromhex(kept[2]))
        same = hmac.compare_digest(_digest(salt, "" if match is None else match[2]), expected)
        return kept[0] if kept is not None and same and kept[0].holds(now) else None

    def _path(self, token_id: str) -> Path:
        return self.folder / f"{token_id}.json"

    def _make_folder(self) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        ignore = self.folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")

    def _write(self, token: Token, salt: str, digest: str) -> None:
        """Puts a token in its place whole: whoever reads meanwhile sees the old file or the new one."""
        kept = {
            "id": token.token_id,
            "name": token.name,
            "scopes": sorted(token.scopes),
            "created_at": _text(token.created_at),
            "expires_at": _text(token.expires_at),
            "revoked_at": None if token.revoked_at is None else _text(token.revoked_at),
            "salt": salt,
            "hash": digest,
        }
        write_whole(self._path(token.token_id), json.dumps(kept, indent=2).encode(), rights=0o600)

    @staticmethod
    def _read(path: Path) -> tuple[Token, str, str] | None:
        """A token with its salt and hash; None where the file is gone, or is no token."""
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
            token = Token(
                token_id=path.stem,
                name=str(kept["name"]),
                scopes=frozenset(Scope(scope) for scope in kept["scopes"]),
                created_at=datetime.fromisoformat(kept["created_at"]),
                expires_at=datetime.fromisoformat(kept["expires_at"]),
                revoked_at=None if kept["revoked_at"] is None else datetime.fromisoformat(kept["revoked_at"]),
            )
            salt, digest = str(kept["salt"]), str(kept["hash"])
            bytes.fromhex(salt), bytes.fromhex(digest)
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return None
        return token, salt, digest

    def _unusable(self, reason: OSError) -> WrongUse:
        return WrongUse(wording.cannot_keep(str(self.folder), reason.strerror or type(reason).__name__))


def _digest(salt: bytes, secret: str) -> bytes:
    return hmac.digest(salt, secret.encode(), "sha256")


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
