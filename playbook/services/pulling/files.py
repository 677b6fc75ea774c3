"""Files at an address: one, one for each week or day, or those of a folder of an object store."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from playbook.services.pulling import wording
from playbook.services.pulling.client import LARGEST, bearer, client
from playbook.services.pulling.request import Fetched, Request, Trouble
from playbook.services.reaching.local_visitor import is_this_machine
from playbook.services.reaching.metadata_addresses import leads_to_metadata
from playbook.services.reaching.wording import metadata_address

if TYPE_CHECKING:
    from pyarrow.fs import FileInfo

STORES = frozenset({"s3", "gs", "gcs", "abfs", "abfss", "hdfs"})
"""Object stores that Arrow reads; their credentials come from where its libraries look for them."""
_OF_GOOGLE = ("gs", "gcs")
MOST_FILES = 500
PATIENCE_SECONDS = 30


def fetch(request: Request) -> Iterator[Fetched]:
    """Each file as it is."""
    parts = urlsplit(request.pull.url)
    if parts.scheme in STORES:
        yield from _of_store(request)
        return
    found = False
    for url in _addresses(request):
        single = request.pull.model_copy(update={"url": url})
        with client(request, url, bearer(request)) as service:
            content = service.content(url, [*request.pull.parameters.items()], or_none="{" in request.pull.url)
        if content is not None:
            found = True
            yield Fetched(_name(single.url), content)
    if not found:
        raise Trouble(wording.NO_FILES)


def _addresses(request: Request) -> list[str]:
    url = request.pull.url
    days = request.window.days()
    if "{week}" in url:
        ends = [day for day in days if request.calendar.end_of(day) == day]
        return [url.replace("{week}", request.calendar.name_of(end)) for end in ends]
    return [url.replace("{day}", str(day)) for day in days] if "{day}" in url else [url]


def _name(url: str) -> str:
    return unquote(urlsplit(url).path.rpartition("/")[2]) or "file"


def _of_store(request: Request) -> Iterator[Fetched]:
    """The file, or those files of the folder that changed since the first day, the oldest first."""
    import pyarrow as pa  # noqa: PLC0415  (other sources do without it)
    from pyarrow.fs import FileSelector, FileSystem, FileType  # noqa: PLC0415  (as above)

    options = dict(parse_qsl(urlsplit(request.pull.url).query))
    endpoint = options.get("endpoint_override", "")
    host = urlsplit(f"//{endpoint.partition('://')[2] or endpoint}").hostname or ""
    plain = options.get("scheme") == "http" or endpoint.startswith("http://")
    if plain and not is_this_machine(host):
        raise Trouble(wording.in_the_clear(host))
    if host and leads_to_metadata(host):
        raise Trouble(metadata_address(host))
    if not urlsplit(request.pull.url).netloc:
        raise Trouble(wording.NO_BUCKET)
    try:
        system, path = FileSystem.from_uri(quote(_soon(request.pull.url), safe=":/?&=%+@,;~"))
        (info,) = system.get_file_info([path])
        if info.type == FileType.NotFound:
            raise Trouble(wording.NO_FILES)
        files = [info] if info.type == FileType.File else system.get_file_info(FileSelector(path))
        wanted = sorted((one for one in files if one.type == FileType.File and _is_new(one, request)), key=_changed)
        if len(wanted) > MOST_FILES or sum(one.size or 0 for one in wanted) > LARGEST:
            raise Trouble(wording.TOO_MUCH)
        for one in wanted:
            with system.open_input_stream(one.path) as file:
                content = file.read(LARGEST + 1)  # the list may have promised less
            if len(content) > LARGEST:
                raise Trouble(wording.TOO_MUCH)
            yield Fetched(one.base_name, content)
    except (OSError, pa.ArrowException) as reason:
        raise Trouble(wording.no_object_store(type(reason).__name__)) from None


def _soon(url: str) -> str:
    """The same address; one of Google asks again for a quarter of an hour where nothing else is said."""
    if urlsplit(url).scheme not in _OF_GOOGLE or "retry_limit_seconds" in url:
        return url
    return f"{url}{'&' if '?' in url else '?'}retry_limit_seconds={PATIENCE_SECONDS}"


def _changed(one: "FileInfo") -> datetime:
    moment: datetime | None = one.mtime
    return moment or datetime.min.replace(tzinfo=UTC)


def _is_new(one: "FileInfo", request: Request) -> bool:
    return one.mtime is None or _changed(one) >= datetime.combine(request.window.first, time(), UTC)
