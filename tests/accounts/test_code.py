"""A whole report: every value stands on exact words of the text, whatever the reader links."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.accounts import code
from cairn.accounts.code import KEEP
from cairn.model import (
    Coded,
    Event,
    Evidence,
    Link,
    Linked,
    LinkKind,
    Office,
    Organisation,
    Person,
    Problem,
    Relation,
    Stage,
    Status,
    Total,
)
from tests.accounts.factories import BOOK, KNOWLEDGE, coding, linked

TEXT = (
    "[BAGHDAD|place:baghdad], Iraq — [Iraqi forces|actor:army mil_iq] [killed|event:kill attack] the head of "
    "[Islamic State|actor:isis islamic_state] in an [operation|event:op armed_clash] in [Anbar|place:anbar] on [Friday|time:f 2024-03-15], "
    "[Prime Minister|title:t] [Mohammed Hadi|person:pm] said, calling him a terrorist. "
    "[Abdallah Maki|person:maki], also known as [Abu Khadija|person:abu Abdallah Maki], was the third leader killed since [2019|time:s 2019..]. "
    "[At least 25|number:n 25+] [civilians|people:c Civilians] also died in the suicide [attack|event:a attack], the army said. "
    "[ISIS|actor:b islamic_state] claimed responsibility for [over 300|number:m 301+] [attacks|event:x attack] in [Syria|place:syria]. "
    "[IS-K|actor:k is_khorasan], an affiliate based in [Afghanistan|place:afghanistan], plans an [attack|event:p attack planned] "
    "in [Russia|place:russia] and [Iran|place:iran] with [drones|weapon:w]."
)
LINKS = (
    "kill side_a army; kill side_b isis; kill target maki; kill same op; op place anbar; op time f; kill said_by pm; kill killed n 0.4;"
    "a killed n; n counts c; p place russia; p place iran; p weapon w; p side_a k; maki leads isis"
)
PREMIER = Office("Prime Minister", public=True, leads=True, organisation="Government of Iraq", actor="gov_iq")


def reading() -> Linked:
    """A report that tells of everything."""
    return linked(TEXT, LINKS, offices={"t": PREMIER})


def evidence(coded: Coded) -> Iterator[Evidence]:
    found = coded.coding
    for group in (found.events, found.people, found.organisations, found.relations, found.totals, found.attributions):
        for value in group:
            yield from value.evidence


def inexact(coded: Coded) -> list[str]:
    """The quotes that the text does not hold where they are said to stand."""
    text = coded.report.text
    spans = [span for account in coded.accounts for claim in account.claims for span in claim.spans]
    spans += [word for account in coded.accounts for word in account.words] + [p.span for p in coded.coding.problems if p.span]
    return [s.quote for s in spans if not s.stands_in(text)] + [e.quote for e in evidence(coded) if text[e.start : e.end] != e.quote]


def test_every_quote_stands_in_the_text_where_it_is_said_to() -> None:
    assert inexact(code(reading(), KNOWLEDGE)) == []


def without_evidence(value: Event | Person | Organisation | Relation | Total, told: Sequence[str]) -> list[str]:
    """The fields among those told that hold something and have no evidence."""
    paths = {e.field for e in value.evidence}
    missing = []
    for name in told:
        held = getattr(value, name)
        wanted = [f"{name}[{n}]" for n in range(len(held))] if isinstance(held, tuple) else [name] if held is not None else []
        missing += [path for path in wanted if path not in paths]
    return missing


def test_every_value_of_an_event_has_evidence() -> None:
    told = [f.name for f in fields(Event) if f.name not in ("id", "evidence", "reports", "review", "reviewed_by")]
    assert {path for one in coding(reading()).events for path in without_evidence(one, told)} <= {"when", "where"}


def test_every_place_and_time_of_an_event_that_is_known_has_evidence() -> None:
    for one in coding(reading()).events:
        assert not one.when.known or "when" in {e.field for e in one.evidence}
        assert one.where.name is None or "where" in {e.field for e in one.evidence}


def test_every_value_of_a_person_has_evidence() -> None:
    told = [f.name for f in fields(Person) if f.name != "evidence"]
    assert [path for one in coding(reading()).people for path in without_evidence(one, told)] == []


def test_every_value_of_an_organisation_has_evidence() -> None:
    told = [f.name for f in fields(Organisation) if f.name != "evidence"]
    assert [path for one in coding(reading()).organisations for path in without_evidence(one, told)] == []


def test_every_value_of_a_relation_has_evidence() -> None:
    told = [f.name for f in fields(Relation) if f.name != "evidence"]
    assert [path for one in coding(reading()).relations for path in without_evidence(one, told)] == []


def test_every_number_of_a_total_has_evidence() -> None:
    assert [path for one in coding(reading()).totals for path in without_evidence(one, ("what", "low", "high", "actor", "outcome", "where"))] == []


def test_the_problems_of_linking_are_kept() -> None:
    problem = Problem(Stage.WHERE, "'Xanadu' is not in the gazetteer: kept by name")
    assert problem in coding(replace(reading(), problems=(problem,))).problems


def test_an_event_below_the_floor_of_confidence_is_a_problem_at_its_word() -> None:
    unsure = linked("Gunmen [came|event:e attack] to a village. In May a [bomb|event:f remote_explosive_landmine_ied] went off.")
    word, *others = unsure.reading.mentions
    assert word.event is not None
    any_type = tuple((kind, 0.04) for kind in BOOK.types)
    weak = replace(word, score=0.5, event=replace(word.event, status_score=0.05, types=any_type))
    found = coding(replace(unsure, reading=replace(unsure.reading, mentions=(weak, *others))))
    assert [p.span.quote for p in found.problems if p.span] == ["came"]
    assert [one.type for one in found.events] == ["remote_explosive_landmine_ied"]


def test_the_surest_event_of_a_report_of_some_is_kept_with_its_low_confidence() -> None:
    unsure = linked("Gunmen [came|event:e attack] to a village.")
    (word,) = unsure.reading.mentions
    assert word.event is not None
    weak = replace(word, score=0.3, event=replace(word.event, status_score=0.05, type_score=0.2, types=(("attack", 0.2),)))
    found = coding(replace(unsure, reading=replace(unsure.reading, mentions=(weak,))))
    (one,) = found.events
    assert (one.type, one.confidence < KEEP) == ("attack", True)
    assert [(p.span.quote, "is coded though unsure" in p.message) for p in found.problems if p.span] == [("came", True)]


def test_a_coding_names_its_reader() -> None:
    assert coding(reading()).reader == "reader-by-hand"


def test_a_planned_event_in_two_countries_is_two_planned_events() -> None:
    planned = [one for one in coding(reading()).events if one.status is Status.PLANNED]
    assert sorted(one.where.name or "" for one in planned) == ["Iran", "Russia"]


@pytest.fixture(scope="module")
def bare() -> Linked:
    """The report with all its mentions and no link."""
    return linked(TEXT, offices={"t": PREMIER})


MENTIONS = len(linked(TEXT).reading.mentions)
AT = st.integers(0, MENTIONS - 1)
LINK = st.builds(Link, st.sampled_from(LinkKind), AT, AT, st.sampled_from([0.2, 0.4, 0.6, 0.9]))


@settings(max_examples=60, deadline=None)
@given(links=st.lists(LINK, max_size=25))
def test_whatever_the_reader_links_every_quote_is_exact(bare: Linked, links: list[Link]) -> None:
    assert inexact(code(_linked_by(bare, links), KNOWLEDGE)) == []


@settings(max_examples=30, deadline=None)
@given(links=st.lists(LINK, max_size=25))
def test_whatever_the_reader_links_no_two_events_share_an_id(bare: Linked, links: list[Link]) -> None:
    events = coding(_linked_by(bare, links)).events
    assert len({one.id for one in events}) == len(events)


@settings(max_examples=30, deadline=None)
@given(links=st.lists(LINK, max_size=25))
def test_the_order_of_the_links_does_not_matter(bare: Linked, links: list[Link]) -> None:
    unique = list({(x.kind, x.source, x.target): x for x in links}.values())
    assert coding(_linked_by(bare, unique)).events == coding(_linked_by(bare, unique[::-1])).events


def _linked_by(reading: Linked, links: Sequence[Link]) -> Linked:
    return replace(reading, reading=replace(reading.reading, links=tuple(links)))


def test_what_only_serves_to_date_another_event_is_background() -> None:
    text = "A [strike|event:a attack] hit Mosul on [Monday|time:m 2024-03-11], [a week after|time:d 2024-03-04<] a similar [ambush|event:b armed_clash]."
    mains = {event.type: event.main for event in coding(linked(text, "a time m; b time d")).events}
    assert mains == {"attack": True, "armed_clash": False}


def test_of_what_nothing_is_told_beside_what_a_report_is_about_is_no_event() -> None:
    text = "A [strike|event:a attack] hit Mosul on [Monday|time:m 2024-03-11]. There were [protests|event:p peaceful_protest background]."
    found = coding(linked(text, "a time m"))
    assert [event.type for event in found.events] == ["attack"]
    assert any("of which nothing is told" in problem.message for problem in found.problems)


def test_a_report_that_reads_as_one_of_an_event_and_has_no_word_for_it_says_so() -> None:
    found = coding(linked("Ten bodies lay near [Mosul|place:mosul]."))
    assert not found.events
    assert [problem.message for problem in found.problems if problem.stage is Stage.EVENT] == [
        "the report reads as one of a conflict event (relevance 0.90), but no words in it were read as telling one"
    ]
    assert not coding(linked("Ten bodies lay near [Mosul|place:mosul].", relevance=0.2)).problems
