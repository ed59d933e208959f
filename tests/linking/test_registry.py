"""The registry: what it holds, and that every fault in its files is told."""

import shutil
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml

from cairn.errors import RegistryError
from cairn.linking.who import Branch, Registry, demonyms
from cairn.linking.who.bake import BAKED, bake, baked
from cairn.linking.who.files import REGISTRY
from cairn.model import Actor, ActorKind

SLOWEST = 1.0  # seconds of one core; 0.3 where nothing else runs
MEMBERS_OF_THE_UNITED_NATIONS = 193
OTHER_STATES = {"PS", "XK", "TW", "VA"}


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.load()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A registry of two groups with the real words and states."""
    target = tmp_path / "registry"
    (target / "groups").mkdir(parents=True)
    for name in ("states.yaml", "generic.yaml", "positions.yaml"):
        shutil.copy(REGISTRY / name, target / name)
    _write(target, _groups())
    return target


def _groups() -> dict[str, object]:
    fact = {"source": "recalled", "checked": False}
    red = {"id": "red", "name": "Red Front", "kind": "rebel_group", "countries": ["IQ"], **fact, "names": ["RFX"]}
    blue = {"id": "blue", "name": "Blue Front", "kind": "rebel_group", "countries": ["IQ"], **fact}
    blue["relations"] = [{"type": "part_of", "object": "red"}]
    return {"groups": [red, blue]}


def _write(folder: Path, groups: dict[str, object]) -> None:
    (folder / "groups" / "test.yaml").write_text(yaml.safe_dump(groups), encoding="utf-8")


def test_every_state_has_four_actors(registry: Registry) -> None:
    assert len(registry.states) == MEMBERS_OF_THE_UNITED_NATIONS + len(OTHER_STATES)
    assert OTHER_STATES | {"NO", "IQ", "US"} <= set(registry.states)
    for country in registry.states:
        for branch in Branch:
            entry = registry.force(country, branch=branch)
            assert entry is not None
            assert (entry.kind, entry.countries) == (ActorKind.STATE_FORCE, (country,))


@pytest.mark.parametrize(
    ("actor", "name"),
    [
        ("mil_iq", "Military Forces of Iraq"),
        ("mil_us", "Military Forces of the United States"),
        ("pol_ng", "Police Forces of Nigeria"),
        ("gov_ph", "Government of the Philippines"),
        ("int_il", "Intelligence Forces of Israel"),
        ("mil_cd", "Military Forces of the Democratic Republic of Congo"),
        ("islamic_state", "Islamic State"),
        ("is_khorasan", "Islamic State Khorasan Province"),
    ],
)
def test_canonical_names_follow_acled(registry: Registry, actor: str, name: str) -> None:
    entry = registry.actor(actor)
    assert entry is not None
    assert entry.name == name


def test_an_unknown_id_has_no_entry(registry: Registry) -> None:
    assert registry.actor("no_such_group") is None
    assert registry.leaders("no_such_group") == ()


def test_leaders_are_dated(registry: Registry) -> None:
    then = registry.leaders("islamic_state", on=date(2018, 1, 1))
    assert [leader.name for leader in then] == ["Abu Bakr al-Baghdadi"]
    starts = [leader.period.start for leader in registry.leaders("islamic_state") if leader.period.start]
    assert starts == sorted(starts)


def test_affiliates_are_those_that_say_so(registry: Registry) -> None:
    assert "is_khorasan" in {entry.id for entry in registry.affiliates("islamic_state")}
    assert "hamas" not in {entry.id for entry in registry.affiliates("islamic_state")}


@pytest.mark.parametrize(
    ("country", "day", "years"),
    [
        ("ML", date(2023, 1, 1), "(2021-)"),
        ("SY", date(2020, 1, 1), "(2000-2024)"),
        ("AF", date(2015, 1, 1), "(2014-2021)"),
        ("NE", date(2023, 12, 1), "(2023-)"),
    ],
)
def test_regimes_give_the_years_of_acleds_names(registry: Registry, country: str, day: date, years: str) -> None:
    regime = registry.regime(country, on=day)
    assert regime is not None
    assert regime.years == years


def test_no_regime_is_made_up(registry: Registry) -> None:
    assert registry.regime("FR", on=date(2020, 1, 1)) is None


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("Mohammed Shia al-Sudani", "gov_iq"),
        ("Mohamed Shia al Sudani", "gov_iq"),
        ("Hassan Nasralla", "hezbollah"),
        ("Abu Bakr Al-Baghdadi", "islamic_state"),
        ("Ahmed al-Sharaa", "gov_sy"),
        ("Abu Mohammed al-Julani", "hayat_tahrir_al_sham"),
        ("Volodymyr Zelensky", "gov_ua"),
    ],
)
def test_a_leader_is_known_by_any_spelling(registry: Registry, name: str, actor: str) -> None:
    person = registry.person(name)
    assert person is not None
    assert actor in {position.actor for position in person.positions}
    assert person.reason


@pytest.mark.parametrize("name", ["al-Baghdadi", "John Smith", "Mohammed", "Bashar al-Sudani"])
def test_a_shortened_or_unknown_name_is_no_leader(registry: Registry, name: str) -> None:
    assert registry.person(name) is None


def test_a_government_fights_through_its_military(registry: Registry) -> None:
    government = registry.entries["gov_il"].as_actor(score=0.9, reasons=())
    assert registry.as_force(government).id == "mil_il"
    other = Actor("Somebody")
    assert registry.as_force(other) is other


def test_demonyms_are_lower_case_and_lead_to_the_usual_state(registry: Registry) -> None:
    words = demonyms(registry)
    assert {words[word] for word in ("iraqi", "iraqis")} == {"IQ"}
    assert (words["us"], words["american"], words["turks"], words["congolese"]) == ("US", "US", "TR", "CD")
    assert all(word == word.lower() for word in words)


def test_loading_is_quick(tmp_path: Path) -> None:
    folder = tmp_path / "registry"
    shutil.copytree(REGISTRY, folder)
    bake(folder)  # as the wheel is built
    start = time.process_time()
    Registry.load(folder)
    assert time.process_time() - start < SLOWEST


def test_a_former_government_has_forces_of_its_own(registry: Registry) -> None:
    then, today = (registry.force("SY", branch=Branch.MILITARY, on=date(year, 1, 1)) for year in (2013, 2026))
    assert then is not None
    assert today is not None
    assert (then.id, then.name) == ("mil_2000_sy", "Military Forces of Syria (2000-2024)")
    assert (today.id, today.name) == ("mil_sy", "Military Forces of Syria")
    government = registry.entries["gov_2000_sy"].as_actor(score=0.9, reasons=())
    assert registry.as_force(government).id == "mil_2000_sy"
    assert "Bashar al-Assad" in {leader.name for leader in registry.leaders("gov_2000_sy")}


def test_every_fact_names_its_source(registry: Registry) -> None:
    for entry in registry.entries.values():
        facts = [entry.fact, *(row.fact for row in entry.names), *(row.fact for row in entry.leaders)]
        assert all(fact.source for fact in facts)
        assert not any(fact.checked for fact in facts if fact.source == "recalled")


def test_a_small_registry_loads(folder: Path) -> None:
    registry = Registry.load(folder)
    assert [entry.id for entry in registry.affiliates("red")] == ["blue"]


def _twice(groups: list[dict[str, object]]) -> None:
    groups.append(dict(groups[0], name="Another Front", names=[]))


def _unknown_key(groups: list[dict[str, object]]) -> None:
    groups[0]["colour"] = "red"


def _unknown_relation(groups: list[dict[str, object]]) -> None:
    groups[0]["relations"] = [{"type": "part_of", "object": "green"}]


def _cycle(groups: list[dict[str, object]]) -> None:
    groups[0]["relations"] = [{"type": "affiliate_of", "object": "blue"}]


def _backwards(groups: list[dict[str, object]]) -> None:
    groups[0]["active"] = {"start": "2014", "end": "2012-05"}


def _shared_name(groups: list[dict[str, object]]) -> None:
    groups[1]["names"] = ["RFX"]


def _bad_date(groups: list[dict[str, object]]) -> None:
    groups[0]["active"] = {"start": "2014-13"}


def _checked_memory(groups: list[dict[str, object]]) -> None:
    groups[0]["checked"] = True


def _unnamed_source(groups: list[dict[str, object]]) -> None:
    groups[0]["source"] = "some-page"


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_twice, "id 'red' stands already"),
        (_unknown_key, "groups.0.colour: Extra inputs are not permitted"),
        (_unknown_relation, "relation part_of to 'green'"),
        (_cycle, "affiliated to itself"),
        (_backwards, "active ends on 2012-05-31, before it starts on 2014-01-01"),
        (_shared_name, "name 'RFX' of 'blue' is also a name of 'red'"),
        (_bad_date, "'2014-13' is no date"),
        (_checked_memory, "a fact that is recalled can not be checked"),
        (_unnamed_source, "source 'some-page' is neither"),
    ],
)
def test_a_fault_is_told_with_its_path(folder: Path, spoil: Callable[[list[dict[str, object]]], None], told: str) -> None:
    groups = _groups()
    rows = groups["groups"]
    assert isinstance(rows, list)
    spoil(rows)
    _write(folder, groups)
    with pytest.raises(RegistryError) as caught:
        Registry.load(folder)
    assert told in str(caught.value)
    assert "test.yaml" in str(caught.value) or "red" in str(caught.value)


def test_all_faults_are_told_at_once(folder: Path) -> None:
    groups = _groups()
    rows = groups["groups"]
    assert isinstance(rows, list)
    _backwards(rows)
    _unnamed_source(rows)
    _unknown_relation(rows)
    _write(folder, groups)
    with pytest.raises(RegistryError, match=r"(?s)before it starts.*'green'.*'some-page'"):
        Registry.load(folder)


def test_a_name_may_stand_twice_where_years_or_countries_differ(folder: Path) -> None:
    groups = _groups()
    rows = groups["groups"]
    assert isinstance(rows, list)
    rows[0]["names"] = [{"name": "RFX", "end": "2010"}]
    rows[1]["names"] = [{"name": "RFX", "start": "2011"}]
    rows[1]["relations"] = []
    _write(folder, groups)
    assert len(Registry.load(folder).aliases["rfx"]) == len(rows)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "states.yaml").unlink()
    with pytest.raises(RegistryError, match=r"states\.yaml"):
        Registry.load(folder)


def test_a_file_that_is_no_yaml_is_named(folder: Path) -> None:
    (folder / "groups" / "test.yaml").write_text("groups: [", encoding="utf-8")
    with pytest.raises(RegistryError, match=r"groups/test\.yaml: is no valid YAML"):
        Registry.load(folder)


def test_press_names_of_an_unknown_id_are_a_fault(folder: Path) -> None:
    text = "source: recalled\nchecked: false\nnames: {green: [Greens]}\n"
    (folder / "press_names.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(RegistryError, match="'green'"):
        Registry.load(folder)


def test_a_baked_registry_is_the_same(folder: Path) -> None:
    from_yaml = Registry.load(folder)
    assert bake(folder) == folder / BAKED
    assert Registry.load(folder) == from_yaml


def test_a_baked_registry_is_passed_over_once_the_yaml_has_changed(folder: Path) -> None:
    bake(folder)
    (folder / "groups" / "test.yaml").write_text("groups: []\n", encoding="utf-8")
    assert baked(folder) is None
    assert Registry.load(folder).actor("red") is None
