"""What affiliates did, and who claimed it."""

from datetime import date

import pytest

from cairn.analysis import Affiliate, Belonging, Claimed, autonomy
from cairn.model import ActorKind, Attribution, AttributionKind, Count, Event, Participant, Period, Role, When

from .made_events import ARMY, event, whole

ISWAP = Participant(Role.SIDE_A, "Islamic State West Africa Province", "iswap", ActorKind.REBEL_GROUP)
IDS = {"Islamic State West Africa Province": "iswap", "ISWAP": "iswap", "Islamic State": "is", "JNIM": "jnim"}
OWN = Belonging("iswap", "Islamic State West Africa Province", "affiliate_of", Period(date(2015, 3, 7), None), ())


def said(by: str | None, kind: AttributionKind = AttributionKind.RESPONSIBILITY) -> Attribution:
    return Attribution(kind, by, "e0001")


def found(*events: Event, about: tuple[Attribution, ...] = (), belonging: tuple[Belonging, ...] = (OWN,)) -> tuple[Affiliate, ...]:
    return autonomy("is", belonging, events, {"e0001": about}, whole=whole, id_of=IDS.get)


@pytest.mark.parametrize(
    ("by", "claimed"),
    [
        (("ISWAP",), Claimed.ITSELF), (("Islamic State",), Claimed.GROUP), (("JNIM",), Claimed.OTHER), (("nobody the registry knows",), Claimed.OTHER),
        (("Islamic State", "ISWAP"), Claimed.ITSELF), (("JNIM", "Islamic State"), Claimed.GROUP), ((), Claimed.NOBODY), ((None,), Claimed.NOBODY),
    ],
)  # fmt: skip
def test_who_claimed_it(by: tuple[str | None, ...], claimed: Claimed) -> None:
    (one,) = found(event(1, who=(ISWAP, ARMY)), about=tuple(said(name) for name in by))
    assert one.deeds[0].claimed is claimed
    assert one.claims == {claimed: 1}


def test_denials_and_blame_are_no_claims() -> None:
    (one,) = found(event(1, who=(ISWAP, ARMY)), about=(said("ISWAP", AttributionKind.DENIAL), said("the army", AttributionKind.BLAME)))
    assert (one.deeds[0].claimed, one.deeds[0].denied_by, one.deeds[0].blamed_by) == (Claimed.NOBODY, ("ISWAP",), ("the army",))


def test_only_what_it_did_while_it_belonged_counts() -> None:
    before, target = event(1, day=date(2014, 1, 1), who=(ISWAP,)), event(2, who=(ARMY,))
    vague = event(3, when=When(date(2015, 1, 1), date(2015, 12, 31)), who=(ISWAP,), killed=Count.exactly(4))
    (one,) = found(before, target, vague)
    assert [deed.event.id for deed in one.deeds] == ["e0003"]
    assert (one.tally.killed, one.first, one.last) == (Count(4, 4, 4), date(2015, 1, 1), date(2015, 12, 31))


def test_affiliates_without_events_stand_last() -> None:
    other = Belonging("isgs", "A Province", "affiliate_of", Period(), ())
    assert [one.belonging.actor for one in found(event(1, who=(ISWAP,)), belonging=(other, OWN))] == ["iswap", "isgs"]
