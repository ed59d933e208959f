"""The embedded reader's label sets, in the order of its output columns. A change of order needs a new training run.

The event types are the contract's; that they are the codebook's is held by a test.
"""

from cairn.model import LinkKind, MentionKind, Status

KINDS: tuple[MentionKind, ...] = tuple(MentionKind)
STATUSES: tuple[Status, ...] = tuple(Status)
LINKS: tuple[LinkKind, ...] = tuple(LinkKind)
GROUPS: tuple[str, ...] = ("side_a", "side_b", "civilians", "unknown")
EVENT_TYPES: tuple[str, ...] = (
    "air_drone_strike", "shelling_artillery_missile_attack", "remote_explosive_landmine_ied", "suicide_bomb", "grenade",
    "chemical_weapon", "armed_clash", "government_regains_territory", "non_state_actor_overtakes_territory", "attack",
    "sexual_violence", "abduction_forced_disappearance", "peaceful_protest", "protest_with_intervention",
    "excessive_force_against_protesters", "violent_demonstration", "mob_violence", "agreement", "arrests",
    "change_to_group_activity", "disrupted_weapons_use", "headquarters_or_base_established", "looting_property_destruction",
    "non_violent_transfer_of_territory", "other", "leadership_change", "execution", "trial_or_sentence",
    "designation_or_sanction", "release", "displacement",
)  # fmt: skip

#: Each kind of span is a begin-inside-outside head of its own, so that kinds may overlap ("Iraqi Prime Minister").
OUTSIDE, BEGIN, INSIDE = 0, 1, 2

# Other annotation schemes, for which the network has heads of their own (docs/decisions/0006).

#: MUC-4's five text roles as GTT names them, the people hit who are only described, and its incident types.
ROLES: tuple[str, ...] = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon", "VictimDescription")
INCIDENTS: tuple[str, ...] = ("attack", "bombing", "kidnapping", "arson", "robbery", "forced work stoppage")
#: re3d's entity and relation types.
ENTITIES: tuple[str, ...] = (
    "Organisation", "Location", "Person", "Temporal", "Quantity", "Weapon", "DocumentReference", "MilitaryPlatform", "Nationality",
    "Money", "Vehicle", "CommsIdentifier",
)  # fmt: skip
RELATIONS: tuple[str, ...] = (
    "CoLocated", "FightingAgainst", "CommWith", "BelongsTo", "InChargeOf", "IsSynonymOf", "HasAttrOf", "Likes", "AlliesOf", "Dislikes",
    "Apart",
)  # fmt: skip
#: What one sentence says that the police did (IndiaPoliceEvents).
CONDUCT: tuple[str, ...] = ("KILL", "ARREST", "FORCE", "FAIL", "ANY_ACTION")
#: The kinds of attack of SATP's reports, in the order of its columns; their names are read off the texts, as the set names none.
ATTACKS: tuple[str, ...] = ("armed_assault", "bombing", "kidnapping", "other")
#: What a number of a narrative counts (Aid Worker Security Database).
COUNTED: tuple[str, ...] = ("killed", "wounded", "kidnapped")

#: Begin-inside-outside heads; heads of yes or no at a word piece; heads of yes or no for a stretch, the highest of its pieces.
SPAN_HEADS: dict[str, tuple[str, ...]] = {"roles": ROLES, "entities": ENTITIES}
FLAG_HEADS: dict[str, tuple[str, ...]] = {"incidents": INCIDENTS, "outcomes": COUNTED}
STRETCH_HEADS: dict[str, tuple[str, ...]] = {"conduct": CONDUCT, "attacks": ATTACKS}
#: Links between spans of one scheme: MUC-4's fillers, re3d's entities.
TIES: tuple[str, ...] = ("same_entity", "same_incident", *RELATIONS)
