"""What a rule works with: the anchors of the report (`Scene`) and the words that its pattern caught (`Caught`)."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from cairn.linking import count
from cairn.linking.when.stretch import Stretch
from cairn.linking.when.words import UNITS, month_number, part_number, weekday_number

FEW = (2, 6)
"""How many units "a few", "several" and "recent" stand for: at most six, so that days stay within UCDP's two to six days."""


class Unresolved(Exception):
    """A phrase was understood and names no day; `reason` says why ("no_anchor", "duration", ...)."""

    def __init__(self, reason: str) -> None:
        """Keep the reason, such as "no_anchor"."""
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Scene:
    """The days that phrases are counted from: publication, and the text's own last date; `future` turns bare names ahead."""

    published: date | None
    previous: date | None = None
    future: bool = False

    @property
    def now(self) -> date:
        """The day of publication."""
        if self.published is None:
            raise Unresolved("no_anchor")
        return self.published

    @property
    def told(self) -> date:
        """The text's own last date, for what is counted only from there ("two days later")."""
        if self.previous is None:
            raise Unresolved("no_anchor")
        return self.previous

    @property
    def told_or_now(self) -> date:
        """The text's own last date, else publication ("a day earlier")."""
        return self.now if self.previous is None else self.previous

    def at(self, day: date) -> "Scene":
        """The same scene as if published on another day, for the first half of a range."""
        return Scene(day, self.previous)


Read = Callable[[str, Scene], tuple[Stretch, str] | None]


@dataclass(slots=True)
class Caught:
    """The words that a pattern caught, read as what they mean. `inner` gathers the rules that read phrases within."""

    match: re.Match[str]
    read: Read
    inner: list[str] = field(default_factory=list)

    def text(self, slot: str) -> str:
        """The words of a slot, empty where it caught none or the pattern lacks it."""
        named = self.match.groupdict()
        return next((words.strip() for name, words in named.items() if words and name.split("__")[0] == slot), "")

    def number(self, slot: str) -> int:
        """A slot's digits as a number ("3rd" is 3)."""
        return int(re.sub(r"\D", "", self.text(slot)))

    def month(self, slot: str = "month") -> int:
        """A slot's month, 1 to 12."""
        return month_number(self.text(slot))

    def weekday(self, slot: str = "weekday") -> int:
        """A slot's weekday, 0 (Monday) to 6."""
        return weekday_number(self.text(slot))

    def part(self) -> int:
        """The third that the slot `part` means."""
        return part_number(self.text("part"))

    def ordinal(self) -> int:
        """The number of the slot `ordinal`; "last" and its like are -1."""
        word = self.text("ordinal")
        if word in ("last", "final", "closing"):
            return -1
        return 1 if word in ("opening", "initial") else count.ordinal(word) or 1

    def amount(self, slot: str = "n") -> tuple[int, int]:
        """How many units, fewest and most: a bare unit is one, a bare plural a few; of half a unit the caller picks one."""
        words = self.text(slot).removesuffix(" of")
        if not words and self._plural():
            return FEW
        number = 1 if words in ("", "the", "half a", "half an", "a", "an") else count.cardinal(words)
        if number is None and words.endswith("couple"):
            number = 2
        return (number, number) if number is not None else FEW

    def _plural(self) -> bool:
        ends = [self.match.end(name) for name, words in self.match.groupdict().items() if words and name.startswith("unit")]
        return any(self.match.string[end : end + 1] == "s" for end in ends)

    def unit(self) -> tuple[str, int]:
        """The unit of the slot `unit` and how many of it the word holds (a fortnight is two weeks)."""
        return UNITS[self.text("unit")]

    def stretch(self, slot: str, scene: Scene) -> Stretch:
        """The stretch that the phrase in a slot names.

        Raises `Misread` where the phrase within is none of the grammar's, so that the next rule is tried.
        """
        found = self.read(self.text(slot), scene)
        if found is None:
            raise Misread(self.text(slot))
        self.inner.append(found[1])
        return found[0]


class Misread(Exception):
    """The phrase within a phrase was not understood."""
