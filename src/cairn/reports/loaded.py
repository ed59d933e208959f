"""What reading a report gives: the report, and what had to be changed or guessed on the way."""

from dataclasses import dataclass, fields
from datetime import date

from cairn.model import Report

MAX_BYTES = 20_000_000  # a long book is about 1 MB of text; nothing that is one news report comes near this


@dataclass(frozen=True, slots=True)
class ReportMeta:
    """What somebody who knows says of a report: values from the command line or from a folder's manifest.

    None is "nothing said". `language` is ISO 639-1.
    """

    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    language: str | None = None
    url: str | None = None

    def over(self, other: "ReportMeta") -> "ReportMeta":
        """These values, and where they say nothing, the other's."""
        mine = {field.name: getattr(self, field.name) for field in fields(self)}
        return ReportMeta(**{name: getattr(other, name) if value is None else value for name, value in mine.items()})


NO_META = ReportMeta()


@dataclass(frozen=True, slots=True)
class Extract:
    """The text of one file with what the file itself says of it, before anybody else has been asked."""

    text: str
    stated: ReportMeta = NO_META
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Loaded:
    """A report and the notes of its reading: what was removed, guessed or left open, each a sentence for a person."""

    report: Report
    notes: tuple[str, ...] = ()
