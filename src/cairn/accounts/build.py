"""A draft with its account and the event that the account alone gives."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cairn.accounts.claims import account
from cairn.accounts.group import Draft
from cairn.accounts.sides import Part, participants
from cairn.accounts.words import OTHER
from cairn.codebook import Codebook, Family
from cairn.consolidation import event_id
from cairn.consolidation.derive import Told, derive
from cairn.model import Account, ActorKind, Claim, ClaimField, Event, Linked, Role

#: Those who bear arms by what they are.
ARMED = (ActorKind.REBEL_GROUP, ActorKind.POLITICAL_MILITIA, ActorKind.CRIMINAL_GROUP)


@dataclass(frozen=True, slots=True)
class Built:
    """One event of one report at its three stages, and its participants with their mentions."""

    draft: Draft
    account: Account
    event: Event
    parts: tuple[Part, ...]


def build(draft: Draft, linked: Linked, codebook: Codebook) -> Built:
    """The account and the event of a draft."""
    parts = participants(draft, linked, codebook)
    if codebook.types[draft.type].family is Family.PROTEST and _armed(parts):
        draft = replace(draft, words=tuple(replace(word, types={OTHER: sum(word.types.values())}) for word in draft.words))
        parts = participants(draft, linked, codebook)
    told = account(draft, linked, codebook, parts)
    return Built(draft, told, _event(told, linked, codebook), tuple(parts))


def _armed(parts: Sequence[Part]) -> bool:
    """Whether all who act are armed: what they do is no protest ("gunmen blocked roads")."""
    acting = [p.participant.kind for p in parts if p.participant.role is Role.SIDE_A]
    return bool(acting) and all(kind in ARMED for kind in acting)


def rebuilt(built: Built, claims: Sequence[Claim], linked: Linked, codebook: Codebook) -> Built:
    """The same with further claims."""
    told = replace(built.account, claims=(*built.account.claims, *claims))
    return replace(built, account=told, event=_event(told, linked, codebook))


def demoted(built: Built, rule: str, linked: Linked, codebook: Codebook) -> Built:
    """The same as background."""
    claims = tuple(replace(c, value=False, rule=rule) if c.field is ClaimField.MAIN else c for c in built.account.claims)
    told = replace(built.account, claims=claims)
    return replace(built, account=told, event=_event(told, linked, codebook))


def _event(told: Account, linked: Linked, codebook: Codebook) -> Event:
    return derive(event_id(told.id), [Told(told, linked.report.published, linked.report.publisher)], codebook)
