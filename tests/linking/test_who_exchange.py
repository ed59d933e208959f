"""Actors out of the registry and back: what a round trip keeps, what an import matches, and that a fault leaves nothing behind."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

import pytest

from cairn.errors import RegistryError
from cairn.linking.who import Entry, Registry, resolve
from cairn.linking.who.exchange import held, load_into
from cairn.linking.who.exchange_csv import from_csv, to_csv
from cairn.linking.who.exchange_ftm import from_ftm, to_ftm
from cairn.linking.who.exchange_ucdp import from_ucdp
from cairn.linking.who.user import CACHE, user_folder

UCDP = """ActorId,NameData,NameOrig,NameOrigFull,NameOrigFullEng,NewName,NewNameFullEng,Org,Location
234,IS,IS,,Islamic State,,,1,"Iraq, Syria"
9001,MFV,MFV,Mouvement du fleuve,Valley Front,,,1,"DR Congo (Zaire)"
9002,Toposa,Toposa,,,,,3,Kenya
118,Government of Syria,Government of Syria,,,,,4,Syria
119,Government of Ruritania,Government of Ruritania,,,,,4,Ruritania
"""


def plain(entry: Entry) -> Entry:
    """An entry without its sources, which the import replaces by the imported file, and without what only our files say."""
    fact = replace(entry.fact, source="", checked=False)
    return replace(
        entry,
        fact=fact,
        active_fact=None,
        reach=(),
        codes=MappingProxyType(dict(entry.codes)),
        names=tuple(sorted({replace(n, fact=fact) for n in entry.names}, key=str)),
        ties=tuple(replace(t, fact=fact) for t in entry.ties),
        leaders=tuple(replace(leader, fact=fact) for leader in entry.leaders),
    )


@pytest.fixture(scope="module")
def ours() -> dict[str, Entry]:
    return {one.entry.id: one.entry for one in held()}


@pytest.mark.parametrize("form", ["ftm", "csv"])
def test_a_round_trip_loses_no_name_year_relation_or_leader(tmp_path: Path, ours: dict[str, Entry], form: str) -> None:
    wanted = ["islamic_state", "is_khorasan", "al_qaeda", "taliban", "hezbollah", "jnim", "farc", "pkk"]
    exported = [one for one in held() if one.entry.id in wanted]
    file = tmp_path / f"actors.{form}"
    text = to_csv(exported) if form == "csv" else "\n".join(to_ftm(exported))
    file.write_text(text, encoding="utf-8")
    load_into(file, form=form, folder=tmp_path / "mine", read=from_csv if form == "csv" else from_ftm)
    registry = Registry.load(user=tmp_path / "mine")
    for actor in wanted:
        found = registry.entries[actor]
        assert found.fact.source == "import"
        mine, own = plain(found), plain(ours[actor])
        if form == "csv":  # a local name is a plain one there
            own = replace(own, names=tuple(sorted({replace(n, countries=()) for n in own.names}, key=str)))
        assert mine == own


def test_every_actor_can_be_written(ours: dict[str, Entry]) -> None:
    every = held()
    assert len(to_csv(every).splitlines()) == len(ours) + 1
    entities = [json.loads(line) for line in to_ftm(every)]
    assert len({entity["id"] for entity in entities}) == len(entities)
    assert {entity["schema"] for entity in entities} == {"Organization", "PublicBody", "Person", "Membership", "Succession", "UnknownLink"}


def test_an_entity_carries_names_dates_and_source() -> None:
    entities = {entity["id"]: entity for line in to_ftm(held()) if (entity := json.loads(line))["id"] == "aqap"}
    properties = entities["aqap"]["properties"]
    assert "AQAP" in properties["weakAlias"]
    assert properties["country"] == ["ye", "sa"]
    assert properties["incorporationDate"] == ["2009-01-01"]
    assert properties["sourceUrl"][0].startswith("https://")


def test_a_ucdp_list_adds_to_what_is_known_and_brings_what_is_new(tmp_path: Path) -> None:
    file = tmp_path / "actors.csv"
    file.write_text(UCDP, encoding="cp1252")
    _, taken = load_into(file, form="ucdp", folder=tmp_path / "mine", read=from_ucdp)
    registry = Registry.load(user=tmp_path / "mine")
    assert registry.entries["islamic_state"].codes["ucdp"] == "234"
    assert len(registry.entries["islamic_state"].names) > 10
    assert registry.entries["gov_sy"].codes["ucdp"] == "118"
    assert (registry.entries["mfv"].countries, registry.entries["mfv"].kind) == (("CD",), "rebel_group")
    assert registry.entries["toposa"].kind == "identity_militia"
    assert len(taken.passed) == 1
    assert "Ruritania" in taken.passed[0]
    (actor,) = resolve("the Valley Front", registry=registry, countries=["CD"])
    assert actor.id == "mfv"


def test_entities_of_other_makers_come_in_with_ids_of_ours(tmp_path: Path) -> None:
    rows = [
        {"id": "NK-Ab12", "schema": "Organization", "properties": {"name": ["Marsh Front"], "alias": ["MFX"], "country": ["iq"]}},
        {"id": "Q77", "schema": "Person", "properties": {"name": ["Jabbar Salim"], "alias": ["Abu Marsh"]}},
        {"id": "l1", "schema": "Directorship", "properties": {"director": ["Q77"], "organization": ["NK-Ab12"], "role": ["emir"], "startDate": ["2015"]}},
        {"id": "v1", "schema": "Vessel", "properties": {"name": ["Ship"]}},
    ]  # fmt: skip
    file = tmp_path / "other.json"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    _, taken = load_into(file, form="ftm", folder=tmp_path / "mine", read=from_ftm)
    entry = Registry.load(user=tmp_path / "mine").entries["nk_ab12"]
    assert (entry.name, entry.codes["ftm"], entry.kind) == ("Marsh Front", "NK-Ab12", "unknown")
    assert [(leader.name, leader.aliases, leader.period.start) for leader in entry.leaders] == [("Jabbar Salim", ("Abu Marsh",), date(2015, 1, 1))]
    assert len(taken.passed) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("id,name,kind\nred,Red Front,rebels\nBlue!,Blue Front,rebel_group\n", ["line 2: kind", "line 3: id"]),
        ("id,name,kind\nred,Red Front,rebel_group\nred,Other,rebel_group\n", ["line 3: id 'red' stands already on line 2"]),
        ("id,name,kind,start,end\nred,Red Front,rebel_group,2014,2012\n", ["active ends on 2012-12-31, before it starts"]),
        ("id,name,kind,relations\nred,Red Front,rebel_group,part_of|green\n", ["relation part_of to 'green'"]),
        ("name,kind\nRed Front,rebel_group\n", ["line 1: no column id"]),
    ],
)
def test_a_fault_is_told_with_its_line_and_nothing_is_written(tmp_path: Path, text: str, told: list[str]) -> None:
    file = tmp_path / "bad.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(RegistryError) as caught:
        load_into(file, form="csv", folder=tmp_path / "mine", read=from_csv)
    assert all(part in str(caught.value) for part in [*told, "bad.csv"])
    assert not (tmp_path / "mine").exists()


def test_a_file_that_is_no_entities_is_told_by_line(tmp_path: Path) -> None:
    file = tmp_path / "bad.json"
    file.write_text('{"id": "a", "schema": "Person", "properties": {"name": ["A"]}}\nnothing\n[]\n', encoding="utf-8")
    with pytest.raises(RegistryError, match=r"(?s)line 2: is no JSON.*line 3: is no entity"):
        load_into(file, form="ftm", folder=tmp_path / "mine", read=from_ftm)


MINE = """
source: recalled
groups:
  - id: red
    name: Red Front
    kind: rebel_group
    countries: [IQ]
    source: recalled
    names: [Daesh]
names: {hamas: [the Resistance Movement]}
codes: {hamas: {mine: "7"}}
"""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    (tmp_path / "mine.yaml").write_text(MINE, encoding="utf-8")
    return tmp_path


def test_a_name_of_the_users_registry_wins(mine: Path) -> None:
    registry = Registry.load(user=mine)
    assert [a.id for a in resolve("Daesh", registry=registry, countries=["IQ"])] == ["red"]
    assert [a.id for a in resolve("ISIS", registry=registry, countries=["IQ"])] == ["islamic_state"]
    assert [a.id for a in resolve("the Resistance Movement", registry=registry)] == ["hamas"]
    assert registry.entries["hamas"].codes["mine"] == "7"


def test_a_row_of_the_users_registry_replaces_ours(mine: Path) -> None:
    (mine / "mine.yaml").write_text(MINE.replace("id: red", "id: hezbollah").replace("[Daesh]", "[RFX]"), encoding="utf-8")
    registry = Registry.load(user=mine)
    assert registry.entries["hezbollah"].name == "Red Front"
    assert [a.id for a in resolve("Hezbollah", registry=registry)] == [None]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (MINE.replace("kind: rebel_group", "kind: rebels"), "mine.yaml, line 6: groups.0.kind"),
        (MINE.replace("names: {hamas", "names: {nobody"), "mine.yaml, line 10: names for 'nobody'"),
        (MINE.replace("source: recalled\n    names", "source: a-page\n    names"), "mine.yaml, line 4: red: source 'a-page'"),
        ("groups: [", "mine.yaml: is no valid YAML"),
    ],
)
def test_a_fault_of_the_users_registry_is_told_with_its_line(mine: Path, text: str, told: str) -> None:
    (mine / "mine.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(RegistryError) as caught:
        Registry.load(user=mine)
    assert told in str(caught.value)


def test_the_users_folder_is_that_of_the_variable(monkeypatch: pytest.MonkeyPatch, mine: Path) -> None:
    monkeypatch.setenv("CAIRN_REGISTRY", str(mine))
    assert user_folder() == mine
    assert "red" in Registry.load().entries


def test_a_stale_cache_is_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("id,name,kind\nred,Red Front,rebel_group\n", encoding="utf-8")
    target, _ = load_into(file, form="csv", folder=tmp_path / "mine", read=from_csv)
    assert (tmp_path / "mine" / CACHE).is_file()
    target.write_text(target.read_text(encoding="utf-8").replace("Red Front", "Crimson Front"), encoding="utf-8")
    assert Registry.load(user=tmp_path / "mine").entries["red"].name == "Crimson Front"
