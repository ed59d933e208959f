"""A GeoNames dump read into the store of imported places, and the two gazetteers used as one."""

import re
import sqlite3
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.errors import GazetteerError
from cairn.linking.where import Gazetteer, locate
from cairn.linking.where import imported as imported_module
from cairn.linking.where.geonames import MalformedLine, Table, features, name_of, place_of, table_of
from cairn.linking.where.imported import SETTING, Imported, Marks, installed, standard_path
from cairn.linking.where.importing import PREFIX, import_dump, refused_beside, remove
from cairn.model import Span, WherePrecision


def place(
    number: int, name: str, *, feature: str = "P.PPL", country: str = "IQ", others: str = "", code: str = "10", code2: str = "",
    latitude: float | str = 34.2, longitude: float | str = 45.1, population: int | str = 0,
) -> str:  # fmt: skip
    kind, _, exact = feature.partition(".")
    cells = (number, name, name, others, latitude, longitude, kind, exact, country, "", code, code2, "", "", population, "", 200, "Asia/Baghdad", "2020-01-01")
    return "\t".join(map(str, cells))


def other(number: int, of: int, language: str, name: str, *, preferred: str = "", historic: str = "") -> str:
    return "\t".join((str(number), str(of), language, name, preferred, "", "", historic, "", ""))


PLACES = [
    place(99072, "Mosul", others="Al Mawsil,Moussoul,الموصل", code="15", code2="X1", latitude=36.335, longitude=43.11889, population=1739800, feature="P.PPLA"),
    place(9_000_001, "Qarabulaq Sufla", others="Qara Bulaq Sufla,qrhblaq,QBS", code2="X2"),
    place(9_000_002, "Muḩāfaz̧at Nīnawá", feature="A.ADM1", code="15", latitude=36, longitude=42),
    place(9_000_003, "Qadha' Mosul", feature="A.ADM2", code="15", code2="X1", latitude=36.2, longitude=43.1),
    place(9_000_004, "Wadi Zghaytun", feature="H.WAD", code="02", latitude=35.1, longitude=44),
    place(9_000_005, "Tigris", feature="H.STM", latitude=31, longitude=47.4),
    place(9_000_006, "Nahiyat Zummar", feature="A.ADM3", code="15", code2="X1", latitude=36.6, longitude=42.6),
    place(9_000_007, "Al Hol Camp", feature="S.CMPRF", country="SY", code="01", latitude=36.375, longitude=41.15),
    place(9_000_008, "Camp Speicher", feature="L.MILB", code="18", latitude=34.67, longitude=43.54),
    place(9_000_009, "Speicher", feature="P.PPL", country="DE", code="08", latitude=49.93, longitude=6.64),
]
NAMES = [
    other(1, 9_000_001, "en", "Karabulak-Sufla", preferred="1"), other(2, 9_000_001, "link", "https://example.org"), other(3, 9_000_001, "iata", "QBS"),
    other(4, 9_000_001, "ar", "قره بولاق السفلى"), other(5, 77, "en", "Nowhere"), other(6, 9_000_001, "en", "Old Bulak", preferred="1", historic="1"),
]  # fmt: skip


def write(path: Path, lines: Sequence[str]) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dump")
    path = folder / "data" / "geonames.sqlite"
    import_dump([write(folder / "alternateNamesV2.txt", NAMES), write(folder / "IQ.txt", PLACES)], store=path)
    return path


@pytest.fixture(scope="module")
def gazetteer(store: Path) -> Gazetteer:
    return Gazetteer.open(store=store)


@pytest.mark.parametrize(
    "name",
    ["Qarabulaq Sufla", "qara bulaq-sufla", "Karabulak Sufla", "قره بولاق السفلى", "village of Qarabulaq Sufla", "Old Bulak"],
)
def test_an_imported_place_is_found_by_its_names_of_both_files(name: str, gazetteer: Gazetteer) -> None:
    (found,) = [c for c in gazetteer.candidates(name) if c.id == "geonames:9000001"]
    assert (found.kind, found.country, found.admin1, found.name) == ("town", "IQ", "Diyala", "Qarabulaq Sufla")


def test_the_name_preferred_in_english_is_a_name_of_today(gazetteer: Gazetteer) -> None:
    assert [gazetteer.candidates(name)[0].grade for name in ("Qarabulaq Sufla", "Karabulak Sufla", "Old Bulak")] == [0, 0, 2]


@pytest.mark.parametrize("name", ["QBS", "qrhblaq", "Nowhere Sufla", "https://example.org", "Tigris River Mouth"])
def test_codes_links_romanisations_and_names_of_other_places_are_no_names(name: str, gazetteer: Gazetteer) -> None:
    assert "geonames:9000001" not in {candidate.id for candidate in gazetteer.candidates(name)}


def test_a_place_of_both_gazetteers_is_one(gazetteer: Gazetteer) -> None:
    mosul = [c for c in gazetteer.candidates("Mosul") if c.kind == "town" and c.country == "IQ"]
    assert [(c.id, c.grade, c.admin2) for c in mosul] == [("geonames:99072", 0, "Qadha' Mosul")]
    alone = [c for c in Gazetteer.open(alone=True).candidates("Mosul") if c.id == "geonames:99072"]
    assert (alone[0].population, alone[0].latitude) == (mosul[0].population, mosul[0].latitude)


def test_a_first_level_division_is_that_of_the_install(gazetteer: Gazetteer) -> None:
    (found,) = [c for c in gazetteer.candidates("Muḩāfaz̧at Nīnawá") if c.kind == "admin1"]
    assert (found.id, found.name, found.code) == ("naturalearth:IQ.15", "Nineveh", "15")


@pytest.mark.parametrize(("name", "curated"), [("Al-Hol camp", "cairn:al-hol-camp"), ("Camp Speicher", "cairn:camp-speicher")])
def test_a_curated_site_stands_for_its_entry_in_the_dump(name: str, curated: str, gazetteer: Gazetteer) -> None:
    found = gazetteer.candidates(name)
    assert curated in {candidate.id for candidate in found}
    assert not {"geonames:9000007", "geonames:9000008"} & {candidate.id for candidate in found}


def test_a_namesake_far_away_stays(gazetteer: Gazetteer) -> None:
    assert {"cairn:camp-speicher", "geonames:9000009"} <= {candidate.id for candidate in gazetteer.candidates("Speicher")}


@pytest.mark.parametrize(
    ("name", "kind", "note", "precision"),
    [
        ("Wadi Zghaytun", "site", "valley", WherePrecision.AREA),
        ("Qadha' Mosul", "admin2", None, WherePrecision.ADMIN2),
        ("Nahiyat Zummar", "admin2", None, WherePrecision.ADMIN2),
    ],
)
def test_a_feature_says_what_a_place_is(name: str, kind: str, note: str | None, precision: WherePrecision, gazetteer: Gazetteer) -> None:
    found = gazetteer.candidates(name)[0]
    assert (found.kind, found.note, found.precision) == (kind, note, precision)


def test_a_similar_spelling_is_found_among_imported_places(gazetteer: Gazetteer) -> None:
    assert "geonames:9000001" in {c.id for c in gazetteer.similar("Qarabulak Soufla", countries=("IQ",))}
    assert gazetteer.similar("Qarabulak Soufla", countries=("SY",)) == ()


def test_an_imported_place_is_used_at_once(gazetteer: Gazetteer) -> None:
    text = "The village of Qarabulaq Sufla in Diyala province was hit."
    span = Span.of(text, text.index("Qara"), text.index(" in"))
    (found,) = locate([span], text, gazetteer=gazetteer)
    assert (found.gazetteer_id, found.precision, found.admin1) == ("geonames:9000001", WherePrecision.EXACT, "Diyala")


def test_the_store_tells_what_it_holds(store: Path) -> None:
    held = Imported(store).contents()
    assert (held.places, held.kinds["admin2"], held.kinds["camp"]) == (9, 2, 1)
    assert [(s.name, s.lines, s.kept, s.left_out, s.malformed) for s in held.sources] == [("IQ.txt", 10, 9, 1, 0), ("alternateNamesV2.txt", 6, 3, 3, 0)]
    assert held.names == sqlite3.connect(store).execute("SELECT count(*) FROM name").fetchone()[0]


MALFORMED = [
    ("too few", "1 columns, expected 19"), (place(9, " "), "no name"), (place(9, "X", latitude="north"), "latitude 'north' is no number"),
    (place(9, "X", longitude=181), "longitude 181.0 is not within 180"), (place(9, "X", latitude="nan"), "latitude nan is not within 90"),
    (place(9, "X", population="many"), "population 'many' is no whole number"), (place(9, "X").replace("9", "-9", 1), "geonameid '-9' is no whole number"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "why"), MALFORMED)
def test_a_malformed_place_says_why(line: str, why: str) -> None:
    with pytest.raises(MalformedLine, match=f"^{re.escape(why)}"):
        place_of(line.encode())


@pytest.mark.parametrize(
    ("line", "why"),
    [("1\t2", "2 columns, expected 10 or 8"), (other(1, 2, "en", " "), "no name"), (other(1, 2, "en", "X").replace("2", "two", 1), "geonameid 'two'")],
)
def test_a_malformed_name_says_why(line: str, why: str) -> None:
    with pytest.raises(MalformedLine, match=re.escape(why)):
        name_of(line.encode())


def test_malformed_lines_are_counted_and_listed_and_the_rest_is_kept(tmp_path: Path) -> None:
    lines = [PLACES[0], *(line for line, _ in MALFORMED), "", PLACES[1]]
    dump = write(tmp_path / "IQ.txt", lines)
    dump.write_bytes(dump.read_bytes() + b"7\t\xff\xfe\n")
    outcome = import_dump([dump], store=tmp_path / "s.sqlite")
    assert (outcome.places, outcome.sources[0].malformed, outcome.sources[0].kept) == (2, len(MALFORMED) + 1, 2)
    assert outcome.refused == refused_beside(tmp_path / "s.sqlite")
    listed = outcome.refused.read_text(encoding="utf-8").splitlines()
    assert [line.split(": ")[0] for line in listed] == [f"IQ.txt:{n}" for n in (2, 3, 4, 5, 6, 7, 8, 11)]
    assert "not UTF-8" in listed[-1]
    import_dump([write(dump, PLACES)], store=tmp_path / "s.sqlite")
    assert not outcome.refused.exists()


@given(st.binary(max_size=80))
def test_no_line_breaks_the_import(line: bytes) -> None:
    for read in (place_of, name_of):
        try:
            read(line)
        except MalformedLine as why:
            assert str(why)


@pytest.mark.parametrize(
    "members",
    [{"IQ.txt": PLACES, "readme.txt": ["about"]}, {"IQ.txt": PLACES, "iso-languagecodes.txt": ["a\tb"]}],
)
def test_a_zipped_dump_is_read_as_it_is(members: dict[str, list[str]], tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "IQ.zip", "w") as archive:
        for name, lines in members.items():
            archive.writestr(name, "".join(f"{line}\n" for line in lines))
    assert table_of(tmp_path / "IQ.zip") is Table.PLACES
    assert import_dump([tmp_path / "IQ.zip"], store=tmp_path / "s.sqlite").places == 9


def test_the_older_table_of_names_is_read_too(tmp_path: Path) -> None:
    names = write(tmp_path / "alternateNames.txt", ["1\t9000001\ten\tKarabulak\t1\t\t\t"])
    store = tmp_path / "s.sqlite"
    import_dump([names, write(tmp_path / "IQ.txt", PLACES)], store=store)
    assert Gazetteer.open(store=store).candidates("Karabulak")[0].grade == 0


def bad_dumps(folder: Path) -> dict[str, list[Path]]:
    damaged = folder / "damaged.zip"
    with zipfile.ZipFile(damaged, "w") as archive:
        archive.writestr("a.txt", "x")
        archive.writestr("b.txt", "x")
    return {
        "is empty": [write(folder / "empty.txt", [])], "is no GeoNames dump": [write(folder / "notes.csv", ["a,b,c"])],
        "can not be read": [folder / "missing.txt"], "no places among the files": [write(folder / "alternateNamesV2.txt", NAMES)],
        "holds 2 tables": [damaged], "no line is a place that Cairn keeps": [write(folder / "XX.txt", [PLACES[5]])],
    }  # fmt: skip


@pytest.mark.parametrize(
    "why", ["is empty", "is no GeoNames dump", "can not be read", "no places among the files", "holds 2 tables", "no line is a place that Cairn keeps"]
)
def test_what_is_no_dump_is_refused_and_the_old_store_stays(why: str, tmp_path: Path) -> None:
    store = tmp_path / "data" / "s.sqlite"
    import_dump([write(tmp_path / "IQ.txt", PLACES)], store=store)
    before = store.read_bytes()
    with pytest.raises(GazetteerError, match=why) as told:
        import_dump(bad_dumps(tmp_path)[why], store=store)
    assert "expected" in str(told.value)
    assert store.read_bytes() == before
    assert [path.name for path in store.parent.iterdir()] == ["s.sqlite"]


@pytest.mark.parametrize("step", ["IQ.txt", "sorting names", "sorting sounds"])
def test_an_interrupted_import_leaves_the_old_store(step: str, tmp_path: Path) -> None:
    store = tmp_path / "data" / "s.sqlite"
    dump = write(tmp_path / "IQ.txt", PLACES)
    import_dump([dump], store=store)
    before = store.read_bytes()

    def interrupt(what: str, done: int, size: int) -> None:
        if what == step:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_dump([dump], store=store, progress=interrupt)
    assert store.read_bytes() == before
    assert not list(store.parent.glob(f"{PREFIX}*"))


def test_an_import_leaves_the_process_its_temporary_folder(tmp_path: Path) -> None:
    import_dump([write(tmp_path / "it's IQ.txt", PLACES)], store=tmp_path / "it's data" / "s.sqlite")
    connection = sqlite3.connect(tmp_path / "x.sqlite")
    assert (connection.execute("PRAGMA temp_store_directory").fetchone() or ("",))[0] in {"", None}
    connection.close()


def test_progress_reaches_the_end_of_every_file(tmp_path: Path) -> None:
    told: dict[str, tuple[int, int]] = {}
    import_dump(
        [write(tmp_path / "IQ.txt", PLACES), write(tmp_path / "names.txt", NAMES)], store=tmp_path / "s.sqlite",
        progress=lambda what, done, size: told.update({what: (done, size)}),
    )  # fmt: skip
    assert told["IQ.txt"][0] == told["IQ.txt"][1] == (tmp_path / "IQ.txt").stat().st_size
    assert list(told) == ["IQ.txt", "names.txt", "sorting names", "sorting sounds"]


def test_a_folder_that_can_not_be_written_to_is_told(tmp_path: Path) -> None:
    write(tmp_path / "file", [])
    with pytest.raises(GazetteerError, match="can not be written to"):
        import_dump([write(tmp_path / "IQ.txt", PLACES)], store=tmp_path / "file" / "s.sqlite")


def test_the_later_of_two_lines_of_one_place_counts(tmp_path: Path) -> None:
    moved = place(9_000_001, "Qarabulaq Sufla", latitude=35)
    store = tmp_path / "s.sqlite"
    import_dump([write(tmp_path / "IQ.txt", [*PLACES, moved])], store=store)
    assert [c.latitude for c in Gazetteer.open(store=store).candidates("Qarabulaq Sufla")] == [35.0]


def test_a_store_is_removed_or_replaced_and_no_other_file(store: Path, tmp_path: Path) -> None:
    copy, mine = tmp_path / "copy.sqlite", write(tmp_path / "mine.txt", ["do not delete"])
    copy.write_bytes(store.read_bytes())
    assert remove(copy)
    assert not remove(copy)
    for touch in (lambda: remove(mine), lambda: import_dump([write(tmp_path / "IQ.txt", PLACES)], store=mine)):
        with pytest.raises(GazetteerError, match="is no store of imported places"):
            touch()
    assert mine.read_text() == "do not delete\n"


@pytest.mark.parametrize(
    ("pragma", "why"), [("application_id = 1", "is no store of imported places"), ("user_version = 1", "are of version 1; expected")]
)
def test_a_store_of_another_making_is_refused(pragma: str, why: str, store: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    copy.write_bytes(store.read_bytes())
    connection = sqlite3.connect(copy)
    connection.execute(f"PRAGMA {pragma}")
    connection.close()
    with pytest.raises(GazetteerError, match=why):
        Gazetteer.open(store=copy).candidates("Mosul")


def test_a_damaged_store_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "s.sqlite").write_bytes(b"no database" * 200)
    with pytest.raises(GazetteerError, match="run `cairn gazetteer import` again"):
        Gazetteer.open(store=tmp_path / "s.sqlite").candidates("Mosul")


def test_the_setting_says_which_store_is_used(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imported_module, "standard_path", lambda: tmp_path / "none.sqlite")
    monkeypatch.delenv(SETTING, raising=False)
    assert installed() is None
    monkeypatch.setattr(imported_module, "standard_path", lambda: store)
    used = Gazetteer.open().imported
    assert used is not None
    assert used.path == store
    monkeypatch.setenv(SETTING, "")
    assert Gazetteer.open().imported is None
    assert Gazetteer.open(alone=True).imported is None
    monkeypatch.setenv(SETTING, str(tmp_path / "gone.sqlite"))
    with pytest.raises(GazetteerError, match=f"which {SETTING}"):
        Gazetteer.open().candidates("Mosul")


@pytest.mark.parametrize(
    ("platform", "setting", "value", "path"),
    [
        ("linux", "XDG_DATA_HOME", "/data", "/data/cairn/geonames.sqlite"), ("linux", "XDG_DATA_HOME", "", "/home/x/.local/share/cairn/geonames.sqlite"),
        ("darwin", "XDG_DATA_HOME", "/data", "/home/x/Library/Application Support/cairn/geonames.sqlite"),
        ("win32", "LOCALAPPDATA", "/local", "/local/cairn/geonames.sqlite"),
    ],
)  # fmt: skip
def test_the_store_stands_where_the_system_keeps_a_users_data(
    platform: str, setting: str, value: str, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(Path, "home", lambda: Path("/home/x"))
    monkeypatch.setenv(setting, value)
    assert standard_path().as_posix() == path


def test_every_feature_is_kept_as_one_of_the_kinds_or_left_out() -> None:
    kinds = {"town", "admin1", "admin2", "site", None}
    assert {feature.kind for feature in features().values()} == kinds
    for code, feature in features().items():
        assert (feature.precision is None) == (feature.kind is None), code
        assert (feature.note is not None) == (feature.kind == "site"), code


@given(st.lists(st.integers(0, 3_000_000), max_size=30), st.integers(0, 3_000_000))
def test_marks_are_a_set(numbers: list[int], asked: int) -> None:
    marks = Marks()
    for number in numbers:
        marks.add(number)
    assert all(number in marks for number in numbers)
    assert (asked in marks) == (asked in numbers)
