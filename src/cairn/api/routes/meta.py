"""`/meta`: what the app needs to know first."""

from collections.abc import Iterable
from typing import Any

from fastapi import APIRouter

import cairn
from cairn.api.asking import Asker, DeskOf
from cairn.api.shapes.meta import HeldTold, Meta, TypeTold, UserTold, Word
from cairn.consolidation import POLICIES
from cairn.model import CasualtyGroup, ClaimField

router = APIRouter(tags=["meta"])


@router.get("/meta")
def meta(desk: DeskOf, asker: Asker) -> Meta:
    """The server, its codebook and its record."""
    book = desk.codebook
    first, last = desk.once("days", desk.record.days)
    return Meta(
        version=cairn.__version__, reader=desk.once("reader", desk.record.reader), record=desk.name(asker.local),
        types=[TypeTold(id=t.id, label=t.name, definition=t.definition, group=t.family) for t in book.types.values()], fields=[str(f) for f in ClaimField],
        qualifiers=_words(book.qualifiers.values()), statuses=_words(book.statuses.values()), place_precisions=_words(book.where.values()),
        when_precisions=_words(book.when.values()), roles=_words(book.roles.values()), kinds=_words(book.kinds.values()), outcomes=_words(book.outcomes.values()),
        weapons=_words(book.weapons.values()), groups=[str(g) for g in CasualtyGroup], countries={s.code: s.name for s in desk.registry.states.values()},
        counts=HeldTold(**desk.once("held", desk.record.held)), first=first, last=last, user=UserTold(name=asker.name, role=asker.role, local=asker.local),
        tiles=desk.settings.tiles, policies=list(POLICIES), two_reviewers=desk.two_reviewers,
    )  # fmt: skip


def _words(rows: Iterable[Any]) -> list[Word]:
    return [Word(id=row.id, label=row.name, definition=row.definition) for row in rows]
