"""One draft to one account: every value as a claim with the span that says so."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from cairn.accounts.cues import any_of
from cairn.accounts.group import BESIDE, Draft, nested, places, time_alone
from cairn.accounts.sides import Part, participant_claims
from cairn.accounts.speakers import speaker_of
from cairn.accounts.tolls import toll_claims
from cairn.codebook import Codebook
from cairn.model import (
    Account,
    ActorKind,
    Claim,
    ClaimField,
    Linked,
    LinkKind,
    MentionKind,
    Place,
    Role,
    Span,
    Status,
    Weapon,
    When,
    WhenBasis,
    WhenPrecision,
    WherePrecision,
    dateline_in,
    is_end_of_way,
    is_of_speaker,
)

#: What a qualifier's words alone are worth.
QUALIFIER_SCORE = 0.8
JOINT = "joint_operation"
#: Finest first; the event's place is the finest that its words are linked to.
_FINENESS = tuple(WherePrecision)


def account(draft: Draft, linked: Linked, codebook: Codebook, parts: list[Part]) -> Account:
    """The account of one draft and its participants. Its id follows from the report, the event's first word and the place that
    it was split by, so that the same reading gives the same id again."""
    rule = linked.reading.reader
    claims = [
        *_word_claims(draft, linked, rule),
        *_qualifier_claims(draft, linked, codebook, parts),
        *_when_claims(draft, linked),
        *_where_claims(draft, linked),
        *participant_claims(parts, draft, linked, rule),
        *toll_claims(draft, linked, codebook, parts, rule),
        *_weapon_claims(draft, linked, codebook, rule),
    ]
    words = tuple(w.mention.span for w in draft.words)
    place = "" if draft.places is None else str(linked.reading.mentions[draft.places[0]].span.start)
    key = f"{linked.report.id}|{words[0].start}|{place}"
    return Account("a" + hashlib.sha256(key.encode()).hexdigest()[:15], linked.report.id, words, tuple(claims))


def _word_claims(draft: Draft, linked: Linked, rule: str) -> list[Claim]:
    weights = draft.types
    kind = draft.type
    share = weights[kind] / sum(weights.values())
    spans = tuple(w.mention.span for w in draft.words)
    found = max(w.mention.score for w in draft.words)
    told = max(draft.words, key=lambda w: (w.event.status is draft.status, w.mention.score * w.event.status_score)).mention.span
    main = max(w.event.main_score if draft.main else 1 - w.event.main_score for w in draft.words)
    status = max(w.event.status_score for w in draft.words if w.event.status is draft.status)
    said_by = speaker_of(linked, spans[0], draft)
    return [
        Claim(ClaimField.TYPE, kind, spans, found * share, rule, said_by),
        Claim(ClaimField.STATUS, draft.status, (told,), status, rule, said_by),
        Claim(ClaimField.MAIN, draft.main, (spans[0],), main, rule),
    ]


def _qualifier_claims(draft: Draft, linked: Linked, codebook: Codebook, parts: list[Part]) -> list[Claim]:
    """Qualifiers whose cue stands in a sentence of one of the event's words."""
    claims: dict[str, Claim] = {}
    for word in draft.words:
        sentence = linked.reading.sentence_of(word.mention.span)
        if sentence is None:
            continue
        for qualifier, start, end in codebook.qualifiers_in(sentence.quote):
            span = Span.of(linked.report.text, sentence.start + start, sentence.start + end)
            claims.setdefault(qualifier, Claim(ClaimField.QUALIFIER, qualifier, (span,), QUALIFIER_SCORE, "codebook:words"))
    joint = _joint(parts, linked)
    if joint is not None:
        claims.setdefault(JOINT, joint)
    return [claims[q] for q in sorted(claims)]


def _joint(parts: list[Part], linked: Linked) -> Claim | None:
    """A joint operation: forces of more than one state on side A."""
    forces = [p for p in parts if p.participant.role is Role.SIDE_A and p.participant.kind is ActorKind.STATE_FORCE and p.participant.actor]
    if len({(p.participant.actor or "").rsplit("_", 1)[-1] for p in forces}) < 2:
        return None
    spans = tuple(dict.fromkeys(linked.reading.mentions[p.mention].span for p in forces))
    return Claim(ClaimField.QUALIFIER, JOINT, spans, min(p.score for p in forces), "codebook:forces_of_two_states")


def _when_claims(draft: Draft, linked: Linked) -> list[Claim]:
    """The time: one told in a sentence of the event's words rather than elsewhere, one that says when it began rather than one that only
    ends ("until Friday", "said on Monday"), then the surest."""
    strong, first = draft.links(linked, LinkKind.TIME), time_alone(replace(draft, words=draft.words[:1]), linked)
    if first and not any(draft.tells_beside(linked, i) for i in strong):
        strong = {}  # a time of another sentence, though the event's own has one
    ways = (
        ("", strong), ("same_sentence:", {} if strong else first), ("weakly_linked:", draft.links(linked, LinkKind.TIME, weak=True)),
        ("same_sentence:", time_alone(draft, linked)),
    )  # fmt: skip
    for way, candidates in ways:
        found = {i: s for i, s in candidates.items() if i in linked.whens and linked.whens[i].known and not _lies_ahead(linked.whens[i], draft, linked)}
        if found:
            index = min(found, key=lambda i: (not draft.tells_beside(linked, i), linked.whens[i].start is None, -found[i], i))
            span = linked.reading.mentions[index].span
            return [Claim(ClaimField.WHEN, linked.whens[index], (span,), found[index], f"when:{way}{linked.whens[index].rule}", speaker_of(linked, span, draft))]
    word = draft.words[0].mention.span
    if linked.report.published and draft.status in _PAST:
        when = When(None, linked.report.published, WhenPrecision.UNKNOWN, None, WhenBasis.PUBLISHED, "before_publication", linked.report.published)
        return [Claim(ClaimField.WHEN, when, (word,), 0.5, "when:before_publication")]
    return []


#: What has been, or is said not to have been.
_PAST = (Status.OCCURRED, Status.ATTEMPTED, Status.FOILED, Status.DENIED)


def _lies_ahead(when: When, draft: Draft, linked: Linked) -> bool:
    """Whether a time is later than the report that tells of something past ("ten years after", counted from publication). Sites far to the east are a day ahead."""
    return draft.status in _PAST and linked.report.published is not None and when.start is not None and when.start > linked.report.published + timedelta(days=1)


def _where_claims(draft: Draft, linked: Linked) -> list[Claim]:
    way, known, scores = _places(draft, linked)
    if not known:
        return []
    first = next(iter(known.values()))
    fitting = {i: p for i, p in known.items() if nested(p, first)}
    finest = _finest(fitting, linked)
    fitting[finest] = _at_home(fitting[finest], fitting)
    score = scores[finest]
    span = linked.reading.mentions[finest].span
    others = tuple(linked.reading.mentions[i].span for i in fitting if i != finest)
    return [Claim(ClaimField.WHERE, fitting[finest], (span, *others), score, f"where:{way}", speaker_of(linked, span, draft))]


def _finest(fitting: Mapping[int, Place], linked: Linked) -> int:
    """The place that says most: the finest, of equally fine ones the surest. A settlement that the gazetteer lacks stays the event's
    place, rather than a town that it has, where it is surer, or where that town's name may be its province's ("in Puerto
    Jordán, Arauca")."""
    order = list(fitting)
    if not _located(fitting[order[0]]) and _reads_as_settlement(fitting[order[0]]):
        return order[0]
    finest = min(order, key=lambda i: (_FINENESS.index(fitting[i].precision), order.index(i)))
    text, mentions = linked.report.text, linked.reading.mentions
    surer = [i for i in order[: order.index(finest)] if not _located(fitting[i]) and _is_called_settlement(mentions[i].span, text)]
    if surer:
        return surer[0]
    town = fitting[finest]
    if town.name and town.name == town.admin1:
        inside = (i for i in order if not _located(fitting[i]) and _reads_as_settlement(fitting[i]) and fitting[i].admin1 == town.admin1)
        return next(inside, finest)
    return finest


def _located(place: Place) -> bool:
    return place.gazetteer_id is not None


def _reads_as_settlement(place: Place) -> bool:
    """Whether a name that the gazetteer lacks is that of a town, a village or a quarter, by how it is written."""
    return place.name is not None and place.name[:1].isupper()


def _is_called_settlement(span: Span, text: str) -> bool:
    """Whether the report says that a name is a village's or a town's ("the village of Aito", "Nyaung Kone village")."""
    before = text[max(0, span.start - _SETTLEMENT_REACH) : span.start]
    return _SETTLEMENT_BEFORE.search(before) is not None or _SETTLEMENT_AFTER.search(text[max(span.start, span.end - 1) : span.end + _SETTLEMENT_REACH]) is not None


_SETTLEMENT = any_of("settlement")
_SETTLEMENT_BEFORE, _SETTLEMENT_AFTER, _SETTLEMENT_REACH = re.compile(rf"(?i)\b{_SETTLEMENT}\s+(?:of\s+|called\s+)?$"), re.compile(rf"(?i)^.?\s*{_SETTLEMENT}\b"), 24


def _at_home(place: Place, beside: Mapping[int, Place]) -> Place:
    """A settlement that only has a name as one in the province or country that the event is linked to as well."""
    if _located(place) or place.country is not None:
        return place
    homes = [p for p in beside.values() if _located(p) and p.precision in (WherePrecision.ADMIN2, WherePrecision.ADMIN1, WherePrecision.COUNTRY)]
    if not homes:
        near = [p for p in beside.values() if _located(p) and p.country]
        if len({(p.country, p.admin1) for p in near}) != 1:
            return place
        return replace(place, country=near[0].country, admin1=near[0].admin1, precision=WherePrecision.ADMIN1 if near[0].admin1 else WherePrecision.COUNTRY)
    home = min(homes, key=lambda p: _FINENESS.index(p.precision))
    return replace(
        place, country=home.country, admin1=home.admin1, admin2=home.admin2, latitude=home.latitude, longitude=home.longitude, precision=home.precision
    )


def _places(draft: Draft, linked: Linked) -> tuple[str, dict[int, Place], dict[int, float]]:
    """The places of an event, with scores and the way that led to them: those that its words are linked to, surely or less surely; else those of the words'
    own sentences where they can all be one; else, for what the report is about, the one country of all its places."""
    passed = _on_the_way(linked)
    strong, weak = (_without(draft.links(linked, LinkKind.PLACE, weak=weak), passed) for weak in (False, True))
    if draft.places is not None:
        return "linked", places(draft, linked), strong
    dateline = _dateline(linked) | _spoken_in(linked)
    ways = [("linked", _without(strong, dateline)), ("weakly_linked", _without(weak, dateline))]
    if _happened_here(draft, linked):
        ways += [("dateline", strong), ("dateline_weakly_linked", weak)]
    for way, scores in ways:
        known = _resolved(scores, linked, draft)
        if known:
            return way, known, scores
    beside = _without(draft.beside(linked, MentionKind.PLACE), dateline | passed)
    known = _resolved(beside, linked, draft)
    if known and all(nested(a, b) for a in known.values() for b in known.values()):
        return "same_sentence", known, beside
    return "only_country_of_report", *_only_country(draft, linked)


#: What says that an event was where the report was written.
_HERE = re.compile(r"(?i)\bhere\b|\bthis\s+(?:\w+\s+){0,2}(?:city|town|village|capital|port|camp|district|province|region|state|island|country|nation|suburb|hamlet|settlement)\b|\bthe\s+(?:city|town|village|capital)\b(?!\s+of\b)")


def _happened_here(draft: Draft, linked: Linked) -> bool:
    """Whether a sentence of the event's words says that it was where the report was written ("in front of a party hall here")."""
    sentences = (linked.reading.sentence_of(word.mention.span) for word in draft.words)
    return any(s is not None and _HERE.search(s.quote) for s in sentences)


def _on_the_way(linked: Linked) -> frozenset[int]:
    """The places that are only the ends of a way."""
    return frozenset(i for i, m in linked.of_kind(MentionKind.PLACE) if is_end_of_way(m.span, linked.report.text))


def _spoken_in(linked: Linked) -> frozenset[int]:
    """The places where something was said."""
    return frozenset(i for i, m in linked.of_kind(MentionKind.PLACE) if is_of_speaker(m.span, linked.report.text))


def _dateline(linked: Linked) -> frozenset[int]:
    """The places named in the dateline; an event's place only where the report names no other for it."""
    line = dateline_in(linked.report.text)
    return frozenset(i for i, m in linked.of_kind(MentionKind.PLACE) if line is not None and line.covers(m.span))


def _without(scores: dict[int, float], left_out: frozenset[int]) -> dict[int, float]:
    return {i: score for i, score in scores.items() if i not in left_out}


def _resolved(scores: dict[int, float], linked: Linked, draft: Draft) -> dict[int, Place]:
    """The places of some mentions, the surest first; of those that are about as sure, the one first to which more of the words are linked."""
    support = {i: sum(score for word in draft.words for target, score in linked.links(word.index, LinkKind.PLACE) if target == i) for i in scores}
    return {i: linked.places[i] for i in sorted(scores, key=lambda i: (-round(scores[i], 1), -round(support[i]), -scores[i], i)) if i in linked.places}


def _only_country(draft: Draft, linked: Linked) -> tuple[dict[int, Place], dict[int, float]]:
    countries = {p.country for p in linked.places.values() if p.country}
    named = [i for i, p in linked.places.items() if p.precision is WherePrecision.COUNTRY and p.country]
    if not draft.main or len(countries) != 1 or not named:
        return {}, {}
    return {named[0]: linked.places[named[0]]}, {named[0]: BESIDE}


def _weapon_claims(draft: Draft, linked: Linked, codebook: Codebook, rule: str) -> list[Claim]:
    claims, seen = [], set()
    for i, score in sorted(draft.links(linked, LinkKind.WEAPON).items(), key=lambda item: (-item[1], item[0])):
        span = linked.reading.mentions[i].span
        surface = re.sub(r"\s+", " ", span.quote)
        if surface.lower() not in seen:
            seen.add(surface.lower())
            claims.append(Claim(ClaimField.WEAPON, Weapon(surface, kind.id if (kind := codebook.weapon_kind(surface)) else None), (span,), score, rule, speaker_of(linked, span, draft)))
    return claims
