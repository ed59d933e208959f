"""CASE 2021 task 2, its first subtask (Haneczok et al. 2021): which of ACLED's 25 sub-event types a news snippet tells of.

No second model: the type comes from what Cairn reads anyway. Every event that is coded votes for its type with its
confidence, a background event with `BACKGROUND` of it; where nothing was coded the event words vote with the scores of their
likeliest types. Where the reader says which type the whole text mainly tells (its marks of the scheme `case2021`), those
scores are added with `TEXT` of the weight. The type with most votes wins; a tie goes to the event that comes first in the
text. Cairn's six types beyond ACLED become the nearest ACLED type by the codebook's crosswalk (`crosswalk.acled` in
`event_types.yaml`): execution to attack, leadership_change to change_to_group_activity, trial_or_sentence,
designation_or_sanction, release and displacement to other. A snippet that tells of no event of the codebook is `OTHER`.

The set's remaining labels (organised crime, disasters, diplomacy) are no types of ACLED: rows with them are left out and
counted.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from benchmarks.reading import Read, best_by_label, marks_of, pipeline, through
from benchmarks.rows import BadData, Row, folder_of, json_lines, write_json_lines
from benchmarks.scores.f1 import macro_f1, of_labels, percent, rounded, shown_by_label, weighted_f1
from cairn.codebook import Codebook
from cairn.model import Mark, Report

SCHEME = "case2021"
#: The set's labels and the codebook's types.
LABELS = {
    "ABDUCT_DISSAP": "abduction_forced_disappearance", "AGREEMENT": "agreement", "AIR_STRIKE": "air_drone_strike",
    "ARMED_CLASH": "armed_clash", "ARREST": "arrests", "ART_MISS_ATTACK": "shelling_artillery_missile_attack", "ATTACK": "attack",
    "CHANGE_TO_GROUP_ACT": "change_to_group_activity", "CHEM_WEAP": "chemical_weapon", "DISR_WEAP": "disrupted_weapons_use",
    "FORCE_AGAINST_PROTEST": "excessive_force_against_protesters", "GOV_REGAINS_TERIT": "government_regains_territory",
    "GRENADE": "grenade", "HQ_ESTABLISHED": "headquarters_or_base_established", "MOB_VIOL": "mob_violence",
    "NON_STATE_ACTOR_OVERTAKES_TER": "non_state_actor_overtakes_territory",
    "NON_VIOL_TERRIT_TRANSFER": "non_violent_transfer_of_territory", "OTHER": "other", "PEACE_PROTEST": "peaceful_protest",
    "PROPERTY_DISTRUCT": "looting_property_destruction", "PROTEST_WITH_INTER": "protest_with_intervention",
    "REM_EXPLOS": "remote_explosive_landmine_ied", "SEX_VIOL": "sexual_violence", "SUIC_BOMB": "suicide_bomb",
    "VIOL_DEMONSTR": "violent_demonstration",
}  # fmt: skip
#: What a snippet without any event is.
DEFAULT = "other"
#: The weight of a background event beside a main one, of the reader's view of the whole text beside one sure event.
BACKGROUND, TEXT = 0.5, 1.0
FILE = "predictions.jsonl"

Votes = dict[str, float]


def run(data: Path | None, out: Path, split: str | None) -> dict[str, Any]:
    """The scores on one file of JSON lines (`--split NAME`), or on all of the folder."""
    folder = folder_of(data, "case2021", "JSON lines (*.jsonl) with id, text, label")
    rows = [row for path in files_of(folder, split) for row in json_lines(path)]
    known = [row for row in rows if row.text("label") in LABELS]
    if not known:
        raise BadData(f"{folder}: none of the {len(rows)} rows has one of the 25 labels, such as {', '.join(list(LABELS)[:3])}")
    using = pipeline(SCHEME)
    reports = [Report.of(row.text("text")) for row in known]
    nearest = to_acled(using.codebook)
    found = [label_of(type_of(read, nearest)) for read in through(using, reports, what="case2021")]
    write_json_lines(out / FILE, ({"id": _id(row), "label": label} for row, label in zip(known, found, strict=True)))
    return scores(found, [row.text("label") for row in known]) | {"snippets": len(known), "left_out": len(rows) - len(known)}


def files_of(folder: Path, split: str | None) -> list[Path]:
    """The files that are read."""
    found = sorted(folder.glob(f"{split.removesuffix('.jsonl')}.jsonl" if split else "*.jsonl"))
    if not found:
        raise BadData(f"{folder} has no {split or '*'}.jsonl")
    return found


def scores(found: list[str], gold: list[str]) -> dict[str, Any]:
    """The weighted and the macro mean over the labels that occur in gold."""
    tallies = of_labels(found, gold)
    right = sum(a == b for a, b in zip(found, gold, strict=True))
    return {
        "weighted_f1": rounded(weighted_f1(tallies)),
        "macro_f1": rounded(macro_f1(tallies)),
        "accuracy": percent(right, len(gold)),
        "labels": shown_by_label(tallies),
    }


def to_acled(codebook: Codebook) -> Mapping[str, str]:
    """For every type of the codebook the ACLED type that it is or is nearest to, by the crosswalk."""
    exact = {t.crosswalk.acled.sub_event_type: name for name, t in codebook.types.items() if t.crosswalk.acled.exact}
    return {name: exact[t.crosswalk.acled.sub_event_type] for name, t in codebook.types.items()}


def type_of(read: Read, nearest: Mapping[str, str]) -> str:
    """The one ACLED type of a snippet, as a codebook id."""
    told = event_votes(read) or word_votes(read)
    marks = marks_of(read.reading, SCHEME)
    votes = mapped([*told.items(), *text_votes(marks).items()], nearest)
    return max(
        votes, key=lambda name: votes[name], default=DEFAULT
    )  # the first of equals, and events come in the order of the text


def event_votes(read: Read) -> Votes:
    """The votes of the events, in the order of the text."""
    order = {account.id[1:]: min(account.words).start for account in read.coded.accounts if account.words}
    votes: Votes = {}
    for event in sorted(read.coded.coding.events, key=lambda e: order.get(e.id[1:], 0)):
        votes[event.type] = votes.get(event.type, 0.0) + event.confidence * (1.0 if event.main else BACKGROUND)
    return votes


def word_votes(read: Read) -> Votes:
    """The votes of the event words, for a snippet in which none became an event."""
    votes: Votes = {}
    for mention in read.reading.mentions:
        if mention.event is not None:
            for name, score in mention.event.types or ((mention.event.type, mention.event.type_score),):
                votes[name] = votes.get(name, 0.0) + mention.score * score
    return votes


def text_votes(marks: Iterable[Mark]) -> Votes:
    """The votes of the reader's view of the whole text."""
    return {label: TEXT * score for label, score in best_by_label(marks).items()}


def mapped(votes: Iterable[tuple[str, float]], nearest: Mapping[str, str]) -> Votes:
    """The votes by ACLED's types; a name that the codebook does not know is an error."""
    found: Votes = {}
    for name, vote in votes:
        found[nearest[name]] = found.get(nearest[name], 0.0) + vote
    return found


def label_of(name: str) -> str:
    """The set's label of a codebook type."""
    return next(label for label, own in LABELS.items() if own == name)


def _id(row: Row) -> Any:
    return row.values.get("id", row.line)
