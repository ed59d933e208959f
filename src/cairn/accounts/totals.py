"""Aggregates that are not one event: "over 300 attacks in Syria in 2024", "the third leader killed since 2019", "affiliates in
over a dozen countries". They are kept as totals and never counted as events."""

import re
from collections.abc import Callable, Iterator

from cairn.accounts.words import EVENT_NOUNS, LINKED, TOTAL_FROM, casualty_numbers, total_words
from cairn.model import Count, Evidence, Linked, LinkKind, Mention, MentionKind, Outcome, Period, Span, Total, When

_OUTCOMES = (
    (Outcome.KILLED, re.compile(r"(?i)\b(?:killed|dead|deaths|died|slain)\b")),
    (Outcome.INJURED, re.compile(r"(?i)\b(?:injured|wounded|hurt)\b")),
    (Outcome.ABDUCTED, re.compile(r"(?i)\b(?:abducted|kidnapped)\b")),
    (Outcome.ARRESTED, re.compile(r"(?i)\b(?:arrested|detained)\b")),
)
#: "the third senior leader of X to be killed": an ordinal that counts persons by their fate.
_ORDINAL = re.compile(
    r"(?i)\b(?:the|a|its|their)\s+(?P<number>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\d+(?:st|nd|rd|th))\s+"
    r"(?P<what>(?:[a-z-]+\s+){0,3}?(?:leader|commander|chief|head|emir|caliph|official|general|journalist|aid worker|minister)s?"
    r"(?:\s+of\s+(?:the\s+)?(?:[A-Z][\w'’-]*\s?)+)?)\s*(?:to\s+be\s+|to\s+have\s+been\s+)?(?P<fate>killed|slain|assassinated|arrested|captured|abducted|kidnapped)"
)
#: A total of fewer is no figure to hold ("multiple continents").
FEWEST = 3
_SCOPE = re.compile(r"(?i)\b(?:affiliates?|branches|fighters|members|presence|active|operates?|cells|bases)\b")
_COUNTED = re.compile(r"\s*(?:[a-z-]+\s+){0,2}(?P<what>countries|provinces|states|governorates|districts|nations|continents)\b", re.IGNORECASE)

#: How an ordinal is read ("third" is 3); given from outside, so that there is one reading of numbers.
Ordinal = Callable[[str], int | None]


def totals(linked: Linked, ordinal: Ordinal) -> tuple[Total, ...]:
    """The totals of a report, in the order of the text."""
    found = [*_of_events(linked), *_of_places(linked), *_of_ordinals(linked, ordinal)]
    return tuple(sorted(found, key=lambda total: total.evidence[0].start))


def _of_events(linked: Linked) -> Iterator[Total]:
    """Numbers of events and of those killed in them, over a time or an area."""
    words, casualties = total_words(linked), casualty_numbers(linked)
    for word, number in sorted(words.items()):
        event, counted = linked.reading.mentions[word], linked.reading.mentions[number]
        count = linked.counts.get(number)
        if count is not None:
            yield _total(linked, counted, event.span, count, outcome=None)
    for number, mention in linked.of_kind(MentionKind.NUMBER):
        noun = EVENT_NOUNS.match(linked.report.text, mention.span.end)
        count = linked.counts.get(number)
        if noun and count is not None and number not in words.values() and max(count.low or 0, count.best or 0) >= TOTAL_FROM:
            yield _total(linked, mention, Span.of(linked.report.text, *noun.span("what")), count, outcome=None)
            continue
        targets = [t for t, s in linked.links(number, LinkKind.TOTAL) if s >= LINKED and linked.reading.mentions[t].kind is not MentionKind.EVENT]
        if targets and count is not None and number not in words.values() and number not in casualties:
            yield _total(linked, mention, linked.reading.mentions[targets[0]].span, count, outcome=_outcome(linked, mention.span))


def _outcome(linked: Linked, span: Span) -> Outcome | None:
    after = linked.report.text[span.end : span.end + 60].split(".")[0]
    return next((outcome for outcome, pattern in _OUTCOMES if pattern.search(after)), None)


def _total(linked: Linked, number: Mention, what: Span, count: Count, *, outcome: Outcome | None) -> Total:
    text = linked.report.text
    sentence = linked.reading.sentence_of(number.span) or number.span
    actor = _nearest_actor(linked, what, sentence)
    place = _in_sentence(linked, MentionKind.PLACE, number.span, sentence)
    time = _in_sentence(linked, MentionKind.TIME, number.span, sentence)
    evidence = [Evidence("low", number.span.start, number.span.end, number.span.quote), Evidence("high", number.span.start, number.span.end, number.span.quote)]
    evidence += [Evidence("what", what.start, what.end, what.quote)]
    if outcome is not None:
        evidence.append(Evidence("outcome", sentence.start, sentence.end, sentence.quote))
    name = None
    if actor is not None:
        mention, name = actor
        evidence.append(Evidence("actor", mention.span.start, mention.span.end, mention.span.quote))
    where = None
    if place is not None and place in linked.places:
        where = linked.places[place].country if linked.places[place].precision == "country" else linked.places[place].name
        span = linked.reading.mentions[place].span
        evidence.append(Evidence("where", span.start, span.end, span.quote))
    period = Period()
    if time is not None and time in linked.whens:
        period = _period(linked, linked.whens[time])
        span = linked.reading.mentions[time].span
        evidence.append(Evidence("period", span.start, span.end, span.quote))
    words = " ".join(text[number.span.end : what.end].split()) if what.start >= number.span.end and what.start - number.span.end < 60 else what.quote
    label = f"{words} by {name}" if name and name.lower() not in words.lower() else words
    if where and place is not None:
        label += f" in {linked.reading.mentions[place].span.quote}"
    return Total(label, count.low, count.high, name, outcome, period, where, None, tuple(evidence))


def _period(linked: Linked, when: When) -> Period:
    """The days of a period; one that is open at its end runs up to the day of publication."""
    end = when.end or (linked.report.published if when.start else None)
    return Period(when.start, end)


def _nearest_actor(linked: Linked, what: Span, sentence: Span) -> tuple[Mention, str] | None:
    """The named actor that stands nearest to what is counted, in its sentence."""
    rows = [
        (m.span.distance(what), i, m, a.name)
        for i, m in linked.of_kind(MentionKind.ACTOR) if sentence.covers(m.span)
        for a in linked.actors.get(i, ()) if a.id is not None
    ]  # fmt: skip
    return min(rows, key=lambda row: row[:2])[2:] if rows else None


def _in_sentence(linked: Linked, kind: MentionKind, near: Span, sentence: Span) -> int | None:
    """The mention of a kind that stands nearest after a span, else before it, in the same sentence."""
    rows = [(m.span.start < near.end, m.span.distance(near), i) for i, m in linked.of_kind(kind) if sentence.covers(m.span)]
    return min(rows)[2] if rows else None


def _of_places(linked: Linked) -> Iterator[Total]:
    """How many countries or provinces a group is present in."""
    text = linked.report.text
    for number, mention in linked.of_kind(MentionKind.NUMBER):
        sentence = linked.reading.sentence_of(mention.span)
        match = _COUNTED.match(text, mention.span.end)
        count = linked.counts.get(number)
        if match is None or sentence is None or count is None:
            continue
        scope = _SCOPE.search(text, sentence.start, mention.span.start)
        if scope is None or (count.best is None and (count.low or 0) < FEWEST):
            continue
        actor = _nearest_actor(linked, mention.span, sentence) or _actor_before(linked, mention.span)
        what = Span.of(text, match.start("what"), match.end("what"))
        evidence = [Evidence(f, mention.span.start, mention.span.end, mention.span.quote) for f in ("low", "high")]
        evidence.append(Evidence("what", scope.start(), what.end, text[scope.start() : what.end]))
        if actor is not None:
            evidence.append(Evidence("actor", actor[0].span.start, actor[0].span.end, actor[0].span.quote))
        yield Total(f"{what.quote} with {scope.group().lower()}", count.low, count.high, actor[1] if actor else None, evidence=tuple(evidence))


def _actor_before(linked: Linked, span: Span) -> tuple[Mention, str] | None:
    rows = [(i, m, a.name) for i, m in linked.of_kind(MentionKind.ACTOR) if m.span.end <= span.start for a in linked.actors.get(i, ()) if a.id]
    return rows[-1][1:] if rows else None


def _of_ordinals(linked: Linked, ordinal: Ordinal) -> Iterator[Total]:
    text = linked.report.text
    for match in _ORDINAL.finditer(text):
        number = ordinal(match["number"])
        if number is None:
            continue
        span = Span.of(text, *match.span())
        sentence = linked.reading.sentence_of(span) or span
        actor = _nearest_actor(linked, span, sentence) or _actor_before(linked, span)
        time = _in_sentence(linked, MentionKind.TIME, span, sentence)
        word = Span.of(text, *match.span("number"))
        outcome = next((o for o, pattern in _OUTCOMES if pattern.search(match["fate"])), Outcome.KILLED if match["fate"] == "assassinated" else Outcome.ARRESTED)
        evidence = [Evidence(f, word.start, word.end, word.quote) for f in ("low", "high")]
        evidence += [Evidence("what", *match.span("what"), match["what"]), Evidence("outcome", *match.span("fate"), match["fate"])]
        if actor is not None:
            evidence.append(Evidence("actor", actor[0].span.start, actor[0].span.end, actor[0].span.quote))
        period = Period()
        if time is not None and time in linked.whens:
            period = _period(linked, linked.whens[time])
            when = linked.reading.mentions[time].span
            evidence.append(Evidence("period", when.start, when.end, when.quote))
        yield Total(f"{match['what']} {match['fate']}", number, number, actor[1] if actor else None, outcome, period, None, None, tuple(evidence))


