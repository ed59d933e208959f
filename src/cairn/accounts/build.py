"""A draft with its account and the event that the account alone gives."""

from dataclasses import dataclass

from cairn.accounts.claims import account
from cairn.accounts.group import Draft
from cairn.accounts.sides import Part, participants
from cairn.codebook import Codebook
from cairn.consolidation.derive import Told, derive
from cairn.model import Account, Event, Linked


@dataclass(frozen=True, slots=True)
class Built:
    """One event of one report at its three stages, and its participants with their mentions."""

    draft: Draft
    account: Account
    event: Event
    parts: tuple[Part, ...]


def build(draft: Draft, linked: Linked, codebook: Codebook) -> Built:
    """The account and the event of a draft."""
    told = account(draft, linked, codebook)
    event = derive("e" + told.id[1:], [Told(told, linked.report.published, linked.report.publisher)], codebook)
    return Built(draft, told, event, tuple(participants(draft, linked, codebook)))
