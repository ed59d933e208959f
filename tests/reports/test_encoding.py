"""Bytes to characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.reports.clean import cleaned
from cairn.reports.encoding import declared_in_page, decoded

DAGESTAN = "Боевики убили двенадцать человек в селе на юге Дагестана в пятницу, сообщили власти."
MALI = "قتل مسلحون اثني عشر شخصا في قرية شمال مالي يوم الجمعة"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("O ataque matou três pessoas em São Paulo, disse a polícia.", "cp1252"),
        ("Ärzte töteten", "latin-1"),
        ("“Gunmen” killed", "cp1252"),
        ("Zbrojni zabili dwanaście osób w Łodzi", "cp1250"),
        (DAGESTAN, "cp1251"),
        (DAGESTAN, "koi8-r"),
        (MALI, "cp1256"),
    ],
)
def test_an_undeclared_encoding_is_guessed_and_told(text: str, encoding: str) -> None:
    read, notes = decoded(text.encode(encoding))
    assert read == text
    assert "not declared" in notes[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le"])
def test_unicode_is_read_without_a_note(encoding: str) -> None:
    assert decoded("Gunmen in São Paulo".encode(encoding)) == ("Gunmen in São Paulo", ())


def test_a_declared_charset_is_believed() -> None:
    assert decoded(DAGESTAN.encode("koi8-r"), charset="KOI8-R") == (DAGESTAN, ())


def test_valid_utf8_is_believed_over_a_declared_charset() -> None:
    text, notes = decoded("São Paulo".encode(), charset="windows-1252")
    assert text == "São Paulo"
    assert "valid UTF-8" in notes[0]


@pytest.mark.parametrize("charset", ["no-such-charset", "", "hex", "utf-8\x00", "rot13"])
def test_a_charset_that_is_none_is_passed_over(charset: str) -> None:
    assert decoded("São Paulo".encode(), charset=charset)[0] == "São Paulo"


def test_mixed_encodings_are_both_read() -> None:
    text, notes = decoded("Gunmen in São Paulo. Três mortos.".encode() + " Três feridos.".encode("cp1252"))
    assert text == "Gunmen in São Paulo. Três mortos. Três feridos."
    assert "mixed encodings" in notes[0]


@pytest.mark.parametrize(
    ("page", "charset"),
    [
        (b'<meta charset="windows-1252">', "windows-1252"),
        (b"<META http-equiv='Content-Type' content='text/html; charset=koi8-r'>", "koi8-r"),
        (b"<?xml version='1.0' encoding='utf-8'?>", "utf-8"),
        (b"<p>charset=utf-8</p>", None),
    ],
)
def test_a_page_declares_its_charset(page: bytes, charset: str | None) -> None:
    assert declared_in_page(page) == charset


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "utf-16", "ascii", "shift_jis", "nonsense"]))
def test_no_bytes_are_an_error(data: bytes, charset: str | None) -> None:
    text, _ = decoded(data, charset=charset)
    cleaned(text)[0].encode()


@pytest.mark.parametrize(
    ("raw", "clean", "removed"),
    [
        ("a\r\nb\rc\u2028d\x0ce", "a\nb\nc\nd\ne", 0),
        ("a\x00b\x07c\x9bd\ufeff", "abcd", 4),
        ("\n \n  a\tb  \n\n", "  a\tb", 0),
        ("e\u0301 \u200fع", "e\u0301 \u200fع", 0),
        ("a\ud800b", "ab", 1),
    ],
)
def test_the_text_is_kept_whole_but_for_what_nobody_can_see(raw: str, clean: str, removed: int) -> None:
    text, notes = cleaned(raw)
    assert text == clean
    assert notes == ((f"{removed} control character(s) were removed from the text",) if removed else ())


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once, _ = cleaned(text)
    assert cleaned(once) == (once, ())
