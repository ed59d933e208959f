"""Who says it was whom, how many, or what somebody is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

from cairn.accounts.build import Built
from cairn.accounts.speakers import speaker_name
from cairn.model import Attribution, AttributionKind, Claim, ClaimField, Evidence, Linked, MentionKind, Participant, Role, Span

#: What a claim of responsibility is worth for side A.
CLAIMED = 0.6
#: Words right before a cue that turn it round ("no group has claimed").
_NOT = re.compile(r"(?i)\b(?:no|not|nobody|none|never|neither|without|n't|yet to)\b(?:\s+[\w-]+){0,3}\s*$")
_NAMES = (MentionKind.ACTOR, MentionKind.PERSON, MentionKind.TITLE)


@dataclass(frozen=True, slots=True)
class _Cue:
    kind: AttributionKind
    by: str
    about: str
    pattern: re.Pattern[str]
    never: frozenset[str]


@cache
def _cues() -> tuple[_Cue, ...]:
    text = resources.files("cairn.accounts").joinpath("attributions.yaml").read_text(encoding="utf-8")
    return tuple(_Cue(AttributionKind(r["kind"]), r["by"], r["about"], re.compile(rf"(?i)\b(?:{r['cue']})"), frozenset((r.get("never") or "").split())) for r in yaml.safe_load(text))


@cache
def _any_cue() -> re.Pattern[str]:
    """Meets what any of the cues meets: most sentences hold none."""
    return re.compile("|".join(f"(?:{cue.pattern.pattern.removeprefix('(?i)')})" for cue in _cues()), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heard:
    """A cue word in its sentence."""

    cue: _Cue
    span: Span
    sentence: Span


def heard(linked: Linked) -> tuple[Heard, ...]:
    """The cue words of a report, in the order of its sentences."""
    return tuple(
        Heard(cue, Span.of(linked.report.text, sentence.start + match.start(), sentence.start + match.end()), sentence)
        for sentence in linked.reading.sentences if _any_cue().search(sentence.quote)
        for cue in _cues() for match in cue.pattern.finditer(sentence.quote)
        if not _NOT.search(sentence.quote[max(0, match.start() - 40) : match.start()])
    )  # fmt: skip


#: At how many characters' distance an event has to be told twice as surely to be the one that is meant.
NEAR = 1000


def attributions(linked: Linked, built: Sequence[Built], cues: Sequence[Heard]) -> tuple[Attribution, ...]:
    """The attributions of a report: by cue words, then the speakers of tolls."""
    found: dict[tuple[AttributionKind, str | None, str | None], Attribution] = {}
    for attribution in (*by_cue(linked, built, cues), *_of_tolls(built)):
        found.setdefault((attribution.kind, attribution.by, attribution.about), attribution)
    return tuple(found.values())


def by_cue(linked: Linked, built: Sequence[Built], cues: Sequence[Heard]) -> tuple[Attribution, ...]:
    """The attributions that cue words tell; one about an event is about that told most surely and near."""
    found = (_attribution(linked, built, one.cue, one.span, one.sentence) for one in cues)
    return tuple(attribution for attribution in found if attribution is not None)


def claimed_by(linked: Linked, built: Built, told: Sequence[Attribution]) -> list[Claim]:
    """Claims that put on side A whoever claims responsibility for an event, of what `by_cue` gives."""
    claims = []
    actors = {m.span.start: i for i, m in linked.of_kind(MentionKind.ACTOR)}
    for attribution in told:
        if attribution.kind is not AttributionKind.RESPONSIBILITY or attribution.about != built.event.id:
            continue
        spoken = next(e for e in attribution.evidence if e.field == "by")
        actor = next((a for a in linked.actors.get(actors.get(spoken.start, -1), ()) if a.id), None)
        if actor is not None:
            span = Span(spoken.start, spoken.end, spoken.quote)
            part = Participant(Role.SIDE_A, actor.name, actor.id, actor.kind, span.quote)
            claims.append(Claim(ClaimField.PARTICIPANT, part, (span,), CLAIMED, "accounts:claimed_responsibility", attribution.by))
    return claims


def _attribution(linked: Linked, built: Sequence[Built], cue: _Cue, span: Span, sentence: Span) -> Attribution | None:
    names = [(i, m) for i, m in enumerate(linked.reading.mentions) if m.kind in _NAMES and sentence.covers(m.span)]
    before = [i for i, m in names if m.span.end <= span.start]
    after = [i for i, m in names if m.span.start >= span.end]
    speaker = {"before": _last(before, linked), "after": after[0] if after else None}.get(cue.by)
    if cue.by != "none" and speaker is None:
        return None
    if cue.by == "after" and speaker is not None and linked.reading.mentions[speaker].span.start - span.end > 40:
        return None
    about = _about(linked, built, cue, span, sentence, speaker, before, after)
    if about is None:
        return None
    what, where = about
    by = speaker_name(linked, speaker) if speaker is not None else None
    if by == what:
        return None
    evidence = [Evidence("kind", span.start, span.end, span.quote), Evidence("about", where.start, where.end, where.quote)]
    if speaker is not None:
        spoken = linked.reading.mentions[speaker].span
        evidence.append(Evidence("by", spoken.start, spoken.end, spoken.quote))
    return Attribution(cue.kind, by, what, tuple(evidence))


def _last(mentions: list[int], linked: Linked) -> int | None:
    """The nearest name before a cue: a person rather than the title beside it, a group rather than what it is said to be ("the BLA, a
    separatist group, said")."""
    if not mentions:
        return None
    last = mentions[-1]
    if linked.reading.mentions[last].kind is MentionKind.TITLE and len(mentions) > 1 and linked.reading.mentions[mentions[-2]].kind is MentionKind.PERSON:
        return mentions[-2]
    if linked.reading.mentions[last].kind is not MentionKind.PERSON and not _known(linked, last):
        span = linked.reading.mentions[last].span
        named = [i for i in mentions if _known(linked, i) and _APPOSED.search(linked.report.text[linked.reading.mentions[i].span.end : span.start])]
        return named[-1] if named else last
    return last


#: Between a name and what it is said to be: a comma and an article, and no further comma.
_APPOSED = re.compile(r"^[^,.;]{0,12},\s+(?:an?|the)\s+[^,.;]{0,30}$")


def _known(linked: Linked, mention: int) -> bool:
    """Whether a mention names an actor of the registry."""
    return any(actor.id is not None for actor in linked.actors.get(mention, ()))


def _about(
    linked: Linked, built: Sequence[Built], cue: _Cue, span: Span, sentence: Span, speaker: int | None, before: list[int], after: list[int]
) -> tuple[str, Span] | None:
    """What a cue is about, and where that stands: an event's id, or a name."""
    if cue.about == "event":
        return _nearest_event([b for b in built if b.event.type not in cue.never], span)
    others = [i for i in after if i != speaker] if cue.about == "actor_after" else [i for i in before if i != speaker]
    named = next((n for i in others if (n := _name(linked, i)) is not None), None)
    if named is not None:
        return named
    if cue.kind is AttributionKind.DESCRIPTION:
        return _meant(linked, built, span, sentence)
    return None


def _name(linked: Linked, mention: int) -> tuple[str, Span] | None:
    found = linked.reading.mentions[mention]
    if found.kind is MentionKind.PERSON:
        return linked.persons[mention].name, found.span
    named = any(word[:1].isupper() for word in found.span.quote.split())
    actor = next((a for a in linked.actors.get(mention, ()) if a.id is not None and named), None)
    return (actor.name, found.span) if actor else None


def _meant(linked: Linked, built: Sequence[Built], span: Span, sentence: Span) -> tuple[str, Span] | None:
    """Whom "labelling him" means: the person whom the event told in the same sentence was aimed at."""
    pronoun = re.compile(r"\s+(?P<who>him|her|them|it)\b").match(linked.report.text, span.end)
    if pronoun is None:
        return None
    where = Span.of(linked.report.text, pronoun.start("who"), pronoun.end("who"))
    for b in built:
        if not any(sentence.covers(w) for w in b.account.words):
            continue
        for part in b.parts:
            if linked.reading.mentions[part.mention].kind is MentionKind.PERSON:
                return part.participant.name, where
    return None


def _nearest_event(built: Sequence[Built], span: Span) -> tuple[str, Span] | None:
    """The event that words are about: of those that the report is about, where there are any, the one told most surely and near."""
    among = [(n, b) for n, b in enumerate(built) if b.event.main] or list(enumerate(built))
    rows = [(-b.event.confidence / (1 + w.distance(span) / NEAR), n, b.event.id, w) for n, b in among for w in b.account.words]
    return min(rows)[2:] if rows else None


def _of_tolls(built: Sequence[Built]) -> Iterator[Attribution]:
    """Who is named as the source of a toll."""
    for b in built:
        for claim in b.account.claims:
            if claim.field == "casualties" and claim.said_by is not None:
                number = claim.spans[0]
                yield Attribution(
                    AttributionKind.TOLL, claim.said_by, b.event.id,
                    tuple(Evidence(f, number.start, number.end, number.quote, claim.said_by) for f in ("kind", "by", "about")),
                )  # fmt: skip
