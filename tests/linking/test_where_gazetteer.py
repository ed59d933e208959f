"""The gazetteer's file, its look-up, its tables, and the folding of names."""

import csv
import math
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.errors import GazetteerError
from cairn.linking.where import Candidate, Gazetteer, capitals, demonyms
from cairn.linking.where.build import SITE_KINDS, Shelf, add_spellings
from cairn.linking.where.gazetteer import INSTALLED
from cairn.linking.where.names import VERSION, bare, core, fold, sound
from cairn.linking.where.phrase import bare_name
from cairn.model import Place

DATA = Path(__file__).parents[2] / "src" / "cairn" / "linking" / "data"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open(alone=True)


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Al-Ḩasakah", "al hasakah"), ("Sana'a", "sanaa"), ("St. Petersburg", "saint petersburg"), ("N'Djamena", "ndjamena"),
        ("Ménaka", "menaka"), ("Şanlıurfa", "sanliurfa"), ("الفلوجة", "الفلوجة"), ("U.S.", "us"), ("", ""),
    ],
)  # fmt: skip
def test_names_fold_to_one_spelling(name: str, folded: str) -> None:
    assert fold(name) == folded


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing_in_plain_names(name: str) -> None:
    once = fold(fold(name))
    assert fold(once) == once
    assert bare(once) in once
    assert core(once)[0] in once
    sound(once)


@pytest.mark.parametrize(
    ("words", "name"),
    [("the northern city of Mosul", "Mosul"), ("Idlib countryside", "Idlib"), ("the Sahel", "Sahel"), ("Syria's", "Syria")],
)
def test_a_bare_name_has_no_frame(words: str, name: str) -> None:
    assert bare_name(words) == name


@pytest.mark.parametrize("name", ["Hasakah", "Al-Hasakah", "al Hasakah", "الحسكة", "Хасака"])
def test_candidates_do_not_mind_articles_and_scripts(name: str, gazetteer: Gazetteer) -> None:
    assert "geonames:173811" in {candidate.id for candidate in gazetteer.candidates(name)}


@pytest.mark.parametrize(
    ("name", "country", "found"),
    [
        ("Makhmoor", "IQ", "Makhmour"),
        ("Bukamal", "SY", "Ālbū Kamāl"),
        ("Tel Abyad", "SY", "Tall Abyaḑ"),
        ("Chibbok", "NG", "Chibok"),
    ],
)
def test_similar_spellings_are_found_within_a_country(name: str, country: str, found: str, gazetteer: Gazetteer) -> None:
    assert found in {candidate.name for candidate in gazetteer.similar(name, countries=(country,))}


def test_no_similar_spellings_where_names_have_one_spelling(gazetteer: Gazetteer) -> None:
    assert gazetteer.similar("Hemmet", countries=("US",)) == ()


def test_an_unknown_name_has_no_candidates(gazetteer: Gazetteer) -> None:
    assert gazetteer.candidates("Qwertzuiop") == ()


def test_a_missing_gazetteer_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="install Cairn again"):
        Gazetteer.open(tmp_path / "none.sqlite")


def test_a_gazetteer_of_another_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    with pytest.raises(GazetteerError, match="version"):
        Gazetteer.open(path).candidates("Baghdad")


def test_a_damaged_gazetteer_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "damaged.sqlite"
    path.write_bytes(b"no database" * 200)
    with pytest.raises(GazetteerError, match="damaged"):
        Gazetteer.open(path).candidates("Baghdad")


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("iraqi", "IQ"),
        ("iraqis", "IQ"),
        ("u.s.", "US"),
        ("american", "US"),
        ("turkish", "TR"),
        ("nigerien", "NE"),
        ("congolese", "CD"),
    ],
)
def test_demonyms_lead_to_countries(word: str, code: str) -> None:
    assert demonyms()[word] == code


def test_capitals_lead_to_countries() -> None:
    assert (capitals()["Baghdad"], capitals()["Moscow"], capitals()["Kyiv"]) == ("IQ", "RU", "UA")


@pytest.mark.parametrize("table", ["countries", "admin1", "regions", "sites"])
def test_every_row_of_a_table_is_a_valid_place(table: str) -> None:
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    ids = [row.get("id") or row["iso2"] for row in rows]
    assert len(set(ids)) == len(ids)
    for row in rows:
        Place(name=row["name"], latitude=float(row["latitude"]), longitude=float(row["longitude"]),
              country=row.get("country") or row.get("iso2") or None)  # fmt: skip


#: Sites in places so empty that the install knows no town within reach.
REMOTE = {
    "in-amenas", "boulikessi", "tinzaouaten", "scarborough-shoal", "second-thomas-shoal", "grand-ethiopian-renaissance-dam", "khurais-oil-field",
    "maaten-al-sarra-air-base", "madama",
}  # fmt: skip
RECALLED_KM, SOURCED_KM, TOWN_KM, NAMESAKE_KM = 100, 250, 25, 50


def rows_of(table: str) -> list[dict[str, str]]:
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def names_of(row: dict[str, str]) -> list[str]:
    return [row["name"], *filter(None, row["alternative"].split("|"))]


def km(one: tuple[float, float], other: tuple[float, float]) -> float:
    half = math.sin(math.radians(other[0] - one[0]) / 2) ** 2
    half += math.cos(math.radians(one[0])) * math.cos(math.radians(other[0])) * math.sin(math.radians(other[1] - one[1]) / 2) ** 2
    return 12_742 * math.asin(math.sqrt(min(1, half)))


def point_of(row: dict[str, str]) -> tuple[float, float]:
    return float(row["latitude"]), float(row["longitude"])


@pytest.fixture(scope="module")
def towns() -> dict[str, list[tuple[float, float]]]:
    found: dict[str, list[tuple[float, float]]] = {}
    connection = sqlite3.connect(f"{INSTALLED.as_uri()}?mode=ro&immutable=1", uri=True)
    for country, latitude, longitude in connection.execute("SELECT country, latitude, longitude FROM place WHERE kind = 'town' AND id > 0"):
        found.setdefault(country, []).append((latitude / 100_000, longitude / 100_000))
    connection.close()
    return found


def test_there_are_400_sites_and_most_have_an_opened_source() -> None:
    sites = rows_of("sites")
    assert len(sites) >= 400
    assert sum(row["source"] != "recalled" for row in sites) >= 400


@pytest.mark.parametrize("table", ["sites", "spellings", "admin2"])
def test_every_row_names_a_source_that_is_listed(table: str) -> None:
    listed = {row["source"]: row for row in rows_of("site_sources")}
    for row in rows_of(table):
        assert row["source"] in listed, row
    for source in listed.values():
        if source["source"] != "recalled":
            assert source["address"].startswith("http")
            assert date.fromisoformat(source["opened"])


def test_sites_lie_in_reach_of_a_town_of_their_country(towns: dict[str, list[tuple[float, float]]]) -> None:
    far = {}
    for row in rows_of("sites"):
        reach = RECALLED_KM if row["source"] == "recalled" else SOURCED_KM
        nearest = min((km(point_of(row), town) for town in towns.get(row["country"], [])), default=math.inf)
        if nearest > reach and row["country"] != "IO":  # the British Indian Ocean Territory has no town
            far[row["id"]] = nearest
    assert set(far) <= REMOTE, far
    assert {row["id"] for row in rows_of("sites")} >= REMOTE


def test_a_site_has_a_kind_that_the_gazetteer_knows() -> None:
    known = {"base", "camp", "airport", "crossing", "prison", "dam", "district", "venue", "site", "oil field", "oil refinery", "oil port", *SITE_KINDS}
    assert {row["kind"] for row in rows_of("sites")} <= known


def test_no_site_is_a_town_that_is_in_the_gazetteer_already(gazetteer: Gazetteer) -> None:
    needless = []
    for row in rows_of("sites"):
        for name in names_of(row):
            towns = [c for c in gazetteer.candidates(name) if c.kind == "town" and c.country == row["country"] and c.id.startswith("geonames:")]
            exact = [c for c in towns if c.grade in {0, 2} and km(point_of(row), (c.latitude, c.longitude)) < TOWN_KM and keyed(name, c)]
            needless += [f"{row['id']}: {name} is {town.id}" for town in exact]
    assert not needless


def keyed(name: str, candidate: Candidate) -> bool:
    """Whether a candidate is filed under just this name, and was not found by leaving a word such as "camp" aside."""
    connection = sqlite3.connect(f"{INSTALLED.as_uri()}?mode=ro&immutable=1", uri=True)
    number = int(candidate.id.removeprefix("geonames:"))
    filed = connection.execute("SELECT 1 FROM name WHERE key = ? AND place = ?", (fold(name), number)).fetchone()
    connection.close()
    return filed is not None


def test_no_two_sites_share_a_name_close_to_each_other() -> None:
    seen: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in rows_of("sites"):
        for key in {fold(name) for name in names_of(row)}:
            for other in seen.get((key, row["country"]), []):
                assert km(point_of(row), point_of(other)) > NAMESAKE_KM, (key, row["id"], other["id"])
            seen.setdefault((key, row["country"]), []).append(row)


def test_every_site_is_found_by_each_of_its_names(gazetteer: Gazetteer) -> None:
    for row in rows_of("sites"):
        for name in names_of(row):
            found = [c for c in gazetteer.candidates(name) if c.id == f"cairn:{row['id']}"]
            assert found, (row["id"], name)
            assert found[0].country == row["country"]


def test_a_spelling_of_no_town_stops_the_build() -> None:
    row = {"place": "geonames:1", "name": "Nowhere", "shown": "", "spellings": "Nowhere", "country": "IQ", "source": "recalled"}
    with pytest.raises(ValueError, match=r"geonames:1 \(Nowhere\) is no town"):
        add_spellings(Shelf(fold=fold, bare=bare), [row])


def test_every_spelling_leads_to_its_town(gazetteer: Gazetteer) -> None:
    for row in rows_of("spellings"):
        for name in row["spellings"].split("|"):
            found = [c for c in gazetteer.candidates(name) if c.id == row["place"]]
            assert found, (row["place"], name)
            assert (found[0].country, found[0].name) == (row["country"], row["shown"] or row["name"])


@pytest.mark.parametrize(
    ("name", "country", "latitude", "longitude"),
    [
        ("Qayyarah air base", "IQ", 35.77, 43.13), ("Q-West", "IQ", 35.77, 43.13), ("Dagahaley", "KE", 0.19, 40.29), ("Mosul Dam", "IQ", 36.63, 42.82),
        ("Bidi Bidi", "UG", 3.44, 31.39), ("Chornobaivka airport", "UA", 46.68, 32.51), ("Roj camp", "SY", 37.18, 42.23), ("Mae La", "TH", 17.13, 98.37),
    ],
)  # fmt: skip
def test_places_that_town_lists_lack(name: str, country: str, latitude: float, longitude: float, gazetteer: Gazetteer) -> None:
    found = next(c for c in gazetteer.candidates(name) if c.country == country)
    assert found.latitude == pytest.approx(latitude, abs=0.02)
    assert found.longitude == pytest.approx(longitude, abs=0.02)


def test_names_looked_up_together_are_those_looked_up_alone(gazetteer: Gazetteer) -> None:
    names = ["Mosul", "Anbar Province", "al-Hasakah", "Village of Baghuz", "Nowhere at All", "", "St. Petersburg", *(f"Name {n}" for n in range(1200))]
    together = Gazetteer.open(alone=True)
    together.prepare(names)
    assert [together.candidates(name) for name in names] == [gazetteer.candidates(name) for name in names]
    assert together.candidates("Mosul")
