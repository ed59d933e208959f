"""Bytes to a report: the kind told, the text taken out and cleaned, and what is known of it put together."""

import hashlib
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from cairn.errors import OversizeReport, UnreadableReport
from cairn.model import Report
from cairn.reports import plain
from cairn.reports.clean import cleaned
from cairn.reports.encoding import decoded
from cairn.reports.fetch import FetchedPage
from cairn.reports.language import language_tag, settled
from cairn.reports.loaded import MAX_BYTES, NO_META, Extract, Loaded, ReportMeta
from cairn.reports.sniff import Kind, kind_named, kind_of

LONGEST_FIELD = 500  # characters of a title or a publisher


def read_bytes(
    data: bytes,
    *,
    source: str,
    kind: str | None = None,
    meta: ReportMeta = NO_META,
    manifest: ReportMeta = NO_META,
    charset: str | None = None,
    max_bytes: int = MAX_BYTES,
) -> Loaded:
    """The report in some bytes.

    `kind` is `text`, `html` or `pdf`, told from the bytes where it is None. `meta`, given by the user, wins over all else.
    `manifest` wins over what a plain text seems to say, and fills in what a page or a PDF leaves open. `charset` is what a
    server declared. Raises UnreadableReport and OversizeReport.
    """
    _check_size(len(data), source=source, max_bytes=max_bytes)
    seen = kind_of(data, source=source)
    told = kind_named(kind) if kind else seen
    extract = _extract(data, told, source=source, charset=charset)
    known = manifest.over(extract.stated) if told is Kind.TEXT else extract.stated.over(manifest)
    return _loaded(extract, known, meta, source=source, sha256=hashlib.sha256(data).hexdigest())


def read_path(
    path: str | os.PathLike[str],
    *,
    kind: str | None = None,
    meta: ReportMeta = NO_META,
    manifest: ReportMeta = NO_META,
    max_bytes: int = MAX_BYTES,
) -> Loaded:
    """The report in a file; as `read_bytes`, and raises UnreadableReport for a file that can not be opened.

    A file over the limit is never read into memory.
    """
    source = os.fspath(path)
    try:
        with Path(path).open("rb") as file:
            _check_size(os.fstat(file.fileno()).st_size, source=source, max_bytes=max_bytes)
            data = _limited(file, source=source, max_bytes=max_bytes)
    except OSError as error:
        raise UnreadableReport(
            f"{source}: the file can not be read: {error.strerror or error}; check its name and its rights"
        ) from error
    return read_bytes(data, source=source, kind=kind, meta=meta, manifest=manifest, max_bytes=max_bytes)


def read_stdin(
    stream: BinaryIO | None = None, *, kind: str | None = None, meta: ReportMeta = NO_META, max_bytes: int = MAX_BYTES
) -> Loaded:
    """The report on standard input (or on the given stream); as `read_bytes`, with the source `stdin`."""
    data = _limited(stream or sys.stdin.buffer, source="stdin", max_bytes=max_bytes)
    return read_bytes(data, source="stdin", kind=kind, meta=meta, max_bytes=max_bytes)


def read_page(
    page: FetchedPage, *, kind: str | None = None, meta: ReportMeta = NO_META, manifest: ReportMeta = NO_META, max_bytes: int = MAX_BYTES
) -> Loaded:
    """The report at a URL; its `url` is where the page was found, after redirects. `manifest` is what a list of pages says of it."""
    found = meta.over(ReportMeta(url=page.final_url or None))
    return read_bytes(page.data, source=page.url, kind=kind, meta=found, manifest=manifest, charset=page.charset, max_bytes=max_bytes)


def _limited(file: BinaryIO, *, source: str, max_bytes: int) -> bytes:
    """What a stream holds, read no further than one byte past the limit."""
    data = file.read(max_bytes + 1)
    _check_size(len(data), source=source, max_bytes=max_bytes, more=True)
    return data


def _check_size(size: int, *, source: str, max_bytes: int, more: bool = False) -> None:
    if size > max_bytes:
        told = f"more than {max_bytes:,}" if more else f"{size:,}"
        raise OversizeReport(f"{source}: the report has {told} bytes, and {max_bytes:,} are read at most; "
                             "split it into its reports, or raise --max-bytes")  # fmt: skip


def _extract(data: bytes, kind: Kind, *, source: str, charset: str | None) -> Extract:
    if kind is Kind.HTML:
        from cairn.reports import html

        return html.extract(data, source=source, charset=charset)
    if kind is Kind.PDF:
        from cairn.reports import pdf

        return pdf.extract(data, source=source)
    text, notes = decoded(data, charset=charset)
    text, more = cleaned(text)
    extract = plain.extract(text)
    return replace(extract, notes=(*notes, *more))


def _loaded(extract: Extract, known: ReportMeta, meta: ReportMeta, *, source: str, sha256: str) -> Loaded:
    text, notes = cleaned(extract.text)
    if not any(char.isalnum() for char in text):
        raise UnreadableReport(f"{source}: it holds no letter and no digit; expected a text")
    language, more = settled(known.language, text)
    final = meta.over(replace(known, language=language))
    told = () if meta.language else more
    report = Report.of(
        text, title=_field(final.title), publisher=_field(final.publisher), published=final.published,
        language=language_tag(final.language), url=final.url, source=source, sha256=sha256,
    )  # fmt: skip
    return Loaded(report, (*extract.notes, *notes, *told))


def _field(value: str | None) -> str | None:
    """A title or a publisher as one clean line."""
    line = " ".join(cleaned(value)[0].split()) if value else ""
    return line[:LONGEST_FIELD].rstrip() or None
