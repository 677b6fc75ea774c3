"""Sentences of a command that is answered by a running app."""

SERVER_HELP = "Address of a running app that owns the store (default: $PLAYBOOK_SERVER, else found on this machine)."
BEARER_HELP = "Token for that app (default: $PLAYBOOK_TOKEN); the app on this machine needs none."

OTHER_VERSION = (
    "the app that answers there is of another version, and does not know this",
    "",
    "start the app again, or bring both to the same version",
)


_CHECK = "check the address, and the path that follows it where the page has one (https://example.org/playbook)"


TOO_MUCH = (
    "what answers there is longer, or takes longer, than any answer of this program",
    "the address of a running playbook",
    "nothing of it was kept; check the address",
)
INSECURE_HELP = "Send the token over plain HTTP to another machine, where others on the way can read it."


def in_the_clear(address: str) -> str:
    """A token that others on the way could read."""
    return (
        f"the token is not sent to '{address}': over plain HTTP everybody on the way can read it. Use its https:// "
        "address, or say --insecure"
    )


def unreachable(reason: str) -> tuple[str, str, str]:
    """Nobody answers: found, expected, remedy."""
    return f"the app cannot be reached ({reason})", "", "start it with: playbook serve, or check the address"


def not_the_app(status: int) -> tuple[str, str, str]:
    """Something answers that is no playbook."""
    found = f"what answers there is not this program (status {status})"
    return found, "the address of a running playbook, such as http://localhost:8501", _CHECK


def not_an_address(text: str) -> str:
    """An address that no request can be sent to; one that may hold a secret is not repeated."""
    if "@" in text or "?" in text:
        return (
            "the address of an app holds no name, password or question; write it as http://localhost:8501, and keep "
            "the token in PLAYBOOK_TOKEN"
        )
    return f"'{text}' is no address of an app; expected http:// or https://, such as http://localhost:8501"


def not_served(name: str) -> str:
    """A command that a running app does not answer."""
    return f"'{name}' is not answered by a running app"


def bad_option(name: str, text: str) -> str:
    """A value that an option does not take."""
    return f"'{text}' is not a value of {name}"


def cannot_write(path: str, reason: str) -> str:
    """The file could not be written."""
    return f"cannot write {path} ({reason}); name another file"


def written(path: str) -> str:
    """The file was written."""
    return f"Written to {path}."


def not_an_own_address(address: str) -> str:
    """The page cannot listen at an address that the machine does not have."""
    return f"'{address}' is no address of this machine; expected localhost, one of its own, or 0.0.0.0 for all of them"


def port_in_use(port: int) -> str:
    """The page cannot listen on a port."""
    other = port + 1 if port < 65_535 else port - 1
    return (
        f"port {port} is not free: is the dashboard running already, at http://localhost:{port}? "
        f"If something else has it, name another: playbook serve --port {other}"
    )
