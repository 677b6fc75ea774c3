"""The body of a request with files: counted while it streams in, unpacked, and taken apart into files and fields."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from metrics.problems import did_you_mean
from playbook.api import wording
from playbook.api.answers import Refusal
from playbook.services.reaching.unzipping import Damaged, Unzipping

TYPES = (
    "text/csv",
    "text/tab-separated-values",
    "text/plain",
    "application/json",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.apache.parquet",
    "application/gzip",
    "application/octet-stream",
)
"""Bodies that are one file; what it is, is recognized by content all the same."""
FORM = "multipart/form-data"
FIELDS = ("product", "week", "source", "mapped_by", "candidate", "received", "why", "dry_run")
FILE_FIELD = "file"
MOST_FILES = 200
IN_MEMORY = 1 << 20
PATIENCE_SECONDS = 60
"""How long the next piece of a body may be on its way."""
DRAINED, DRAIN_SECONDS = 32_000_000, 10
"""How much of a body that is refused is still read, so that its sender gets to see the answer."""


@dataclass(slots=True)
class Body:
    """What was sent; the files lie on disk where they are long, until `close`."""

    files: list[UploadFile] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    size: int = 0

    async def close(self) -> None:
        """Lets go of the files."""
        for file in self.files:
            await file.close()


TEXT_TYPES = ("application/json", "application/yaml", "text/plain")
"""Bodies that are one short text."""


async def receive_body(request: Request, name: str, most: int, *, forms: bool = True) -> Body:
    """Reads a body of at most `most` bytes, packed or unpacked; without `forms` it is one text. Raises Refusal (408,
    413, 415, 422)."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    types = (*TYPES, FORM) if forms else TEXT_TYPES
    if kind and kind not in types:
        raise Refusal(415, "unsupported_media_type", wording.unknown_type(kind, TYPES if forms else TEXT_TYPES))
    encoding = request.headers.get("content-encoding", "").strip().lower()
    if encoding not in ("", "identity", "gzip"):
        raise Refusal(415, "unsupported_media_type", wording.unknown_encoding(encoding))
    stream = _in_time(request.stream())
    try:
        announced = request.headers.get("content-length", "")
        if announced.isdigit() and int(announced) > most:
            raise _too_large(most)
        counted = _counted(stream, most)
        content = _unpacked(counted, most) if encoding == "gzip" else counted
        return await (_form(request.headers, content) if kind == FORM else _one_file(name, content))
    except Refusal:
        await _drain(stream)
        raise


async def _in_time(stream: AsyncIterator[bytes]) -> AsyncGenerator[bytes, None]:
    """The same, for as long as it goes on: whoever sends nothing must not keep a place for ever."""
    while True:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                chunk = await anext(stream)
        except StopAsyncIteration:
            return
        except TimeoutError:
            raise Refusal(408, "too_slow", wording.too_slow(PATIENCE_SECONDS)) from None
        yield chunk


async def _counted(stream: AsyncIterator[bytes], most: int) -> AsyncGenerator[bytes, None]:
    size = 0
    async for chunk in stream:
        size += len(chunk)
        if size > most:
            raise _too_large(most)
        yield chunk


async def _unpacked(stream: AsyncIterator[bytes], most: int) -> AsyncGenerator[bytes, None]:
    """What is inside a gzip stream, no more of it than is allowed."""
    unzipping, size = Unzipping(), 0
    try:
        async for chunk in stream:
            for content in unzipping.pieces(chunk):
                size += len(content)
                if size > most:
                    raise _too_large(most)
                yield content
        unzipping.end()
    except Damaged:
        raise _unreadable(wording.DAMAGED_GZIP) from None


async def _one_file(name: str, content: AsyncIterator[bytes]) -> Body:
    spooled = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed by its Body
    file = UploadFile(cast(BinaryIO, spooled), filename=name)
    body = Body(files=[file])
    try:
        async for chunk in content:
            await file.write(chunk)
            body.size += len(chunk)
    except BaseException:
        await body.close()
        raise
    if not body.size:
        await body.close()
        raise _unreadable(wording.NO_FILE)
    return body


async def _form(headers: Headers, content: AsyncGenerator[bytes, None]) -> Body:
    if "boundary=" not in headers.get("content-type", ""):
        raise _unreadable(wording.bad_form("its boundary is not named"))
    parser = MultiPartParser(headers, content, max_files=MOST_FILES, max_fields=len(FIELDS), max_part_size=IN_MEMORY)
    try:
        form = await parser.parse()
    except MultiPartException as broken:
        raise _unreadable(wording.bad_form(broken.message.rstrip(".").lower())) from None
    except (UnicodeDecodeError, LookupError, KeyError):
        raise _unreadable(wording.bad_form("the name of a part is not text")) from None
    body = Body()
    unknown: str | None = None
    for name, part in form.multi_items():
        if isinstance(part, UploadFile):
            body.files.append(part)
            body.size += part.size or 0
            unknown = unknown if name == FILE_FIELD else unknown or name
        elif name in FIELDS:
            body.fields[name] = part
        else:
            unknown = unknown or name
    if unknown is None and body.files:
        return body
    await body.close()
    if unknown is not None:
        raise _unreadable(wording.unknown_field(unknown, did_you_mean(unknown, (FILE_FIELD, *FIELDS))))
    raise _unreadable(wording.NO_FILE)


async def _drain(stream: AsyncIterator[bytes]) -> None:
    left = DRAINED
    with suppress(TimeoutError, Refusal):
        async with asyncio.timeout(DRAIN_SECONDS):
            async for chunk in stream:
                left -= len(chunk)
                if left < 0:
                    return


def _too_large(most: int) -> Refusal:
    return Refusal(413, "too_large", wording.too_large(most))


def _unreadable(message: str) -> Refusal:
    return Refusal(422, "unprocessable", message)
