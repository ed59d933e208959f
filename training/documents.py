"""The one shape that every training set is brought into before it becomes windows and tensors."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from cairn.model import LinkKind, MentionKind

Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True)
class EventMark:
    """An annotated event: its words (the first is the one that tells it most directly), and what is linked to them.

    None is "not annotated in this set" and takes no part in the loss. `links` are the spans in each role;
    `links_complete` says whether a span without a role is known to have none, but for `unsure` roles, which a second reader gave.
    """

    words: tuple[Offsets, ...]
    type: str | None = None
    status: str | None = None
    main: bool | None = None
    links: tuple[tuple[LinkKind, Offsets], ...] = ()
    links_complete: bool = False
    unsure: tuple[tuple[LinkKind, Offsets], ...] = ()


@dataclass(frozen=True, slots=True)
class Schemes:
    """The labels of other annotation schemes than Cairn's own, by the head that learns them (`cairn.reading.labels`).

    `spans` are (head, label, place); `unsure` places take no part in a head's loss. `flags` are (head, place, right labels): at the
    place's first piece every label of the head is right or wrong; None is the whole text, said in no word. Heads in `complete` have
    no other spans and flags. `ties` are (label, source, target) between spans; of the pairs of spans of a head in `tied` the others
    are wrong. `stretches` are (head, place, right labels). `reported` says whether the text has a template of MUC-4.
    """

    spans: tuple[tuple[str, str, Offsets], ...] = ()
    unsure: tuple[tuple[str, Offsets], ...] = ()
    flags: tuple[tuple[str, Offsets | None, frozenset[str]], ...] = ()
    complete: frozenset[str] = frozenset()
    ties: tuple[tuple[str, Offsets, Offsets], ...] = ()
    tied: tuple[str, ...] = ()
    stretches: tuple[tuple[str, Offsets, frozenset[str]], ...] = ()
    reported: bool | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One annotated text. `complete` are the kinds of which every mention is marked, so that the rest is outside.

    `told` is the type of the event that the text mainly tells. `unsure` are mentions that only a second reader marked: neither right
    nor wrong.
    """

    set: str
    id: str
    text: str
    spans: tuple[tuple[MentionKind, Offsets], ...] = ()
    complete: frozenset[MentionKind] = frozenset()
    events: tuple[EventMark, ...] = ()
    relations: tuple[tuple[LinkKind, Offsets, Offsets], ...] = ()
    relations_complete: bool = False
    groups: tuple[tuple[Offsets, str], ...] = ()
    relevant: bool | None = None
    weight: float = 1.0
    told: str | None = None
    unsure: tuple[tuple[MentionKind, Offsets], ...] = ()
    schemes: "Schemes" = field(default_factory=Schemes)


def meet(a: Offsets, b: Offsets) -> bool:
    """Whether two places share a character."""
    return a[0] < b[1] and b[0] < a[1]


def occurrences(quote: str, text: str) -> list[Offsets]:
    """Every whole-word place of a quote in a text; "quote##2" is the second place only."""
    quote, _, number = quote.partition("##")
    pattern = ("(?<!\\w)" if re.match(r"\w", quote) else "") + re.escape(quote) + ("(?!\\w)" if re.search(r"\w$", quote) else "")
    found = [match.span() for match in re.finditer(pattern, text)]
    return found[int(number) - 1 : int(number)] if number else found


def nearest(quote: str, text: str, anchor: Offsets) -> Offsets | None:
    """The place of a quote that lies nearest to an anchor."""
    places = occurrences(quote, text)
    return min(places, key=lambda place: max(place[0] - anchor[1], anchor[0] - place[1], 0), default=None)


def joined(tokens: Iterable[str]) -> tuple[str, list[Offsets]]:
    """A text of tokens with plain spacing, and each token's offsets in it."""
    text, offsets = "", []
    opening = False
    for token in tokens:
        if text and not opening and not re.fullmatch(r"[.,;:!?%)\]’”]|'s|’s|n't|n’t", token):
            text += " "
        offsets.append((len(text), len(text) + len(token)))
        text += token
        opening = token in ("(", "[", "$", "“", "‘")
    return text, offsets
