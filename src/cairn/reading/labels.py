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
