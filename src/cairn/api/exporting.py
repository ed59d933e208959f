"""Events as files to download, in every format of `cairn.exports`: text as it is written, so that the largest list needs no more memory
than a small one, other files when they are whole."""

import io
import json
import queue
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import IO, Any, Final, cast

from cairn import exports
from cairn.api.desk import Desk
from cairn.api.names import events_shown
from cairn.contract import to_plain
from cairn.deriving.filters import described
from cairn.publishing.formats import FORMATS
from cairn.record import EventFilter

#: Cairn's own events, whole, one a line: what `cairn events --format json` prints.
JSONL: Final = "jsonl"
#: Events that are read at once.
PART: Final = 500
#: Pieces of a text that wait for a slow reader.
AHEAD: Final = 8

Format = StrEnum("Format", {name.replace("-", "_").upper(): name for name in (JSONL, *FORMATS)})  # type: ignore[misc]

DEFAULT: Final = Format("csv")


def media(name: str) -> str:
    """A format's media type."""
    return "application/x-ndjson" if name == JSONL else FORMATS[name].media


def suffix(name: str) -> str:
    """How a format's files end."""
    return ".jsonl" if name == JSONL else FORMATS[name].suffix


def is_text(name: str) -> bool:
    """Whether a format can be sent while it is written."""
    return name == JSONL or FORMATS[name].text


def written(desk: Desk, name: str, wanted: EventFilter, *, private: bool) -> Iterator[bytes]:
    """A text format, piece by piece."""
    if name == JSONL:
        yield from _lines(desk, wanted, private=private)
        return
    yield from piped(lambda out: exports.export(desk.record, _request(name, wanted, private=private), out))


def whole(desk: Desk, name: str, wanted: EventFilter, *, private: bool) -> Path:
    """Another format in a file, which is the caller's to remove with its folder."""
    path = Path(tempfile.mkdtemp(prefix="cairn-export-")) / f"events{suffix(name)}"
    exports.export(desk.record, _request(name, wanted, private=private), path)
    return path


def _request(name: str, wanted: EventFilter, *, private: bool) -> exports.Request:
    return exports.Request(name, wanted, described(wanted), private_names=private)


def _lines(desk: Desk, wanted: EventFilter, *, private: bool) -> Iterator[bytes]:
    asked: EventFilter | None = replace(wanted, limit=PART)
    while asked is not None:
        page = desk.record.events_page(asked)
        shown = events_shown(desk.record, page.items, private=private)
        yield "".join(json.dumps(to_plain(event), ensure_ascii=False) + "\n" for event in shown).encode()
        asked = replace(asked, after=page.next) if page.next else None


class _Pipe(io.RawIOBase):
    """What a thread writes into and another reads from; the writer waits for a slow reader, and ends when there is none."""

    def __init__(self) -> None:
        self.pieces: queue.Queue[bytes | BaseException | None] = queue.Queue(AHEAD)
        self.left = threading.Event()

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, piece: Any) -> int:
        """Hands on a piece. Raises BrokenPipeError where nobody reads any more."""
        self.put(bytes(piece))
        return len(piece)

    def put(self, piece: bytes | BaseException | None) -> None:
        """Hands on a piece, an error, or the end."""
        while not self.left.is_set():
            with suppress(queue.Full):
                self.pieces.put(piece, timeout=0.5)
                return
        raise BrokenPipeError("the reader has gone")


def piped(write: Callable[[IO[bytes]], object]) -> Iterator[bytes]:
    """What a function writes, while it writes it. An error of the function comes out of the iterator."""
    pipe = _Pipe()

    def run() -> None:
        with suppress(BrokenPipeError), io.BufferedWriter(pipe, 64_000) as out:
            try:
                write(cast(IO[bytes], out))
                out.flush()
                pipe.put(None)
            except BrokenPipeError:
                raise
            except BaseException as error:  # noqa: BLE001 - told to who reads
                pipe.put(error)
                pipe.left.set()  # what is not yet handed on would only look like a file

    threading.Thread(target=run, name="cairn-export", daemon=True).start()
    try:
        while (piece := pipe.pieces.get()) is not None:
            if isinstance(piece, BaseException):
                raise piece
            yield piece
    finally:
        pipe.left.set()
