"""Headers and order, value sets, intervals, and what other programs make of the files."""

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import geopandas
import openpyxl
import pyarrow.parquet as pq
import pytest
from frictionless import Package

from cairn.codebook import load
from cairn.errors import SettingError
from cairn.exports import Request, export
from cairn.model import (
    ActorKind,
    Casualty,
    CasualtyGroup,
    Event,
    Outcome,
    Participant,
    Place,
    Role,
    Status,
    When,
    WherePrecision,
)
from cairn.publishing import acled, gdelt, plover, polecat, ucdp_ged
from cairn.publishing.columns import Column, columns
from cairn.publishing.formats import FORMATS
from cairn.publishing.item import Context, Identity, item_of
from cairn.publishing.rows import LeftOut
from cairn.publishing.sensitivity import Level
from cairn.record import Record

AT = datetime(2024, 6, 1, 12, tzinfo=UTC)
CONTEXT = Context(load(), AT, {"islamic_state": Identity(None, {"ucdp": "234", "wikidata": "Q2429253"})}, version="1.0")
PRIVATE = ("Ali Hassan", "Zainab", "Hassan", "Sara Nouri", "Nouri", "Abu Zayd")
PUBLIC = ("Omar Farouk", "Abu Walid", "Idris Traore")
Write = Callable[..., Path]


@pytest.fixture
def write(record: Record, tmp_path: Path) -> Write:
    """Exports a format into a file and gives its path."""

    def written(name: str, **given: Any) -> Path:
        path = tmp_path / f"events.{name}{FORMATS[name].suffix}"
        export(record, Request(name, **given), path, at=AT)
        return path

    return written


def everything_in(path: Path) -> str:
    """All text of a file, unpacked where it is packed, with that of its description."""
    beside = path.with_name(f"{path.name}.datapackage.json").read_text()
    if path.suffix == ".parquet":
        return str(pq.read_table(path).to_pylist()) + beside
    if path.suffix == ".xlsx":
        return str([list(sheet.iter_rows(values_only=True)) for sheet in openpyxl.load_workbook(path)]) + beside
    return path.read_text(encoding="utf-8") + beside


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_names_a_private_person(write: Write, name: str) -> None:
    text = everything_in(write(name)).lower()
    assert not [private for private in PRIVATE if private.lower() in text]
    assert "ali-hassan" not in text


@pytest.mark.parametrize("name", ["csv", "polecat", "plover", "geojson", "parquet", "xlsx", "ftm", "hxl", "csv-evidence"])
def test_public_figures_are_named(write: Write, name: str) -> None:
    assert [public for public in PUBLIC if public in everything_in(write(name))]


@pytest.mark.parametrize("name", ["csv", "ftm", "csv-evidence", "xlsx"])
def test_names_are_there_where_they_are_asked_for(write: Write, name: str) -> None:
    path = write(name, private_names=True)
    assert "Ali Hassan" in everything_in(path)
    assert json.loads(path.with_name(f"{path.name}.datapackage.json").read_text())["cairn"]["sensitivity"]["class"] == "severe"


def table(path: Path, *, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8")), delimiter=delimiter))


@pytest.mark.parametrize(
    ("name", "width", "first", "last"),
    [
        ("acled", 31, ["event_id_cnty", "event_date", "year", "time_precision"], ["fatalities", "tags", "timestamp"]),
        ("ucdp-ged", 49, ["id", "relid", "year", "active_year"], ["low", "gwnoa", "gwnob"]),
        ("polecat", 40, ["Event ID", "Event Date", "Event Type", "Event Mode"], ["Story Locations", "Language", "Version"]),
    ],
)
def test_headings_stand_whole_and_in_order(write: Write, name: str, width: int, first: list[str], last: list[str]) -> None:
    rows = table(write(name), delimiter="\t" if name == "polecat" else ",")
    assert (len(rows[0]), rows[0][: len(first)], rows[0][-len(last) :]) == (width, first, last)
    assert all(len(row) == width for row in rows)


def test_the_whole_headings_are_those_of_the_codebooks() -> None:
    acled_heading = (
        "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction"
        " civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude geo_precision source source_scale notes fatalities tags timestamp"
    )
    ged_heading = (
        "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id dyad_new_id dyad_name side_a_dset_id"
        " side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office source_date source_headline source_original where_prec"
        " where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity date_prec date_start date_end"
        " deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob"
    )
    assert columns("acled").names == tuple(acled_heading.split())
    assert columns("ucdp_ged").names == tuple(ged_heading.split())


def test_gdelt_has_61_cells_and_no_heading(write: Write) -> None:
    lines = write("gdelt").read_text(encoding="utf-8").splitlines()
    assert {line.count("\t") for line in lines} == {60}
    cells = lines[0].split("\t")
    assert (cells[26], cells[27], cells[28], cells[29], cells[30]) == ("193", "193", "19", "4", "-10")
    assert len(columns("gdelt").names) == 61


@pytest.mark.parametrize(("name", "delimiter"), [("acled", ","), ("ucdp-ged", ","), ("polecat", "\t")])
def test_only_values_of_the_value_sets_stand_in_cells(write: Write, name: str, delimiter: str) -> None:
    heading, *rows = table(write(name), delimiter=delimiter)
    sets = {column.name: {str(value) for value in column.values} for column in FORMATS[name].columns if column.values}
    for row in rows:
        for column, cell in zip(heading, row, strict=True):
            assert column not in sets or cell in sets[column] | {"", "None"}, (column, cell)


def row_of(module: Any, event: Event, name: str) -> dict[str, Any]:
    found = module.rows(item_of(event, (), {}, private_names=False), CONTEXT)
    assert not isinstance(found, LeftOut), found
    return dict(zip(columns(name).names, found[0], strict=True))


def reason(module: Any, event: Event) -> str:
    found = module.rows(item_of(event, (), {}, private_names=False), CONTEXT)
    assert isinstance(found, LeftOut)
    return found.why


SYRIA = Participant(Role.SIDE_A, "Military Forces of Syria", None, ActorKind.STATE_FORCE)
ISIS = Participant(Role.SIDE_B, "Islamic State", "islamic_state", ActorKind.REBEL_GROUP)
PEOPLE = Participant(Role.VICTIM, "Civilians (Syria)", None, ActorKind.CIVILIANS)
IDLIB = Place("Idlib", "SY", "Idlib", None, 35.9306, 36.6339, WherePrecision.EXACT, "169389")
DAY = When.on(date(2024, 3, 15))


def event(kind: str = "shelling_artillery_missile_attack", *who: Participant, dead: tuple[int | None, int | None, int | None] | None = (3, 4, 6), **fields: Any) -> Event:
    given: dict[str, Any] = {"main": True, "when": DAY, "where": IDLIB, "casualties": (Casualty(Outcome.KILLED, CasualtyGroup.UNKNOWN, *dead),) if dead else ()} | fields
    return Event("e000000000000f00f", kind, Status.OCCURRED, participants=who, **given)


def test_an_acled_row_holds_what_acled_would_write() -> None:
    row = row_of(acled, event("shelling_artillery_missile_attack", SYRIA, PEOPLE), "acled")
    assert row["event_id_cnty"] == f"SYR{0xF}"
    told = {
        "event_date": "2024-03-15", "disorder_type": "Political violence", "event_type": "Explosions/Remote violence", "actor1": "Military Forces of Syria",
        "inter1": "State forces", "actor2": "Civilians (Syria)", "inter2": "Civilians", "interaction": "State forces-Civilians", "civilian_targeting": "Civilians targeted",
        "iso": "760", "region": "Middle East", "country": "Syria", "geo_precision": 1, "time_precision": 1, "latitude": 35.9306, "fatalities": 3,
        "timestamp": int(AT.timestamp()),
    }  # fmt: skip
    assert {name: row[name] for name in told} == told


@pytest.mark.parametrize(
    ("dead", "number", "tagged"), [((3, 4, 6), 3, False), ((0, 0, 0), 0, False), ((None, None, 60), 0, True), (None, 0, True), ((None, 40, None), 40, False)]
)
def test_fatalities_that_nobody_reports_are_0_and_told_so(dead: tuple[int | None, int | None, int | None] | None, number: int, tagged: bool) -> None:
    row = row_of(acled, event("armed_clash", SYRIA, ISIS, dead=dead), "acled")
    assert (row["fatalities"], "fatalities=unreported" in row["tags"]) == (number, tagged)


def test_violence_without_a_known_perpetrator_is_an_unidentified_groups() -> None:
    row = row_of(acled, event("attack", PEOPLE), "acled")
    assert (row["actor1"], row["inter1"], row["interaction"]) == ("Unidentified Armed Group (Syria)", "Political militia", "Political militia-Civilians")


@pytest.mark.parametrize(
    ("when", "day", "code"),
    [
        (When(date(2024, 3, 1), date(2024, 3, 31), precision=type(DAY.precision).MONTH), "2024-03-16", 3),
        (When(date(2024, 3, 16), date(2024, 3, 17), precision=type(DAY.precision).DAYS), "2024-03-16", 2),
        (When(date(2024, 3, 11), date(2024, 3, 17), precision=type(DAY.precision).WEEK), "2024-03-14", 2),
    ],
)
def test_a_stretch_stands_at_its_middle(when: When, day: str, code: int) -> None:
    row = row_of(acled, event("armed_clash", SYRIA, ISIS, when=when), "acled")
    assert (row["event_date"], row["time_precision"]) == (day, code)


def test_what_acled_does_not_code_is_left_out_with_its_reason() -> None:
    assert "date" in reason(acled, event(when=When()))
    assert "place" in reason(acled, event(where=Place("Syria", "SY", latitude=35.0, longitude=38.0, precision=WherePrecision.COUNTRY)))


def test_a_ged_row_holds_what_ucdp_would_write() -> None:
    row = row_of(ucdp_ged, event("armed_clash", ISIS, SYRIA), "ucdp_ged")
    told = {
        "type_of_violence": 1, "side_a": "Military Forces of Syria", "side_b": "Islamic State", "side_b_new_id": "234", "where_prec": 1, "date_prec": 1, "best": 4, "low": 3,
        "high": 6, "deaths_unknown": 4, "country": "Syria", "country_id": "652", "region": "Middle East", "gwnoa": "652", "gwnob": None,
        "date_start": "2024-03-15 00:00:00.000", "geom_wkt": "POINT (36.6339 35.9306)", "priogrid_gid": 181154, "active_year": None,
    }  # fmt: skip
    assert {name: row[name] for name in told} == told


@pytest.mark.parametrize(
    ("who", "kind", "violence"),
    [
        ((SYRIA, PEOPLE), "attack", 3), ((SYRIA, ISIS), "armed_clash", 1), ((ISIS, Participant(Role.SIDE_A, "HTS", None, ActorKind.REBEL_GROUP)), "armed_clash", 2),
        ((SYRIA, PEOPLE), "shelling_artillery_missile_attack", 3),
    ],
)  # fmt: skip
def test_the_type_of_violence_goes_by_who_is_hit(who: tuple[Participant, ...], kind: str, violence: int) -> None:
    assert row_of(ucdp_ged, event(kind, *who), "ucdp_ged")["type_of_violence"] == violence


def test_the_sides_of_ucdp_are_states_and_groups_and_no_people_beside_them() -> None:
    fighter = Participant(Role.TARGET, "Abu Walid", None, ActorKind.PERSON)
    row = row_of(ucdp_ged, event("armed_clash", SYRIA, PEOPLE, fighter, ISIS), "ucdp_ged")
    assert (row["type_of_violence"], row["side_a"], row["side_b"], row["dyad_name"]) == (1, "Military Forces of Syria", "Islamic State", "Military Forces of Syria - Islamic State")


def test_a_group_that_is_known_stands_before_an_unidentified_one() -> None:
    gunmen = Participant(Role.SIDE_A, "Unidentified Armed Group (Syria)", None, ActorKind.POLITICAL_MILITIA)
    row = row_of(acled, event("attack", gunmen, replace(ISIS, role=Role.SIDE_A), PEOPLE), "acled")
    assert (row["actor1"], row["assoc_actor_1"], row["inter1"]) == ("Islamic State", "Unidentified Armed Group (Syria)", "Rebel group")


def test_who_is_targeted_is_the_second_actor_of_violence_against_civilians() -> None:
    who = (ISIS, replace(SYRIA, role=Role.TARGET), PEOPLE)
    assert [row_of(acled, event("attack", replace(ISIS, role=Role.SIDE_A), *who[1:]), "acled")[name] for name in ("actor2", "assoc_actor_2", "interaction")] == [
        "Civilians (Syria)", "Military Forces of Syria", "Rebel group-Civilians",
    ]  # fmt: skip
    assert row_of(acled, event("shelling_artillery_missile_attack", replace(ISIS, role=Role.SIDE_A), *who[1:]), "acled")["actor2"] == "Military Forces of Syria"


@pytest.mark.parametrize(("id_", "number"), [("geonames:169389", "169389"), ("169389", "169389"), ("cairn:idlib", None), ("naturalearth:SY.1", None), (None, None)])
def test_a_geonames_number_stands_alone_and_no_other_id_takes_its_place(id_: str | None, number: str | None) -> None:
    there = event("attack", replace(SYRIA, role=Role.SIDE_A), PEOPLE, where=replace(IDLIB, gazetteer_id=id_))
    assert row_of(polecat, there, "polecat")["GeoNames ID"] == (number or "None")
    assert list(row_of(gdelt, there, "gdelt").values())[-3] == number
    ((line,),) = plover.rows(item_of(there, (), {}, private_names=False), CONTEXT)  # type: ignore[misc]
    assert json.loads(line)["event_loc"].get("geonameid") == number


@pytest.mark.parametrize("dead", [(1, 2, None), (None, 5, None), (3, None, None), (None, None, 7), (2, 2, 2), (0, 1, 4)])
def test_low_best_and_high_keep_their_order(dead: tuple[int | None, int | None, int | None]) -> None:
    sided = (Casualty(Outcome.KILLED, CasualtyGroup.SIDE_B, *dead), Casualty(Outcome.KILLED, CasualtyGroup.CIVILIANS, 1, 1, 1))
    row = row_of(ucdp_ged, event("armed_clash", SYRIA, ISIS, casualties=sided), "ucdp_ged")
    assert row["low"] <= row["best"] <= row["high"]
    assert row["best"] == sum(row[name] for name in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"))


def test_an_event_in_which_nobody_died_is_none_for_ucdp() -> None:
    assert reason(ucdp_ged, event("armed_clash", SYRIA, ISIS, dead=None)) == "nobody died"
    assert reason(ucdp_ged, event("armed_clash", SYRIA, ISIS, dead=(0, 0, 0))) == "nobody died"


def test_a_polecat_row_has_plovers_terms() -> None:
    row = row_of(polecat, event("air_drone_strike", SYRIA, ISIS, qualifiers=("targeted", "drone")), "polecat")
    assert (row["Event Type"], row["Event Mode"], row["Quad Code"], row["Intensity"]) == ("ASSAULT", "aerial;targeted;drone", "MATERIAL CONFLICT", -9.5)
    assert (row["Actor Country"], row["Actor COW"], row["Primary Actor Sector"], row["Wikipedia Actor ID"]) == ("SYR", "652", "MIL", "None")


def test_a_gdelt_row_has_cameos_codes_as_text() -> None:
    row = row_of(gdelt, event("agreement", SYRIA, ISIS), "gdelt")
    assert (row["EventCode"], row["EventRootCode"], row["QuadClass"], row["SQLDATE"], row["FractionDate"]) == ("057", "05", 1, "20240315", "2024.2022")
    assert (row["ActionGeo_Type"], row["ActionGeo_CountryCode"]) == (4, "SY")


def test_a_plover_line_has_what_plover_requires(write: Write) -> None:
    (line, *_) = [json.loads(line) for line in write("plover").read_text().splitlines() if "ASSAULT" in line and "aerial" in line]
    assert {"id", "date", "actor", "event"} <= line.keys()
    assert line["event_loc"]["country_code"] == "MLI"
    assert line["size"] == {"dead": 3}


def test_hxl_tags_stand_in_the_second_row(write: Write) -> None:
    known = {"#event", "#status", "#date", "#loc", "#country", "#adm1", "#adm2", "#geo", "#org", "#affected", "#item", "#meta", "#description"}
    heading, tags, *rows = table(write("hxl"))
    assert [tag.partition("+")[0] for tag in tags if tag.partition("+")[0] not in known] == []
    assert len(heading) == len(tags) == len(set(tags))
    assert len(rows) == 4


def test_geojson_is_a_collection_of_points(write: Write) -> None:
    found = json.loads(write("geojson").read_text())
    assert [feature["geometry"] and feature["geometry"]["type"] for feature in found["features"]] == ["Point", "Point", "Point", None]
    strike = next(feature for feature in found["features"] if feature["id"] == "e0123456789abcdef")
    assert strike["geometry"]["coordinates"] == [-0.0447, 16.271789]
    assert strike["properties"]["date_start"] == "2024-03-15"


def test_geoparquet_opens_in_geopandas_and_duckdb(write: Write) -> None:
    path = write("geoparquet")
    frame = geopandas.read_parquet(path)
    assert (len(frame), frame.crs.to_string()) == (4, "OGC:CRS84")
    points = frame[frame.geometry.notna()].geometry
    assert sorted(round(point.x, 4) for point in points) == [-8.0, -0.0447, 13.0]
    found = duckdb.execute(f"select typeof(geometry), count(*) from '{path}' where geometry is not null group by 1").fetchall()
    assert found[0][0].startswith("GEOMETRY")
    assert found[0][1] == 3


def test_parquet_keeps_types_and_what_is_unknown(write: Write) -> None:
    rows = {row["id"]: row for row in pq.read_table(write("parquet")).to_pylist()}
    assert (rows["e0123456789abcdef"]["date_start"], rows["e0123456789abcdef"]["killed_low"], rows["e0123456789abcdef"]["killed_high"]) == (date(2024, 3, 15), 3, None)
    assert rows["e3333333333333333"]["latitude"] is None


def test_a_spreadsheet_runs_nothing(write: Write) -> None:
    sheet = openpyxl.load_workbook(write("xlsx"))["events"]
    assert not [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert sheet.max_row == 5


@pytest.mark.parametrize(("name", "delimiter"), [("csv", ","), ("acled", ","), ("ucdp-ged", ","), ("hxl", ","), ("csv-evidence", ","), ("polecat", "\t"), ("gdelt", "\t")])
def test_no_cell_begins_as_a_formula_does(write: Write, name: str, delimiter: str) -> None:
    cells = [cell for row in table(write(name), delimiter=delimiter) for cell in row if cell]
    assert not [cell for cell in cells if cell[0] in "=@+\t\r" or (cell[0] == "-" and not cell[1:2].isdigit())]


def test_ftm_entities_come_once_and_refer_to_each_other(write: Write) -> None:
    entities = [json.loads(line) for line in write("ftm").read_text().splitlines()]
    ids = [entity["id"] for entity in entities]
    assert len(ids) == len(set(ids))
    strike = next(entity for entity in entities if entity["id"] == "cairn-event-e0123456789abcdef")
    assert set(strike["properties"]["involved"] + strike["properties"]["addressEntity"] + strike["properties"]["proof"]) <= set(ids)
    statement = next(one for one in strike["statements"] if one["prop"] == "location")
    assert (statement["value"], statement["original_value"]) == ("Gao", "near Gao")


def test_ftm_ids_are_such_as_followthemoney_takes(write: Write) -> None:
    ids = [json.loads(line)["id"] for line in write("ftm").read_text().splitlines()]
    assert "cairn-actor-islamic-state" in ids
    assert [id_ for id_ in ids if not re.fullmatch(r"[0-9a-zA-Z]([0-9a-zA-Z.-]*[0-9a-zA-Z])?", id_)] == []


def test_ftm_entities_are_valid_for_followthemoney(write: Write) -> None:
    ftm = pytest.importorskip("followthemoney", reason="followthemoney compiles ICU and is no dependency: docs/exports.md says how to run this")
    for line in write("ftm").read_text().splitlines():
        told = json.loads(line)
        entity = ftm.model.get_proxy(told, cleaned=False)
        entity.schema.validate(told)
        assert {name: set(entity.get(name)) for name in entity.properties} == {name: set(values) for name, values in told["properties"].items()}
        assert all(ftm.Statement.from_dict(one).value == one["value"] for one in told.get("statements", ()))


def test_evidence_has_a_row_for_each_stretch_of_words(write: Write) -> None:
    heading, *rows = table(write("csv-evidence"))
    found = [dict(zip(heading, row, strict=True)) for row in rows]
    assert {row["field"] for row in found} == {"type", "participants[3]", "participants[4]", "where", "casualties[0]"}
    assert next(row for row in found if row["field"] == "where")["quote"] == "near Gao"
    assert next(row for row in found if row["field"] == "casualties[0]")["said_by"] == "a private person"


@pytest.mark.parametrize("name", [name for name, form in FORMATS.items() if form.columns and name not in ("geoparquet", "parquet")])
def test_the_description_is_a_valid_data_package(write: Write, name: str) -> None:
    path = write(name)  # a longitude below nought is a number and no formula
    report = Package(str(path.with_name(f"{path.name}.datapackage.json"))).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "message"])


def test_the_description_says_what_the_file_is(write: Write) -> None:
    path = write("acled", filters={"country": "ML"}, licence="CC-BY-4.0")
    found = json.loads(path.with_name(f"{path.name}.datapackage.json").read_text())
    ours = found["cairn"]
    assert (found["licenses"], ours["filters"], ours["casualty_policy"]) == ([{"name": "CC-BY-4.0"}], {"country": "ML"}, "ucdp")
    assert (ours["counts"]["events"], ours["counts"]["left_out"]) == (3, {"threatened, not occurred": 1})
    assert ours["precision"]["place"] == {"admin1": 0.3333, "exact": 0.3333, "near": 0.3333}
    assert ours["sensitivity"]["class"] == "high"
    assert "last 30 days" in ours["sensitivity"]["because"][0]


def test_a_class_may_be_raised_but_lowered_only_with_a_reason(write: Write) -> None:
    raised = write("acled", sensitivity=Level.SEVERE)
    assert json.loads(raised.with_name(f"{raised.name}.datapackage.json").read_text())["cairn"]["sensitivity"]["class"] == "severe"
    with pytest.raises(SettingError, match=r"the file is high, .*expected a --reason"):
        write("csv", sensitivity=Level.LOW)
    assert not list(raised.parent.glob("events.csv*"))
    lowered = write("csv", sensitivity=Level.LOW, reason="all of it is public already")
    found = json.loads(lowered.with_name(f"{lowered.name}.datapackage.json").read_text())["cairn"]["sensitivity"]
    assert (found["class"], found["follows"], found["reason"]) == ("low", "high", "all of it is public already")


def test_an_unknown_format_and_a_folder_that_is_not_there_are_told(record: Record, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="format 'pdf' is not known: expected one of csv, acled"):
        export(record, Request("pdf"), tmp_path / "x")
    with pytest.raises(SettingError, match="expected a file in a folder"):
        export(record, Request("csv"), tmp_path / "nowhere" / "x.csv")


def test_a_reviewer_is_not_named() -> None:
    toll = (Casualty(Outcome.KILLED, CasualtyGroup.UNKNOWN, 9, 9, 9, "Anna Weber"),)
    reviewed = event("armed_clash", SYRIA, ISIS, casualties=toll, reviewed_by=("Anna Weber",))
    assert row_of(ucdp_ged, reviewed, "ucdp_ged")["source_original"] == "a reviewer"


def test_columns_that_cairn_leaves_empty_say_so() -> None:
    empty: list[Column] = [column for column in columns("ucdp_ged").columns if not column.held]
    assert {"active_year", "conflict_new_id", "dyad_new_id"} <= {column.name for column in empty}
