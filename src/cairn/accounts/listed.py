"""Numbers that stand in one list count people beside each other and add up: "two soldiers and three policemen", "a chief and six of his men"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cairn.accounts.cues import any_of
from cairn.codebook import Codebook
from cairn.model import Casualty, CasualtyGroup, Linked, MentionKind, Outcome

#: What stands between the people of one number and the next number of its list.
_NEXT = re.compile(r"(?i)^(?P<who>[^.;:()\"“”]*?\w)\s*(?P<link>,\s*(?:and|as well as|along with)\b|,|\b(?:and|as well as|along with|together with|plus)\b)\s*(?P<whose>(?:his|her|their|its|the|another|also|some)?)\s*$")
#: Words that begin a clause of their own: what comes after is no next item.
_CLAUSE = re.compile(rf"(?i)\b{any_of('clause')}\b")
#: What sets those that are told after it apart from those told before ("two in Goma and three in Beni").
_APART = (MentionKind.PLACE, MentionKind.TIME)
#: Words that may stand between the people of two numbers.
_MOST = 7
#: A list ends with one of these.
_ENDS_WITH = ("and", "as well as", "along with", "together with", "plus")


@dataclass(frozen=True, slots=True)
class Item:
    """A number that an event's words are linked to: its mention, and what it says."""

    mention: int
    casualty: Casualty


def added(items: Sequence[Item], linked: Linked, codebook: Codebook) -> list[tuple[tuple[int, ...], Casualty]]:
    """The figures, in the order of the first number of each: those of one list and one group added up, the others as they are.

    Where the first number of a list is the sum of the others it holds them ("five people, a soldier and four farmers"), and of its own group it stands alone.
    """
    found: list[tuple[tuple[int, ...], Casualty]] = []
    for outcome in dict.fromkeys(item.casualty.outcome for item in items):
        ordered = sorted((i for i in items if i.casualty.outcome is outcome), key=lambda i: linked.reading.mentions[i.mention].span)
        for chain in _chains(ordered, linked, codebook):
            found += _figures(chain)
    return sorted(found, key=lambda row: (list(Outcome).index(row[1].outcome), row[0]))


def _chains(items: Sequence[Item], linked: Linked, codebook: Codebook) -> Iterator[list[Item]]:
    """Items one after the other in one list; a list ends with "and"."""
    run: list[Item] = []
    links: list[str] = []
    for item in items:
        link = _link(run[-1], item, linked, codebook) if run else None
        if run and link is None:
            yield from _closed(run, links)
            run, links = [], []
        elif link is not None:
            links.append(link)
        run.append(item)
    yield from _closed(run, links)


def _closed(run: list[Item], links: list[str]) -> Iterator[list[Item]]:
    """A run up to the last "and" as one list; what comes after it by itself."""
    last = max((n for n, link in enumerate(links, start=1) if link.lower().strip(" ,") in _ENDS_WITH), default=0)
    if last:
        yield run[: last + 1]
    yield from ([item] for item in run[last + 1 if last else 0 :])


def _link(one: Item, other: Item, linked: Linked, codebook: Codebook) -> str | None:
    return in_list(one.mention, other.mention, linked, codebook) if one.casualty.said_by == other.casualty.said_by else None


def in_list(one: int, other: int, linked: Linked, codebook: Codebook) -> str | None:
    """What joins two numbers, one after the other, in one list: "and", or a comma; None where they stand in none."""
    first, second = (linked.reading.mentions[number].span for number in (one, other))
    between = linked.report.text[first.end : second.start]
    found = _NEXT.match(between)
    if any(m.kind in _APART and first.end <= m.span.start < second.start for m in linked.reading.mentions):
        return None
    if found is None or len(found["who"].split()) > _MOST or _CLAUSE.search(found["who"]) or codebook.outcomes_in(found["who"]):
        return None
    return found["link"]


def _figures(chain: Sequence[Item]) -> Iterator[tuple[tuple[int, ...], Casualty]]:
    first, rest = chain[0], chain[1:]
    if rest and first.casualty.best is not None and first.casualty.best == sum(item.casualty.best or 0 for item in rest):
        yield ((first.mention,), first.casualty)
        chain = [item for item in rest if item.casualty.group is not first.casualty.group]
    groups: dict[CasualtyGroup, list[Item]] = {}
    for item in chain:
        groups.setdefault(item.casualty.group, []).append(item)
    for those in groups.values():
        total = those[0].casualty
        for item in those[1:]:
            total = _sum(total, item.casualty)
        yield tuple(item.mention for item in those), total


def _sum(a: Casualty, b: Casualty) -> Casualty:
    low, best, high = (None if x is None or y is None else x + y for x, y in ((a.low, b.low), (a.best, b.best), (a.high, b.high)))
    return Casualty(a.outcome, a.group, low, best, high, a.said_by)
