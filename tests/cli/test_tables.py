"""Values as people and spreadsheets read them."""

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest
from rich.console import Console

from cairn.cli.page import quote, show_event
from cairn.cli.tables import (
    EVENT_COLUMNS,
    FLAT_COLUMNS,
    Format,
    as_csv,
    as_table,
    day,
    event_row,
    flat_row,
    names,
    place,
    show_rows,
    toll,
)
from cairn.model import (
    UNKNOWN_WHEN,
    ActorKind,
    Casualty,
    CasualtyGroup,
    Event,
    Evidence,
    Outcome,
    Participant,
    Place,
    Role,
    Status,
    Weapon,
    When,
    WhenBasis,
    WhenPrecision,
    WherePrecision,
)
from cairn.publishing import tidy
from cairn.publishing.privacy import PRIVATE_PERSON, without_names

KILLED, INJURED = Outcome.KILLED, Outcome.INJURED
UNKNOWN, CIVILIANS, SIDE_B = CasualtyGroup.UNKNOWN, CasualtyGroup.CIVILIANS, CasualtyGroup.SIDE_B
DAY = date(2024, 3, 22)
MOSUL = Place("Mosul", "IQ", "Nineveh", None, 36.34, 43.12, WherePrecision.EXACT, "99072")
ISIS = Participant(Role.SIDE_A, "Islamic State", "islamic_state", ActorKind.REBEL_GROUP, "ISIS")
PEOPLE = Participant(Role.VICTIM, "Civilians (Iraq)", None, ActorKind.CIVILIANS, "people")
ALI = Participant(Role.TARGET, "Ali Hassan", None, ActorKind.PERSON, "Ali Hassan")
EVENT = Event(
    "e0123456789abcdef", "suicide_bomb", Status.OCCURRED, main=True, qualifiers=("suicide", "market"), when=When.on(DAY), where=MOSUL,
    participants=(ISIS, PEOPLE, ALI), casualties=(Casualty(KILLED, CIVILIANS, 12, 12, 12),), weapons=(Weapon("car bomb", "vehicle_bomb"),),
    summary="A suicide bombing took place.", confidence=0.876, reports=("r1" * 32,),
)  # fmt: skip


def between(start: date | None, end: date | None, precision: WhenPrecision, basis: WhenBasis = WhenBasis.STATED) -> When:
    return When(start, end, precision, None, basis)


@pytest.mark.parametrize(
    ("when", "shown"),
    [
        (When.on(DAY), "2024-03-22"),
        (between(date(2024, 3, 1), date(2024, 3, 31), WhenPrecision.MONTH), "2024-03"),
        (between(date(2024, 1, 1), date(2024, 12, 31), WhenPrecision.YEAR), "2024"),
        (UNKNOWN_WHEN, "?"),
    ],
)
def test_a_time_is_shown_as_exactly_as_it_is_known(when: When, shown: str) -> None:
    assert day(when) == shown


def test_a_time_that_publication_alone_bounds_does_not_look_like_a_day() -> None:
    assert day(between(None, DAY, WhenPrecision.UNKNOWN, WhenBasis.PUBLISHED)) not in ("2024-03-22", "?")


@pytest.mark.parametrize(
    ("start", "end"), [(date(2023, 12, 30), date(2024, 1, 2)), (date(2024, 3, 20), DAY), (date(2024, 3, 20), None), (None, DAY)],
)  # fmt: skip
def test_a_stretch_shows_each_end_that_is_known(start: date | None, end: date | None) -> None:
    shown = day(between(start, end, WhenPrecision.DAYS))
    assert all(f"{known:%m-%d}" in shown for known in (start, end) if known)


def test_a_stretch_over_two_years_shows_both() -> None:
    shown = day(between(date(2023, 12, 30), date(2024, 1, 2), WhenPrecision.DAYS))
    assert "2023" in shown
    assert "2024" in shown


def test_years_that_span_more_than_one_are_shown_as_a_stretch() -> None:
    assert day(between(date(2019, 1, 1), date(2024, 12, 31), WhenPrecision.YEAR)) != "2019"


@pytest.mark.parametrize(
    ("where", "shown"),
    [
        (MOSUL, "Mosul, IQ"),
        (Place("Nineveh", "IQ", precision=WherePrecision.ADMIN1), "Nineveh, IQ (admin1)"),
        (Place("Mosul", "IQ", precision=WherePrecision.NEAR), "Mosul, IQ (near)"),
        (Place("Sahel", precision=WherePrecision.AREA), "Sahel (area)"),
        (Place(country="IQ"), "IQ"),
        (Place(), "?"),
    ],
)
def test_a_place_shows_its_country_and_what_it_is_where_it_is_no_town(where: Place, shown: str) -> None:
    assert place(where) == shown


@pytest.mark.parametrize(
    ("bounds", "shown"),
    [
        ((12, 12, 12), "12 killed"),
        ((25, 25, None), "≥25 killed"),
        ((25, 30, None), "≥25, best 30 killed"),
        ((10, None, 15), "10-15 killed"),
        ((10, 12, 15), "10-15, best 12 killed"),
        ((None, None, 9), "≤9 killed"),
        ((None, 40, None), "about 40 killed"),
        ((0, 0, 0), "0 killed"),
    ],
)
def test_a_toll_shows_its_bounds(bounds: tuple[int | None, int | None, int | None], shown: str) -> None:
    assert toll(Casualty(KILLED, UNKNOWN, *bounds)) == shown


def test_a_toll_shows_its_group_where_it_is_known() -> None:
    assert "civilians" in toll(Casualty(KILLED, CIVILIANS, 12, 12, 12))


def test_a_name_that_stands_twice_in_a_role_is_shown_once() -> None:
    assert names(replace(EVENT, participants=(ISIS, ISIS)), Role.SIDE_A) == "Islamic State"


def test_a_row_for_people_has_every_column() -> None:
    assert set(event_row(EVENT)) == set(EVENT_COLUMNS)


def test_a_row_for_people_shows_a_status_other_than_occurred() -> None:
    assert event_row(replace(EVENT, status=Status.FOILED))["type"] == "suicide bomb (foiled)"


@pytest.mark.parametrize(("there", "shown"), [((ISIS, PEOPLE, ALI), "Ali Hassan"), ((ISIS, PEOPLE), "Civilians (Iraq)"), ((ISIS,), "")])
def test_a_row_for_people_shows_the_target_else_the_victims_where_there_is_no_side_b(there: tuple[Participant, ...], shown: str) -> None:
    assert event_row(replace(EVENT, participants=there))["side_b"] == shown


def test_the_columns_are_those_of_the_export_but_for_where_reports_were_published() -> None:
    assert set(tidy.COLUMNS) - set(FLAT_COLUMNS) == {"sources", "urls"}
    assert [name for name in tidy.COLUMNS if name in FLAT_COLUMNS] == list(FLAT_COLUMNS)


def test_a_flat_row_has_every_column() -> None:
    assert tuple(flat_row(EVENT)) == FLAT_COLUMNS


def test_a_flat_row_names_persons_as_the_event_does() -> None:
    assert flat_row(EVENT)["targets"] == "Ali Hassan"
    assert flat_row(without_names(EVENT))["targets"] == PRIVATE_PERSON


def killed(*casualties: Casualty) -> tuple[object, object, object]:
    row = flat_row(replace(EVENT, casualties=casualties))
    return row["killed_low"], row["killed_best"], row["killed_high"]


def test_the_tolls_of_two_groups_are_added() -> None:
    assert killed(Casualty(KILLED, CIVILIANS, 12, 12, 12), Casualty(KILLED, SIDE_B, 3, 4, 5)) == (15, 16, 17)


def test_a_bound_that_is_open_in_one_group_is_open_in_the_sum() -> None:
    assert killed(Casualty(KILLED, CIVILIANS, 12, 12, 12), Casualty(KILLED, SIDE_B, 3, 3, None)) == (15, 15, None)


def test_a_toll_that_nobody_tells_is_empty_and_not_nought() -> None:
    assert killed() == (None, None, None)


def test_another_outcome_is_not_added_to_the_killed() -> None:
    assert killed(Casualty(KILLED, CIVILIANS, 12, 12, 12), Casualty(INJURED, CIVILIANS, 30, 30, 30)) == (12, 12, 12)


def test_what_is_unknown_is_empty_in_a_flat_row() -> None:
    row = flat_row(replace(EVENT, when=UNKNOWN_WHEN, where=Place()))
    assert [row[name] for name in ("date_start", "date_end", "place", "country", "latitude")] == [None] * 5




def read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("value", ['a "quoted" name', "a, b", "two\nlines", "Ünïcödé", "", pytest.param("a\rb")])
def test_csv_gives_back_what_went_in(value: str) -> None:
    assert read_csv(as_csv([{"name": value, "n": 1}], ("name", "n"))) == [{"name": value, "n": "1"}]


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@sum", "\t=1", pytest.param("\r=1")])
def test_csv_never_starts_a_text_with_what_a_spreadsheet_runs(value: str) -> None:
    (row,) = read_csv(as_csv([{"name": value}], ("name",)))
    assert row["name"] == f"'{value}"


def test_csv_leaves_numbers_below_nought_alone() -> None:
    assert read_csv(as_csv([{"latitude": -33.9}], ("latitude",))) == [{"latitude": "-33.9"}]


def test_csv_leaves_unknown_cells_empty() -> None:
    assert read_csv(as_csv([{"name": None}], ("name", "other"))) == [{"name": "", "other": ""}]


def printed(form: Format, rows: list[dict[str, object]], capsys: pytest.CaptureFixture[str]) -> str:
    """What is printed in a form, by the console or straight."""
    out = io.StringIO()
    show_rows(rows, ("name",), form=form, console=Console(file=out, width=80), empty="no events")
    return out.getvalue() + capsys.readouterr().out


def test_json_is_one_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(Format.JSON, [{"name": "é", "day": DAY}, {"name": "b"}], capsys).splitlines()
    assert [json.loads(line) for line in lines] == [{"name": "é", "day": "2024-03-22"}, {"name": "b"}]


def test_a_table_without_rows_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(Format.TABLE, [], capsys).strip() == "no events"


def test_csv_without_rows_is_its_header(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(Format.CSV, [], capsys) == "name\r\n"


def test_json_without_rows_is_empty(capsys: pytest.CaptureFixture[str]) -> None:
    assert not printed(Format.JSON, [], capsys)


def test_a_table_shows_an_unknown_cell_empty() -> None:
    assert list(as_table([{"name": None}], ("name",)).columns[0].cells) == [""]


@pytest.mark.parametrize("value", ["[militia] 17", "[/]"])
def test_brackets_in_a_name_are_shown_in_a_table(capsys: pytest.CaptureFixture[str], value: str) -> None:
    assert value in printed(Format.TABLE, [{"name": value}], capsys)


TEXT = "On Friday a suicide bomber\nkilled 12 people at a market in Mosul, police said."


def evidence(words: str, field: str, *, said_by: str | None = None) -> Evidence:
    return Evidence(field, TEXT.index(words), TEXT.index(words) + len(words), words, said_by, EVENT.reports[0])


def page(event: Event) -> str:
    out = io.StringIO()
    report = EVENT.reports[0]
    show_event(event, {report: TEXT}, {report: "Example Wire"}, Console(file=out, width=200))
    return out.getvalue()


def test_a_quote_stands_in_the_words_around_it_on_one_line() -> None:
    assert quote(evidence("12", "casualties[0]"), TEXT, "").plain == "“…On Friday a suicide bomber killed 12 people at a market in Mosul, police said.…”"


def test_a_quote_over_two_lines_is_shown_on_one() -> None:
    assert "bomber killed" in quote(evidence("bomber\nkilled", "type"), TEXT, "").plain


def test_a_quote_says_who_says_so_and_in_which_report() -> None:
    assert quote(evidence("12", "casualties[0]", said_by="police"), TEXT, "Example Wire").plain.endswith(" — police [Example Wire]")


@pytest.mark.parametrize(
    "shown",
    [
        "A suicide bombing took place.", "suicide_bomb", "occurred", "2024-03-22", "Mosul, IQ", "Islamic State · rebel_group", "12 killed civilians",
        "car bomb · vehicle_bomb", "confidence 0.88", "1 report\n", "Example Wire",
    ],
)  # fmt: skip
def test_the_page_of_an_event_shows_its_values(shown: str) -> None:
    assert shown in page(EVENT)


def test_the_page_of_an_event_says_that_it_is_background() -> None:
    assert "background" in page(replace(EVENT, main=False))


def test_the_page_of_an_event_says_who_gives_a_toll() -> None:
    said = Casualty(KILLED, CIVILIANS, 12, 12, 12, "police")
    assert "12 killed civilians, says police" in page(replace(EVENT, casualties=(said,)))


def test_the_page_of_an_event_quotes_the_evidence_under_its_value() -> None:
    lines = page(replace(EVENT, evidence=(evidence("Mosul", "where"),))).splitlines()
    where = next(n for n, line in enumerate(lines) if line.startswith("where"))
    assert "at a market in Mosul, police said." in lines[where + 1]


def test_the_page_of_an_event_shows_a_quote_that_stands_twice_once() -> None:
    shown = page(replace(EVENT, evidence=(evidence("Mosul", "where"), evidence("Mosul", "where"))))
    assert shown.count("market in Mosul") == 1


def test_the_page_of_an_event_counts_the_quotes_that_it_does_not_show() -> None:
    words = ("On", "Friday", "suicide", "bomber", "killed", "12", "people", "market", "Mosul", "police")
    shown = page(replace(EVENT, evidence=tuple(evidence(word, "where") for word in words)))
    assert shown.count("[Example Wire]") + int(shown.split(" more")[0].split()[-1]) == len(words)


def test_brackets_in_a_summary_are_shown_on_the_page() -> None:
    assert "[Force] 17 [/]" in page(replace(EVENT, summary="[Force] 17 [/]"))


def test_brackets_in_a_source_are_shown_on_the_page() -> None:
    out = io.StringIO()
    show_event(EVENT, {}, {EVENT.reports[0]: "[Wire] [/]"}, Console(file=out, width=200))
    assert "[Wire] [/]" in out.getvalue()
