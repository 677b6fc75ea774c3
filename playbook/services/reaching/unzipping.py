"""What is inside a gzip stream, a stretch at a time: a bomb is found while it is still small."""

import zlib
from collections.abc import Iterable, Iterator

_STRETCH = 1 << 18


class Damaged(Exception):
    """A gzip stream that is none, or that stops in its middle."""


class Unzipping:
    """One stream, taken in as it comes. Raises Damaged."""

    def __init__(self) -> None:
        self._unpacker = zlib.decompressobj(wbits=31)
        self._begun = False

    def pieces(self, chunk: bytes) -> Iterator[bytes]:
        """What a chunk of it holds."""
        waiting = chunk
        while waiting:
            if self._unpacker.eof:  # a stream may be several, one after the other
                self._unpacker = zlib.decompressobj(wbits=31)
            self._begun = True
            try:
                content = self._unpacker.decompress(waiting, _STRETCH)
            except zlib.error:
                raise Damaged from None
            waiting = self._unpacker.unused_data if self._unpacker.eof else self._unpacker.unconsumed_tail
            if content:
                yield content

    def end(self) -> None:
        """After the last chunk: raises Damaged where more should have come."""
        if self._begun and not self._unpacker.eof:
            raise Damaged


def unzipped(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The whole of it; raises Damaged."""
    stream = Unzipping()
    for chunk in chunks:
        yield from stream.pieces(chunk)
    stream.end()
