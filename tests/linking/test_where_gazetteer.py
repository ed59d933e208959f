"""The gazetteer's file, its look-up, its tables, and the folding of names."""

import csv
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.errors import GazetteerError
from cairn.linking.where import Gazetteer, capitals, demonyms
from cairn.linking.where.names import VERSION, bare, core, fold, sound
from cairn.linking.where.phrase import bare_name
from cairn.model import Place

DATA = Path(__file__).parents[2] / "src" / "cairn" / "linking" / "data"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


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


def test_sites_lie_near_a_town_of_their_country(gazetteer: Gazetteer) -> None:
    with (DATA / "sites.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            known = [c for c in gazetteer.candidates(row["name"]) if c.id == f"cairn:{row['id']}"]
            assert known, row["name"]
            assert known[0].country == row["country"]
