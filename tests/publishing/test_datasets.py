"""Rows of other data sets: in, and out again unchanged; what is wrong with a row is told."""

import csv
from pathlib import Path

import pytest

from cairn.cli.importing import coded_rows
from cairn.codebook import load
from cairn.errors import CairnError, UnreadableReport
from cairn.model import Coded, Role, WhenPrecision, WherePrecision
from cairn.publishing import acled, ucdp_ged
from cairn.publishing.columns import columns
from cairn.publishing.item import Context, Source, item_of
from cairn.publishing.rows import LeftOut

SAMPLE = Path(__file__).parents[3] / "shared" / "data" / "ucdp" / "ged_sample.csv"
#: What Cairn holds of a row of UCDP's. Its own sources, clarity, conflict and dyad are cells of the report's text.
HELD = (
    "year", "type_of_violence", "side_a", "side_b", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude",
    "priogrid_gid", "country", "country_id", "region", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high",
    "low", "gwnoa", "gwnob",
)  # fmt: skip
CONTEXT = Context(load())


def plain(cell: object) -> str:
    text = "" if cell is None else str(cell).removesuffix(" 00:00:00.000").strip()
    try:
        return str(float(text))
    except ValueError:
        return text


def out_again(coded: Coded, module: object, name: str) -> dict[str, object]:
    (event,) = coded.coding.events
    found = module.rows(item_of(event, (Source(coded.report.id, coded.report.publisher),), {}, private_names=True), CONTEXT)  # type: ignore[attr-defined]
    assert not isinstance(found, LeftOut), found
    return dict(zip(columns(name).names, found[0], strict=True))


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample of UCDP GED is not beside the project")
def test_a_thousand_rows_of_ucdp_come_out_as_they_went_in() -> None:
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    changed, contradicting = [], 0
    for (_, coded), row in zip(coded_rows(SAMPLE), rows, strict=True):
        assert isinstance(coded, Coded)
        new = out_again(coded, ucdp_ged, "ucdp_ged")
        wrong = {name for name in HELD if plain(row[name]) != plain(new[name])}
        if coded.coding.problems:  # low above best, or high below it: UCDP's rows of clarity 2; told, and left out
            contradicting += 1
            wrong -= {"low", "high"}
        changed += [(row["id"], name) for name in sorted(wrong)]
    assert len(rows) == 1000
    assert changed == []
    assert contradicting == 13


HEADING = ",".join(columns("acled").names)
ROW = (
    'SYR1,2024-03-15,2024,1,Political violence,Explosions/Remote violence,Air/drone strike,Military Forces of Syria (2000-),,State forces,Civilians (Syria),'
    'Farmers (Syria),Civilians,State forces-Civilians,Civilians targeted,760,Middle East,Syria,Idlib,Harim,Sarmin,Sarmin,35.9031,36.7264,1,SOHR,Other,'
    '"On 15 March, a strike killed 2 farmers.",2,,1711000000'
)  # fmt: skip


def file_of(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "rows.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_row_of_acled_becomes_a_report_whose_cells_are_the_evidence(tmp_path: Path) -> None:
    ((source, coded),) = coded_rows(file_of(tmp_path, HEADING, ROW))
    assert isinstance(coded, Coded)
    (event,) = coded.coding.events
    assert (source, coded.report.publisher) == ("rows.csv:2", "ACLED")
    assert coded.report.text.startswith("On 15 March, a strike killed 2 farmers.\n\nevent_id_cnty: SYR1\n")
    assert (event.type, event.where.country, event.where.precision, event.when.precision) == ("air_drone_strike", "SY", WherePrecision.EXACT, WhenPrecision.DAY)
    assert [p.name for p in event.by_role(Role.VICTIM)] == ["Civilians (Syria)"]
    assert all(coded.report.text[e.start : e.end] == e.quote for e in event.evidence)
    assert {e.rule for e in event.evidence} == {"dataset:ACLED", "derived"}
    new = out_again(coded, acled, "acled")
    for name in ("event_date", "sub_event_type", "actor1", "inter1", "actor2", "inter2", "interaction", "civilian_targeting", "iso", "region", "country", "fatalities"):
        assert plain(new[name]) == plain(dict(zip(columns("acled").names, next(csv.reader([ROW])), strict=True))[name]), name


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (",2,,1711000000", ",two,,1711000000", "fatalities 'two': expected a number"),
        ("Air/drone strike", "Air show", "sub_event_type 'Air show': expected one of ACLED's"),
        ("2024-03-15", "15/03/2024", "event_date '15/03/2024': expected a day such as"),
        ("35.9031", "95.9", "latitude 95.9 lies outside"),
        (",2,,1711000000", ",-2,,1711000000", "expected 0 <= low <= best <= high"),
    ],
)
def test_a_row_that_can_not_be_used_says_why(tmp_path: Path, old: str, new: str, message: str) -> None:
    first, second = coded_rows(file_of(tmp_path, HEADING, ROW.replace(old, new), ROW))
    assert isinstance(first[1], UnreadableReport)
    assert message in str(first[1])
    assert isinstance(second[1], Coded)


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "", "\x00\x01"])
def test_a_file_of_no_known_set_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text(text)
    with pytest.raises(CairnError, match="is of no set that Cairn knows"):
        list(coded_rows(path))


def test_cairns_own_csv_comes_back(tmp_path: Path) -> None:
    cells = {
        "id": "e1", "type": "attack", "date_start": "2024-03-15", "date_end": "2024-03-15", "date_precision": "day", "date_basis": "stated", "place": "Gao", "country": "ML",
        "place_precision": "exact", "latitude": "16.2", "longitude": "-0.04", "side_a": "JNIM", "victims": "Civilians (Mali)", "killed_low": "2", "killed_best": "3",
    }  # fmt: skip
    ((_, coded),) = coded_rows(file_of(tmp_path, ",".join(cells), ",".join(cells.values())), publisher="Our team")
    assert isinstance(coded, Coded)
    (event,) = coded.coding.events
    assert (coded.report.publisher, event.type, event.where.name, event.when.precision) == ("Our team", "attack", "Gao", WhenPrecision.DAY)
    assert (event.casualties[0].low, event.casualties[0].best, event.casualties[0].high) == (2, 3, None)
