"""A part of a compressed WARC file: the records whose gzip members begin in a range of bytes.

Each record of such a file is compressed by itself, so that a file can be cut anywhere: a part begins with the first member at or behind
its first byte, and ends where the next part's first member begins. What looks like a member has to unpack to the beginning of a record;
the same bytes inside a compressed page hardly ever do.
"""

import zlib
from typing import IO

from cairn.reports.warc import MEMBER

#: Bytes that are searched at a time, and that are unpacked to tell a member.
PIECE, TRIED = 1_000_000, 512
BEGINNING = b"WARC/1."


def first_member(file: IO[bytes], place: int, size: int) -> int:
    """Where the first member begins at or behind a place; the file's size where there is none."""
    while place < size:
        file.seek(place)
        piece = file.read(PIECE + TRIED)
        found = piece.find(MEMBER, 0, PIECE + len(MEMBER))
        while found >= 0:
            if _begins_record(piece[found : found + TRIED]):
                return place + found
            found = piece.find(MEMBER, found + 1, PIECE + len(MEMBER))
        place += PIECE
    return size


def _begins_record(data: bytes) -> bool:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data, len(BEGINNING)) == BEGINNING
    except zlib.error:
        return False


class Part:
    """A file that is only the bytes of another one from `first` up to `last`; as much of a file as reading WARC takes."""

    def __init__(self, file: IO[bytes], first: int, last: int) -> None:
        self._file = file
        self._first = first
        self._last = last
        file.seek(first)

    def read(self, size: int) -> bytes:
        """The next bytes, so many at most."""
        return self._file.read(max(0, min(size, self._last - self._file.tell())))

    def seek(self, place: int, whence: int = 0) -> int:
        """Goes to a place of the part, from its beginning or (2) from its end."""
        return self._file.seek((self._last if whence == 2 else self._first) + place) - self._first

    def tell(self) -> int:
        """The place in the part."""
        return self._file.tell() - self._first
