"""How many were killed, hurt or taken: the numbers that an event's words are linked to."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from cairn.accounts.counted import counted
from cairn.accounts.cues import any_of
from cairn.accounts.group import Draft, best_when
from cairn.accounts.listed import Item, added, in_list
from cairn.accounts.sides import FIGHTERS, Part, as_people
from cairn.accounts.speakers import speaker_of
from cairn.codebook import Codebook
from cairn.model import (
    Actor,
    ActorKind,
    Casualty,
    CasualtyGroup,
    Claim,
    ClaimField,
    Count,
    Linked,
    LinkKind,
    Mention,
    MentionKind,
    Outcome,
    Role,
    Span,
    Status,
    When,
)

_OUTCOMES = {
    LinkKind.KILLED: Outcome.KILLED, LinkKind.INJURED: Outcome.INJURED, LinkKind.ABDUCTED: Outcome.ABDUCTED,
    LinkKind.ARRESTED: Outcome.ARRESTED, LinkKind.MISSING: Outcome.MISSING,
}  # fmt: skip
#: A number with these words before or after it is part of another number that stands beside it.
_PART_BEFORE = re.compile(r"(?i)\b(?:including|among them|of whom|of them|among whom|includes?|included)(?:\s+\w+)?[\s,(–—-]*$")
_PART_AFTER = re.compile(r"(?i)^\s*(?:of\s+(?:them|whom|those|the\s+(?:dead|victims|wounded|injured|killed))|were\s+(?:women|children)|(?:women|children)\s+among)\b")
#: So many are killed or hurt by no event without a word that says so.
MANY = 50
#: Figures of so long a time are no event's.
LONG = timedelta(days=62)
#: What the link of a number is worth that the reader did not see.
UNLINKED = 0.5
#: Characters before and after a number in which its outcome is looked for.
BEFORE, AFTER = 14, 45
#: Right before a number that tells the whole toll ("put the death toll at", "the toll rose to").
_TOLL = re.compile(r"(?i)\btoll\b(?:\s+(?:at|to|of|is|was|stands|stood|had|has|rose|risen|climbed|reached|increased|now|currently|from|around|about|over|more|than|least))*\s+$")
#: Words after a number among which the noun stands that it counts.
HEAD = 2
#: Right before a number that is feared, and told of nobody ("the toll could pass 20").
_FEARED = re.compile(r"(?i)\b(?:could|may|might|would|feared\s+to|likely\s+to|expected\s+to)\s+(?:well\s+|yet\s+|still\s+)?(?:be|pass|exceed|reach|top|surpass|rise|climb|go|increase)\s+(?:as\s+high\s+as\s+|(?:up\s+)?to\s+|above\s+|beyond\s+|past\s+|over\s+)?$")
#: Right before a number of those with or against whom was fought.
_FOUGHT = re.compile(rf"(?i)\b(?:{any_of('fought')}|between\s[^.;]{{1,30}}\band)\s+(?:(?:about|around|some|at|least|nearly|over|more|than|roughly|approximately|an?|estimated)\s+)*$")
#: Between a number and a time: all since then.
_SINCE = re.compile(r"(?i)\bsince\s(?:[\w’'-]+\s+)?[^.;,]*$")
_OTHERS = re.compile(r"(?i)\s*(?:others?|more)\b")
_CLAUSE_END = re.compile(r"[.,;:()]|\b(?:and|when|while|where|after|before|by|because|until)\b|\d")
#: Right before a number it is an age, or may be one; right after it nothing begins that it could count.
_AGED, _OF = re.compile(r"(?i)\baged?(?:\s+of)?\s+$"), re.compile(r"(?i)\b(?:an?|one|the|his|her|their|another)\s+(?P<who>(?:[\w'’-]+\s+){1,3})of\s+$")
_COUNTS_NONE = re.compile(r"(?i)\s*(?:$|[.,;:)]|(?:and|as|by|from|had|has|in|is|near|on|outside|was|were|when|who|whose|with)\b)")
#: Words that say that the person whom an event was aimed at died in it, or was taken.
_FATES = (
    (Outcome.KILLED, re.compile(r"(?i)\b(?:kill(?:s|ed|ing)?|death|died|dead|slain|assassinat\w+|eliminat\w+|neutraliz\w+|shot dead|beheaded|execut\w+|murder\w*)\b")),
    (Outcome.ABDUCTED, re.compile(r"(?i)\b(?:kidnap\w*|abduct\w*)\b")),
    (Outcome.ARRESTED, re.compile(r"(?i)\b(?:arrest\w*|detain\w*|captur\w*)\b")),
)


@dataclass(frozen=True, slots=True)
class Toll:
    """One number of one outcome for one group, where it stands, and how sure the link is."""

    casualty: Casualty
    spans: tuple[Span, ...]
    score: float


def toll_claims(draft: Draft, linked: Linked, codebook: Codebook, parts: list[Part], rule: str) -> list[Claim]:
    """The claims about an event's casualties: each stated number, then the singular target or victim whose fate is told in words. What is
    only planned or threatened has met nobody yet."""
    if draft.status in (Status.PLANNED, Status.THREATENED):
        return []
    tolls = list(_stated(draft, linked, codebook, parts))
    tolls += [t for t in _fates(draft, linked, parts) if not any(t.casualty.outcome is s.casualty.outcome for s in tolls)]
    tolls = [_regrouped(t, tolls) for t in tolls]
    return [Claim(ClaimField.CASUALTY, t.casualty, t.spans, t.score, rule, t.casualty.said_by) for t in tolls]


def _regrouped(toll: Toll, tolls: list[Toll]) -> Toll:
    """A number without a group as that of the one group for which the same number is told."""
    casualty = toll.casualty
    if casualty.group is not CasualtyGroup.UNKNOWN:
        return toll
    same = {
        t.casualty.group for t in tolls
        if t.casualty.group is not CasualtyGroup.UNKNOWN and t.casualty.outcome is casualty.outcome and t.casualty.best == casualty.best and t.casualty.low == casualty.low
    }  # fmt: skip
    return replace(toll, casualty=replace(casualty, group=same.pop())) if len(same) == 1 else toll


def _stated(draft: Draft, linked: Linked, codebook: Codebook, parts: list[Part]) -> Iterator[Toll]:
    taken: dict[int, tuple[Outcome, float]] = {}
    for kind, outcome in _OUTCOMES.items():
        for i, score in draft.links(linked, kind).items():
            if score > taken.get(i, (outcome, 0.0))[1]:
                taken[i] = (outcome, score)
    beside = () if draft.listed is not None else _told_beside(draft, linked, codebook)
    taken |= {i: (outcome, UNLINKED) for i, outcome in beside if i not in taken}
    items = []
    for i, (linked_outcome, _) in sorted(taken.items()):
        mention, count = linked.reading.mentions[i], linked.counts.get(i)
        outcome = _worded(linked, i, codebook) or linked_outcome
        if count is None or not count.known or _is_part(linked, mention) or _counts_no_casualty(linked, mention, codebook) or _is_age(linked, mention, codebook):
            continue
        if _FEARED.search(linked.report.text, max(0, mention.span.start - 60), mention.span.start):
            continue
        if _told_elsewhere(linked, i, draft, codebook) or _counts_fighters(linked, mention, codebook):
            continue
        said_by = speaker_of(linked, mention.span, draft)
        items.append(Item(i, Casualty(outcome, _group(linked, i, codebook, parts), count.low, count.best, count.high, said_by)))
    for mentions, casualty in added(items, linked, codebook):
        yield Toll(casualty, tuple(span for i in mentions for span in _spans(linked, i)), min(taken[i][1] for i in mentions))


def _spans(linked: Linked, number: int) -> tuple[Span, ...]:
    """A number, and whom it counts."""
    who = counted(linked, number)
    return (linked.reading.mentions[number].span, *([linked.reading.mentions[who].span] if who is not None else []))


def _told_beside(draft: Draft, linked: Linked, codebook: Codebook) -> Iterator[tuple[int, Outcome]]:
    """Numbers of people that the reader linked to nothing, beside a word for an outcome ("killed one person") in a sentence in which no
    other event is told."""
    words = {word.index for word in draft.words}
    for i, mention in linked.of_kind(MentionKind.NUMBER):
        sentence = linked.reading.sentence_of(mention.span)
        told = {j for j, m in linked.of_kind(MentionKind.EVENT) if sentence is not None and sentence.covers(m.span)}
        if not told or not told <= words or not (_worded_before(linked, i, codebook) or counted(linked, i) is not None):
            continue
        outcome = _worded(linked, i, codebook)
        if outcome is not None:
            yield i, outcome


def _worded(linked: Linked, number: int, codebook: Codebook) -> Outcome | None:
    """The outcome that the words beside a number say: right before it ("wounding more than 100"), else after it in its clause, else after
    the last number of its list ("ten soldiers and 19 rebels died")."""
    before, after = _around(linked, linked.reading.mentions[number])
    for words, last in ((before, True), (after, False)):
        found = sorted(codebook.outcomes_in(words), key=lambda row: row[1], reverse=last)
        if found:
            return found[0][0]
    following = next((i for i, m in linked.of_kind(MentionKind.NUMBER) if m.span.start > linked.reading.mentions[number].span.start), None)
    if following is not None and in_list(number, following, linked, codebook) is not None and not _worded_before(linked, following, codebook):
        return _worded(linked, following, codebook)
    return None


def _worded_before(linked: Linked, number: int, codebook: Codebook) -> bool:
    return bool(codebook.outcomes_in(_around(linked, linked.reading.mentions[number])[0]))


def _told_elsewhere(linked: Linked, number: int, draft: Draft, codebook: Codebook) -> bool:
    """Whether a number stands in a sentence without a word of the event, which tells of another time only ("In June the group killed 54
    soldiers"), of years ("have kidnapped thousands in recent years"), of a whole war, or of nobody's fate ("18,000 had camped there since the fighting")."""
    when, sentence = best_when(draft, linked), linked.reading.sentence_of(linked.reading.mentions[number].span)
    if sentence is None:
        return False
    if when is not None and _is_since(linked, number, when, sentence):
        return True
    here = [sentence.covers(word.mention.span) for word in draft.words]
    if not all(here) and codebook.tells_habit(sentence.quote):
        return True
    if any(here):
        count = linked.counts.get(number)
        return count is not None and (count.best or count.low or 0) >= MANY and not codebook.outcomes_in(sentence.quote)
    if not codebook.outcomes_in(sentence.quote) or codebook.tells_of_war(sentence.quote) or (when is not None and _lasts(when)):
        return True
    told = [linked.whens[i] for i, m in linked.of_kind(MentionKind.TIME) if i in linked.whens and linked.whens[i].known and sentence.covers(m.span)]
    return when is not None and bool(told) and not any(when.overlaps(one) and not _is_long(one, when) for one in told)


def _is_since(linked: Linked, number: int, when: When, sentence: Span) -> bool:
    """Whether a number is told of all the time since before an event ("raids that have killed 26 since 25 February")."""
    start = linked.reading.mentions[number].span.end
    after = ((linked.whens[i], m.span) for i, m in linked.of_kind(MentionKind.TIME) if i in linked.whens and m.span.start >= start and sentence.covers(m.span))
    return any(
        told.start is not None and when.start is not None and told.start < when.start and _SINCE.search(linked.report.text[start : span.end])
        for told, span in after
    )  # fmt: skip


def _lasts(when: When) -> bool:
    """Whether a stretch is so long that it has numbers of its own sentences alone ("has been fighting for the past decade")."""
    return when.start is not None and when.end is not None and when.end - when.start > LONG


def _is_long(told: When, when: When) -> bool:
    """Whether a stretch is a period in which an event of a day is one of many ("since the 1960s")."""
    if when.start is None or when.start != when.end or told.start is None:
        return False
    return (told.end or when.start) - told.start > LONG


def _counts_no_casualty(linked: Linked, mention: Mention, codebook: Codebook) -> bool:
    """Whether a number counts things ("derailing nine coaches"), or people whom the words nearest to it say to have come off
    ("rescued over 300 passengers")."""
    before, after = _around(linked, mention)
    first = " ".join(after.split()[:HEAD])
    if first and codebook.names_thing(first):
        return True
    saved = codebook.spared_in(before)
    if saved is not None:
        return all(end <= saved[1] for _, _, end in codebook.outcomes_in(before))
    found = codebook.spared_in(after)
    return found is not None and all(start >= found[0] for _, start, _ in codebook.outcomes_in(after)) and not codebook.outcomes_in(before)


def _counts_fighters(linked: Linked, mention: Mention, codebook: Codebook) -> bool:
    """Whether a number counts those who fought, and no word near it tells their fate ("a firefight with about 10 armed men")."""
    before, after = _around(linked, mention)
    start = mention.span.start
    told = codebook.outcomes_in(before) or codebook.outcomes_in(after)
    return not told and not _OTHERS.match(after) and _FOUGHT.search(linked.report.text, max(0, start - 40), start) is not None


_ONE_PERSON = re.compile(rf"(?i)\b{any_of('one_person')}\s+$")


def _is_age(linked: Linked, mention: Mention, codebook: Codebook) -> bool:
    """Whether a number tells somebody's years ("a woman of 61", "aged 61")."""
    before = linked.report.text[max(0, mention.span.start - 60) : mention.span.start]
    if _AGED.search(before):
        return True
    found = _OF.search(before)
    if found is not None and mention.span.quote.isdigit() and _ONE_PERSON.search(found["who"]):
        return True
    return found is not None and not codebook.names_collective(found["who"]) and _COUNTS_NONE.match(linked.report.text, mention.span.end) is not None


def _around(linked: Linked, mention: Mention) -> tuple[str, str]:
    """The words before and after a number in its clause."""
    text, span = linked.report.text, mention.span
    before = _CLAUSE_END.split(text[max(0, span.start - BEFORE) : span.start])[-1]
    return before, _CLAUSE_END.split(text[span.end : span.end + AFTER], maxsplit=1)[0]


def _is_part(linked: Linked, mention: Mention) -> bool:
    """Whether a number only details another one ("12 people, three of them children")."""
    text = linked.report.text
    before, after = text[max(0, mention.span.start - 30) : mention.span.start], text[mention.span.end : mention.span.end + 40]
    return bool(_PART_BEFORE.search(before) or _PART_AFTER.search(after))


def _group(linked: Linked, number: int, codebook: Codebook, parts: list[Part]) -> CasualtyGroup:
    """On whose side those who are counted stood: by who they are, else by the reader's own label. A toll is that of all."""
    if _TOLL.search(linked.report.text, max(0, linked.reading.mentions[number].span.start - 40), linked.reading.mentions[number].span.start):
        return CasualtyGroup.UNKNOWN
    who = counted(linked, number)
    label = linked.reading.mentions[number].group or CasualtyGroup.UNKNOWN
    if who is None:
        return label
    for part in parts:
        if part.mention == who and part.participant.role in (Role.SIDE_A, Role.SIDE_B) and part.participant.kind is not ActorKind.CIVILIANS:
            return CasualtyGroup(part.participant.role.value)
    people = codebook.people_class(linked.reading.mentions[who].span.quote)
    if people is not None and people.group is not None:
        return people.group
    actors = {a.id or a.name for a in linked.actors.get(who, ())}
    for part in parts:
        if (part.participant.actor or as_people(part.participant)) in actors and part.participant.role in (Role.SIDE_A, Role.SIDE_B):
            return CasualtyGroup(part.participant.role.value)
    if people is not None and label is CasualtyGroup.CIVILIANS:
        return CasualtyGroup.UNKNOWN
    return _side_alike(linked.actors.get(who, ()), parts) or label


_ARMED = frozenset({*FIGHTERS, ActorKind.CRIMINAL_GROUP})


def _side_alike(counted_: Iterable[Actor], parts: list[Part]) -> CasualtyGroup | None:
    """The one side of which are fighters of the sort of those who are counted: a state's, or none's ("cartel members" beside gunmen and police)."""
    for_state = {actor.kind is ActorKind.STATE_FORCE for actor in counted_ if actor.kind in _ARMED}
    if len(for_state) != 1:
        return None
    sides = {
        p.participant.role for p in parts
        if p.participant.role in (Role.SIDE_A, Role.SIDE_B) and p.participant.kind in _ARMED and {p.participant.kind is ActorKind.STATE_FORCE} == for_state
    }  # fmt: skip
    return CasualtyGroup(sides.pop().value) if len(sides) == 1 else None


def _fates(draft: Draft, linked: Linked, parts: list[Part]) -> Iterator[Toll]:
    """One killed, taken or held where the text says so of a single person whom the event was aimed at."""
    targets = [p for p in parts if p.participant.role in (Role.TARGET, Role.VICTIM) and p.participant.kind is ActorKind.PERSON]
    if not targets or draft.status is not Status.OCCURRED:
        return
    for word in draft.words:
        sentence = linked.reading.sentence_of(word.mention.span)
        if sentence is None:
            continue
        for outcome, pattern in _FATES:
            match = pattern.search(sentence.quote)
            if match:
                where = Span.of(linked.report.text, sentence.start + match.start(), sentence.start + match.end())
                there = [p for p in targets if sentence.covers(linked.reading.mentions[p.mention].span)] or targets[:1]
                names = {p.participant.name for p in there if linked.reading.mentions[p.mention].kind is MentionKind.PERSON}
                number = Count(max(1, len(names)), max(1, len(names)), None)
                side = _side_of_target(there[0], parts)
                spans = (where, linked.reading.mentions[there[0].mention].span)
                yield Toll(Casualty(outcome, side, number.low, number.best, number.high, speaker_of(linked, where, draft)), spans, there[0].score)
                return


def _side_of_target(target: Part, parts: list[Part]) -> CasualtyGroup:
    """A person aimed at stands on side B where the event has an armed side B; else it is not known."""
    armed = any(p.participant.role is Role.SIDE_B and p.participant.kind is not ActorKind.CIVILIANS for p in parts)
    if armed and target.participant.role is Role.TARGET:
        return CasualtyGroup.SIDE_B
    return CasualtyGroup.UNKNOWN
