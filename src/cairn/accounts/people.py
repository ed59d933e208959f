"""The persons a report names: names, aliases, positions, what it says of them."""

from cairn.accounts.build import Built
from cairn.accounts.relations import target_leads
from cairn.accounts.speakers import SAYING
from cairn.accounts.standing import Standing, died, standing
from cairn.model import (
    Evidence,
    Linked,
    LinkKind,
    MentionKind,
    Named,
    Outcome,
    Person,
    PersonStatus,
    Position,
    Role,
    Span,
    Status,
)

_FATE = {Outcome.KILLED: PersonStatus.KILLED, Outcome.ARRESTED: PersonStatus.CAPTURED, Outcome.INJURED: PersonStatus.INJURED}
#: Event types that say what became of the person they are aimed at.
_BY_TYPE = {
    "trial_or_sentence": PersonStatus.SENTENCED, "release": PersonStatus.RELEASED, "arrests": PersonStatus.CAPTURED, "execution": PersonStatus.KILLED,
}  # fmt: skip
#: Of several fates of one person the gravest is told.
_GRAVITY = (
    PersonStatus.KILLED, PersonStatus.SENTENCED, PersonStatus.CAPTURED, PersonStatus.INJURED, PersonStatus.RELEASED, PersonStatus.APPOINTED,
)  # fmt: skip
_TITLE_LINK = 0.5


def people(linked: Linked, built: list[Built]) -> tuple[Person, ...]:
    """Every person named, in the order of the text."""
    groups: dict[str, list[int]] = {}
    for i, named in sorted(linked.persons.items()):
        groups.setdefault(named.name, []).append(i)
    return tuple(_person(linked, built, linked.persons[mentions[0]], mentions) for mentions in groups.values())


def _person(linked: Linked, built: list[Built], named: Named, mentions: list[int]) -> Person:
    spans = [linked.reading.mentions[i].span for i in mentions]
    aliases = _aliases(named.name, spans)
    titles = _titles(linked, mentions)
    status, told = _status(linked, built, mentions, titles)
    positions, actor, position_spans = _positions(linked, mentions, titles)
    led = next((t for b in built if (t := target_leads(linked, b)) is not None and t[0] in mentions), None)
    if led is not None and not any(p.organisation for p in positions):
        positions, actor, position_spans = (Position(led[1].participant.name, led[2].quote),), led[1].participant.actor, [led[2]]
    evidence = [_evidence(_with_name(spans, named.name), "name")]
    evidence += [_evidence(next(s for s in spans if s.quote == alias), f"aliases[{n}]") for n, alias in enumerate(aliases)]
    evidence += [_evidence(span, f"positions[{n}]") for n, span in enumerate(position_spans)]
    evidence += [_evidence(told, "status")]
    if actor is not None:
        evidence.append(_evidence(position_spans[0] if position_spans else spans[0], "actor"))
    public = named.public or led is not None or any(linked.offices[t].public for t in titles if t in linked.offices)
    evidence.append(_evidence(linked.reading.mentions[titles[0]].span if titles else spans[0], "public"))
    return Person(named.name, aliases, actor, positions, status, public, tuple(evidence))


def _with_name(spans: list[Span], name: str) -> Span:
    return next((s for s in spans if name in s.quote), spans[0])


def _aliases(name: str, spans: list[Span]) -> tuple[str, ...]:
    """Other names in the text; a mere part of the full name is none."""
    found = dict.fromkeys(s.quote for s in spans)
    words = set(name.lower().replace("’", "'").split())
    return tuple(a for a in found if a != name and not set(a.lower().replace("’", "'").split()) <= words and a not in name and name not in a)


def _titles(linked: Linked, mentions: list[int]) -> list[int]:
    """The titles of a person: those that the reader linked, and those that stand right beside the name."""
    found = [t for i in mentions for t, score in linked.links(i, LinkKind.TITLE_OF) if score >= _TITLE_LINK]
    for i in mentions:
        span = linked.reading.mentions[i].span
        for t, title in linked.of_kind(MentionKind.TITLE):
            if title.span.distance(span) > 6:
                continue
            between = linked.report.text[min(title.span.end, span.end) : max(title.span.start, span.start)]
            if not title.span.overlaps(span) and between.strip(" \n") in ("", ",", ", the") and len(between) <= 6:
                found.append(t)
    return list(dict.fromkeys(found))


def _positions(linked: Linked, mentions: list[int], titles: list[int]) -> tuple[tuple[Position, ...], str | None, list[Span]]:
    """Positions from titles and from the links to organisations; what the registry knows is not put into the report's mouth."""
    positions: dict[tuple[str | None, str | None], Span] = {}
    actor: str | None = None
    organisations = _organisations(linked, mentions)
    for t in titles:
        office = linked.offices.get(t)
        title = linked.reading.mentions[t].span
        organisation = office.organisation if office else None
        if organisation is None and organisations:
            organisation = linked.actors[organisations[0]][0].name
        actor = actor or (office.actor if office else None)
        positions[organisation, title.quote] = title
    if not positions:
        for i in organisations[:1]:
            positions[linked.actors[i][0].name, None] = linked.reading.mentions[i].span
    if organisations:
        actor = linked.actors[organisations[0]][0].id or actor
    return tuple(Position(o, t) for o, t in positions), actor, list(positions.values())


def _organisations(linked: Linked, mentions: list[int]) -> list[int]:
    """The actors that a person is linked to as leader or member, surest first."""
    scored: dict[int, float] = {}
    for i in mentions:
        for kind in (LinkKind.LEADS, LinkKind.MEMBER_OF):
            for target, score in linked.links(i, kind):
                if linked.actors.get(target) and score >= _TITLE_LINK:
                    scored[target] = max(score, scored.get(target, 0.0))
    return sorted(scored, key=lambda i: (linked.actors[i][0].id is None, -scored[i], i))


def _status(linked: Linked, built: list[Built], mentions: list[int], titles: list[int]) -> tuple[PersonStatus, Span]:
    """What the report says of a person, the gravest first: its fate in an event, then appointed, speaking, leading."""
    first = linked.reading.mentions[mentions[0]].span
    dead = next((span for i in mentions if (span := died(linked, i)) is not None), None)
    if dead is not None and any(b.event.status is Status.OCCURRED for b in built):
        return PersonStatus.KILLED, dead
    stood = next((found for i in mentions if (found := standing(linked, i)) is not None), None)
    if stood is not None and stood[0] is Standing.COMES:
        return PersonStatus.APPOINTED, stood[1]
    fates = [f for b in built if (f := _fate(b, mentions)) is not None]
    if fates:
        return min(fates, key=lambda f: _GRAVITY.index(f[0]))
    said_by = {link.target for link in linked.reading.links if link.kind is LinkKind.SAID_BY and link.score >= _TITLE_LINK}
    speaking = [i for i in (*mentions, *titles) if i in said_by]
    if speaking:
        return PersonStatus.SPEAKING, linked.reading.mentions[speaking[0]].span
    said = next((s for i in mentions if (s := says(linked, i)) is not None), None)
    if said is not None:
        return PersonStatus.SPEAKING, said
    leads = [i for i in mentions if any(score >= _TITLE_LINK for _, score in linked.links(i, LinkKind.LEADS))]
    if leads or any(linked.offices[t].leads for t in titles if t in linked.offices):
        return PersonStatus.LEADING, linked.reading.mentions[leads[0]].span if leads else first
    return PersonStatus.MENTIONED, first


def _fate(built: Built, mentions: list[int]) -> tuple[PersonStatus, Span] | None:
    """What became of a person in an event that is told as having happened."""
    event = built.event
    hit = any(p.mention in mentions and p.participant.role in (Role.TARGET, Role.VICTIM) for p in built.parts)
    if event.status is not Status.OCCURRED or not hit:
        return None
    fate = next((_FATE[c.outcome] for c in event.casualties if c.outcome in _FATE), None) or _BY_TYPE.get(event.type)
    if event.type == "leadership_change" and fate is None:
        fate = PersonStatus.APPOINTED
    return (fate, built.account.words[0]) if fate is not None else None


def says(linked: Linked, mention: int) -> Span | None:
    """The verb of saying that stands right beside a mention, if one does."""
    span, text = linked.reading.mentions[mention].span, linked.report.text
    after = SAYING.match(text, span.end)
    if after:
        return Span.of(text, after.start("verb"), after.end("verb"))
    return None


def _evidence(span: Span, field: str) -> Evidence:
    return Evidence(field, span.start, span.end, span.quote)
