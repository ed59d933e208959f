"""The text as it is kept: line ends normalised, characters removed that no reader can see. Nothing else is touched."""

import re

LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")  # controls, lone surrogates, stray marks


def cleaned(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with one line feed for every line end and without control characters, and a note where some were removed.

    It stays otherwise whole: no Unicode normalisation, no trimming inside; empty lines at both ends go.
    """
    lined = LINE_ENDS.sub("\n", text)
    kept, removed = UNSEEN.subn("", lined)
    note = (f"{removed} control character(s) were removed from the text",) if removed else ()
    return _trimmed(kept), note


def _trimmed(text: str) -> str:
    return re.sub(r"\A(?:[^\S\n]*\n)+", "", text).rstrip() if text.strip() else ""
