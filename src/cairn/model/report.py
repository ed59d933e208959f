"""One text by one publisher at one time."""

import hashlib
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Report:
    """One report, kept whole and never changed. Its id is the SHA-256 of its text, in hexadecimal.

    All offsets in Cairn count Unicode code points of `text`. `source` is where the bytes came from (a path, a URL,
    "stdin"), `sha256` the hash of those bytes. `language` is ISO 639-1.
    """

    id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    language: str | None = None
    url: str | None = None
    source: str | None = None
    sha256: str | None = None

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("report: the text is empty")
        if self.id != text_id(self.text):
            raise ValueError(f"report: id {self.id!r} is not the SHA-256 of the text")

    @classmethod
    def of(
        cls,
        text: str,
        *,
        title: str | None = None,
        publisher: str | None = None,
        published: date | None = None,
        language: str | None = None,
        url: str | None = None,
        source: str | None = None,
        sha256: str | None = None,
    ) -> "Report":
        """The report of a text, its id computed."""
        return cls(text_id(text), text, title, publisher, published, language, url, source, sha256)


def text_id(text: str) -> str:
    """The SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
