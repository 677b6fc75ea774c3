"""Who may look and who may act: what somebody's sign-in says of them, held against the settings of this app."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from playbook.page.parts import wording_access as wording

GROUP = "group:"


class Role(IntEnum):
    """What somebody may do; each may do what the one before may."""

    VIEWER = 1
    """Look at every page."""
    UPLOADER = 2
    """Publish weekly files and withdraw them."""
    APPROVER = 3
    """Write records: decisions, sign-offs, exemptions and all others."""


class AccessSettings(BaseModel):
    """The section `[access]` of secrets.toml. Addresses are compared without regard to case."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    domains: tuple[str, ...] = Field(
        default=(), description="e-mail domains whose people may look, such as `example.org`"
    )
    groups: tuple[str, ...] = Field(default=(), description="groups of the provider whose people may look")
    groups_claim: str = Field(default="groups", min_length=1, description="where the provider says the groups")
    uploaders: tuple[str, ...] = Field(
        default=(), description="e-mail addresses, or `group:NAME`, that may publish files and withdraw them"
    )
    approvers: tuple[str, ...] = Field(
        default=(), description="e-mail addresses, or `group:NAME`, that may write records, too"
    )

    @field_validator("domains", "uploaders", "approvers")
    @classmethod
    def _without_case(cls, texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(text.strip() if text.startswith(GROUP) else text.strip().casefold() for text in texts)

    @model_validator(mode="after")
    def _well_formed(self) -> Self:
        for domain in self.domains:
            if not domain or "@" in domain:
                raise ValueError(wording.not_a_domain(domain))
        for name in (*self.uploaders, *self.approvers):
            if not name.removeprefix(GROUP) or ("@" not in name and not name.startswith(GROUP)):
                raise ValueError(wording.not_a_person(name))
        return self


class BadAccess(Exception):
    """The settings cannot be read, so nobody may look; each sentence says why."""

    def __init__(self, *sentences: str) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may look: `name` is what the ledger of uploads says."""

    name: str
    email: str
    role: Role

    def may(self, role: Role) -> bool:
        """Whether they may do what this role may."""
        return self.role >= role


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody who is signed in and may not look, and why."""

    name: str
    reason: str


def read_access(section: object) -> AccessSettings:
    """The settings of `[access]`; raises BadAccess with every fault."""
    if not isinstance(section, Mapping):
        raise BadAccess(wording.NOT_A_SECTION)
    try:
        return AccessSettings.model_validate(section)
    except ValidationError as wrong:
        raise BadAccess(
            *(wording.fault(".".join(map(str, fault["loc"])), fault["msg"]) for fault in wrong.errors())
        ) from wrong


def person_of(claims: Mapping[str, Any], settings: AccessSettings) -> Person | Stranger:
    """Who signed in. With domains or groups named, one of them must fit; an address that the provider calls
    unverified is none."""
    email = str(claims.get("email") or "").strip()
    verified = claims.get("email_verified") not in (False, "false", "False", 0)
    address = email.casefold() if verified and email.count("@") == 1 else ""
    groups = _groups(claims.get(settings.groups_claim))
    name = email or str(claims.get("name") or claims.get("sub") or wording.NAMELESS)
    if settings.domains or settings.groups:
        domain = address.rpartition("@")[2]
        if not (domain and domain in settings.domains) and not groups & set(settings.groups):
            return Stranger(name, wording.stranger(settings.domains, settings.groups, unverified=not verified))
    known = {address, *(f"{GROUP}{group}" for group in groups)} - {""}
    role = Role.VIEWER
    if known & set(settings.uploaders):
        role = Role.UPLOADER
    if known & set(settings.approvers):
        role = Role.APPROVER
    return Person(name, email, role)


def _groups(claim: object) -> set[str]:
    if isinstance(claim, str):
        return {claim}
    return {str(group) for group in claim} if isinstance(claim, list | tuple) else set()
