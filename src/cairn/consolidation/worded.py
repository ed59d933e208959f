"""The features of a score that compare the words behind two accounts: names, words that tie them together, sites, hours, copies."""

from collections.abc import Iterable
from datetime import timedelta

from rapidfuzz.fuzz import ratio

from cairn.consolidation.names import folded
from cairn.consolidation.passage import LETTERS, LIKE, LOOSE, Passage, by_letter, like_any
from cairn.consolidation.reason import Reason
from cairn.consolidation.side import Side
from cairn.consolidation.weights import reason

#: Reports that come out further apart than this are not news of one event, if both are about it.
ONE_NEWS = timedelta(days=60)


def names(a: Side, b: Side) -> Reason | None:
    """Rare names in both passages beyond the actors and places that are coded: a quarter, a village, a victim."""
    first, second = _rare(a, b), _rare(b, a)
    if not first or not second:
        return None
    there = by_letter(second)
    shared = sorted(n for n in first if like_any(n, there.get(n[0], ())))
    if shared:
        return reason("names", "shared", f"both reports name {', '.join(shared)}")
    return reason("names", "none", f"{', '.join(sorted(first)[:3])} here, {', '.join(sorted(second)[:3])} there")


def _rare(a: Side, b: Side) -> list[str]:
    """The rare names of one passage that are coded in neither event."""
    return [n for n in a.rare if not like_any(n, b.coded.get(n[0], ()))]


def named(name: str | None, passage: Passage) -> bool:
    """Whether a passage has all the longer words of a name, in this spelling or another."""
    words = [w for w in folded(name or "").split() if len(w) >= LETTERS]
    return bool(words) and all(_named(w, passage.names) for w in words)


def _named(word: str, others: Iterable[str]) -> bool:
    return any(word == o or (word[0] == o[0] and ratio(word, o) >= (LIKE if len(word) > LETTERS else LOOSE)) for o in others)


def wording(a: Side, b: Side) -> Reason | None:
    """Words by which the later report goes on from the earlier one, or by which one of the two sets its event off from another."""
    x, y = a.passage, b.passage
    if x.published is None or y.published is None:
        return None
    earlier, later = (x, y) if x.published <= y.published else (y, x)
    if earlier.contrasts != later.contrasts:
        return reason("wording", "contrast", "one report tells its event from another one")
    if (later.follows or later.grown) and earlier.published != later.published:
        return reason("wording", "follow_up", "the later report goes on from an earlier one")
    return None


def sites(a: Side, b: Side) -> Reason | None:
    """Kinds of site in common: a market here and a police station there speak against one event."""
    x, y = a.passage, b.passage
    if not x.sites or not y.sites:
        return None
    shared = sorted(x.sites & y.sites)
    text = f"both tell of: {', '.join(shared)}" if shared else f"{', '.join(sorted(x.sites))} here, {', '.join(sorted(y.sites))} there"
    return reason("sites", "shared" if shared else "none", text)


def hours(a: Side, b: Side) -> Reason | None:
    """Parts of the day, where both name any."""
    x, y = a.passage, b.passage
    if not x.hours or not y.hours:
        return None
    text = f"{', '.join(sorted(x.hours))} and {', '.join(sorted(y.hours))}"
    return reason("hour", "same" if x.hours & y.hours else "other", text)


def late(x: Passage, y: Passage) -> bool:
    """Whether two reports came out too far apart to be news of one event."""
    return x.published is not None and y.published is not None and abs(x.published - y.published) > ONE_NEWS


def copy(a: Side, b: Side) -> Reason | None:
    """One text, shortened or reworded a little, in both reports."""
    x, y = a.passage, b.passage
    if x.report is not None and y.report is not None and x.report.copies(y.report):
        return reason("copy", "copy", "the reports have most of their words in common")
    return None


