"""Who comes into an office and who has left it, by the words beside a name."""

import pytest

from cairn.accounts.standing import Standing, died, standing
from cairn.model import PersonStatus
from tests.accounts.factories import coding, linked

COMES, WENT = Standing.COMES, Standing.WENT


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The group named [Abu Hafs|person:p] as its new leader.", COMES),
        ("The group announced its new leader - its fifth - as [Abu Hafs|person:p].", COMES),
        ("Its new emir, [Abu Hafs|person:p], spoke.", COMES),
        ("He was succeeded by [Abu Hafs|person:p].", COMES),
        ("[Abu Hafs|person:p] was appointed leader.", COMES),
        ("[Abu Hafs|person:p] took over in November.", COMES),
        ("Its previous leader, [Abu Hafs|person:p], had been killed.", WENT),
        ("His predecessor, [Abu Hafs|person:p], was killed.", WENT),
        ("The group's first “caliph”, [Abu Hafs|person:p], was killed.", WENT),
        ("Former army chief [Abu Hafs|person:p] spoke.", WENT),
        ("Its leader, [Abu Hafs|person:p], was killed.", None),
        ("Police described [Abu Hafs|person:p] as a trader.", None),
        ("Leader [Abu Hafs|person:p] said so.", None),
    ],
)
def test_standing(text: str, expected: Standing | None) -> None:
    reading = linked(text)
    found = standing(reading, 0)
    assert (found and found[0]) == expected
    if found is not None:
        assert found[1].quote == reading.report.text[found[1].start : found[1].end]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Abu Hafs|person:p] was killed on Friday.", True),
        ("They announced the death of their leader [Abu Hafs|person:p].", True),
        ("[Abu Hafs|person:p] said three were killed.", False),
        ("The raid killed a guard of [Abu Hafs|person:p].", False),
        ("The raid killed the group's leader, [Abu Hafs|person:p].", False),  # a comma may begin another clause
    ],
)
def test_died(text: str, *, expected: bool) -> None:
    assert (died(linked(text), 0) is not None) is expected


def test_a_successor_is_no_target_and_leads_nothing_that_has_ended() -> None:
    text = "A raid [killed|event:e attack] its leader. The group named [Abu Hafs|person:p] as its new leader."
    found = coding(linked(text, "e target p"))
    assert not found.events[0].participants
    assert found.people[0].status is PersonStatus.APPOINTED
