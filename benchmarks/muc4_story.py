"""A MUC-4 report as the benchmark reads it: its body in GTT's spelling, its dateline, its sentences, and where an incident is told."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

from benchmarks.scores.slot_values import days
from cairn.model import Span
from cairn.reading.incidents import Incident

_DATELINE: Final = re.compile(
    r"^\s*(?P<place>[A-Z][A-Z .'-]*?)(?: ?\((?P<country>[A-Z .]+)\))?, (?P<day>\d{1,2} [A-Z]+(?: \d\d)?|[A-Z]+ \d{1,2}(?: \d\d)?|NO DATE)\b.*?(?:--|- \[|\n\n|\[TEXT\])", re.DOTALL
)  # fmt: skip
_OPENING: Final = re.compile(r"^(?:\s*\[[^\]\[]{1,300}\])+\s*")
_AS_GTT: Final = str.maketrans("[]\n", "()  ".rstrip() + " ")
_SENTENCE: Final = re.compile(
    r"\S.*?(?:(?<!\b[a-z])(?<!\b(?:col|gen|cap|maj|sgt|mrs|rev))(?<!\b(?:mr|dr|lt|st|jr))[.?!][\"')]*(?=\s|$)|(?=\s{3})|$)"
)
# How much of an incident the sentence after and the one before tell, and how near its words are near; swept as in `muc4_dates`.
AFTER, BEFORE, REACH = 0.25, 0.75, 120
#: Words by which an incident of each type is told.
TRIGGERS: Final[Mapping[str, re.Pattern[str]]] = {
    "attack": re.compile(
        r"\b(?:kill|murder|assassin|attack|shot|shoot|die|dead|death|massacre|machine-?gun|execut|ambush|wound|injur|threat|fire[ds]?\b|torture|slain|clash|crime|perish|destroy|bomb|strafe|gunned)"
    ),
    "bombing": re.compile(r"\b(?:bomb|explo|dynamit|blast|detonat|blown|blew|mine[ds]?\b|device|charge|attack|damage|grenade|sabotage)"),
    "kidnapping": re.compile(r"\b(?:kidnap|abduct|hostage|seiz|captiv|captur|disappear|releas|freed|held|detain|took|taken)"),
    "arson": re.compile(r"\b(?:burn|fire|arson|torch|ablaze|flame|incendi|molotov)"),
    "robbery": re.compile(r"\b(?:rob|stole|steal|loot|took|taken|assault|raid|theft)"),
    "forced work stoppage": re.compile(r"\b(?:strike|stoppage|paraly|suspend|transport|halt)"),
}  # fmt: skip


@dataclass(frozen=True)
class Story:
    """One report: `text` is its body, lower case, as GTT and GRIT give it; the dateline's day, place and country, where it has them."""

    docid: str
    text: str
    day: date | None = None
    place: str | None = None
    country: str | None = None

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> "Story":
        """The story of a record of any of the three files."""
        if "doctext" in record:
            return cls(str(record["docid"]), str(record["doctext"]))
        text = str(record["text"])
        found = _DATELINE.match(text[:400])
        body = text[found.end() if found else 0 :]
        body = _OPENING.sub("", body)
        stated = days(f"{found['day'] if found else record.get('dateline_date') or ''}")
        place = (found["place"] if found else record.get("dateline_place")) or None
        return cls(
            str(record["docid"]), as_gtt(body).strip(), stated.last if stated else None, str(place).lower() if place else None,
            found["country"].lower() if found and found["country"] else None,
        )  # fmt: skip

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences, in order."""
        return tuple(Span.of(self.text, *m.span()) for m in _SENTENCE.finditer(self.text))

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence that holds an offset."""
        return max((i for i, s in enumerate(self.sentences) if s.start <= offset), default=0)

    def occurrences(self, words: str) -> list[Span]:
        """Where the text has some words."""
        return [Span.of(self.text, *m.span()) for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", self.text)]


def as_gtt(text: str) -> str:
    """A text of the full records as GTT and GRIT spell it: lower case, round brackets, blanks for line breaks."""
    return text.lower().replace("[", "(").replace("]", ")").replace("\n\n", " ").replace("\n", " ")


def focus(story: Story, incident: Incident) -> dict[int, float]:
    """How much each sentence tells of an incident: the distinct fillers it mentions, and whether it has words of the type."""
    weights: Counter[int] = Counter()
    for filler in incident.fillers:
        for number in {story.sentence_at(mark.span.start) for mark in filler.mentions}:
            weights[number] += 2
    trigger = TRIGGERS.get(incident.type, TRIGGERS["attack"])
    if not weights:
        weights.update(i for i, s in enumerate(story.sentences) if trigger.search(s.quote))
    return {
        i: weight / 2 + (0.8 if trigger.search(story.sentences[i].quote) else 0) - 0.01 * i for i, weight in weights.items()
    }


def share(weights: Mapping[int, float], number: int, heaviest: float) -> float:
    """How much of the incident a sentence tells, 0 to 1; beside such a sentence less."""
    own = weights.get(number, 0.0)
    return max(own, AFTER * weights.get(number - 1, 0.0), BEFORE * weights.get(number + 1, 0.0)) / heaviest


def closeness(story: Story, incident: Incident, span: Span) -> float:
    """1 for a word of the incident's type right beside, falling to 0 over 120 code points of the same sentence."""
    sentence = story.sentences[story.sentence_at(span.start)]
    trigger = TRIGGERS.get(incident.type, TRIGGERS["attack"])
    words = [(sentence.start + m.start(), sentence.start + m.end()) for m in trigger.finditer(sentence.quote)]
    gap = min((max(span.start - end, start - span.end, 0) for start, end in words), default=REACH)
    return max(0.0, 1 - gap / REACH)
