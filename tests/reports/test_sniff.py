"""What kind of file some bytes are."""

import pytest

from cairn.errors import SettingError, UnreadableReport
from cairn.reports.sniff import Kind, kind_named, kind_of


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"Gunmen killed 12 people.", Kind.TEXT),
        (b"# Gunmen killed 12\n\nText with a <b>tag</b>.", Kind.TEXT),
        (b"3 < 4 and 5 > 4", Kind.TEXT),
        (b"One stray\x00 zero byte in a text that is long enough to be one", Kind.TEXT),
        ("Gunmen killed 12 people.".encode("utf-16"), Kind.TEXT),
        ("Gunmen killed 12 people.".encode("utf-16-be"), Kind.TEXT),
        (b"MZ is how this report begins.", Kind.TEXT),
        (b"<!DOCTYPE html><p>Gunmen", Kind.HTML),
        (b"\xef\xbb\xbf  <HTML><body>", Kind.HTML),
        (b"<?xml version='1.0'?>\n<!-- saved -->\n<html>", Kind.HTML),
        (b"<p>Gunmen killed 12.", Kind.HTML),
        ("<html><body>Gunmen".encode("utf-16"), Kind.HTML),
        (b"%PDF-1.7\n...", Kind.PDF),
        (b"\r\n\r\n%PDF-1.4\n...", Kind.PDF),
    ],
)
def test_the_bytes_tell_the_kind(data: bytes, kind: Kind) -> None:
    assert kind_of(data, source="a") is kind


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "empty"),
        (b" \n\t\r\n ", "white space"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "PNG image"),
        (b"PK\x03\x04" + bytes(50), "ZIP archive"),
        (b"\x7fELF\x02\x01" + bytes(50), "program"),
        (b"MZ\x90\x00\x03" + bytes(50), "program"),
        (b"\x1f\x8b\x08" + bytes(50), "gzip"),
        (b"{\\rtf1 Gunmen}", "RTF"),
        (bytes(range(256)) * 4, "binary"),
    ],
)
def test_what_is_no_text_is_named_in_the_error(data: bytes, told: str) -> None:
    with pytest.raises(UnreadableReport, match=told):
        kind_of(data, source="a.bin")


def test_an_unknown_kind_is_the_operators_error() -> None:
    with pytest.raises(SettingError, match="docx"):
        kind_named("docx")
