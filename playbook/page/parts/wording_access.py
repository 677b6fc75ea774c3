"""Sentences of signing in: who may look, who may act, and what to do when it does not work."""

from collections.abc import Sequence

TITLE = "Sign in"
WELCOME = "This page is for people of the organization. Sign in to see it."
SIGN_IN = "Sign in"
SIGN_OUT = "Sign out"
STRANGER_TITLE = "You may not look here"
ASK = "If that is wrong, ask whoever runs this page to add you to [access]."
NAMELESS = "somebody"
BROKEN_TITLE = "Nobody can sign in yet"
UNREADABLE = (
    "A file of secrets is there and cannot be read, so that it is not known who may look: "
    "mend the TOML, then start the app again."
)
ONLY_ACCESS = "[access] says who may look, and there is no [auth] to sign in by: add it, or take [access] away."
NO_AUTHLIB = "Signing in needs one more package: pip install 'ai-engineering-playbook[auth]', then start the app again."
NOT_A_SECTION = "[access] is no section of settings."
ROLE_WORDS = {1: "may look", 2: "may look and upload", 3: "may look, upload and record"}
NEEDS = {
    2: "Publishing files and withdrawing them is for uploaders. Ask whoever runs this page to add you to [access].",
    3: "Writing records is for approvers. Ask whoever runs this page to add you to [access].",
}
OPEN = (
    "This page is open to the network, and nobody signs in: whoever reaches it reads everything. It takes no files and "
    "no records until people sign in (playbook/page/README.md says how), or it listens on its own machine only."
)
ONLY_HERE = (
    "Nobody signs in here, so this page takes files and records only while it listens on its own machine alone, from a "
    "browser on that machine opened as http://localhost. There, `playbook upload` and `playbook record` always work. "
    "Set up signing in to let others in: playbook/page/README.md says how."
)


def signed_in(name: str, role: int) -> str:
    """Who looks, and what they may do."""
    return f"{name} ({ROLE_WORDS[role]})"


def stranger(domains: Sequence[str], groups: Sequence[str], *, unverified: bool) -> str:
    """Why somebody may not look."""
    wanted = []
    if domains:
        wanted.append(f"an address at {' or '.join(domains)}")
    if groups:
        wanted.append(f"the group {' or '.join(groups)}")
    unsure = "; your provider has not verified your address" if unverified else ""
    return f"It is open to people with {', or with '.join(wanted)}{unsure}."


def not_you(name: str) -> str:
    """The address somebody signed in with."""
    return f"You are signed in as {name}."


def fault(key: str, message: str) -> str:
    """A setting that cannot be read."""
    where = f"[access] {key}" if key else "[access]"
    return f"{where}: {message}"


def not_a_domain(text: str) -> str:
    """A domain that is none."""
    return f"'{text}' is no domain; expected one such as example.org"


def not_a_person(text: str) -> str:
    """An entry that names nobody."""
    return f"'{text}' names nobody; expected an e-mail address, or group:NAME"
