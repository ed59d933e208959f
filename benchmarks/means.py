"""The means of an attack in the Aid Worker Security Database's words, from Cairn's events, what the reader marked, and the
counts.

The first rule of `RULES` that holds names the means; `Unknown` where none does. A rule asks for types of event, kinds of
weapon (codebook ids), qualifiers, or words among the event words and weapons that the reader marked, where the database
tells apart what Cairn's codebook does not (a beating from a shooting). Made on the incidents up to 2018.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.reading import Read
from cairn.codebook import Codebook
from cairn.model import MentionKind, Status

UNKNOWN = "Unknown"
ABDUCTION = "abduction_forced_disappearance"
MEANS = (
    "Shooting", "Kidnapping", "Bodily assault", UNKNOWN, "Aerial bombardment", "Kidnap-killing", "Shelling", "Vehicle-born IED",
    "Roadside IED", "Other Explosives", "Rape/sexual assault", "Landmine", "Complex attack", "Body-borne IED",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seen:
    """What a narrative tells of, over all its events that happened."""

    types: frozenset[str]
    weapons: frozenset[str]
    qualifiers: frozenset[str]
    words: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A means, and what tells it: any one of the types, weapons, qualifiers or words."""

    means: str
    types: frozenset[str] = frozenset()
    weapons: frozenset[str] = frozenset()
    qualifiers: frozenset[str] = frozenset()
    words: re.Pattern[str] | None = None

    def holds(self, seen: Seen) -> bool:
        """Whether any of what the rule asks for is there."""
        named = bool(self.types & seen.types or self.weapons & seen.weapons or self.qualifiers & seen.qualifiers)
        return named or (self.words is not None and self.words.search(seen.words) is not None)


def _rule(means: str, *, types: str = "", weapons: str = "", qualifiers: str = "", words: str = "") -> Rule:
    pattern = re.compile(rf"(?i)\b(?:{words})") if words else None
    return Rule(means, frozenset(types.split()), frozenset(weapons.split()), frozenset(qualifiers.split()), pattern)


RULES: tuple[Rule, ...] = (
    _rule("Complex attack", qualifiers="complex_attack", words="complex attack"),
    _rule("Rape/sexual assault", types="sexual_violence"),
    _rule("Vehicle-born IED", weapons="vehicle_bomb", qualifiers="vehicle_borne", words="vehicle-borne?|s?vbied"),
    _rule("Body-borne IED", types="suicide_bomb", weapons="suicide_vest", qualifiers="suicide", words="bbied|body-borne|suicide"),
    _rule("Landmine", weapons="landmine remnant_of_war"),
    _rule("Roadside IED", words=r"roadside|r?c?ieds?\b|improvised explosive|remote[- ]controll?e?d?"),
    _rule("Shelling", types="shelling_artillery_missile_attack", weapons="mortar artillery rocket", words="shell(?:ing|ed|s)?\\b"),
    _rule("Aerial bombardment", types="air_drone_strike", weapons="aerial_bomb aircraft drone missile", words="air|aerial|bombard"),
    _rule("Other Explosives", types="remote_explosive_landmine_ied grenade", weapons="grenade explosive_device rocket_propelled_grenade"),
    _rule("Shooting", weapons="firearm", words="shot|shoot|gun|fire|firing|cross ?fire|cross-fire|sniper"),
    _rule("Bodily assault", weapons="melee", words=r"beat|assault|stab|stone|punch|kick|slap|hit|tortur|strangl|hack|struck|flog"),
    _rule("Bodily assault", types="mob_violence"),
)  # fmt: skip


def seen(read: Read, codebook: Codebook) -> Seen:
    """What the events that happened tell of, what the reader marked, and the codebook's qualifiers and weapons in its
    sentences."""
    kept = [e for e in read.coded.coding.events if e.status in (Status.OCCURRED, Status.ATTEMPTED)]
    marked = [m.span.quote for m in read.reading.mentions if m.kind in (MentionKind.EVENT, MentionKind.WEAPON)]
    sentences = [sentence.quote for sentence in read.reading.sentences]
    weapons = [m.span.quote for m in read.reading.mentions if m.kind is MentionKind.WEAPON]
    return Seen(
        frozenset(e.type for e in kept),
        frozenset(kind.id for words in [*weapons, *sentences] if (kind := codebook.weapon_kind(words)) is not None),
        frozenset(q for e in kept for q in e.qualifiers)
        | {q for words in sentences for q, _, _ in codebook.qualifiers_in(words)},
        "; ".join(marked),
    )


def means_of(what: Seen, counts: Mapping[str, int]) -> str:
    """The means. Whoever was kidnapped was taken by kidnapping; where somebody was killed and somebody taken it is a
    kidnap-killing, also where the database counts the dead only, as it does with hostages who were killed."""
    taken = bool(counts.get("kidnapped")) or ABDUCTION in what.types
    if taken and counts.get("killed"):
        return "Kidnap-killing"
    if counts.get("kidnapped"):
        return "Kidnapping"
    return next((rule.means for rule in RULES if rule.holds(what)), UNKNOWN)
