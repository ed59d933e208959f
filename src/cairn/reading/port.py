"""The reader's port: what any reader has to be able to do, so that another one can stand behind it."""

from collections.abc import Sequence
from typing import Protocol

from cairn.model import MentionKind, Reading, Report, Span

Given = Sequence[tuple[MentionKind, Span]]


class Reader(Protocol):
    """Reads reports: `Report -> Reading`.

    `name` names the reader and its version and is stored with every claim. `languages` are the ISO 639-1 codes of the
    languages it reads.
    """

    @property
    def name(self) -> str:
        """Name and version."""
        ...

    @property
    def languages(self) -> frozenset[str]:
        """ISO 639-1 codes."""
        ...

    def read(self, reports: Sequence[Report], given: Sequence[Given] = ()) -> list[Reading]:
        """One reading for every report, in their order.

        `given`, where present, holds for every report the spans that rules have found (dates, numbers, names of the
        registry and the gazetteer): the reader keeps their bounds and decides what they are linked to.
        """
        ...
