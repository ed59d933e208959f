"""Who did what to whom: an event's participants from the mentions that its words are linked to."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from cairn.accounts.counted import counted
from cairn.accounts.cues import any_of, words
from cairn.accounts.group import Draft
from cairn.accounts.speakers import SAYING, speaker_of
from cairn.accounts.standing import Standing, died, standing
from cairn.accounts.words import Word
from cairn.codebook import Codebook, Family
from cairn.model import Actor, ActorKind, Claim, ClaimField, Linked, LinkKind, MentionKind, Participant, Role, Span, is_followed

_ROLES: Mapping[LinkKind, Role] = {
    LinkKind.SIDE_A: Role.SIDE_A, LinkKind.SIDE_B: Role.SIDE_B, LinkKind.TARGET: Role.TARGET, LinkKind.VICTIM: Role.VICTIM,
}  # fmt: skip
ARMED = (Family.BATTLE, Family.REMOTE_VIOLENCE)
#: What makes an adjective of a common noun before it: "intelligence-led", "army-run".
_COMPOUND = re.compile(r"[-‐‑–][a-z]")
#: What makes a name say what another one is like: "al Qaeda-affiliated al Shabaab".
_LIKENED = re.compile(rf"(?i)[-‐‑–]\s?{any_of('likened')}")
#: What a person owns that is hit with him; all else ("the president's hometown") says nothing of him.
_OWNED, _HIS_FATE = re.compile(r"['’]s?\s+(?:own\s+|former\s+)?([a-z][\w-]*)"), re.compile(rf"{any_of('his_fate')}$")
#: What is told of a group as its being somewhere, not as its doing anything there.
_ONLY_THERE = re.compile(
    rf"(?i)\W*(?:\([^)]*\)\s*)?(?:(?:drug\s+)?(?:cartel|group|militants?|fighters|insurgents|rebels|gang)s?\s+)?(?:(?:is|are|was|were|has\s+been|have\s+been)\s+(?:\w+ly\s+|also\s+|known\s+to\s+be\s+|long\s+)?"
    rf"{any_of('being_there')}\b|(?:often\s+|also\s+|mainly\s+|still\s+)?{any_of('having_there')}\b)"
)
#: Right before a name: it only told of it.
_TOLD_BY = re.compile(rf"(?i)\b{any_of('told_by')}\w*\s+by\s+(?:the\s+|an?\s+)?(?:[\w-]+\s+){{0,2}}$")
_SIDES = (Role.SIDE_A, Role.SIDE_B)
#: Violence in which people without arms are no side of their own.
AT_ARMS = (Family.BATTLE, Family.REMOTE_VIOLENCE, Family.VIOLENCE_AGAINST_CIVILIANS)
#: Right before a name: it is who did it ("an attack by", "killed by suspected"); not after these verbs.
_BY = re.compile(r"(?i)\b(\w+)(?:\s+(?:out|down|up|on|off))?\s+by\s+(?:the\s+|a\s+|an\s+|suspected\s+|alleged\s+|unidentified\s+|unknown\s+|some\s+|[A-Z][\w-]+['’]s?\s+){0,3}$")
_NO_DEED = re.compile(rf"(?i)^{any_of('no_deed')}$")
#: Around the name of who stopped an attacker.
_STOPPED_HOW = rf"{any_of('stopped')}(?:\s+(?:dead|down|and\s+killed))?"
_BEFORE, _STOPPED = re.compile(r"(?i)\b(?:before|until)\s+(?:the\s+)?$"), re.compile(rf"(?i)(?:\s+(?:officers?|forces|troops|guards|soldiers))?\s+{_STOPPED_HOW}\s+(?:him|her|them)\b")
_BEFORE_STOPPED = re.compile(rf"(?i)\b(?:before|until)\s+(?:(?:he|she|they)\s+(?:was|were)\s+|being\s+){_STOPPED_HOW}\s+by\s+(?:the\s+)?$")
_STOPPED_ATTACKER = re.compile(rf"(?i)(?:\s+(?:officers?|forces|troops|guards|soldiers))?\s+{_STOPPED_HOW}\s+(?:the|his|both|all)\s+{any_of('attackers')}\b")
#: What "by" before a name is worth as a link.
DEED = 0.9
#: Right before the name of a person who tells, and does nothing else.
_ACCORDING = re.compile(r"(?i)\baccording to (?:[\w'’-]+[\s,]+){0,5}$")
#: Those who stand on a side where they are harmed, and the links to how many they are.
FIGHTERS = (ActorKind.STATE_FORCE, ActorKind.REBEL_GROUP, ActorKind.POLITICAL_MILITIA, ActorKind.IDENTITY_MILITIA, ActorKind.EXTERNAL_FORCE)
HARM = (LinkKind.KILLED, LinkKind.INJURED, LinkKind.ABDUCTED)
#: Words that the reader takes for an actor and that name none: they only describe the next one, point at nobody, or are things.
_DESCRIBES = re.compile(rf"(?:{any_of('only_describing')})$")
#: Words for people that name nobody by themselves.
_NOBODY = frozenset(words("nobody"))
#: Words that say of no event what it was.
_SAYING_NOTHING = frozenset(words("saying_nothing"))


@dataclass(frozen=True, slots=True)
class Part:
    """One participant with the mention that names it and the link's score."""

    participant: Participant
    mention: int
    score: float


def participants(draft: Draft, linked: Linked, codebook: Codebook) -> list[Part]:
    """The participants of a draft, surest first within each role; an actor stands on one side only, the surer one.

    In a battle or in remote violence a state acts by its military ("Israel struck", "Moscow shelled").
    """
    family = codebook.types[draft.type].family
    found = [part for kind, role in _ROLES.items() for part in _in_role(draft, linked, kind, role, armed=family in ARMED)]
    found = _without_persons_elsewhere(found, draft, linked)
    parts = [p for p in found if not _no_participant(p, linked, codebook, at_arms=family in AT_ARMS)]
    parts = _without_bystanders(parts, draft, linked)
    parts = _of_one_state([p for p in _without_nameless(parts) if not _outdone(p, parts)])
    if family in ARMED:
        parts = _against_each_other(parts, battle=family is Family.BATTLE)
    parts = [_as_crowd(p, family) for p in parts]
    if family in AT_ARMS and not any(p.participant.role is Role.SIDE_B for p in parts):
        parts += _among_the_counted(draft, linked, parts, Role.SIDE_B, armed=family in ARMED)
    if family is Family.BATTLE and not any(p.participant.role is Role.SIDE_A for p in parts):
        parts += _among_the_counted(draft, linked, parts, Role.SIDE_A, armed=family in ARMED)
    parts.sort(key=lambda p: (list(Role).index(p.participant.role), -p.score, linked.reading.mentions[p.mention].span.start))
    kept: list[Part] = []
    for part in parts:
        if not _repeated(part, kept) and not _outdone(part, parts):
            kept.append(part)
    return _without_generic(kept)


def _in_role(draft: Draft, linked: Linked, kind: LinkKind, role: Role, *, armed: bool) -> Iterator[Part]:
    for i, score in draft.links(linked, kind).items():
        if _is_aside(linked, i):
            continue
        mention = linked.reading.mentions[i]
        if mention.kind is MentionKind.PERSON:
            person = _person_name(linked, i)
            yield Part(Participant(Role.TARGET if role is Role.SIDE_B else role, person, None, ActorKind.PERSON, mention.span.quote), i, score)
        elif mention.kind is MentionKind.TITLE:
            if role in (Role.TARGET, Role.VICTIM) and not _names_person(linked, i):
                yield Part(Participant(role, mention.span.quote, None, ActorKind.PERSON, mention.span.quote), i, score)
        elif mention.kind is not MentionKind.PLACE:
            answered = mention.kind is MentionKind.ACTOR and role is Role.SIDE_A and _answered(linked, mention.span)
            did_it = mention.kind is MentionKind.ACTOR and role in _SIDES and not answered and _did_it(linked, mention.span)
            for actor in linked.actors.get(i, ()):
                acting = linked.forces.get(actor.id or "", actor) if armed else actor
                yield Part(_participant(Role.SIDE_B if answered else Role.SIDE_A if did_it else role, acting, mention.kind, mention.span), i, max(score, DEED) if did_it else score)


def _is_aside(linked: Linked, mention: int) -> bool:
    """Whether a mention takes no part in anything where it stands: a person who only tells, or comes into the office of one who was
    killed; a name that only says what the next one is like, or whose it is."""
    found, text = linked.reading.mentions[mention], linked.report.text
    likened = _COMPOUND if found.span.quote.islower() else _LIKENED
    if likened.match(text, found.span.end):
        return True
    if found.kind is MentionKind.PERSON and mention not in linked.persons:
        return True
    if found.kind is MentionKind.PERSON and (owned := _OWNED.match(text, found.span.end)) is not None and _HIS_FATE.match(owned[1]) is None:
        return True
    if found.kind is MentionKind.ACTOR and (is_followed(found.span, text) or _ONLY_THERE.match(text, found.span.end) or _TOLD_BY.search(text, max(0, found.span.start - 40), found.span.start)):
        return True
    if found.kind in (MentionKind.PERSON, MentionKind.TITLE):
        return _only_tells(linked, found.span) or (found.kind is MentionKind.PERSON and _comes_only(linked, mention))
    return _owns_next(linked, mention)


def _only_tells(linked: Linked, span: Span) -> bool:
    """Whether a person is only named as who says so."""
    text = linked.report.text
    return bool(SAYING.match(text, span.end) or _ACCORDING.search(text[max(0, span.start - 80) : span.start]))


def _owns_next(linked: Linked, mention: int) -> bool:
    """Whether a name only says whose the force is that is named right after it ("Sudan's Rapid Support Forces")."""
    span, text = linked.reading.mentions[mention].span, linked.report.text
    if not re.match(r"['’]s?\s", text[span.end : span.end + 3]) and not span.quote.endswith(("'s", "’s")):
        return False
    return any(0 < other.span.start - span.end <= 3 for i, other in linked.of_kind(MentionKind.ACTOR) if i != mention)


def _did_it(linked: Linked, span: Span) -> bool:
    """Whether the words before a name say that it did it: "a strike by", "were killed by"."""
    text, start = linked.report.text, span.start
    if text[max(0, start - 2) : start] == " (":  # the short form of the name before it
        start = next((m.span.start for _, m in linked.of_kind(MentionKind.ACTOR) if m.span.end == start - 2), start)
    found = _BY.search(text[max(0, start - 60) : start])
    return found is not None and _NO_DEED.match(found[1]) is None


def _answered(linked: Linked, span: Span) -> bool:
    """Whether a name is that of who stopped the one who did it ("killed four before police shot him dead", "before being shot by police")."""
    text = linked.report.text
    before, after = text[max(0, span.start - 60) : span.start], text[span.end : span.end + 60]
    return (_BEFORE.search(before) is not None and _STOPPED.match(after) is not None) or _BEFORE_STOPPED.search(before) is not None or _STOPPED_ATTACKER.match(after) is not None


def _no_participant(part: Part, linked: Linked, codebook: Codebook, *, at_arms: bool) -> bool:
    """Whether a part is nobody: things ("coaches"), words that name no people ("others"), words that only describe ("ethnic"), people without arms on
    side A of an armed deed that it is not told to be done by. Those who are counted there are its victims, and have a link of their own."""
    one = part.participant
    if one.actor is None and one.kind is ActorKind.UNKNOWN and _DESCRIBES.match(one.surface or "") is not None:
        return True
    if at_arms and one.role is Role.SIDE_A and one.kind is ActorKind.CIVILIANS and not _did_it(linked, linked.reading.mentions[part.mention].span):
        return True
    if linked.reading.mentions[part.mention].kind is not MentionKind.PEOPLE:
        return False
    told = [word for word in re.findall(r"[\w-]+", (one.surface or "").lower()) if word not in ("the", "a", "an", "and", "or", "of", "at", "least", "two", "three")]
    return codebook.names_thing(one.surface or "") or all(word in _NOBODY or word.isdigit() for word in told)


def _without_persons_elsewhere(parts: list[Part], draft: Draft, linked: Linked) -> list[Part]:
    """Parts without the persons of other sentences, where a person is named in a sentence of the event's words."""
    persons = [p for p in parts if linked.reading.mentions[p.mention].kind is MentionKind.PERSON]
    names = {_key(p.participant) for p in persons if draft.tells_beside(linked, p.mention)}
    return [p for p in parts if p not in persons or not names or _key(p.participant) in names]


def _among_the_counted(draft: Draft, linked: Linked, parts: list[Part], role: Role, *, armed: bool) -> Iterator[Part]:
    """The side of a deed for which the text names nobody: the fighters among those who were killed, hurt or taken ("killed two Colombian
    soldiers", "two Maoists were killed in an encounter with police"), unless they are the other side."""
    others = {p.participant.actor or p.participant.name for p in parts if p.participant.role in _SIDES and p.participant.role is not role}
    if not others:
        return
    for kind in HARM:
        for number, score in draft.links(linked, kind).items():
            who = counted(linked, number)
            if who is None:
                continue
            for actor in linked.actors.get(who, ()):
                acting = linked.forces.get(actor.id or "", actor) if armed else actor
                if actor.kind in FIGHTERS and (acting.id or acting.name) not in others:
                    mention = linked.reading.mentions[who]
                    yield Part(Participant(role, acting.name, acting.id, acting.kind, mention.span.quote), who, score)


def _without_nameless(parts: list[Part]) -> list[Part]:
    """Parts without units and bodies that have no name ("the battalion") beside an actor that has one."""
    named = {p.participant.role for p in parts if p.participant.actor is not None}

    def nameless(part: Participant) -> bool:
        return part.actor is None and part.kind is ActorKind.UNKNOWN and not any(word[:1].isupper() for word in (part.surface or "").split())

    return [p for p in parts if p.participant.role not in named or p.participant.role not in _SIDES or not nameless(p.participant)]


def _without_bystanders(parts: list[Part], draft: Draft, linked: Linked) -> list[Part]:
    """Parts without the forces that only other sentences name, on a side for which the event's own sentences name people in arms without a name ("gunmen"), or
    victims: those forces came afterwards, or speak of it. A sentence that only says "the incident" is no sentence of its own."""
    telling = replace(draft, words=tuple(word for word in draft.words if not _only_points(word)) or draft.words)

    def beside(part: Part) -> bool:
        return telling.tells_beside(linked, part.mention)

    told = {p.participant.role for p in parts if p.participant.role in _SIDES and p.participant.kind is ActorKind.POLITICAL_MILITIA and p.participant.actor is None and beside(p)}
    if any(p.participant.role is Role.VICTIM and beside(p) for p in parts):
        told.add(Role.SIDE_B)
    return [p for p in parts if p.participant.role not in told or p.participant.kind not in (ActorKind.STATE_FORCE, ActorKind.EXTERNAL_FORCE) or beside(p)]


def _only_points(word: Word) -> bool:
    return word.generic or word.mention.span.quote.lower() in _SAYING_NOTHING


def _of_one_state(parts: list[Part]) -> list[Part]:
    """Parts without a state's force on the side of a rebel group, where another force of that state stands on the other side: the
    reader took who came to help for who attacked."""
    kept = []
    for part in parts:
        role, state = part.participant.role, _state(part.participant)
        other = Role.SIDE_B if role is Role.SIDE_A else Role.SIDE_A
        beside = any(p.participant.role is role and p.participant.kind is ActorKind.REBEL_GROUP for p in parts)
        against = any(p.participant.role is other and p is not part and _state(p.participant) == state for p in parts)
        if role in _SIDES and state is not None and beside and against:
            continue
        kept.append(part)
    return kept


#: What people without arms are who do what a family of events is about, and their name in ACLED's manner.
_CROWDS = {Family.PROTEST: (ActorKind.PROTESTERS, "Protesters"), Family.RIOT: (ActorKind.RIOTERS, "Rioters")}


def as_people(participant: Participant) -> str:
    """The name of a participant as the people that it is, whatever they do."""
    for kind, name in _CROWDS.values():
        if participant.kind is kind:
            return _PLAIN_PEOPLE + participant.name.removeprefix(name)
    return participant.name


def _as_crowd(part: Part, family: Family) -> Part:
    """Civilians who march are protesters, those who riot rioters."""
    one = part.participant
    if one.role is not Role.SIDE_A or one.kind is not ActorKind.CIVILIANS or family not in _CROWDS or not one.name.startswith(_PLAIN_PEOPLE):
        return part
    kind, name = _CROWDS[family]
    return replace(part, participant=replace(one, kind=kind, name=name + one.name.removeprefix(_PLAIN_PEOPLE)))


_PLAIN_PEOPLE = "Civilians"


def _against_each_other(parts: list[Part], *, battle: bool) -> list[Part]:
    """Of a battle with all its fighters on one side: a state's forces there, those who fight no state's war on the other side. Those who
    fire from afar do so together where both were hit, and not where both fired; the less sure of them did not."""
    armed = [p for p in parts if p.participant.role in _SIDES and p.participant.kind in FIGHTERS]
    states = [p for p in armed if p.participant.kind is ActorKind.STATE_FORCE]
    others = [p for p in armed if p.participant.kind is ActorKind.REBEL_GROUP or (p.participant.actor is None and p.participant.name.startswith("Unidentified"))]
    if len({p.participant.role for p in armed}) != 1 or not states or not others or not (battle or armed[0].participant.role is Role.SIDE_A):
        return parts
    away = Role.SIDE_A if armed[0].participant.role is Role.SIDE_B else Role.SIDE_B
    surer = not battle and max(p.score for p in others) > max(p.score for p in states)
    moved = states if surer else others
    return [replace(p, participant=replace(p.participant, role=away)) if p in moved else p for p in parts]


def _state(participant: Participant) -> str | None:
    """The country whose force a participant is, by the registry's id (`military_sd`)."""
    if participant.kind is not ActorKind.STATE_FORCE or participant.actor is None:
        return None
    return participant.actor.rsplit("_", 1)[-1]


def _participant(role: Role, actor: Actor, kind: MentionKind, span: Span) -> Participant:
    unarmed = kind is MentionKind.PEOPLE and actor.kind in (ActorKind.UNKNOWN, ActorKind.CIVILIANS)
    if unarmed and role is Role.SIDE_B:
        role = Role.VICTIM
    return Participant(role, actor.name, actor.id, ActorKind.CIVILIANS if unarmed else actor.kind, span.quote)


def _comes_only(linked: Linked, mention: int) -> bool:
    """Whether a person is only told, wherever the report names him, as who comes into the office of one who was killed or left."""
    name = _person_name(linked, mention)
    mentions = [i for i, _ in linked.of_kind(MentionKind.PERSON) if _person_name(linked, i) == name]
    comes = any((found := standing(linked, i)) is not None and found[0] is Standing.COMES for i in mentions)
    return comes and not any(died(linked, i) for i in mentions)


def _person_name(linked: Linked, mention: int) -> str:
    named = linked.persons.get(mention)
    return named.name if named else linked.reading.mentions[mention].span.quote


def _names_person(linked: Linked, title: int) -> bool:
    """Whether a title stands with a person's name, which then stands for both."""
    span = linked.reading.mentions[title].span
    near = (m for _, m in linked.of_kind(MentionKind.PERSON))
    return any(0 <= m.span.start - span.end <= 2 or 0 <= span.start - m.span.end <= 2 for m in near)


def _repeated(part: Part, kept: list[Part]) -> bool:
    return any(k.participant.role is part.participant.role and _key(k.participant) == _key(part.participant) for k in kept)


def _outdone(part: Part, parts: list[Part]) -> bool:
    """Whether the same actor stands on the other side more surely; who is aimed at stands on no side beside that."""
    others = [p for p in parts if p.participant.role is not part.participant.role and _key(p.participant) == _key(part.participant)]
    if part.participant.role not in _SIDES:
        return part.participant.kind is not ActorKind.PERSON and any(p.participant.role in _SIDES for p in others)
    if part.participant.kind is ActorKind.PERSON and any(p.participant.role in (Role.TARGET, Role.VICTIM) for p in others):
        return True
    return any(p.participant.role in _SIDES and p.score > part.score for p in others)


def _key(participant: Participant) -> str:
    return participant.actor or participant.name.lower()


def _without_generic(parts: list[Part]) -> list[Part]:
    """Without nameless armed people where the same role has a named actor that they may well be."""
    named = {p.participant.role for p in parts if p.participant.actor and p.participant.kind is not ActorKind.CIVILIANS}
    kept: list[Part] = []
    for part in sorted(parts, key=lambda p: p.participant.kind is ActorKind.UNKNOWN):
        role = part.participant.role
        nameless_before = any(k.participant.role is role for k in kept)
        if role in _SIDES and generic(part.participant) and (role in named or nameless_before):
            continue
        kept.append(part)
    return [p for p in parts if p in kept]


def generic(participant: Participant) -> bool:
    """Whether a participant has no name of its own."""
    return participant.actor is None and (participant.name.startswith("Unidentified") or participant.kind is ActorKind.UNKNOWN) and not any(
        word[:1].isupper() for word in (participant.surface or "").split()[1:]
    )


def participant_claims(parts: list[Part], draft: Draft, linked: Linked, rule: str) -> list[Claim]:
    """The claims about an event's participants."""
    return [
        Claim(ClaimField.PARTICIPANT, part.participant, (linked.reading.mentions[part.mention].span,), part.score, rule,
              speaker_of(linked, linked.reading.mentions[part.mention].span, draft))
        for part in parts
    ]  # fmt: skip
