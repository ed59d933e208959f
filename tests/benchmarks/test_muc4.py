"""From a reading to predictions in the three forms of MUC-4, and the rules that fill its slots."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from benchmarks import muc4
from benchmarks.muc4_slots import template
from benchmarks.muc4_story import Story
from benchmarks.rows import BadData
from cairn.model import Mark, Reading, Report, Span
from cairn.reading.incidents import Filler, Incident
from cairn.reading.port import Given

Fills = dict[str, list[dict[str, Any]]]

HEAD = "   LIMA, 6 MAY 91 (EFE) -- [TEXT] "


def story(body: str, head: str = HEAD) -> Story:
    return Story.of({"docid": "X-1", "text": head + body.upper()})


def incident(told: Story, kind: str, **roles: list[str]) -> Incident:
    return Incident(
        kind, 0.9, tuple(Filler(role, tuple(_mark(told, role, w) for w in words), 0.9) for role, words in roles.items())
    )


def _mark(told: Story, role: str, words: str) -> Mark:
    start = told.text.index(words)
    return Mark("muc4", role, Span.of(told.text, start, start + len(words)), 0.9)


def slots(told: Story, kind: str, **roles: list[str]) -> Fills:
    found = incident(told, kind, **roles)
    return template(told, found, (found,))


def first(filled: Fills, name: str) -> list[str]:
    return [fill["alts"][0] for fill in filled[name]]


def test_a_story_is_the_text_in_gtts_spelling_and_knows_its_dateline() -> None:
    told = story("a mill [north of town]\nburned.\n\n   nobody was hurt.")
    assert told.text == "a mill (north of town) burned.    nobody was hurt."
    assert (told.day, told.place) == (date(1991, 5, 6), "lima")


def test_a_dateline_may_name_its_country_or_have_no_day() -> None:
    assert story("x", "   HAVANA (CUBA), 6 MAY 91 (EFE) -- [TEXT] ").country == "cuba"
    undated = story("a mill burned.", "   LIMA, NO DATE -- [TEXT] ")
    assert (undated.day, undated.text) == (None, "a mill burned.")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("a bomb destroyed the mill yesterday.", "05 MAY 91"),
        ("a bomb destroyed the mill last night.", "05 MAY 91"),
        ("a bomb destroyed the mill on 2 may.", "02 MAY 91"),
        ("a bomb destroyed the mill 3 days ago.", "03 MAY 91"),
        ("a bomb destroyed the mill on thursday.", "- 06 MAY 91"),
        ("a bomb destroyed the mill in the past few weeks.", "- 06 MAY 91"),
        ("a bomb destroyed the mill.", "- 06 MAY 91"),
        ("the police said today that a bomb destroyed the mill.", "- 06 MAY 91"),
    ],
)
def test_the_date_is_told_beside_the_incident_else_the_dateline_bounds_it(body: str, expected: str) -> None:
    assert first(slots(story(body), "bombing", Target=["the mill"]), "incident_date") == [expected]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("a bomb destroyed the mill in ayacucho.", "PERU: AYACUCHO (CITY)"),
        ("a bomb destroyed the mill in ayacucho department.", "PERU: AYACUCHO (DEPARTMENT)"),
        ("a bomb destroyed the mill in the village of umasi.", "PERU: UMASI (VILLAGE)"),
        ("a bomb destroyed the mill in the capital.", "PERU: LIMA (CITY)"),
        ("a bomb destroyed the mill.", "PERU"),
    ],
)
def test_the_place_has_its_country_and_says_what_it_is(body: str, expected: str) -> None:
    assert first(slots(story(body), "bombing", Target=["the mill"]), "incident_location") == [expected]


def test_rebel_radio_broadcasts_from_el_salvador() -> None:
    told = story("a bomb destroyed the mill.", "   CLANDESTINE, 6 MAY 91 -- [TEXT] ")
    assert first(slots(told, "bombing", Target=["the mill"]), "incident_location") == ["EL SALVADOR"]


def test_who_was_hit_how_many_and_to_what_effect() -> None:
    told = story("armed men murdered judge ana ruiz. two peasants were wounded in the attack by the armed men.")
    filled = slots(told, "attack", PerpInd=["armed men"], Victim=["ana ruiz"])
    assert first(filled, "hum_tgt_name") == ["ANA RUIZ"]
    assert first(filled, "hum_tgt_description") == ["PEASANTS"]
    assert first(filled, "hum_tgt_number") == ["1", "2"]
    assert first(filled, "hum_tgt_effect_of_incident") == ["DEATH", "INJURY"]
    assert first(filled, "hum_tgt_type") == ["LEGAL OR JUDICIAL", "CIVILIAN"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("about 40 peasants", "~40"),
        ("at least 40 peasants", "40-"),
        ("more than 40 peasants", "40-"),
        ("the peasants", "PLURAL"),
    ],
)
def test_numbers_keep_their_hedge(words: str, expected: str) -> None:
    told = story(f"the bandits killed {words} at a farm.")
    filled = slots(told, "attack", PerpInd=["the bandits"], VictimDescription=["peasants"])
    assert first(filled, "hum_tgt_number") == [expected]


def test_that_nobody_was_hurt_is_an_effect_without_a_target() -> None:
    filled = slots(story("a bomb damaged the mill. there were no casualties."), "bombing", Target=["the mill"])
    assert filled["hum_tgt_effect_of_incident"] == [{"alts": ["NO INJURY OR DEATH"], "of": ["-"]}]


def test_kidnappings_have_no_physical_target_and_arson_no_instrument() -> None:
    told = story("armed men took ana ruiz from the mill.")
    assert not slots(told, "kidnapping", Victim=["ana ruiz"], Target=["the mill"])["phys_tgt_id"]
    told = story("armed men burned the mill with gasoline.")
    assert not slots(told, "arson", Target=["the mill"], Weapon=["gasoline"])["incident_instrument_id"]


def test_what_was_hit_and_with_what_has_a_type() -> None:
    filled = slots(
        story("a car bomb destroyed the regional bank."), "bombing", Target=["the regional bank"], Weapon=["car bomb"]
    )
    assert first(filled, "phys_tgt_type") == ["FINANCIAL"]
    assert first(filled, "phys_tgt_effect_of_incident") == ["DESTROYED"]
    assert first(filled, "incident_instrument_type") == ["VEHICLE BOMB"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("armed men attacked the mill.", "ACCOMPLISHED"),
        ("the police deactivated a bomb at the mill.", "ATTEMPTED"),
        ("a caller threatened to bomb the mill.", "THREATENED"),
    ],
)
def test_the_stage(body: str, expected: str) -> None:
    assert first(slots(story(body), "bombing", Target=["the mill"]), "incident_stage_of_execution") == [expected]


def test_in_grit_the_fillers_of_all_incidents_are_pooled_and_in_gtt_the_same_template_is_one() -> None:
    told = story("bandits burned the mill and robbed the mill.")
    arson, robbery = (incident(told, kind, PerpInd=["bandits"], Target=["the mill"]) for kind in ("arson", "robbery"))
    stories, found = {"X-1": told}, {"X-1": (arson, robbery, arson)}
    pooled = muc4.to_grit(stories, found)["X-1"]["extracts"]
    assert pooled == {"PerpInd": [[["bandits", 0]]], "PerpOrg": [], "Target": [[["the mill", 15]]], "Victim": [], "Weapon": []}
    assert [t["incident_type"] for t in muc4.to_gtt(stories, found)["X-1"]["templates"]] == ["arson", "robbery"]


class OneIncident:
    """A reader that finds bandits and a mill in every report."""

    name, languages = "made", frozenset({"en"})

    def read(self, reports: Sequence[Report], given: Sequence[Given] = ()) -> list[Reading]:  # noqa: ARG002
        return [Reading(r.id, "made", 1.0, (), (), (), self._marks(r.text)) for r in reports]

    def _marks(self, text: str) -> tuple[Mark, ...]:
        def mark(label: str, words: str) -> Mark:
            start = text.index(words)
            kinds = (("arson", 0.9),) if label != "reported" else ()
            return Mark("muc4", label, Span.of(text, start, start + len(words)), 0.95, kinds)

        return (mark("PerpInd", "bandits"), mark("Target", "mill"), mark("reported", text))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    body = "bandits burned the mill yesterday."
    roles = {"PerpInd": [[["bandits", 0]]], "PerpOrg": [], "Target": [[["mill", 19]]], "Victim": [], "Weapon": []}
    full = {
        "incident_type": [{"alts": ["ARSON"]}],
        "incident_date": [{"alts": ["05 MAY 91"]}],
        "phys_tgt_id": [{"alts": ["MILL"]}],
    }
    rows = {
        "full": {"docid": "X-1", "text": HEAD + body.upper(), "templates": [full]},
        "gtt": {"docid": "X-1", "doctext": body, "templates": [{"incident_type": "arson", **roles}]},
        "grit": {"docid": "X-1", "doctext": body, "extracts": roles},
    }
    for form, row in rows.items():
        (tmp_path / form).mkdir()
        (tmp_path / form / "test.jsonl").write_text(json.dumps(row) + "\n")
    return tmp_path


@pytest.fixture(autouse=True)
def made_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(muc4, "reader", lambda *_: OneIncident())


def test_a_part_is_scored_in_every_form_it_has(folder: Path, tmp_path: Path) -> None:
    scores = muc4.run(folder, tmp_path / "out", "test")
    assert scores["ceaf_ree_f1"] == scores["gtt_f1"] == scores["ceaf_rme_phi3_f1"] == scores["ceaf_rme_subset_f1"] == 100.0
    assert scores["slots"]["date"] == scores["slots"]["type"] == 100.0
    assert "mean_date_place_number_effect" in scores["slots"]
    assert {p.name for p in (tmp_path / "out").iterdir()} == {"full.jsonl", "gtt.jsonl", "grit.jsonl"}


@pytest.mark.parametrize(
    ("split", "key"), [("gtt/test.jsonl", "gtt_f1"), ("grit", "ceaf_ree_f1"), ("full/test.jsonl", "slots")]
)
def test_a_split_may_be_one_file_or_one_form(folder: Path, tmp_path: Path, split: str, key: str) -> None:
    scores = muc4.run(folder, tmp_path / "out", split)
    assert key in scores
    assert len(list((tmp_path / "out").iterdir())) == 1


def test_a_part_that_is_not_there_is_told(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(BadData, match="dev"):
        muc4.run(folder, tmp_path / "out", None)
