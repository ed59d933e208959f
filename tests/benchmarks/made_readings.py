"""Readings made by hand, and a reader that gives them."""

from typing import Any

from cairn.model import Mark, Reading, Report, Span, Tie


def mark(scheme: Any, label: Any, text: str, words: Any, score: Any = 0.9, kinds: Any = (), nth: Any = 0) -> Any:
    """A mark on the nth place of some words, on the whole text where the words are None."""
    start = 0 if words is None else -1
    for _ in range(nth + 1 if words is not None else 0):
        start = text.index(words, start + 1)
    return Mark(scheme, label, Span.of(text, start, start + len(text if words is None else words)), score, kinds)


def reading_of(text: str, marks: Any = (), ties: Any = (), mentions: Any = (), sentences: Any = ()) -> Any:
    """A reading that holds just these."""
    return Reading(Report.of(text).id, "made by hand", 0.9, tuple(sentences), tuple(mentions), (), tuple(marks), tuple(ties))


def tie(scheme: Any, label: Any, source: Any, target: Any, score: Any = 0.9) -> Any:
    """A tie between two marks by their numbers."""
    return Tie(scheme, label, source, target, score)


class MadeReader:
    """Gives the readings that a function makes of each text."""

    name = "made by hand"
    languages = frozenset({"en"})

    def __init__(self, make: Any) -> None:
        self._make = make

    def read(self, reports: Any, given: Any = ()) -> Any:
        """The readings; what rules have found is of no account."""
        del given
        return [self._make(report.text) for report in reports]
