"""Drafts of one event that a report tells again, joined: "ten people were killed, he said" is the attack of the sentence before."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from cairn.accounts.build import Built, build
from cairn.accounts.cues import any_of
from cairn.accounts.group import Draft, definite, indefinite, nested
from cairn.codebook import Codebook, Family
from cairn.consolidation.alike import alike_types
from cairn.model import Casualty, CasualtyGroup, Linked, LinkKind, Outcome, Place, Role, Status, WhenBasis, WherePrecision

#: Right before an event word, or at the beginning of its sentence: it tells of another event than the one before.
_ANOTHER = re.compile(rf"(?i)\b{any_of('another_like_it')}\s+(?:[\w’'-]+\s+){{0,2}}$")
_APART = re.compile(rf"(?i)\W*{any_of('apart')}\b")
_FINE = (WherePrecision.EXACT, WherePrecision.NEAR)
_COUNTED = (Outcome.KILLED, Outcome.INJURED, Outcome.ABDUCTED, Outcome.ARRESTED)
#: From this toll on the same number told twice is no chance.
TELLING = 2


def joined(built: Sequence[Built], linked: Linked, codebook: Codebook) -> list[Built]:
    """The events of a report, of which those that only tell another again are joined with it; the fuller one is built anew.

    What is told without time and place of its own, or with the same ones, and with the same toll or none, tells nothing that would be
    another event: unless its words say that it is one.
    """
    kept = list(built)
    for one in sorted(built, key=_fullness):
        fuller = [b for b in kept if b is not one and _fullness(b) > _fullness(one) and _retells(one, b, linked, codebook)]
        if one not in kept or not fuller:
            continue
        home = max(fuller, key=lambda b: (_nearness(one, b), _fullness(b)))
        whole = build(_together(home, one, linked), linked, codebook)
        kept = [whole if b is home else b for b in kept if b is not one]
    return kept


def _together(home: Built, one: Built, linked: Linked) -> Draft:
    """The words of both. Time and place stay those of the fuller one where it has them."""
    words = tuple(sorted((*home.draft.words, *one.draft.words), key=lambda w: w.mention.span))
    taken = home.draft.taken & one.draft.taken
    for kind, settled in ((LinkKind.TIME, _dated(home)), (LinkKind.PLACE, _placed(home))):
        if settled:
            taken |= one.draft.links(linked, kind, weak=True).keys() - home.draft.links(linked, kind, weak=True).keys()
    return replace(home.draft, words=words, taken=taken)


def _fullness(built: Built) -> tuple[int, float]:
    """How much of an event is told, and how surely."""
    event = built.event
    return sum((_dated(built), _placed(built), event.main, bool(event.casualties), any(p.role is Role.SIDE_A for p in event.participants))), event.confidence


def _nearness(one: Built, other: Built) -> int:
    """The nearer the words the larger."""
    return -min(a.mention.span.distance(b.mention.span) for a in one.draft.words for b in other.draft.words)


def _dated(built: Built) -> bool:
    return built.event.when.phrase is not None and built.event.when.basis is not WhenBasis.PUBLISHED


def _placed(built: Built) -> bool:
    return built.event.where.name is not None and built.event.where.precision is not WherePrecision.COUNTRY


def _retells(one: Built, full: Built, linked: Linked, codebook: Codebook) -> bool:
    """Whether an event may be one that is told more fully, and nothing says that it is another."""
    a, b = one.event, full.event
    if a.status is not b.status or a.status is not Status.OCCURRED or not _alike(a.type, b.type, codebook) or _says_another(_later(one, full), linked):
        return False
    if not a.when.overlaps(b.when) or not _one_place(a.where, b.where) or not _one_side(one, full):
        return False
    tolls = list(_tolls(a.casualties, b.casualties))
    if not all(same for same, _ in tolls):
        return False
    if any(telling for _, telling in tolls):
        return True
    if any(w.plural for w in (*one.draft.words, *full.draft.words)) or _introduced(one, full, linked):
        return False
    if _dated(one):
        return a.when.start == a.when.end == b.when.start == b.when.end
    return not _placed(one) or (not tolls and not a.main and _wider(a.where, b.where))


def _alike(a: str, b: str, codebook: Codebook) -> bool:
    """Types that one event may be given; only violence is told again in other words."""
    if not (codebook.types[a].violent and codebook.types[b].violent) or (Family.BATTLE in (codebook.types[a].family, codebook.types[b].family) and a != b):
        return a == b
    return a == b or frozenset((a, b)) in alike_types()


def _later(one: Built, other: Built) -> Built:
    return max((one, other), key=lambda b: b.draft.words[0].mention.span)


def _says_another(built: Built, linked: Linked) -> bool:
    """Whether the words before an event's first word say that it is one of several, or of another time."""
    text = linked.report.text
    for word in built.draft.words:
        sentence = linked.reading.sentence_of(word.mention.span)
        start = sentence.start if sentence else 0
        if _ANOTHER.search(text[start : word.mention.span.start]) or _APART.match(text, start):
            return True
    return False


def _introduced(one: Built, other: Built, linked: Linked) -> bool:
    """Whether the later of two events is told as one that was not heard of before ("a blast"), and nowhere as known ("the strike")."""
    words = _later(one, other).draft.words
    return indefinite(words[0], linked) and not any(definite(word, linked) for word in words)


def _one_place(a: Place, b: Place) -> bool:
    if a.name is None or b.name is None:
        return True
    if not nested(a, b):
        return False
    return a.name.lower() == b.name.lower() or not (a.precision in _FINE and b.precision in _FINE)


def _wider(a: Place, b: Place) -> bool:
    """Whether a place is a province or country in which the other one lies."""
    order = list(WherePrecision)
    return b.name is not None and b.country is not None and nested(a, b) and order.index(a.precision) > order.index(b.precision)


def _one_side(one: Built, full: Built) -> bool:
    """Whether no named actor did what another named one did."""
    sides = [{p.actor for p in built.event.participants if p.role is Role.SIDE_A and p.actor} for built in (one, full)]
    return not (sides[0] and sides[1]) or bool(sides[0] & sides[1])


def _tolls(a: Iterable[Casualty], b: Iterable[Casualty]) -> Iterable[tuple[bool, bool]]:
    """For each outcome of which both tell, of others than who did it: whether some figure is the same, and whether it is a telling one."""
    here, there = list(a), list(b)
    for outcome in _COUNTED:
        first, second = (
            {c.best for c in those if c.outcome is outcome and c.group is not CasualtyGroup.SIDE_A and c.best is not None} for those in (here, there)
        )
        if first and second:
            yield bool(first & second), any(n >= TELLING for n in first & second)
