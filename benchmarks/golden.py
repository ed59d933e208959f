"""Cairn's own held-out passages, read by the whole pipeline: what is found of the annotated events, field by field, and how
sure is sure.

The passages are those of `training/passages` that training keeps apart (`training/split.py`), or of `--data FOLDER`; `--split
all` takes every passage. A found event is an annotated one where a word of it is one of its words; each counts once, those
with most common words first.

- `event_*`: found events against annotated ones; `type`, `status` and `main` are the accuracy on those found.
- `fields`: a value is right where its words overlap, or are the same words as, a value of the same field of the same event.
  Precision is over the values of all found events. Recall of the sides, target, victim, place, time and weapon is over the
  annotated events that have the field, as an actor that is named three times is one; of the outcomes and speakers it is over
  their annotated words.
- `relevance`: reports called relevant or not as annotated; `irrelevant_called_irrelevant`: of those without an event.
- `calibration`: the expected calibration error of the confidence of events (right with type and status) and of the fields'
  claims; the tables are written to `reliability.json`.
- `slices`: the same scores by region, length, type, and for the same passages in upper case.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

from benchmarks.reading import Read, pipeline, through
from benchmarks.rows import BadData, write_json, write_json_lines
from benchmarks.scores.calibration import Stated, calibration_error, table
from benchmarks.scores.f1 import Tally, percent, rounded
from cairn.consolidation.confidence import claim_confidence
from cairn.contract import to_values
from cairn.model import Account, Casualty, Claim, ClaimField, LinkKind, Participant, Report, Role
from cairn.pipeline import Pipeline
from training.documents import Document, EventMark, Offsets
from training.sets import entries, passages
from training.split import held_out

PASSAGES = Path(__file__).parents[1] / "training" / "passages"
FILE = "coded.jsonl"
#: Passages up to so many words are short, up to the second number middling.
LENGTHS = {"short": 60, "middle": 110}
ROLES = {
    Role.SIDE_A: LinkKind.SIDE_A, Role.SIDE_B: LinkKind.SIDE_B, Role.TARGET: LinkKind.TARGET, Role.VICTIM: LinkKind.VICTIM,
}  # fmt: skip
#: Fields of which an event has one value, however often it is named.
ONCE = frozenset({*ROLES.values(), LinkKind.PLACE, LinkKind.TIME, LinkKind.WEAPON})
#: Fields that are scored.
SCORED = (
    LinkKind.SIDE_A, LinkKind.SIDE_B, LinkKind.TARGET, LinkKind.VICTIM, LinkKind.PLACE, LinkKind.TIME, LinkKind.WEAPON,
    LinkKind.KILLED, LinkKind.INJURED, LinkKind.ABDUCTED, LinkKind.ARRESTED, LinkKind.MISSING,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Passage:
    """One annotated passage with what the slices need."""

    document: Document
    region: str
    published: date | None

    @property
    def length(self) -> str:
        """Its slice by length."""
        words = len(self.document.text.split())
        return next((name for name, most in LENGTHS.items() if words <= most), "long")


@dataclass(frozen=True, slots=True)
class Field:
    """Of `found` values `right` are right; of `gold` annotated ones `filled` are found."""

    right: int = 0
    found: int = 0
    filled: int = 0
    gold: int = 0

    def __add__(self, other: "Field") -> "Field":
        return Field(self.right + other.right, self.found + other.found, self.filled + other.filled, self.gold + other.gold)

    def shown(self) -> dict[str, float]:
        """Precision, recall, F1 and the number of annotated values."""
        precision, recall = percent(self.right, self.found), percent(self.filled, self.gold)
        f1 = rounded(2 * precision * recall / (precision + recall)) if precision + recall else 0.0
        return {"precision": precision, "recall": recall, "f1": f1, "gold": self.gold}


@dataclass
class Count:
    """Everything that is counted over some passages."""

    events: Tally = field(default_factory=Tally)
    hits: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    tries: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    fields: dict[str, Field] = field(default_factory=lambda: defaultdict(Field))
    types: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    stated: dict[str, list[Stated]] = field(default_factory=lambda: defaultdict(list))
    passages: int = 0

    def tried(self, name: str, *, hit: bool) -> None:
        """One more try."""
        self.tries[name] += 1
        self.hits[name] += hit


def run(data: Path | None, out: Path, split: str | None) -> dict[str, Any]:
    """The scores of the whole pipeline on the held-out passages."""
    chosen = load(data or PASSAGES, split)
    using = pipeline()
    reads = list(_read(using, chosen, str, "golden"))
    whole = counted(zip(chosen, reads, strict=True))
    write_json_lines(out / FILE, (to_values(read.coded.coding) for read in reads))
    write_json(out / "reliability.json", {name: table(rows) for name, rows in sorted(whole.stated.items())})
    upper = counted(zip(chosen, _read(using, chosen, raised, "golden, upper case"), strict=True))
    slices = {
        "region": sliced(chosen, reads, lambda p: p.region),
        "length": sliced(chosen, reads, lambda p: p.length),
        "type": {name: tally.shown() for name, tally in sorted(whole.types.items())},
        "upper_case": short(upper),
    }
    return scores(whole) | {"slices": slices}


def load(folder: Path, split: str | None) -> list[Passage]:
    """The passages that are scored."""
    if split not in (None, "held_out", "all"):
        raise BadData(f"--split {split!r}: expected held_out or all")
    about = {str(entry["id"]): entry for path in sorted(folder.glob("*.yaml")) for entry in entries(path)}
    kept = [document for document in passages(folder) if split == "all" or held_out(document)]
    if not kept:
        raise BadData(f"{folder}: no passage to score among {len(about)} (expected *.yaml in the form of training/passages)")
    return [_passage(document, about[document.id]) for document in kept]


def _passage(document: Document, entry: Mapping[str, Any]) -> Passage:
    published = entry.get("published")
    day = date.fromisoformat(published) if isinstance(published, str) else published
    return Passage(document, str(entry.get("region") or "unknown"), day if isinstance(day, date) else None)


def _read(using: Pipeline, chosen: Sequence[Passage], form: Callable[[str], str], what: str) -> Iterator[Read]:
    reports = [Report.of(form(p.document.text), published=p.published) for p in chosen]
    return through(using, reports, what=what)


def raised(text: str) -> str:
    """A text in upper case, of the same length: a letter whose upper case is two letters stays."""
    return "".join(upper if len(upper := letter.upper()) == 1 else letter for letter in text)


def sliced(chosen: Sequence[Passage], reads: Sequence[Read], key: Callable[[Passage], str]) -> dict[str, Any]:
    """Short scores by a property of the passages."""
    parts: dict[str, list[tuple[Passage, Read]]] = defaultdict(list)
    for passage, read in zip(chosen, reads, strict=True):
        parts[key(passage)].append((passage, read))
    return {name: short(counted(pairs)) for name, pairs in sorted(parts.items())}


def counted(pairs: Iterable[tuple[Passage, Read]]) -> Count:
    """Everything counted over passages and what was read of them."""
    count = Count()
    for passage, read in pairs:
        count.passages += 1
        _count_passage(passage.document, read, count)
    return count


def _count_passage(document: Document, read: Read, count: Count) -> None:
    relevant = read.coded.coding.report.relevant
    count.tried("relevance", hit=relevant == document.relevant)
    if not document.relevant:
        count.tried("irrelevant_called_irrelevant", hit=not relevant)
    accounts = read.coded.accounts
    match = matched(accounts, document.events)
    count.events += Tally(len(match), len(accounts), len(document.events))
    confidence = {event.id[1:]: event.confidence for event in read.coded.coding.events}
    for i, account in enumerate(accounts):
        gold = document.events[match[i]] if i in match else None
        _count_event(account, gold, confidence[account.id[1:]], count)
        for kind, claim in claims_by_field(account):
            right = gold is not None and fits(claim, kind, gold, document.text)
            count.fields[kind] += Field(right=int(right), found=1)
            count.stated[kind].append(Stated(claim_confidence(claim), right))
    taken = {gold: accounts[i] for i, gold in match.items()}
    for j, event in enumerate(document.events):
        _count_gold(event, taken.get(j), document.text, count)


def _count_event(account: Account, gold: EventMark | None, confidence: float, count: Count) -> None:
    told = {claim.field: claim.value for claim in account.claims}
    kind, status, main = told[ClaimField.TYPE], told[ClaimField.STATUS], told[ClaimField.MAIN]
    same = gold is not None and kind == gold.type
    count.stated["event"].append(Stated(confidence, same and gold is not None and status == gold.status))
    count.types[str(kind)] += Tally(int(same), 1, int(same))
    if gold is not None:
        for name, hit in (("type", same), ("status", status == gold.status), ("main", main == gold.main)):
            count.tried(name, hit=hit)
        if not same:
            count.types[str(gold.type)] += Tally(0, 0, 1)


def _count_gold(event: EventMark, account: Account | None, text: str, count: Count) -> None:
    """What was to be found of one annotated event, and what of it was."""
    if account is None:
        count.types[str(event.type)] += Tally(0, 0, 1)
    own = list(claims_by_field(account)) if account is not None else []
    for kind in SCORED:
        gold = [place for link, place in event.links if link is kind]
        found = [claim for name, claim in own if name is kind]
        hit = [any(_same(place, claim, text) for claim in found) for place in gold]
        if gold:
            count.fields[kind] += (
                Field(filled=int(any(hit)), gold=1) if kind in ONCE else Field(filled=sum(hit), gold=len(gold))
            )


def matched(accounts: Sequence[Account], gold: Sequence[EventMark]) -> dict[int, int]:
    """For every account that is an annotated event the event's number; each is taken once, most common words first."""
    common = {
        (i, j): len({(word.start, word.end) for word in accounts[i].words} & set(gold[j].words))
        for i, j in product(range(len(accounts)), range(len(gold)))
    }
    found: dict[int, int] = {}
    for i, j in sorted((pair for pair, words in common.items() if words), key=lambda pair: (-common[pair], pair)):
        if i not in found and j not in found.values():
            found[i] = j
    return found


def claims_by_field(account: Account) -> Iterator[tuple[LinkKind, Claim]]:
    """The claims whose fields are scored. A claim that rests on the day of publication alone names no time."""
    for claim in account.claims:
        kind = _field(claim)
        if kind is not None:
            yield kind, claim


def _field(claim: Claim) -> LinkKind | None:
    if isinstance(claim.value, Participant):
        return ROLES.get(claim.value.role)
    if isinstance(claim.value, Casualty):
        return LinkKind(claim.value.outcome.value)
    if claim.field is ClaimField.WHEN:
        return None if claim.rule == "when:before_publication" else LinkKind.TIME
    return {ClaimField.WHERE: LinkKind.PLACE, ClaimField.WEAPON: LinkKind.WEAPON}.get(claim.field)


def fits(claim: Claim, kind: LinkKind, event: EventMark, text: str) -> bool:
    """Whether a claim's words are those of an annotated value of its field."""
    return any(_same(place, claim, text) for link, place in event.links if link is kind)


def _same(place: Offsets, claim: Claim, text: str) -> bool:
    words = text[place[0] : place[1]].casefold()
    return any((s.start < place[1] and place[0] < s.end) or s.quote.casefold() == words for s in claim.spans)


def short(count: Count) -> dict[str, Any]:
    """The scores of a slice."""
    roles = sum((count.fields[kind] for kind in SCORED if kind in count.fields), Field())
    accuracy = {
        f"{name}_accuracy": percent(count.hits[name], count.tries[name]) for name in ("type", "relevance") if count.tries[name]
    }
    return {"passages": count.passages, "event": count.events.shown(), "fields_f1": roles.shown()["f1"], **accuracy}


def scores(count: Count) -> dict[str, Any]:
    """All scores; the calibration errors are shares, 0 to 1."""
    kinds = count.types.values()
    return {
        "event_f1": rounded(count.events.f1),
        "event_precision": rounded(count.events.precision),
        "event_recall": rounded(count.events.recall),
        "event_with_type_f1": rounded(sum(kinds, Tally()).f1),
        **{
            f"{name}_accuracy": percent(count.hits[name], count.tries[name]) for name in ("type", "status", "main", "relevance")
        },
        "irrelevant_called_irrelevant": percent(
            count.hits["irrelevant_called_irrelevant"], count.tries["irrelevant_called_irrelevant"]
        ),
        "fields": {kind.value: count.fields[kind].shown() for kind in SCORED if kind in count.fields},
        "event_calibration_error": round(calibration_error(count.stated["event"]), 4),
        "calibration": {str(name): round(calibration_error(rows), 4) for name, rows in sorted(count.stated.items())},
        "passages": count.passages,
        "events": count.events.gold,
    }
