"""Words of pulls: why a source could not be fetched, the command and what came of it."""

from collections.abc import Sequence
from datetime import date

from playbook.json_values import Json
from playbook.wording import join_words, plural

SOURCE_HELP = "Only this source; all that say how they are pulled where it is left out."
SINCE_HELP = "The first day to fetch, as 2026-09-07 (default: as many days back as the source says)."
NOTHING_TO_PULL = "no source in definitions/sources.yaml says 'pull'"
ALL_FINE = "nothing new"
TOO_MUCH = "its answer is longer, or takes longer, than any week's numbers; ask for less"
A_PAGE = "it answered with a web page instead of JSON; is there a sign-on or a proxy in between?"
NOT_JSON = "what it answered is not JSON"
OTHER_SHAPE = "its answer has another shape than is known here; is 'url' right?"
MOVED = "it says that it is somewhere else; give the new address in 'url'"
NO_ADDRESS = "'url' is no address such as https://host/path; a user or password does not belong in it"
PAGE_AGAIN = "one page came twice, so another is missing; nothing of it was stored"
ENDLESS = "its pages do not end; nothing of it was stored"
QUERY_FAILED = "the query failed there; try it in the service itself"
NO_LANGFUSE_QUERY = (
    "'query' is a JSON object with view and metrics (and dimensions and filters), without times: each day is asked for"
)
NO_BUCKET = "the address names no bucket, as s3://bucket/folder"
NO_FILES = "there is no file at that address"
NO_SELECT = "the query is no SELECT; only reading is allowed"
NO_DATABASE = "the address of the database cannot be read, as postgresql://user:password@host/name"
TWO_COLUMNS = "two columns of the query have one name; give each its own with AS"
NO_SQLALCHEMY = "SQL needs an extra: pip install 'ai-engineering-playbook[sources]'"


def no_secret(name: str) -> str:
    """A variable that is not set."""
    return f"the environment variable {name} is not set"


def no_key(name: str) -> str:
    """A value that cannot be a key."""
    return f"the value of {name} is no key: it holds spaces, line breaks or other signs"


def refuses_the_key(status: int, names: Sequence[str]) -> str:
    """A key that was revoked, or may not do this."""
    of = f" in {join_words(names)}" if names else ""
    return f"it refuses the key{of} ({status}); is it revoked, or of another kind?"


def in_the_clear(host: str) -> str:
    """A key that others on the way could read."""
    return f"the key is not sent to '{host}': over plain HTTP everybody on the way can read it. Use https://"


def answered_with(status: int) -> str:
    """Any other answer than the one that was asked for."""
    return f"it answered with {status}; nothing of it was stored"


def no_object_store(what: str) -> str:
    """An object store that is out of reach, or lets nobody in: its library does not say which."""
    return (
        f"the object store cannot be read ({what}); check the address, and that its keys are where its own tools "
        "look for them (AWS_ACCESS_KEY_ID, GOOGLE_APPLICATION_CREDENTIALS, az login), or try again later"
    )


def lost(what: str) -> str:
    """No answer, or half of one."""
    return f"the connection was lost ({what}); try again later"


def asks_for_patience(seconds: float) -> str:
    """It asks for a longer pause than a command waits."""
    return f"it asks to wait {seconds:,.0f} seconds; try again later"


def rows_left_out(most: int) -> str:
    """An answer that is as long as answers get."""
    return f"its answer has {most:,} rows, the most it gives, so others were left out; ask for fewer dimensions"


def two_versions(day: str) -> str:
    """One day with two answers."""
    return f"{day} came twice with other numbers; try again later"


def days_missing(there: int, announced: int) -> str:
    """Less came than was announced."""
    return f"it announced {plural(announced, 'day')}, and {there:,} came; nothing of it was stored"


def day_missing(day: date, count: int) -> str:
    """A gap."""
    more = f" and {plural(count - 1, 'more day')}" if count > 1 else ""
    return f"{day}{more} did not come; nothing of it was stored"


def no_driver(kind: str) -> str:
    """SQLAlchemy knows the database, and its driver is not installed."""
    return f"no driver for '{kind}' is installed; SQLAlchemy's list of dialects names it"


def no_database_file(name: str) -> str:
    """A database file that is not there."""
    return f"there is no database file '{name}' (counted from the playbook's folder)"


def database_says(said: str) -> str:
    """What the database itself says of the query."""
    return f"the database says: {said}"


def no_pull(source: str) -> str:
    """A source whose files are sent."""
    return f"source '{source}' does not say how it is pulled; send its files with 'playbook upload'"


def since_ahead(day: date) -> str:
    """A first day that is not over."""
    return f"{day} is not over yet, so there is nothing to fetch"


def provenance(source: str) -> str:
    """What stands beside an upload."""
    return f"pull: {source}"


def trouble_line(name: str, trouble: str) -> str:
    """One source that could not be fetched."""
    return f"{name}: {trouble}"


def log_lines(name: str, trouble: str, files: Sequence[Json]) -> list[str]:
    """What a log says of a source that was pulled and is not all in the store."""
    refused = [file for file in files if file["state"] == "refused"]
    said = [problem["message"] for file in refused for problem in file["problems"][:3]]
    return [trouble_line(name, text) for text in ([trouble] if trouble else []) + said]


def nothing_new(name: str) -> str:
    """Everything that came counts already."""
    return f"{name}: {ALL_FINE}"
