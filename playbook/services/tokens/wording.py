"""Sentences of tokens: making, listing and withdrawing them."""

from collections.abc import Iterable
from datetime import date


def not_a_number(name: str, text: str, least: int) -> str:
    """A setting of the environment that is no number."""
    return f"{name} is '{text}'; expected a whole number, {least} or more"


def not_a_choice(name: str, text: str, choices: Iterable[str]) -> str:
    """A setting of the environment that is none of the words it takes."""
    return f"{name} is '{text}'; expected {' or '.join(repr(choice) for choice in choices)}"


NAME_HELP = "Name of the job or person that will use it; it stands in the list of uploads."
SCOPE_HELP = (
    "What it is for: read, upload, store (backup and upkeep), or for an address, calendar or badge; "
    "may be given several times (default: upload)."
)
DAYS_HELP = "How many days it holds."
WHICH_HELP = "Name or id of the token; 'playbook token list' shows them."
GROUP_HELP = "Tokens for jobs that send or read over HTTP."
HEAD = ("id", "name", "for", "made", "last day", "")
NONE = "There is no token yet. Make one with: playbook token create NAME"
SHOWN_ONCE = (
    "Keep it where secrets are kept (PLAYBOOK_TOKEN of the job): it is shown this once and cannot be read again."
)
HOLDS = ""
REVOKED = "withdrawn"
EXPIRED = "past its last day"


def created(name: str, scopes: Iterable[str], last_day: date) -> str:
    """A token was made."""
    return f"Token '{name}' for {' and '.join(sorted(scopes))}, until {last_day.isoformat()}. {SHOWN_ONCE}"


def revoked(name: str, token_id: str) -> str:
    """A token was withdrawn."""
    return f"Token '{name}' ({token_id}) was withdrawn: it opens nothing any more, from now on."


def bad_name(name: str) -> str:
    """A name that could not stand in a list."""
    return (
        f"'{name}' is no name of a token; expected letters, digits, '.', '_' or '-', at most 60, such as nightly-export"
    )


def name_taken(name: str, token_id: str) -> str:
    """A token of that name holds."""
    return f"a token '{name}' ({token_id}) holds already; withdraw it first, or choose another name"


def unknown(which: str, hint: str) -> str:
    """No such token."""
    return f"no token '{which}' that holds" + (f"; {hint}" if hint else "; playbook token list shows them")


def several(which: str, ids: Iterable[str]) -> str:
    """A name that fits several."""
    return f"'{which}' fits several tokens; say which: {', '.join(ids)}"


def cannot_keep(folder: str, reason: str) -> str:
    """The folder of tokens cannot be written or read."""
    return f"tokens cannot be kept in '{folder}' ({reason}); name another folder with PLAYBOOK_TOKENS"


SHORT_HELP = {"create": "Make a token.", "list": "Every token that was made.", "revoke": "Withdraw a token."}
