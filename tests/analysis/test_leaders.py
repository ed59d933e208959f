"""Who led a group, one after the other."""

from datetime import date

import pytest

from cairn.analysis import Line, Origin, Said, Source, Succession, Tenure, succession

PAGE = Source(Origin.REGISTRY, "https://example.org/leaders", checked=True)


def report(day: date | None = date(2022, 6, 1)) -> Source:
    return Source(Origin.REPORT, "Example Wire, A leader", None, "r1", day, "the leader")


def tenure(name: str, start: date | None, end: date | None, ended: str = "killed", *aliases: str) -> Tenure:
    return Tenure(name, aliases, "emir", start, end, ended, PAGE)


FIRST = tenure("Abu Umar", date(2010, 5, 16), date(2019, 10, 26))
SECOND = tenure("Abu Bakr", date(2019, 10, 31), date(2022, 2, 3), "killed", "the Scholar")
THIRD = tenure("Abu Hasan", date(2022, 3, 10), None, "current")


def found(*tenures: Tenure, said: tuple[Said, ...] = ()) -> Succession:
    return succession("The Group", "group", tenures, said, same=lambda a, b: a.casefold() == b.casefold())


def test_leaders_come_in_the_order_of_their_start_with_what_reports_say_of_each() -> None:
    told = (Said("the scholar", "led", report()), Said("ABU UMAR", "killed", report(date(2019, 10, 28))))
    lines = found(THIRD, SECOND, FIRST, said=told).lines
    assert [(line.name, len(line.said)) for line in lines] == [("Abu Umar", 1), ("Abu Bakr", 1), ("Abu Hasan", 0)]
    assert [line.tenure for line in lines] == [FIRST, SECOND, THIRD]


def test_days_in_which_nobody_led_are_gaps() -> None:
    assert [(g.after, g.before, g.start, g.end) for g in found(FIRST, SECOND, THIRD).gaps] == [
        ("Abu Umar", "Abu Bakr", date(2019, 10, 27), date(2019, 10, 30)), ("Abu Bakr", "Abu Hasan", date(2022, 2, 4), date(2022, 3, 9)),
    ]  # fmt: skip


def test_an_unknown_end_or_start_leaves_no_gap() -> None:
    assert found(tenure("A", date(2000, 1, 1), None, "unknown"), SECOND).gaps == ()
    assert found(FIRST, tenure("B", None, date(2022, 1, 1))).gaps == ()


def test_a_short_tenure_within_a_longer_one_makes_no_gap() -> None:
    assert found(FIRST, tenure("Deputy", date(2012, 2, 2), date(2012, 5, 5)), tenure("Next", date(2019, 10, 27), None, "current")).gaps == ()


def test_two_at_once_are_disputed() -> None:
    rival = tenure("Abu Rival", date(2021, 5, 5), date(2022, 8, 8))
    (dispute,) = found(SECOND, rival).disputes
    assert (dispute.names, dispute.because) == (("Abu Bakr", "Abu Rival"), "the registry has both at the head from 2021-05-05 to 2022-02-03")
    assert dispute.sources == (PAGE, PAGE)


@pytest.mark.parametrize(
    ("end", "start"),
    [(date(2022, 12, 31), date(2022, 10, 15)), (date(2022, 11, 30), date(2022, 11, 3)), (date(2022, 10, 20), date(2022, 1, 1)), (date(2022, 10, 20), date(2022, 10, 1))],
)
def test_dates_known_to_the_year_or_month_only_are_no_dispute(end: date, start: date) -> None:
    assert found(tenure("A", date(2020, 2, 2), end), tenure("B", start, None, "current")).disputes == ()


def test_a_leader_whom_only_reports_name_is_disputed_and_stands_last() -> None:
    told = (Said("Abu New", "succeeds", report(), "Abu Bakr"), Said("abu new", "leading", report()))
    result = found(FIRST, SECOND, said=told)
    assert result.lines[-1] == Line("Abu New", None, told)
    assert result.disputes[-1].because == "reports say: succeeds Abu Bakr, leading; the registry has no such leader"


def test_what_became_of_a_stranger_makes_no_leader() -> None:
    assert found(FIRST, said=(Said("Somebody", "killed", report()),)).lines == (Line("Abu Umar", FIRST, ()),)


@pytest.mark.parametrize(
    ("said", "because"),
    [
        (Said("Abu Hasan", "killed", report(date(2022, 11, 30))), "a report of 2022-11-30 says killed; the registry says current"),
        (Said("Abu Bakr", "killed", report(date(2021, 6, 1))), "a report of 2021-06-01 says killed, long before; the registry says killed, 2022-02-03"),
        (Said("Abu Bakr", "leads", report(date(2022, 6, 1))), "a report of 2022-06-01 says leads; the registry says killed, 2022-02-03"),
        (Said("Abu Hasan", "leading", report(date(2021, 6, 1))), "a report of 2021-06-01 says leading; the registry has the start on 2022-03-10"),
        (Said("Abu Bakr", "killed", report(date(2022, 2, 4))), None),
        (Said("Abu Bakr", "leads", report(date(2022, 2, 20))), None),
        (Said("Abu Bakr", "led", report(date(2024, 2, 20))), None),
        (Said("Abu Bakr", "leads", report(None)), None),
    ],
)
def test_a_report_that_contradicts_the_registry_is_told(said: Said, because: str | None) -> None:
    assert [one.because for one in found(SECOND, THIRD, said=(said,)).disputes] == ([because] if because else [])


def test_nobody_is_known() -> None:
    assert found() == Succession("The Group", "group", (), (), ())


def test_a_source_is_told_on_one_line() -> None:
    assert PAGE.told() == "https://example.org/leaders"
    assert Source(Origin.REGISTRY, "recalled", checked=False).told() == "recalled (not checked)"
    assert Source(Origin.REPORT, "Wire", None, "abcdef0123", None, "the\n leader").told() == "“the leader” [abcdef01 undated Wire]"
