"""What `cairn.open` gives, on both databases."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import cairn
from cairn.analysis import Claimed
from cairn.errors import NotInRecord, SettingError
from cairn.model import (
    ActorKind,
    Attribution,
    AttributionKind,
    Coded,
    Coding,
    Event,
    Evidence,
    Organisation,
    Participant,
    Period,
    Person,
    PersonStatus,
    Relation,
    RelationKind,
    Report,
    ReportHead,
    Role,
)
from cairn.notebook import Actors, Events, OpenRecord
from cairn.record import Address, Counts, EventFilter
from tests.analysis.made_events import ARMY, event
from tests.record.factories import account_of, settle

TEXT = "The Islamic State Khorasan Province, an affiliate of the Islamic State, killed John Private. Abu New leads the Islamic State."
YEARS = (2018, 2020, 2021)
ISKP = Participant(Role.SIDE_A, "Islamic State Khorasan Province", "is_khorasan", ActorKind.REBEL_GROUP)


def quote(words: str, field: str = "type") -> tuple[Evidence, ...]:
    start = TEXT.index(words)
    return (Evidence(field, start, start + len(words), words),)


def coded(number: int) -> Coded:
    report = Report.of(f"{TEXT} {number}", title="Report", publisher="Wire", published=date(YEARS[number], 3, 16))
    account = account_of(report)
    relations = (
        Relation(RelationKind.AFFILIATE_OF, ISKP.name, "Islamic State", evidence=quote("an affiliate of")),
        Relation(RelationKind.LEADS, "Abu New", "Islamic State", evidence=quote("leads")),
        Relation(RelationKind.LEADS, "John Private", "Islamic State", evidence=quote("John Private")),
    )
    people = (Person("Abu New", status=PersonStatus.LEADING, public=True), Person("John Private", status=PersonStatus.KILLED))
    bodies = (Organisation("Islamic State", (), "islamic_state", ActorKind.REBEL_GROUP),)
    said = (Attribution(AttributionKind.RESPONSIBILITY, "Islamic State", f"e{account.id[1:]}"),)
    coding = Coding(ReportHead.of(report, relevant=True), (), people, bodies, relations, (), said, (), "test-1")
    return Coded(report, (account,), coding)


@pytest.fixture
def record(address: Address) -> Iterator[OpenRecord]:
    """A record of three reports in four years, each of one clash."""
    with OpenRecord.open(address) as held:
        codings = [coded(n) for n in range(3)]
        pairs: list[tuple[Event, tuple[str, ...]]] = []
        for n, one in enumerate(codings):
            held.add(one)
            who = (ISKP, ARMY, Participant(Role.VICTIM, "John Private", None, ActorKind.PERSON))
            pairs.append((event(n, day=date(YEARS[n], 3, 15), who=who, reports=(one.report.id,)), (one.accounts[0].id,)))
        settle(held, pairs)
        yield held


def test_events_come_by_named_filters_and_by_a_filter(record: OpenRecord) -> None:
    assert isinstance(record.events(), Events)
    assert [e.id for e in record.events(since="2020-01-01", country="IQ")] == ["e0001", "e0002"]
    assert record.events(EventFilter(until=date(2019, 12, 31))) == record.events(until=date(2019, 12, 31))
    assert "John" not in str(record.events().to_dicts())


@pytest.mark.parametrize(
    ("filters", "told"),
    [({"since": "yesterday"}, "since 'yesterday': expected a day such as 2024-03-15"), ({"colour": "red"}, "no filter 'colour': expected one of since, until")],
)
def test_a_wrong_filter_is_told(record: OpenRecord, filters: dict[str, Any], told: str) -> None:
    with pytest.raises(SettingError, match=told):
        record.events(**filters)
    with pytest.raises(SettingError, match="expected one or the other"):
        record.events(EventFilter(), country="IQ")


def test_counts_without_a_grouping_are_those_of_the_record(record: OpenRecord) -> None:
    assert isinstance(record.counts(), Counts)
    assert [dict(row)["events"] for row in record.counts("year,country")] == [1, 1, 1]
    assert record.counts(["year"], since="2020-01-01").to_dicts()[0]["year"] == "2020"
    assert {row["actor"] for row in record.counts("actor")} == {"Islamic State Khorasan Province", "Military Forces of Iraq"}


def test_the_trend_says_what_is_covered(record: OpenRecord) -> None:
    found = record.trend("year")
    assert [(row["period"], row["events"], row["covered"]) for row in found] == [("2018", 1, "part"), ("2019", 0, "whole"), ("2020", 1, "whole"), ("2021", 1, "part")]
    assert found.value.series.covered == Period(date(2018, 3, 16), date(2021, 3, 16))
    assert any(note.startswith("resurgence: unknown") for note in found.notes)


def test_leaders_come_from_the_registry_and_from_reports_with_their_sources(record: OpenRecord) -> None:
    found = record.leaders("Islamic State")
    names = [line.name for line in found.value.lines]
    assert "Abu Bakr al-Baghdadi" in names
    assert names[-1] == "Abu New"
    assert {row["origin"] for row in found if row["what"] == "leader"} == {"registry"}
    (stranger,) = [row for row in found if row["what"] == "disputed" and row["name"] == "Abu New"]
    assert stranger["says"] == "reports say: leads, leading; the registry has no such leader"
    assert "“leads”" in stranger["sources"]
    assert "John" not in str(found.to_dicts())


def test_the_network_keeps_registry_reports_and_events_apart(record: OpenRecord) -> None:
    edges = {(row["subject"], row["kind"], row["object"], row["origin"]): row["number"] for row in record.network("Islamic State Khorasan Province")}
    assert edges["Islamic State Khorasan Province", "affiliate_of", "Islamic State", "registry"] == 1
    assert edges["Islamic State Khorasan Province", "affiliate_of", "Islamic State", "report"] == 3
    assert edges["Islamic State Khorasan Province", "fought", "Military Forces of Iraq", "events"] == 3
    only = record.network("Islamic State Khorasan Province", since="2021-01-01")
    assert {row["number"] for row in only if row["origin"] == "events"} == {1}
    assert "John" not in str(record.network().to_dicts())


def test_autonomy_says_who_claimed_what_the_affiliates_did(record: OpenRecord) -> None:
    found = record.autonomy("Islamic State")
    (row,) = found
    assert (row["affiliate"], row["events"], row["claimed_by_group"], row["claimants"]) == ("Islamic State Khorasan Province", 3, 3, "Islamic State")
    assert found.value[0].claims == {Claimed.GROUP: 3}


def test_a_forecast_comes_with_its_scores_and_what_is_too_short_says_so(record: OpenRecord) -> None:
    (one,) = record.forecast(months=1)
    assert (one["area"], one["month"]) == ("IQ", "2021-03")
    assert None not in (one["crps"], one["no_change_crps"], one["no_change_poisson_crps"])
    (short,) = record.forecast("admin1", since="2020-01-01")
    assert (short["area"], short["month"]) == ("IQ/Al Anbar", None)
    assert short["why_not"] == "the record's reports cover 14 whole months; a forecast needs 24"
    with pytest.raises(SettingError, match="expected country or admin1; forecasts are of places and never of persons or groups"):
        record.forecast("actor")


@pytest.mark.parametrize("ask", ["leaders", "network", "autonomy"])
def test_a_group_that_nobody_knows_is_told_with_names_near_it(record: OpenRecord, ask: str) -> None:
    with pytest.raises(NotInRecord, match=r"near it: .*Taliban"):
        getattr(record, ask)("Talibann")


def test_actors_and_the_record_show_themselves(record: OpenRecord) -> None:
    assert isinstance(record.actors(), Actors)
    assert record._repr_html_() == "<p>a record of 3 reports and 3 events</p>"


def test_open_gives_it(tmp_path: Path) -> None:
    with cairn.open(tmp_path / "cairn.db") as held:
        assert isinstance(held, OpenRecord)
