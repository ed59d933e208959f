"""How far two readers of the same passages agree: `python -m training.agreement`.

`passages/*.yaml` is the first reading, `second/*.yaml` an independent second one of the same texts, made without sight of the first:
per passage id `relevant` and `events` in the same words, without spans and relations. Events are paired where they share a word of
the text. Printed are F1 of events and of every role between the two readings (neither is taken for right), and percent agreement
with Cohen's kappa for type, status, main and relevance.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from training.documents import Offsets, meet, occurrences
from training.sets import OUTCOMES, ROLES, entries

HERE = Path(__file__).parent
CHOICES = ("type", "status", "main")


@dataclass(slots=True)
class Counts:
    """Both readings' items of one kind, and those that they share."""

    first: int = 0
    second: int = 0
    shared: int = 0

    def add(self, first: int, second: int, shared: int) -> None:
        """Count some more."""
        self.first, self.second, self.shared = self.first + first, self.second + second, self.shared + shared

    @property
    def f1(self) -> float:
        """In per cent."""
        return 200 * self.shared / (self.first + self.second) if self.first + self.second else 100.0


@dataclass(slots=True)
class Agreement:
    """What two readings share."""

    passages: int = 0
    items: dict[str, Counts] = field(default_factory=dict)
    choices: dict[str, Counter[tuple[str, str]]] = field(default_factory=dict)

    def count(self, name: str, first: int, second: int, shared: int) -> None:
        """Items of one kind."""
        self.items.setdefault(name, Counts()).add(first, second, shared)

    def choose(self, name: str, first: object, second: object) -> None:
        """One choice of each reader for the same thing."""
        self.choices.setdefault(name, Counter())[str(first), str(second)] += 1


def kappa(choices: Counter[tuple[str, str]]) -> float:
    """Cohen's kappa: agreement beyond what the readers' habits alone would give.

    >>> kappa(Counter({("a", "a"): 20, ("a", "b"): 5, ("b", "a"): 10, ("b", "b"): 15}))
    0.4
    """
    total = sum(choices.values())
    first, second = Counter[str](), Counter[str]()
    for (a, b), n in choices.items():
        first[a] += n
        second[b] += n
    observed = sum(n for (a, b), n in choices.items() if a == b) / total
    expected = sum(first[label] * second[label] for label in first) / total**2
    return round((observed - expected) / (1 - expected), 3) if expected < 1 else 1.0


def compare(first: dict[str, Any], second: dict[str, Any], agreement: Agreement) -> None:
    """Count one passage: the first reading with its text, the second without."""
    text = first["text"]
    agreement.passages += 1
    agreement.choose("relevant", bool(first["relevant"]), bool(second["relevant"]))
    ours, theirs = first.get("events") or [], second.get("events") or []
    pairs = list(_pairs(text, ours, theirs))
    agreement.count("event", len(ours), len(theirs), len(pairs))
    for mine, other in pairs:
        for name in CHOICES:
            agreement.choose(name, mine[name], other[name])
        for role in ROLES:
            agreement.count(role, *_shared(text, mine.get(role) or [], other.get(role) or []))
        for outcome in OUTCOMES:
            agreement.count(outcome, *_shared(text, _numbers(mine, outcome), _numbers(other, outcome)))


def _numbers(event: dict[str, Any], outcome: str) -> list[str]:
    return [str(c["number"]) for c in event.get("casualties") or [] if c["outcome"] == outcome and c.get("number") is not None]


def _pairs(text: str, ours: Sequence[dict[str, Any]], theirs: Sequence[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Events of both readings that share a word, those first that share the word that tells it most directly."""
    scores = [(_closeness(text, a, b), -i, -j) for i, a in enumerate(ours) for j, b in enumerate(theirs)]
    taken: set[tuple[str, int]] = set()
    for score, i, j in sorted(scores, reverse=True):
        if score and not {("ours", i), ("theirs", j)} & taken:
            taken |= {("ours", i), ("theirs", j)}
            yield ours[-i], theirs[-j]


def _closeness(text: str, a: dict[str, Any], b: dict[str, Any]) -> int:
    words = [[_places(text, [e["word"]]), _places(text, e.get("also") or [])] for e in (a, b)]
    rank = ((0, 0, 3), (0, 1, 2), (1, 0, 2), (1, 1, 1))
    return max(score if _meet(words[0][i], words[1][j]) else 0 for i, j, score in rank)


def _places(text: str, quotes: Sequence[str]) -> list[Offsets]:
    return [place for quote in quotes for place in occurrences(quote, text)[:1]]


def _meet(a: Sequence[Offsets], b: Sequence[Offsets]) -> bool:
    return any(meet(x, y) for x in a for y in b)


def _shared(text: str, ours: Sequence[str], theirs: Sequence[str]) -> tuple[int, int, int]:
    """How many different phrases each reading has in a role, and how many of them have a partner that shares a word of the text."""
    mine, other = ([[*occurrences(q, text)] for q in dict.fromkeys(quotes)] for quotes in (ours, theirs))
    free = list(range(len(other)))
    shared = 0
    for places in mine:
        partner = next((j for j in free if _meet(places, other[j])), None)
        if partner is not None:
            free.remove(partner)
            shared += 1
    return len(mine), len(other), shared


def measure(first: Path = HERE / "passages", second: Path = HERE / "second") -> Agreement:
    """The agreement over all passages that both folders hold."""
    again: dict[str, dict[str, Any]] = {e["id"]: e for path in sorted(second.glob("*.yaml")) for e in entries(path)}
    agreement = Agreement()
    for path in sorted(first.glob("*.yaml")):
        for entry in entries(path):
            if entry["id"] in again:
                compare(entry, again[entry["id"]], agreement)
    return agreement


def table(agreement: Agreement) -> str:
    """The agreement as a table in Markdown."""
    rows = [f"| {name} | {c.first} | {c.second} | F1 {c.f1:.1f} | |" for name, c in agreement.items.items()]
    for name, choices in agreement.choices.items():
        total = sum(choices.values())
        same = 100 * sum(n for (a, b), n in choices.items() if a == b) / total
        rows.append(f"| {name} | {total} | {total} | {same:.1f} % | kappa {kappa(choices):.2f} |")
    return "\n".join(["| what | first | second | agree | |", "|---|---|---|---|---|", *rows])


if __name__ == "__main__":
    found = measure()
    print(f"{found.passages} passages read twice\n\n{table(found)}")
