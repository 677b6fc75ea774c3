"""Sentences of the HTTP API: who may, how much, how fast, and what was sent."""

from collections.abc import Iterable, Sequence

from playbook.wording import plural

TITLE = "AI engineering playbook"
DESCRIPTION = (
    "The weekly numbers in, the assessment out: the documents of the command `playbook --json`, in the dashboard's own "
    "process. Unknown is null; scores run 0..100, shares 0..1; moments are UTC. Errors have one shape."
)
OPENAPI = "This document."
BEARER = (
    "A token made with `playbook token create NAME`. Its scopes are `read`, `upload`, `store`, `calendar` and `badge`. "
    "A token for one of the last two may stand in the address, as `token`. A visitor on the "
    "machine the app runs on needs none to read or to back up, unless PLAYBOOK_READING=token is set or people sign in."
)
REQUEST_ID = "The id of the request, as sent in X-Request-Id or made here; it stands in the log."
RETRY_AFTER = "Seconds until it is worth trying again."
BODY = (
    "One file as the whole body (CSV, TSV, XLSX, Parquet or JSON, recognized by content), or several as parts named "
    "`file` of a form, stored all together or not at all. May be compressed (Content-Encoding: gzip)."
)
ERRORS: dict[int, tuple[str, str]] = {
    401: ("unauthorized", "No token, or one that is unknown, past its last day or withdrawn."),
    403: ("forbidden", "The token is for something else."),
    404: ("unknown_upload", "There is no such upload."),
    408: ("too_slow", "The body stopped on its way; nothing was stored."),
    409: (
        "taken_back_before",
        "The upload was withdrawn before, the start of its id fits several, or the key was used for another request.",
    ),
    413: ("too_large", "The body is longer than any weekly file may be; nothing was stored."),
    415: ("unsupported_media_type", "The body says that it is something no reader takes."),
    422: ("refused", "The question or the file cannot be accepted; every problem is listed, and nothing was stored."),
    429: ("too_many_requests", "The token asked too often."),
    500: ("unexpected", "Something went wrong on our side; the log has the details."),
    503: ("store_unavailable", "The store cannot be reached at the moment, or too many files are being read."),
}
"""Code and sentence of each error, by its status."""
DRAWN = "There is none; the picture says so."
UNCHANGED = "The file is the one that was named by its tag in If-None-Match."
SOURCE = "HTTP"
ASK_FOR_ONE = (
    "this address needs a token: send it as 'Authorization: Bearer TOKEN'; "
    "whoever runs the app makes one with: playbook token create NAME"
)
NOT_KNOWN_HERE = (
    "this token is not known here, is past its last day or was withdrawn; "
    "'playbook token list' shows those that hold, 'playbook token create NAME' makes a new one"
)
SIGN_IN_FIRST = "this file is for people who signed in on the page, and may look"
NOT_BEARER = "the Authorization header is not of the form 'Bearer TOKEN'"
TWO_LENGTHS = "Content-Length and Transfer-Encoding contradict each other; send one of them"
TWO_TOKENS = "the Authorization header stands there more than once; send one token"
BUSY = "many files are being read at this moment; nothing of this one was kept, send it again"
BUSY_BACKUPS = "several backups are on their way at this moment; ask again when one of them has arrived"
NO_FILE = "no file was sent: send it as the body, or as a part named 'file' of a multipart form"
DAMAGED_GZIP = "the body says that it is compressed with gzip, and it is damaged or ends in the middle"
MIXED = "send the file's name, product and week once: in the address or in the form, not in both"
STORE = "store"
COMMAND_LINE = "command line"
COUNTERS = "the counters of the page are read on its own machine only"


def missing_scope(name: str, scope: str, scopes: Iterable[str]) -> str:
    """A token that holds, and is for something else."""
    held = " and ".join(f"'{each}'" for each in sorted(scopes)) or "nothing"
    return (
        f"the token '{name}' is for {held}, and this needs '{scope}'; "
        f"make one with: playbook token create NAME --scope {scope}"
    )


def not_in_an_address(name: str, scope: str) -> str:
    """A token that opens more than an address may: addresses are kept and passed on."""
    return (
        f"the token '{name}' opens more than a token in an address may; "
        f"make one for it alone: playbook token create NAME --scope {scope}"
    )


def missing_role(name: str, scope: str) -> str:
    """Somebody who signed in on the page, and may not do this over HTTP."""
    return f"'{name}' signed in, and may not do this over HTTP; send a token with the scope '{scope}'"


def not_our_name(host: str) -> str:
    """A Host header that names another site: a page that was made to point here, or a proxy that was not named."""
    return (
        f"this app is not asked as '{host}'; open it as http://localhost, or name the address where it is deployed: "
        'server.allowedHosts = ["that.address"] in .streamlit/config.toml'
    )


def not_our_page(origin: str) -> str:
    """Another site's page that wants to change something here."""
    return (
        f"a page of '{origin}' may not change anything here; behind a proxy, pass the header Host on, "
        "or name the page in server.corsAllowedOrigins"
    )


def too_many(name: str, per_minute: int, seconds: int) -> str:
    """More requests than a token may make."""
    return f"'{name}' asked more than {per_minute:,} times a minute; try again in {plural(seconds, 'second')}"


def too_slow(seconds: int) -> str:
    """A body that stopped on its way."""
    return f"nothing more of the body came for {plural(seconds, 'second')}; nothing was stored, send it again"


def too_large(most: int) -> str:
    """A body longer than any weekly file."""
    return f"more than {most / 1_000_000:,.0f} MB; send it in parts, for example one file a month. Nothing was stored"


def unknown_type(content_type: str, known: Iterable[str]) -> str:
    """A body that says it is something no reader takes."""
    return (
        f"a body of type '{content_type}' is not read here; expected {', '.join(known)} or multipart/form-data. "
        "With curl: curl --data-binary @week45.csv -H 'Content-Type: text/csv' …"
    )


def unknown_encoding(encoding: str) -> str:
    """A body compressed in a way that is not read."""
    return f"a body with Content-Encoding '{encoding}' is not read here; expected gzip, or none"


def bad_form(details: str) -> str:
    """A multipart form that cannot be taken apart."""
    return f"the form cannot be read ({details}); send the file as the whole body instead"


def unknown_field(name: str, hint: str) -> str:
    """A part of the form that nobody asked for."""
    return f"unknown part '{name}' of the form" + (f"; {hint}" if hint else "")


def not_a_key(most: int) -> str:
    """A header with a key that is none."""
    return f"the header Idempotency-Key stands there once, with 1 to {most} visible ASCII characters"


def key_taken(key: str) -> str:
    """A key that was used for something else."""
    return f"the key '{key}' was used for another request; nothing was done. Name each request by a key of its own"


def not_a_switch(name: str, text: str) -> str:
    """A parameter that is neither yes nor no."""
    return f"'{text}' is not a value of {name}; expected true or false"


def too_long_text(name: str, most: int) -> str:
    """A text that would not fit the ledger."""
    return f"{name} is longer than {most} characters"


def refused(names: Sequence[str], problems: int) -> str:
    """Files that were sent and not stored."""
    what = f"'{names[0]}' was" if len(names) == 1 else f"{len(names)} files were"
    return f"{what} refused, {plural(problems, 'problem')}; nothing was stored"


def too_few_hours(text: str, least: int) -> str:
    """Files would go that somebody may be reading."""
    return (
        f"'{text}' is not a value of hours; expected {least} or more, as the app and others may be reading; "
        "stop the app to keep files for less"
    )


def given_twice(name: str) -> str:
    """A parameter that stands twice in the address."""
    return f"the parameter '{name}' stands there more than once"


def only_these_methods(methods: Sequence[str]) -> str:
    """A known address with a method it does not answer."""
    return f"this address answers {' and '.join(methods)} only"


NO_UTF8 = "The body is no text in UTF-8."
CANDIDATE_BODY = "What would ship of a product, as JSON or YAML."


def not_recorded(count: int) -> str:
    """A record was refused."""
    return f"Nothing was written: {plural(count, 'problem')}."
