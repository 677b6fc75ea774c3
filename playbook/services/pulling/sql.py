"""A database: one query, read only, its rows as records."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from playbook.services.pulling import wording
from playbook.services.pulling.request import Fetched, Request, Trouble

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection

MOST_ROWS = 500_000
SECONDS = 300
_READS = ("select", "with", "values", "table", "(")


def fetch(request: Request) -> list[Fetched]:
    """The rows of the query, each a record by its columns."""
    try:
        from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError  # noqa: PLC0415  (an extra)
    except ImportError:
        raise Trouble(wording.NO_SQLALCHEMY) from None
    if not request.pull.query.lstrip().casefold().startswith(_READS):
        raise Trouble(wording.NO_SELECT)
    url = _url(request)
    try:
        with _connected(url) as connection:
            rows = _rows(request, connection)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError):
        raise Trouble(wording.no_driver(url.get_backend_name())) from None
    except SQLAlchemyError as reason:
        said = str(getattr(reason, "orig", None) or type(reason).__name__).strip().partition("\n")[0]
        raise Trouble(wording.database_says(_without_secrets(said, url))) from None
    return [Fetched(f"{request.source.id}.json", json.dumps(rows, allow_nan=False).encode())]


def _url(request: Request) -> "URL":
    from sqlalchemy import make_url  # noqa: PLC0415  (as above)
    from sqlalchemy.exc import ArgumentError  # noqa: PLC0415  (as above)

    try:
        url = make_url(request.pull.url.strip() or request.secret(0) or "")
    except (ArgumentError, ValueError):
        raise Trouble(wording.NO_DATABASE) from None
    if request.pull.url.strip() and request.pull.secrets:
        url = url.set(password=request.secret(0))
    if url.drivername in ("postgres", "postgresql"):
        url = url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite":
        path = request.folder / Path(url.database or "")
        if not path.is_file():
            raise Trouble(wording.no_database_file(url.database or ""))
        url = url.set(database=f"file:{path.as_posix()}", query={"mode": "ro", "uri": "true"})
    return url


@contextmanager
def _connected(url: "URL") -> "Iterator[Connection]":
    from sqlalchemy import create_engine  # noqa: PLC0415  (as above)
    from sqlalchemy.pool import NullPool  # noqa: PLC0415  (as above)

    kind = url.get_backend_name()
    of_postgres = kind == "postgresql"
    limits = {"options": f"-c statement_timeout={SECONDS}s", "connect_timeout": 10} if of_postgres else {}
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True, connect_args=limits)
    with engine.connect() as plain:
        options: dict[str, Any] = {"postgresql_readonly": True} if of_postgres else {}
        connection = plain.execution_options(stream_results=True, **options)
        if kind == "sqlite":
            until = monotonic() + SECONDS
            handle: Any = connection.connection.driver_connection
            handle.set_progress_handler(lambda: int(monotonic() > until), 10_000)
        yield connection


def _rows(request: Request, connection: "Connection") -> list[dict[str, Any]]:
    from sqlalchemy import text  # noqa: PLC0415  (as above)

    statement = text(request.pull.query)
    known = {"since": request.window.first, "until": request.window.last}
    wanted = statement.compile().params
    as_text = connection.dialect.name == "sqlite"
    given = {name: str(value) if as_text else value for name, value in known.items() if name in wanted}
    result = connection.execute(statement, given)
    columns = list(result.keys())
    if len(set(columns)) < len(columns):
        raise Trouble(wording.TWO_COLUMNS)
    rows = []
    for row in result:
        rows.append(dict(zip(columns, map(_plain, row), strict=True)))
        if len(rows) > MOST_ROWS:
            raise Trouble(wording.TOO_MUCH)
    return rows


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        value = float(value)
    if isinstance(value, float):
        return value if isfinite(value) else str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if value is None or isinstance(value, str | int | bool) else str(value)


def _without_secrets(said: str, url: "URL") -> str:
    """What a database says, should it ever repeat how it was reached."""
    password = str(url.password or "")
    for secret in (url.render_as_string(hide_password=False), password):
        said = said.replace(secret, "***") if secret else said
    return said[:200]
