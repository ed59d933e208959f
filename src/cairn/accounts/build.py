"""A draft with its account and the event that the account alone gives."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cairn.accounts.claims import account
from cairn.accounts.group import Draft
from cairn.accounts.sides import Part, participants
from cairn.codebook import Codebook
from cairn.consolidation import event_id
from cairn.consolidation.derive import Told, derive
from cairn.model import Account, Claim, ClaimField, Event, Linked


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
    told = account(draft, linked, codebook, parts)
    return Built(draft, told, _event(told, linked, codebook), tuple(parts))


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
