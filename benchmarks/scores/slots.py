"""The 24-slot templates of MUC-4, scored in the manner of the 1992 scorer (Scoring Guidelines, version 7; Chinchor 1992).

Response templates are mapped one to one to key templates of the same document, so that they agree in as much as they can;
mapped are only templates whose incident type agrees at least in part and that share, at least in part, a perpetrator, a
physical or a human target (where the key has any). Within a slot fillers are aligned one to one for the most credit. A filler
is correct, partial (half) or incorrect, missing in the response or spurious in it. Optional key templates and optional fillers
count only where they were met. Over all templates, unmapped ones included:

    recall = (correct + partial / 2) / possible        precision = (correct + partial / 2) / actual

The guidelines leave mismatching strings to a judge. Here a string is correct where it is an alternative, articles, numbers
and nationalities aside, or ends in one (more modifiers before it); partial where one holds the other's words.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from benchmarks.scores.matching import Tally, align, total
from benchmarks.scores.slot_values import date_credit, number_credit, place_credit, set_credit, string_credit

Credit = Callable[[str, str], float]

#: The slots of the record, the names they are reported under, and how their values compare.
SLOTS: Final[dict[str, tuple[str, Credit]]] = {
    "incident_date": ("date", date_credit),
    "incident_location": ("place", place_credit),
    "incident_type": ("type", set_credit),
    "incident_stage_of_execution": ("stage", set_credit),
    "incident_instrument_id": ("instrument", string_credit),
    "incident_instrument_type": ("instrument_type", set_credit),
    "perp_incident_category": ("perpetrator_category", set_credit),
    "perp_individual_id": ("perpetrator_individual", string_credit),
    "perp_organization_id": ("perpetrator_organization", string_credit),
    "perp_organization_confidence": ("perpetrator_confidence", set_credit),
    "phys_tgt_id": ("physical_target", string_credit),
    "phys_tgt_type": ("physical_target_type", set_credit),
    "phys_tgt_number": ("physical_target_number", number_credit),
    "phys_tgt_foreign_nation": ("physical_target_nation", set_credit),
    "phys_tgt_effect_of_incident": ("physical_target_effect", set_credit),
    "phys_tgt_total_number": ("physical_target_total", number_credit),
    "hum_tgt_name": ("human_target_name", string_credit),
    "hum_tgt_description": ("human_target_description", string_credit),
    "hum_tgt_type": ("human_target_type", set_credit),
    "hum_tgt_number": ("human_target_number", number_credit),
    "hum_tgt_foreign_nation": ("human_target_nation", set_credit),
    "hum_tgt_effect_of_incident": ("effect", set_credit),
    "hum_tgt_total_number": ("human_target_total", number_credit),
}
#: Slots of which one has to agree at least in part before templates are mapped.
CONTENT: Final = (
    "perp_individual_id", "perp_organization_id", "phys_tgt_id", "phys_tgt_type", "hum_tgt_name", "hum_tgt_description",
    "hum_tgt_type",
)  # fmt: skip
#: The slots whose mean F1 stands for what rules add to the text roles.
MEAN: Final = ("date", "place", "human_target_number", "effect")
_REFERRING: Final = re.compile(r'^(?P<value>[^"]*?):\s*"(?P<of>.*)$', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Fill:
    """A filler: its alternatives, any of which is right, what it refers to, and whether the key wants it at all."""

    alternatives: tuple[str, ...]
    of: tuple[str, ...] = ()
    optional: bool = False

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> "Fill":
        """A filler of a record. Some keys hold their cross-reference in the value ('1: "FARM'): it is taken out."""
        alternatives, of = [str(a) for a in raw["alts"]], [str(o) for o in raw.get("of") or ()]
        if alternatives and not of and (found := next((m for a in alternatives if (m := _REFERRING.match(a))), None)):
            place = alternatives.index(found.string)
            of = [found["of"], *alternatives[place + 1 :]]
            alternatives = [*alternatives[:place], found["value"]]
        return cls(tuple(map(_plain, alternatives)), tuple(map(_plain, of)), bool(raw.get("optional")))


@dataclass(frozen=True, slots=True)
class Slots:
    """One template: its fillers by slot, and whether the key wants it at all."""

    fills: Mapping[str, tuple[Fill, ...]]
    optional: bool = False

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> "Slots":
        """The template of a record."""
        return cls({slot: tuple(map(Fill.read, raw.get(slot) or ())) for slot in SLOTS}, bool(raw.get("optional")))


def _plain(value: str) -> str:
    """A value in upper case without the brackets and backslashes that some keys hold."""
    value = " ".join(value.replace("\\", "").upper().split())
    if value.startswith("(") and value.count("(") == value.count(")") and value.endswith(")"):
        value = value[1:-1]
    return value.removeprefix("(") if value.count("(") > value.count(")") else value


def score(key: Mapping[str, Sequence[Slots]], response: Mapping[str, Sequence[Slots]]) -> dict[str, Tally]:
    """The counts of every slot, by its reported name; `human_target` holds names and descriptions together."""
    counts = dict.fromkeys(SLOTS, Tally())
    for doc in {**key, **response}:
        for slot, tally in _document(key.get(doc, ()), response.get(doc, ())).items():
            counts[slot] += tally
    named = {name: counts[slot] for slot, (name, _) in SLOTS.items()}
    return {**named, "human_target": named["human_target_name"] + named["human_target_description"]}


def mean_f1(tallies: Mapping[str, Tally], names: Sequence[str] = MEAN) -> float:
    """The mean F1 of some slots, in per cent."""
    return sum(tallies[name].f1 for name in names) / len(names)


def _document(key: Sequence[Slots], response: Sequence[Slots]) -> dict[str, Tally]:
    pairs = align([[_agreement(k, r) for r in response] for k in key])
    mapped_keys, mapped = {i for i, _ in pairs}, {j for _, j in pairs}
    rows = [(key[i].fills, response[j].fills) for i, j in pairs]
    rows += [(k.fills, {}) for i, k in enumerate(key) if i not in mapped_keys and not k.optional]
    rows += [({}, r.fills) for j, r in enumerate(response) if j not in mapped]
    return {slot: total(_slot(slot, k.get(slot, ()), r.get(slot, ())) for k, r in rows) for slot in SLOTS}


def _agreement(key: Slots, response: Slots) -> float:
    """How far two templates agree, in credits; 0 where they may not be mapped."""
    credits_ = {slot: _slot(slot, key.fills[slot], response.fills[slot]).right for slot in SLOTS}
    has_content = any(key.fills[slot] for slot in CONTENT)
    if not credits_["incident_type"] or (has_content and not any(credits_[slot] for slot in CONTENT)):
        return 0.0
    return sum(credits_.values())


def _slot(slot: str, key: Sequence[Fill], response: Sequence[Fill]) -> Tally:
    table = [[_credit(slot, k, r) for r in response] for k in key]
    pairs = align(table)
    credit, met = sum(table[i][j] for i, j in pairs), {i for i, _ in pairs}
    possible = sum(not k.optional or i in met for i, k in enumerate(key))
    return Tally(credit, len(response), credit, possible)


def _credit(slot: str, key: Fill, response: Fill) -> float:
    """A filler's credit: a right value with another cross-reference than the key's is half right."""
    compare = SLOTS[slot][1]
    credit = max((compare(k, r) for k in key.alternatives for r in response.alternatives), default=0.0)
    if credit == 1.0 and key.of and not any(string_credit(k, r) for k in key.of for r in response.of):
        return 0.5
    return credit
