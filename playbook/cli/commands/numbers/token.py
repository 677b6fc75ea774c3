"""`playbook token create|list|revoke`: named tokens for jobs that send or read over HTTP."""

import os
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

import typer
from pydantic import PlainSerializer

from playbook.cli.options import ANSWER, PLACES, shared
from playbook.cli.output import Answer, Style, document, styled, tell
from playbook.cli.parameters import Parameters
from playbook.json_values import Document, fill
from playbook.services.tokens import wording
from playbook.services.tokens.limits import tokens_folder
from playbook.services.tokens.tokens import Scope, Token, Tokens
from playbook.settings import find_home
from playbook.workspace.workspace import utc_now

LONGEST_DAYS = 3650

Second = Annotated[
    datetime,
    PlainSerializer(lambda moment: moment.isoformat(timespec="seconds"), return_type=str),
]
token_commands = typer.Typer(help=wording.GROUP_HELP, no_args_is_help=True, rich_markup_mode=None)


def _tokens(parameters: Parameters) -> Tokens:
    return Tokens(tokens_folder(find_home(parameters.playbook, parameters.store, os.environ)))


@dataclass(frozen=True, slots=True)
class TokenRow:
    """What is known of a token, never the secret or its hash; moments are UTC."""

    id: str
    name: str
    scopes: tuple[Scope, ...]
    created_at: Second
    expires_at: Second
    revoked_at: Second | None
    holds: bool


@dataclass(frozen=True, kw_only=True)
class TokenDocument(Document):
    """`token revoke --json`."""

    token: TokenRow


@dataclass(frozen=True, kw_only=True)
class NewTokenDocument(TokenDocument):
    """`token create --json`; the secret is shown this once."""

    secret: str


@dataclass(frozen=True, kw_only=True)
class TokensDocument(Document):
    """`token list --json`."""

    tokens: tuple[TokenRow, ...]


def _row(token: Token, now: datetime) -> TokenRow:
    return fill(TokenRow, token, id=token.token_id, scopes=tuple(sorted(token.scopes)), holds=token.holds(now))


@shared(*PLACES, *ANSWER)
def create(
    parameters: Parameters,
    name: Annotated[str, typer.Argument(metavar="NAME", help=wording.NAME_HELP)],
    scope: Annotated[list[Scope] | None, typer.Option("--scope", help=wording.SCOPE_HELP)] = None,
    days: Annotated[int, typer.Option("--days", min=1, max=LONGEST_DAYS, help=wording.DAYS_HELP)] = 365,
) -> None:
    """Makes a token and shows its secret once, on standard output."""
    now = utc_now()
    token, secret = _tokens(parameters).create(name, scope or [Scope.UPLOAD], days=days, now=now)
    if parameters.json:
        document(NewTokenDocument(token=_row(token, now), secret=secret))
        return
    Answer().whole_line(secret)
    tell(wording.created(token.name, token.scopes, token.expires_at.date()))


@shared(*PLACES, *ANSWER)
def list_tokens(parameters: Parameters) -> None:
    """Every token that was made: what it is for, until when, and whether it still holds."""
    now = utc_now()
    tokens = _tokens(parameters).all()
    if parameters.json:
        document(TokensDocument(tokens=tuple(_row(token, now) for token in tokens)))
        return
    answer = Answer()
    if not tokens:
        answer.line(wording.NONE)
        return
    answer.rows(
        (
            tuple(styled(cell, "" if token.holds(now) else Style.QUIET) for cell in (*_cells(token), _state(token)))
            for token in tokens
        ),
        head=wording.HEAD,
        whole=[0, 1, 2, 3, 4],
    )


@shared(*PLACES, *ANSWER)
def revoke_token(
    parameters: Parameters,
    which: Annotated[str, typer.Argument(metavar="NAME", help=wording.WHICH_HELP)],
) -> None:
    """Withdraws a token: from the next request on it opens nothing."""
    now = utc_now()
    token = _tokens(parameters).revoke(which, now=now)
    if parameters.json:
        document(TokenDocument(token=_row(token, now)))
    else:
        Answer().line(wording.revoked(token.name, token.token_id))


def _cells(token: Token) -> tuple[str, ...]:
    made, last = token.created_at.date().isoformat(), token.expires_at.date().isoformat()
    return token.token_id, token.name, ", ".join(sorted(token.scopes)), made, last


def _state(token: Token) -> str:
    if token.revoked_at is not None:
        return wording.REVOKED
    return wording.HOLDS if token.holds(utc_now()) else wording.EXPIRED


token_commands.command("create", short_help=wording.SHORT_HELP["create"])(create)
token_commands.command("list", short_help=wording.SHORT_HELP["list"])(list_tokens)
token_commands.command("revoke", short_help=wording.SHORT_HELP["revoke"])(revoke_token)
