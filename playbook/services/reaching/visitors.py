"""Kinds of visitors, and what each may do: the one table that page, HTTP API and documentation go by."""

from collections.abc import Mapping
from enum import StrEnum

from playbook.services.tokens.tokens import IN_ADDRESSES, Scope


class Visitor(StrEnum):
    """Who asks. The first two where nobody signs in, the next three where people do."""

    OWN_MACHINE = "own machine"
    NETWORK = "network"
    VIEWER = "viewer"
    UPLOADER = "uploader"
    APPROVER = "approver"
    TOKEN_READ = "token `read`"  # noqa: S105 - words, no secret
    TOKEN_UPLOAD = "token `upload`"  # noqa: S105
    TOKEN_STORE = "token `store`"  # noqa: S105
    TOKEN_CALENDAR = "token `calendar`"  # noqa: S105
    TOKEN_BADGE = "token `badge`"  # noqa: S105


class Act(StrEnum):
    """What is done on a page."""

    LOOK = "look"
    PUBLISH = "publish"
    RECORD = "record"


_ALL = frozenset(Act)
ON_PAGES: Mapping[Visitor, frozenset[Act]] = {
    Visitor.OWN_MACHINE: _ALL,
    Visitor.NETWORK: frozenset({Act.LOOK}),
    Visitor.VIEWER: frozenset({Act.LOOK}),
    Visitor.UPLOADER: frozenset({Act.LOOK, Act.PUBLISH}),
    Visitor.APPROVER: _ALL,
}
"""A page that is open to the network without signing in takes nothing from anybody: its owner is a visitor of the
network then, too."""

_READING = frozenset({Scope.READ, *IN_ADDRESSES})
OVER_HTTP: Mapping[Visitor, frozenset[Scope]] = {
    Visitor.OWN_MACHINE: _READING | {Scope.STORE},
    Visitor.NETWORK: frozenset(),
    Visitor.VIEWER: _READING,
    Visitor.UPLOADER: _READING,
    Visitor.APPROVER: _READING | {Scope.STORE},
    Visitor.TOKEN_READ: _READING,
    Visitor.TOKEN_UPLOAD: frozenset({Scope.UPLOAD}),
    Visitor.TOKEN_STORE: frozenset({Scope.STORE}),
    Visitor.TOKEN_CALENDAR: frozenset({Scope.CALENDAR}),
    Visitor.TOKEN_BADGE: frozenset({Scope.BADGE}),
}
"""Without a token nothing is uploaded or withdrawn over HTTP, whoever asks."""
