"""WARC files (ISO 28500): pages that somebody has fetched, such as Common Crawl's news crawl, one after the other.

warcio reads one record; this module finds the records, so that a broken one costs only itself and no record takes more memory than
a page may have. A file is plain, packed record by record, or packed as a whole.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final, Protocol

from cairn.errors import OversizeReport, ReportError, UnreadableReport
from cairn.reports.fetch import FetchedPage
from cairn.reports.loaded import MAX_BYTES

ENDINGS: Final = (".warc", ".warc.gz")
#: Bytes of a record's headers beside its page; of one piece of the file.
HEADERS, PIECE = 1_000_000, 65_536
MEMBER: Final = b"\x1f\x8b\x08"
START: Final = re.compile(rb"WARC/1\.[0-9]\r?\n")
#: Bytes that the beginning of a record may have at the end of a piece.
LONGEST_START: Final = 10
#: What stands after every record.
END: Final = b"\r\n\r\n"
LENGTH: Final = re.compile(rb"(?im)^content-length:\s*(\d{1,15})\s*$")
READ: Final = ("text/html", "application/xhtml+xml")


class Bytes(Protocol):
    """As much of an opened file as reading takes."""

    def read(self, size: int, /) -> bytes:
        """The next bytes, so many at most."""
        ...

    def seek(self, place: int, whence: int = 0, /) -> int:
        """Goes to a place, from the beginning (0) or the end (2)."""
        ...

    def tell(self) -> int:
        """The place."""
        ...


@dataclass(frozen=True, slots=True)
class WarcPage:
    """One page of a WARC file: the file's name with the number of the record in it, and when it was fetched, as the file says."""

    name: str
    fetched_at: str | None
    page: FetchedPage


@dataclass(frozen=True, slots=True)
class WarcFault:
    """A record that gives no page."""

    name: str
    error: ReportError


def is_warc(name: str) -> bool:
    """Whether a file's name is that of a WARC file."""
    return name.lower().endswith(ENDINGS)


def read_warc(path: Path | str, *, max_bytes: int = MAX_BYTES) -> Iterator[WarcPage | WarcFault]:
    """The HTML pages that a WARC file holds, in its order, and its broken records. Other records and answers without a page are
    passed over. Raises UnreadableReport for a file that can not be opened or holds no record at all."""
    told = False
    try:
        with Path(path).open("rb") as file:
            for page in pages(file, str(path), max_bytes=max_bytes):
                told = True
                if page is not None:
                    yield page
    except OSError as error:
        raise UnreadableReport(
            f"{path}: the file can not be read: {error.strerror or error}; check its name and its rights"
        ) from error
    if not told:
        raise UnreadableReport(f"{path}: it holds no record of WARC 1.0 or 1.1")


def pages(file: Bytes, name: str, *, max_bytes: int = MAX_BYTES) -> Iterator[WarcPage | WarcFault | None]:
    """What each record of an opened file gives: a page, a fault, or None for a record of another kind. Raises OSError."""
    for found in _Records(file, name, most=max_bytes + HEADERS):
        yield found if isinstance(found, WarcFault) else _page(*found, max_bytes=max_bytes)


def _page(name: str, record: bytes, *, max_bytes: int) -> WarcPage | WarcFault | None:
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.recordloader import ArcWarcRecordLoader

    try:
        loaded = ArcWarcRecordLoader().parse_record_stream(BytesIO(record), known_format="warc")
        headers = loaded.http_headers
        if loaded.rec_type != "response" or headers is None or headers.get_statuscode() != "200":
            return None
        kind = headers.get_header("Content-Type") or ""
        if kind.partition(";")[0].strip().lower() not in READ:
            return None
        data = loaded.content_stream().read(max_bytes + 1)
    except (ArchiveLoadFailed, ValueError, EOFError, OSError, zlib.error, AttributeError) as error:
        return WarcFault(name, UnreadableReport(f"{name}: the record is damaged ({error or type(error).__name__})"))
    if len(data) > max_bytes:
        return WarcFault(
            name, OversizeReport(f"{name}: the page has more than {max_bytes:,} bytes; raise --max-bytes to read it")
        )
    url = loaded.rec_headers.get_header("WARC-Target-URI") or ""
    page = FetchedPage(name, url, kind, data, tuple(headers.headers))
    return WarcPage(name, loaded.rec_headers.get_header("WARC-Date"), page)


class _Records:
    """The records of a file, each whole in memory, and the faults between them."""

    def __init__(self, file: Bytes, name: str, *, most: int) -> None:
        self._name = name
        self._most = most
        head = file.read(len(MEMBER))
        file.seek(0)
        self._stream = _Unpacked(file) if head.startswith(MEMBER[:2]) else _Plain(file)

    def __iter__(self) -> Iterator[tuple[str, bytes] | WarcFault]:
        stream, number = self._stream, 0
        while stream.past_space() or stream.fault:
            number += 1
            yield self._next(f"{self._name}#{number}")

    def _next(self, name: str) -> tuple[str, bytes] | WarcFault:
        stream = self._stream
        start = stream.until(b"\r\n\r\n", HEADERS)
        begins = START.match(stream.held) and not START.search(stream.held, 1, start)  # a header in which another begins was cut off
        length = LENGTH.search(stream.held, 0, start) if start > 0 and begins else None
        if length is None:
            why = stream.fault or "it does not begin as a record does, or says no length"
            stream.skip_to_record()
            return WarcFault(name, UnreadableReport(f"{name}: the record is damaged ({why})"))
        size = start + int(length[1])
        if size > self._most:
            whole = stream.discard(size)
            why = "" if whole else ", and the file breaks off before it ends"
            return WarcFault(
                name, OversizeReport(f"{name}: the record has {size:,} bytes, and {self._most:,} are read at most{why}")
            )
        if not stream.fill(size):
            why = stream.fault or "the file ends before it does"
            stream.skip_to_record()
            return WarcFault(name, UnreadableReport(f"{name}: the record is cut off ({why})"))
        if not stream.fill(size + len(END)) or stream.held[size : size + len(END)] != END or not stream.sound(size + len(END)):
            why = stream.fault or "it does not end where it says"
            stream.skip_to_record()
            return WarcFault(name, UnreadableReport(f"{name}: the record is damaged ({why})"))
        record = bytes(stream.held[:size])
        stream.drop(size + len(END))
        return name, record


class _Plain:
    """A file's bytes as far as they are needed. `fault` is what broke the stream off."""

    def __init__(self, file: Bytes) -> None:
        self._file = file
        self.held = bytearray()
        self.fault: str | None = None

    def more(self) -> bytes:
        """The next bytes; none at the end or at a fault."""
        return self._file.read(PIECE)

    def fill(self, size: int) -> bool:
        """Whether so many bytes are held, after reading on as far as needed."""
        while len(self.held) < size and (piece := self.more()):
            self.held += piece
        return len(self.held) >= size

    def sound(self, size: int) -> bool:
        """Whether the first bytes are as they were written, as far as the file itself can tell."""
        return len(self.held) >= size

    def until(self, mark: bytes, most: int) -> int:
        """Where a mark ends within the first bytes; 0 where it is not there."""
        searched = 0
        while (found := self.held.find(mark, searched, most)) < 0:
            searched = max(0, len(self.held) - len(mark))
            if len(self.held) >= most or not self.fill(len(self.held) + 1):
                return 0
        return found + len(mark)

    def drop(self, size: int) -> None:
        """Lets go of the first bytes."""
        del self.held[:size]

    def past_space(self) -> bool:
        """Whether there is more after white space, which is let go of."""
        while self.fill(1):
            if not self.held[:1].isspace():
                return True
            self.drop(1)
        return False

    def discard(self, size: int) -> bool:
        """Lets go of so many bytes without holding them; False where there are fewer."""
        while size > len(self.held):
            size -= len(self.held)
            self.drop(len(self.held))
            if not self.fill(1):
                return False
        self.drop(size)
        return True

    def skip_to_record(self) -> None:
        """Goes on to the next bytes after these that begin a record."""
        self.fault = None
        self.drop(1)
        while self.fill(PIECE) or self.held:
            if found := START.search(self.held):
                self.drop(found.start())
                return
            self.drop(max(1, len(self.held) - LONGEST_START))


class _Unpacked(_Plain):
    """The bytes of a gzip file, member by member, never unpacking more than a piece at a time."""

    def __init__(self, file: Bytes) -> None:
        super().__init__(file)
        self._begin(0)

    def _begin(self, at: int, rest: bytes = b"") -> None:
        """Goes on with the member that begins at a place of the file, of which these bytes were read already."""
        self._inner = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self._begun, self._rest = at, rest

    def more(self) -> bytes:
        """The next bytes; none at the end of the file or of what can be unpacked."""
        while self.fault is None:
            if self._inner.eof:
                rest = self._inner.unused_data
                self._begin(self._file.tell() - len(rest), rest)
            raw = self._inner.unconsumed_tail or self._rest or self._file.read(PIECE)
            self._rest = b""
            if not raw:
                return b""
            try:
                piece = self._inner.decompress(raw, PIECE)
            except zlib.error as error:
                self.fault = str(error)
                return b""
            if piece:
                return piece
        return b""

    def sound(self, size: int) -> bool:
        """Whether the member in which the first bytes end has the checksum that it says, where it ends with them."""
        begun = self._begun
        self.fill(size + 1)
        return self.fault is None or self._begun != begun

    def skip_to_record(self) -> None:
        """Goes on to a record in what is unpacked, or else to the next member of the file that begins with one."""
        if self.fault is None:
            super().skip_to_record()
            return
        self.fault = None
        self.drop(len(self.held))
        at = self._begun + 1
        while (at := self._find(MEMBER, at)) >= 0:
            self._file.seek(at)
            if _begins_record(self._file.read(PIECE)):
                break
            at += 1
        self._file.seek(max(at, 0), 0 if at >= 0 else 2)
        self._begin(self._file.tell())

    def _find(self, mark: bytes, at: int) -> int:
        """Where a mark next stands in the file; -1 where it does no more."""
        self._file.seek(at)
        before = b""
        while piece := self._file.read(PIECE):
            found = (before + piece).find(mark)
            if found >= 0:
                return self._file.tell() - len(piece) - len(before) + found
            before = piece[-(len(mark) - 1) :]
        return -1


def _begins_record(packed: bytes) -> bool:
    try:
        return bool(START.match(zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(packed, LONGEST_START + 1)))
    except zlib.error:
        return False
