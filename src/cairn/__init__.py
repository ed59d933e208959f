"""Cairn reads news reports of armed conflict and political violence and keeps a record of what happened.

>>> import cairn
>>> coding = cairn.code("Iraqi forces killed three militants in Mosul on Friday.", published=date(2024, 3, 15))  # doctest: +SKIP
>>> with cairn.open("cairn.sqlite") as record:  # doctest: +SKIP
...     record.events(country="IQ").to_pandas()
"""

from datetime import date
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from cairn.model import Coding, Report

if TYPE_CHECKING:
    from cairn.notebook import OpenRecord
    from cairn.pipeline import Pipeline

__version__ = version("cairn")
__all__ = ["__version__", "code", "open"]


@cache
def _pipeline() -> "Pipeline":
    from cairn.pipeline import Pipeline

    return Pipeline.default()


def code(
    text: str, *, published: date | None = None, publisher: str | None = None, title: str | None = None, url: str | None = None, language: str | None = None
) -> Coding:
    """Everything Cairn reads out of one text.

    Without `published`, phrases such as "Friday" stay open and `problems` says so. Raises ValueError for an empty text.
    """
    report = Report.of(text, title=title, publisher=publisher, published=published, url=url, language=language)
    return next(iter(_pipeline().code([report]))).coding


def open(at: str | Path = "cairn.sqlite", *, create: bool = True) -> "OpenRecord":  # noqa: A001 - cairn.open reads as it should
    """The record at a path or a URL of PostgreSQL, made anew where there is none and `create` allows it, with its analysis and with answers
    that are frames too. Close it, or use it in a `with`."""
    from cairn.notebook import OpenRecord

    return OpenRecord.open(at, create=create)
