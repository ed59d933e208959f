"""Bytes to characters: never an error, and a note wherever something was guessed."""

import codecs
import re

from charset_normalizer import from_bytes

from cairn.reports.sniff import bare_utf16, bom_of

SAMPLE = 200_000  # bytes shown to the guesser, which takes seconds on a long file
WESTERN = set("“”‘’„‚«»‹›–—…•·§°€£©®™ºª¿¡ \xad")  # what Western text holds beside its letters
WESTERN |= {chr(code) for code in range(0xC0, 0x100)} - set("×÷ÐÞðþ") | set("ŒœŠšŽžŸ")
# Seen when another encoding is read as Windows-1252: capitals inside a word, signs of money or law stuck to letters.
MISREAD = re.compile(r"[a-zà-ÿ][À-ÞŠŽ]|[£§][A-Za-z][a-z]|œ(?!u)|[A-Za-z][£¥§]")
PLAUSIBLE = [
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "koi8_r", "koi8_u", "gb18030", "big5", "shift_jis",
    "euc_jp", "euc_kr", "iso8859_2", "iso8859_5", "iso8859_6", "iso8859_9", "cp866", "cp874",
]  # fmt: skip
META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
XML_ENCODING = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)


def decoded(data: bytes, *, charset: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text, and notes on what was guessed.

    A byte order mark wins, then valid UTF-8 (text in another encoding is practically never valid UTF-8), then the declared
    charset, then a guess. As browsers do (WHATWG Encoding), ISO-8859-1 and ASCII are read as Windows-1252.
    """
    if (marked := bom_of(data)) or (marked := bare_utf16(data)):
        return _lenient(data, marked)
    declared = _known(charset)
    try:
        return data.decode("utf-8"), _contradiction(data, declared)
    except UnicodeDecodeError:
        return _not_utf8(data, declared=declared)


def declared_in_page(data: bytes) -> str | None:
    """The charset that an HTML or XHTML page declares in its first 4,096 bytes."""
    found = META_CHARSET.search(data, 0, 4_096) or XML_ENCODING.search(data, 0, 4_096)
    return found[1].decode("ascii") if found else None


def _known(charset: str | None) -> str | None:
    """Python's name of a declared charset, None where nothing of that name is an encoding of text."""
    try:
        name = codecs.lookup(charset or "").name
        "".encode(name)
    except (LookupError, ValueError, TypeError):  # TypeError: Python's bytes-to-bytes codecs
        return None
    return "cp1252" if name in {"iso8859-1", "ascii"} else name


def _contradiction(data: bytes, declared: str | None) -> tuple[str, ...]:
    if declared in {None, "utf-8"} or data.isascii():
        return ()
    return (f"the page declares {declared}, but its bytes are valid UTF-8 and were read so",)


def _not_utf8(data: bytes, *, declared: str | None) -> tuple[str, tuple[str, ...]]:
    if declared and declared != "utf-8":
        return _lenient(data, declared)
    if (mixed := _mostly_utf8(data)) is not None:
        return mixed
    guess = _guess(data)
    text, notes = _lenient(data, guess)
    return text, (f"the encoding is not declared; read as {guess}, by the look of the bytes", *notes)


def _lenient(data: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    text = data.decode(encoding, errors="replace").removeprefix("\ufeff")
    lost = text.count("\ufffd")
    return text, (f"{lost} character(s) are not valid {encoding} and were replaced by U+FFFD",) if lost else ()


def _mostly_utf8(data: bytes) -> tuple[str, tuple[str, ...]] | None:
    """UTF-8 with stray bytes of Windows-1252 in it, as when two files were pasted together; None where it is not that."""
    text = data.decode("utf-8", errors="surrogateescape")
    stray = sum("\udc80" <= char <= "\udcff" for char in text)
    good = sum(char > "\x7f" for char in text) - stray
    if good < stray:
        return None
    mended = re.sub("[\udc80-\udcff]", lambda hit: bytes([ord(hit[0]) - 0xDC00]).decode("cp1252", errors="replace"), text)
    return mended, (f"mixed encodings: {stray} byte(s) that are not UTF-8 were read as Windows-1252",)


def _guess(data: bytes) -> str:
    if _looks_western(data[:SAMPLE]):
        return "cp1252"
    best = from_bytes(data[:SAMPLE], cp_isolation=PLAUSIBLE).best()
    return best.encoding if best else "cp1252"


def _looks_western(data: bytes) -> bool:
    """Whether Windows-1252 gives the letters and signs of Western text; the guesser alone errs on short texts.

    Western text is mostly ASCII; Cyrillic or Arabic read as Windows-1252 is mostly not.
    """
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    high = [char for char in text if char > "\x7f"]
    return len(high) <= 0.2 * len(text) and WESTERN.issuperset(high) and not MISREAD.search(text)
