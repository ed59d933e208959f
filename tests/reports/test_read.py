"""Bytes to reports: what wins, what is noted, what is refused."""

import hashlib
import io
import tracemalloc
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.errors import OversizeReport, ReportError, UnreadableReport
from cairn.reports import ReportMeta, read_bytes, read_path, read_stdin

TEXT = "Twelve killed in Kano\n\nGunmen killed twelve people in a village in the north on Friday, police said.\n"


def test_a_text_becomes_a_report() -> None:
    loaded = read_bytes(TEXT.encode(), source="a.txt")
    assert loaded.report.text == TEXT.rstrip()
    assert (loaded.report.title, loaded.report.language, loaded.report.published) == ("Twelve killed in Kano", "en", None)
    assert (loaded.report.source, loaded.report.sha256) == ("a.txt", hashlib.sha256(TEXT.encode()).hexdigest())
    assert loaded.notes == ()


def test_line_ends_do_not_change_the_id() -> None:
    unix, windows = (read_bytes(data, source="a").report for data in (TEXT.encode(), TEXT.replace("\n", "\r\n").encode()))
    assert unix.id == windows.id
    assert unix.sha256 != windows.sha256


def test_what_the_user_gives_wins_over_everything() -> None:
    given_ = ReportMeta("Mine", "Wire", date(2024, 3, 15), "fr", "https://example.org/a")
    said = ReportMeta("Theirs", "Other", date(2024, 3, 16), "de", "https://example.org/b")
    report = read_bytes(TEXT.encode(), source="a", meta=given_, manifest=said).report
    assert (report.title, report.publisher, report.published, report.language, report.url) == (
        "Mine", "Wire", date(2024, 3, 15), "fr", "https://example.org/a",
    )  # fmt: skip


def test_a_manifest_wins_over_a_texts_look_and_fills_in_a_page() -> None:
    said = ReportMeta(title="Theirs", published=date(2024, 3, 16))
    assert read_bytes(TEXT.encode(), source="a", manifest=said).report.title == "Theirs"
    page = b"<html><head><title>Its own</title></head><body><p>" + TEXT.encode() + b"</p></body></html>"
    report = read_bytes(page, source="a", manifest=said).report
    assert (report.title, report.published) == ("Its own", date(2024, 3, 16))


def test_control_characters_are_removed_with_a_note() -> None:
    loaded = read_bytes(TEXT.replace("Kano", "Ka\x00no").encode(), source="a")
    assert loaded.report.text == TEXT.rstrip()
    assert "control character" in loaded.notes[0]


@pytest.mark.parametrize("data", [b"", b"  \n ", b"... --- !!!", b"\x89PNG\r\n\x1a\n\0\0", "\u200b\u200b".encode()])
def test_what_holds_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableReport, match=r"^a:"):
        read_bytes(data, source="a")


def test_a_hundred_megabytes_are_refused_without_being_read(tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    with big.open("wb") as file:
        file.truncate(100_000_000)
    tracemalloc.start()
    with pytest.raises(OversizeReport, match=r"100,000,000 bytes, and 20,000,000 .*--max-bytes"):
        read_path(big)
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


def test_the_limit_holds_for_standard_input_too() -> None:
    with pytest.raises(OversizeReport, match="more than 10 bytes"):
        read_stdin(io.BytesIO(b"a" * 50), max_bytes=10)
    assert read_stdin(io.BytesIO(TEXT.encode())).report.source == "stdin"


@pytest.mark.parametrize("name", ["missing.txt", "."])
def test_a_file_that_can_not_be_opened_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableReport, match="can not be read"):
        read_path(tmp_path / name)


@pytest.mark.parametrize(
    ("declared", "text", "language", "noted"),
    [
        ("en", TEXT, "en", False),
        ("fr", TEXT, "en", True),
        ("fr-FR", "12 morts", "fr", False),
        ("xx-nonsense-tag", TEXT, "en", True),
        ("", "12 morts", None, False),
    ],
)
def test_a_declared_language_holds_unless_the_text_is_surely_in_another(
    declared: str, text: str, language: str, *, noted: bool
) -> None:
    page = f'<html lang="{declared}"><body><p>{text}</p></body></html>'
    loaded = read_bytes(page.encode(), source="a")
    assert loaded.report.language == language
    assert any("declares the language" in note for note in loaded.notes) is noted


@settings(deadline=None, max_examples=60)
@given(
    st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)), st.sampled_from([b"", b"<html>", b"%PDF-1.4\n"])
)
def test_bad_bytes_give_a_report_or_a_report_error(data: bytes, start: bytes) -> None:
    try:
        report = read_bytes(start + data, source="a").report
    except ReportError:
        return
    assert report.text.strip()
