"""Fetched pages kept as WARC: what was fetched, from where, when, with its hash."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from cairn.errors import SettingError
from cairn.reports.fetch import FetchedPage

#: Headers of an answer that no longer hold for its unpacked page; they are kept under another name, as Common Crawl does.
CHANGED = {"content-encoding", "transfer-encoding", "content-length"}
#: Bytes of a file from which on the next page goes into a new one.
ENOUGH = 1_000_000_000


class WarcKeeper:
    """Writes pages into WARC files of a folder, each page a gzip member of its own, on the disk before `keep` returns.

    Every keeper writes files of its own, so that two programs never write to one, and one that was ended in the middle of a page
    leaves all pages before it readable. Raises SettingError where the folder can not be written to.
    """

    def __init__(self, folder: Path, *, software: str, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._folder = folder
        self._software = software
        self._clock = clock
        self._file: BinaryIO | None = None
        self._number = 0
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SettingError(f"--keep-warc {folder}: the folder can not be made: {error.strerror or error}") from error

    def keep(self, page: FetchedPage) -> None:
        """Keeps a page, with a record that says from where it was led to where it was found."""
        from warcio.statusandheaders import StatusAndHeaders
        from warcio.warcwriter import WARCWriter

        at = self._clock().astimezone(UTC)
        try:
            file = self._open(at)
            writer = WARCWriter(file, gzip=True, warc_version="1.1")
            http = StatusAndHeaders("200 OK", [*_kept(page), ("Content-Length", str(len(page.data)))], protocol="HTTP/1.1")
            digest = f"sha256:{sha256(page.data).hexdigest()}"
            told = {"WARC-Date": _date(at), "WARC-Payload-Digest": digest}
            record = writer.create_warc_record(
                page.final_url,
                "response",
                payload=BytesIO(page.data),
                length=len(page.data),
                http_headers=http,
                warc_headers_dict=told,
            )
            writer.write_record(record)
            if page.url != page.final_url:
                self._led(writer, page, at, str(record.rec_headers.get_header("WARC-Record-ID")))
            os.fsync(file.fileno())
        except OSError as error:
            raise SettingError(
                f"--keep-warc {self._folder}: the page {page.url} can not be kept: {error.strerror or error}"
            ) from error

    def close(self) -> None:
        """Closes the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _open(self, at: datetime) -> BinaryIO:
        if self._file is not None and self._file.tell() < ENOUGH:
            return self._file
        self.close()
        self._number += 1
        name = f"cairn-{at:%Y%m%d%H%M%S%f}-{os.getpid()}-{self._number:04}.warc.gz"
        self._file = (self._folder / name).open("xb")
        self._describe(name)
        return self._file

    def _describe(self, name: str) -> None:
        from warcio.warcwriter import WARCWriter

        writer = WARCWriter(self._file, gzip=True, warc_version="1.1")
        writer.write_record(writer.create_warcinfo_record(name, {"software": self._software, "format": "WARC File Format 1.1"}))

    def _led(self, writer: Any, page: FetchedPage, at: datetime, record: str) -> None:
        fields = f"via: {page.url}\r\n".encode()
        told = {"WARC-Date": _date(at), "WARC-Concurrent-To": record}
        writer.write_record(
            writer.create_warc_record(
                page.final_url, "metadata", payload=BytesIO(fields), length=len(fields), warc_headers_dict=told
            )
        )


def _kept(page: FetchedPage) -> list[tuple[str, str]]:
    headers = page.headers or (("content-type", page.content_type),)
    return [(f"X-Crawl-{name}" if name.lower() in CHANGED else name, value) for name, value in headers]


def _date(at: datetime) -> str:
    return at.isoformat(timespec="microseconds").replace("+00:00", "Z")
