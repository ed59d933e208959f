"""Who did what to whom: an event's participants from the mentions that its words are linked to."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cairn.accounts.group import Draft
from cairn.accounts.speakers import SAYING, speaker_of
from cairn.codebook import Codebook, Family
from cairn.model import Actor, ActorKind, Claim, ClaimField, Linked, LinkKind, MentionKind, Participant, Role, Span

_ROLES: Mapping[LinkKind, Role] = {
    LinkKind.SIDE_A: Role.SIDE_A, LinkKind.SIDE_B: Role.SIDE_B, LinkKind.TARGET: Role.TARGET, LinkKind.VICTIM: Role.VICTIM,
}  # fmt: skip
ARMED = (Family.BATTLE, Family.REMOTE_VIOLENCE)
#: What makes an adjective of a common noun before it: "intelligence-led", "army-run".
_COMPOUND = re.compile(r"[-‐‑–][a-z]")
_SIDES = (Role.SIDE_A, Role.SIDE_B)


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
    armed = codebook.types[draft.type].family in ARMED
    parts = [part for kind, role in _ROLES.items() for part in _in_role(draft, linked, kind, role, armed=armed)]
    parts.sort(key=lambda p: (list(Role).index(p.participant.role), -p.score, linked.reading.mentions[p.mention].span.start))
    kept: list[Part] = []
    for part in parts:
        if not _repeated(part, kept) and not _outdone(part, parts):
            kept.append(part)
    return _without_generic(kept)


def _in_role(draft: Draft, linked: Linked, kind: LinkKind, role: Role, *, armed: bool) -> Iterator[Part]:
    for i, score in draft.links(linked, kind).items():
        mention = linked.reading.mentions[i]
        if mention.kind in (MentionKind.PERSON, MentionKind.TITLE) and SAYING.match(linked.report.text, mention.span.end):
            continue
        if mention.span.quote.islower() and _COMPOUND.match(linked.report.text, mention.span.end):
            continue
        if mention.kind is MentionKind.PERSON:
            person = _person_name(linked, i)
            yield Part(Participant(Role.TARGET if role is Role.SIDE_B else role, person, None, ActorKind.PERSON, mention.span.quote), i, score)
        elif mention.kind is MentionKind.TITLE:
            if role in (Role.TARGET, Role.VICTIM) and not _names_person(linked, i):
                yield Part(Participant(role, mention.span.quote, None, ActorKind.PERSON, mention.span.quote), i, score)
        elif mention.kind is MentionKind.PLACE:
            continue
        else:
            for actor in linked.actors.get(i, ()):
                acting = linked.forces.get(actor.id or "", actor) if armed else actor
                yield Part(_participant(role, acting, mention.kind, mention.span), i, score)


def _participant(role: Role, actor: Actor, kind: MentionKind, span: Span) -> Participant:
    unarmed = kind is MentionKind.PEOPLE and actor.kind in (ActorKind.UNKNOWN, ActorKind.CIVILIANS)
    if unarmed and role is Role.SIDE_B:
        role = Role.VICTIM
    return Participant(role, actor.name, actor.id, ActorKind.CIVILIANS if unarmed else actor.kind, span.quote)


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
