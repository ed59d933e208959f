"""From an incident to a MUC-4 template of 24 slots: what the reader's text roles leave open is filled by rules."""

from collections.abc import Sequence
from typing import Any

from benchmarks.muc4_dates import incident_date
from benchmarks.muc4_places import incident_location
from benchmarks.muc4_story import Story
from benchmarks.muc4_things import (
    category,
    confidence,
    implied_instrument,
    instrument_type,
    stage,
    thing_effect,
    thing_number,
    thing_type,
)
from benchmarks.muc4_victims import Victim, nobody, victims
from benchmarks.scores.slots import SLOTS
from cairn.reading.incidents import Filler, Incident

Fills = list[dict[str, Any]]


def template(story: Story, incident: Incident, others: Sequence[Incident] = ()) -> dict[str, Fills]:
    """The template of an incident, in the form of the set's full records; `others` are all incidents of the story."""
    people = victims(story, incident, others)
    slots: dict[str, Fills] = {slot: [] for slot in SLOTS}
    slots["incident_date"] = _one(incident_date(story, incident))
    slots["incident_location"] = _one(incident_location(story, incident))
    slots["incident_type"] = _one(incident.type.upper())
    slots["incident_stage_of_execution"] = _one(stage(story, incident))
    slots |= _perpetrators(story, incident) | _instruments(story, incident) | _things(story, incident) | _people(people)
    if not slots["hum_tgt_effect_of_incident"] and (effect := nobody(story, incident)):
        slots["hum_tgt_effect_of_incident"] = [{"alts": [effect], "of": ["-"]}]
    return slots


def _one(value: str | None) -> Fills:
    return [{"alts": [value]}] if value else []


def _words(filler: Filler) -> str:
    return filler.mentions[0].span.quote.upper()


def _in(incident: Incident, role: str) -> list[Filler]:
    return [filler for filler in incident.fillers if filler.role == role]


def _perpetrators(story: Story, incident: Incident) -> dict[str, Fills]:
    men, organisations = _in(incident, "PerpInd"), _in(incident, "PerpOrg")
    quotes = ([f.mentions[0].span.quote for f in fillers] for fillers in (men, organisations))
    return {
        "perp_incident_category": _one(category(*quotes)),
        "perp_individual_id": [{"alts": [_words(f)]} for f in men],
        "perp_organization_id": [{"alts": [_words(f)]} for f in organisations],
        "perp_organization_confidence": [{"alts": [confidence(story, f)], "of": [_words(f)]} for f in organisations],
    }


def _instruments(story: Story, incident: Incident) -> dict[str, Fills]:
    """Instruments; arson and kidnapping have none, and where none is named the telling may imply a type."""
    if incident.type in ("arson", "kidnapping"):
        return {}
    weapons = _in(incident, "Weapon")
    types = [{"alts": [kind], "of": [_words(f)]} for f in weapons if (kind := instrument_type(f.mentions[0].span.quote))]
    if not weapons and (kind := implied_instrument(story, incident)):
        types = [{"alts": [kind], "of": ["-"]}]
    return {"incident_instrument_id": [{"alts": [_words(f)]} for f in weapons], "incident_instrument_type": types}


def _things(story: Story, incident: Incident) -> dict[str, Fills]:
    """Physical targets; kidnapping has none."""
    if incident.type == "kidnapping":
        return {}
    things = _in(incident, "Target")
    effects = [(f, thing_effect(story, incident, f)) for f in things]
    return {
        "phys_tgt_id": [{"alts": [_words(f)]} for f in things],
        "phys_tgt_type": [{"alts": [thing_type(f.mentions[0].span.quote)], "of": [_words(f)]} for f in things],
        "phys_tgt_number": [{"alts": [thing_number(story, f)], "of": [_words(f)]} for f in things],
        "phys_tgt_effect_of_incident": [{"alts": [effect], "of": [_words(f)]} for f, effect in effects if effect],
    }


def _people(people: Sequence[Victim]) -> dict[str, Fills]:
    of = [[victim.words.upper()] for victim in people]
    return {
        "hum_tgt_name": [{"alts": words} for victim, words in zip(people, of, strict=True) if victim.named],
        "hum_tgt_description": [{"alts": words} for victim, words in zip(people, of, strict=True) if not victim.named],
        "hum_tgt_type": [{"alts": [victim.kind], "of": words} for victim, words in zip(people, of, strict=True)],
        "hum_tgt_number": [{"alts": [victim.number], "of": words} for victim, words in zip(people, of, strict=True)],
        "hum_tgt_effect_of_incident": [
            {"alts": [victim.effect], "of": words} for victim, words in zip(people, of, strict=True) if victim.effect
        ],
    }
