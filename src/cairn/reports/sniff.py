"""What kind of file some bytes are, by the bytes themselves and never by a name's ending."""

import codecs
import re
from enum import StrEnum

from cairn.errors import SettingError, UnreadableReport

HEAD = 65_536  # bytes looked at
PDF_HEAD = 1_024  # where a PDF's mark may stand, by Adobe's implementation note 13
MOST_CONTROLS = 0.05  # of the head; text holds next to none, compressed data holds about 10 %

SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"PK\x03\x04", "a ZIP archive (DOCX, ODT and EPUB files are such archives)"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x7fELF", "a program (ELF)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office file"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"ID3", "an MP3 recording"),
    (b"OggS", "an Ogg recording"),
    (b"{\\rtf", "an RTF file"),
)
BOMS: tuple[tuple[bytes, str], ...] = (  # UTF-32 first: its mark begins with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\x0b\x0c\r\x1b") + b"\x7f"
HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,4000}?-->\s*)?"
    r"<(?:!doctype\s+html|html|head|body|meta|title|article|main|div|section|p|h1|table|center|font)\b",
    re.IGNORECASE | re.DOTALL,
)
HTML_ANYWHERE = re.compile(r"<(?:html|body)\b[^>]{0,2000}>", re.IGNORECASE)


class Kind(StrEnum):
    """The kinds of file that Cairn reads."""

    TEXT = "text"
    HTML = "html"
    PDF = "pdf"


def kind_named(name: str) -> Kind:
    """The kind of that name; raises SettingError."""
    try:
        return Kind(name)
    except ValueError:
        raise SettingError(f"kind {name!r}: expected one of {', '.join(Kind)}") from None


def kind_of(data: bytes, *, source: str) -> Kind:
    """What kind the bytes are; raises UnreadableReport for what is no text at all, saying what it looks like."""
    if not data.strip():
        raise UnreadableReport(f"{source}: the file is {'empty' if not data else 'nothing but white space'}; expected a text")
    if b"%PDF-" in data[:PDF_HEAD]:
        return Kind.PDF
    _refuse_signatures(data, source=source)
    encoding = bom_of(data) or bare_utf16(data)
    if encoding is None and control_share(data[:HEAD]) > MOST_CONTROLS:
        raise _binary(source, "binary data")
    head = data[:HEAD].decode(encoding or "latin-1", errors="replace").lstrip("\ufeff")
    return Kind.HTML if HTML_START.match(head) or HTML_ANYWHERE.search(head[:4_096]) else Kind.TEXT


def bom_of(data: bytes) -> str | None:
    """The encoding that a byte order mark names."""
    return next((name for mark, name in BOMS if data.startswith(mark)), None)


def bare_utf16(data: bytes) -> str | None:
    """The encoding of UTF-16 text without a mark: every second byte of mostly Latin text is zero."""
    head = data[:HEAD]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = max(1, len(head) // 2)
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * half and odd < 0.05 * half else None


def control_share(head: bytes) -> float:
    """The share of bytes that no text holds."""
    return 1 - len(head.translate(None, CONTROLS)) / max(1, len(head))


def _refuse_signatures(data: bytes, *, source: str) -> None:
    if data.startswith(b"MZ") and control_share(data[:HEAD]) > MOST_CONTROLS:
        raise _binary(source, "a program (Windows)")
    for mark, name in SIGNATURES:
        if data.startswith(mark):
            raise _binary(source, name)


def _binary(source: str, what: str) -> UnreadableReport:
    return UnreadableReport(f"{source}: this is {what}, not a text; expected plain text, Markdown, HTML or PDF. "
                            "Save the report in one of these and try again")  # fmt: skip
