"""The human targets of a MUC-4 template: who was hit, how many, to what effect, and what kind of person each was.

Named victims come from the incident's fillers. People who are only described ("two peasants") are no fillers of the GTT and
GRIT forms; where the reader gives none they are found by a noun for people beside a verb of harm in the incident's sentences.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from benchmarks.muc4_story import Story, focus, share
from cairn.linking import count
from cairn.model import Count, Span
from cairn.reading.incidents import Filler, Incident

NAMED, DESCRIBED = "Victim", "VictimDescription"
#: Nouns for people, by the kind of human target that they are; a name or a noun of no kind is a civilian.
KINDS: Final[Mapping[str, str]] = {
    "GOVERNMENT OFFICIAL": "mayor minister governor official councilman councilwoman secretary prefect congresswoman president vice-president director",
    "POLITICAL FIGURE": "senator candidate politician congressman deputy leader assemblyman militant activist councilor personality",
    "LEGAL OR JUDICIAL": "judge magistrate prosecutor attorney lawyer investigator justice",
    "LAW ENFORCEMENT": "policeman policewoman police patrolman detective agent officer",
    "ACTIVE MILITARY": "soldier marine sailor colonel lieutenant sergeant captain troop",
    "SECURITY GUARD": "bodyguard guard watchman escort",
    "DIPLOMAT": "diplomat ambassador consul attache",
    "CIVILIAN": (
        "people person civilian peasant priest jesuit woman man child girl boy student worker employee journalist newsman reporter teacher"
        " driver passenger passerby passer-by pedestrian citizen resident villager neighbor businessman rancher farmer engineer technician"
        " doctor nurse nun missionary bishop monk clergyman industrialist banker merchant vendor peddler tourist foreigner american spaniard"
        " wife husband daughter son brother sister mother father companion friend relative family youth youngster minor baby infant cook maid"
        " housekeeper fisherman seaman mineworker miner laborer unionist professor intellectual individual other inhabitant refugee"
        " hostage victim cameraman photographer correspondent volunteer patient guest domestic prostitute homosexual beggar bystander adult"
        " colombian salvadoran peruvian guatemalan chilean honduran soviet bolivian occupant secretary"
    ),
}  # fmt: skip
_IRREGULAR: Final = {
    "people": "people",
    "men": "man",
    "women": "woman",
    "children": "child",
    "passersby": "passerby",
    "police": "police",
    "wives": "wife",
    "families": "family",
    "passers-by": "passer-by",
}
_KIND_OF: Final = {noun: kind for kind, nouns in reversed(list(KINDS.items())) for noun in nouns.split()}
#: Counted without a noun: "left 7 dead".
_BARE: Final = "dead|wounded|injured|killed"
_KILL: Final = r"kill(?:s|ed|ing|ings)?|murder(?:s|ed|ing)?|assassinat(?:e|ed|ing|ion|ions)|slain|massacr(?:e|ed|ing)|execut(?:ed|ing|ion)|shot(?: to death| dead)?|gunned down|deaths?|died|dead|lives of|machine-?gunned|riddled|beheaded|strangled|perished|slaughtered"
_HURT: Final = r"wound(?:s|ed|ing)?|injur(?:ed|ing|y|ies)|hurt|burned"
_TAKE: Final = r"kidnap(?:s|ped|ping)?|abduct(?:s|ed|ing|ion)?|held hostage|taken hostage|hostages?|seiz(?:ed|ing)|captur(?:ed|ing)|disappear(?:ed|ance)|detain(?:ed|ing)"
_SAFE: Final = r"unharmed|unhurt|uninjured|unscathed|safe and sound|escaped|survived|not (?:hurt|injured|wounded|harmed)|no injuries|emerged unhurt|without injur\w+"
_FREED: Final = r"released|freed|rescued|set free|liberated"
_HIT: Final = r"attack(?:s|ed|ing)?(?: on| against)?|against|threat(?:en|ened|s|ening)?(?: against)?|tortur(?:ed|ing|e of)|raped|beat(?:en)?"
_EFFECTS: Final = (("DEATH", _KILL), ("INJURY", _HURT))
_HARM: Final = re.compile(rf"\b(?:(?P<kill>{_KILL})|(?P<hurt>{_HURT})|(?P<take>{_TAKE})|(?P<hit>{_HIT}))\b")
_STOP: Final = frozenset(
    "the a an of in on at to by for with and or but was were is are been being be has have had who that which when where as from his her its their this these"
    " those it he she they killed wounded injured murdered assassinated kidnapped dead leaving left while after before during into against also said reported"
    " today yesterday killing wounding murdering not no least more than some about were including least approximately other another all both him them".split()
)  # fmt: skip
_NUMBER: Final = re.compile(
    r"(?:(?:at least|more than|over|about|approximately|some|almost|nearly|up to) )?(?:[\d,]+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|twenty|thirty|dozens? of)$"
)
_WORD: Final = re.compile(r"[a-z][a-z'-]*|[\d,]*\d")


@dataclass(frozen=True, slots=True)
class Victim:
    """One human target: the words that name or describe it and its values in the slots."""

    words: str
    named: bool
    number: str
    effect: str | None
    kind: str
    at: int = 0


def victims(story: Story, incident: Incident, others: Sequence[Incident] = ()) -> tuple[Victim, ...]:
    """The human targets of an incident, the named first; `others` are all of the story's incidents."""
    named = [_named(story, incident, filler) for filler in incident.fillers if filler.role == NAMED]
    given = [_given(story, incident, filler) for filler in incident.fillers if filler.role == DESCRIBED]
    found = given or [v for v in _found(story, incident, others) if not _renames(v, named)]
    return tuple(dict.fromkeys([*named, *found]))


def nobody(story: Story, incident: Incident) -> str | None:
    """The effect that stands without a target: what the story says of the lack of victims."""
    weights = focus(story, incident)
    for number in sorted(weights):
        for beside in (number, number + 1, number + 2):
            if beside < len(story.sentences) and (found := _NOBODY.search(story.sentences[beside].quote)):
                return "NO INJURY" if "injur" in found.group() and "victim" not in found.group() else "NO INJURY OR DEATH"
    return None


_NOBODY: Final = re.compile(
    r"\b(?:no|not|without|neither)\b(?: \w+){0,4} (?:casualt\w+|victims|injur\w+|fatalit\w+|wounded|deaths)\b|no one was (?:hurt|injured|killed|wounded)|nobody was (?:hurt|injured)"
    r"|only (?:material|property|minor material) damage|(?:caused|reported) only \w* ?damage"
)


def _named(story: Story, incident: Incident, filler: Filler) -> Victim:
    mark = max(filler.mentions, key=lambda m: len(m.span.quote))
    words = mark.span.quote
    spans = [s for m in filler.mentions for s in story.occurrences(m.span.quote)] or [mark.span]
    return Victim(
        words,
        named=True,
        number="1",
        effect=_effect(story, incident, spans),
        kind=_kind_of_name(story, spans),
        at=mark.span.start,
    )


def _given(story: Story, incident: Incident, filler: Filler) -> Victim:
    mark = filler.mentions[0]
    spans = [m.span for m in filler.mentions]
    numbers = [n for s in spans if (n := number_of(story, s)) not in ("1", "PLURAL")]
    number = numbers[0] if numbers else number_of(story, mark.span)
    return Victim(
        mark.span.quote,
        named=False,
        number=number,
        effect=_effect(story, incident, spans),
        kind=_kind(mark.span.quote),
        at=mark.span.start,
    )


def _kind_of_name(story: Story, spans: Sequence[Span]) -> str:
    """The kind of a named person: the first noun for people of another kind than civilian right before or after the name."""
    for span in spans:
        around = [
            *story.text[max(0, span.start - 70) : span.start].split()[-6:],
            *story.text[span.end : span.end + 60].split()[:6],
        ]
        former = any(word in ("former", "retired", "ex-president", "ex-minister") for word in around)
        kinds = [k for word in around if (k := _KIND_OF.get(_singular(word.strip(',.()"')))) and k != "CIVILIAN"]
        if kinds:
            kind = kinds[0]
            if former and kind in ("GOVERNMENT OFFICIAL", "ACTIVE MILITARY"):
                return f"FORMER {kind}"
            return kind
    return "CIVILIAN"


def _kind(words: str) -> str:
    """The kind of described people, by their last noun of any kind."""
    kinds = [k for word in words.split() if (k := _KIND_OF.get(_singular(word)))]
    special = [k for k in kinds if k != "CIVILIAN"]
    return special[-1] if special else "CIVILIAN"


def _singular(word: str) -> str:
    word = word.removesuffix("'s")
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("men"):
        return word[:-3] + "man"
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def number_of(story: Story, span: Span) -> str:
    """The number of a described group: the figure before or in it, else one for a singular, else PLURAL."""
    before = re.split(r"[.;:()]\s|, | and ", story.text[max(0, span.start - 45) : span.start])[-1].split()
    words = [*before[-6:], *span.quote.split()]
    head = len(words) - len(span.quote.split())
    for end in range(len(words), 0, -1):
        for start in range(max(0, end - 4), end):
            phrase = " ".join(words[start:end])
            if _NUMBER.match(phrase) and not set(words[end:head]) & _STOP and (found := count.resolve(phrase)) and found.known:
                return _written(found, more="more than" in phrase or "over" in phrase)
    return "1" if _is_singular(_head(span.quote)) else "PLURAL"


def _written(found: Count, *, more: bool) -> str:
    """A count as the task writes it: 7, 5-7, ~7 for about seven, 7- for at least and for more than seven."""
    if found.low is not None and found.low == found.high:
        return str(found.low)
    if found.low is not None:
        return f"{found.low - more}-{found.high or ''}"
    return f"~{found.best}" if found.best is not None else f"-{found.high}"


def _head(words: str) -> str:
    return re.split(r" (?:of|in|from|at|for|who|with|on) ", words)[0].split()[-1]


def _is_singular(head: str) -> bool:
    return head not in _IRREGULAR and not head.endswith("men") and (not head.endswith("s") or head.endswith("ss"))


def _effect(story: Story, incident: Incident, spans: Sequence[Span]) -> str | None:
    """What happened to someone: by the words of harm beside the mentions, else what the incident's type mostly does."""
    votes = {"DEATH": 0.0, "INJURY": 0.0, "NO INJURY": 0.0, "REGAINED FREEDOM": 0.0}
    for span in spans:
        sentence = story.sentences[story.sentence_at(span.start)]
        for effect, pattern in (*_EFFECTS, ("NO INJURY", _SAFE), ("REGAINED FREEDOM", _FREED)):
            for match in re.finditer(rf"\b(?:{pattern})\b", sentence.quote):
                gap = max(span.start - sentence.start - match.end(), sentence.start + match.start() - span.end, 0)
                votes[effect] += max(0.0, 1 - gap / 90)
    kidnapping = incident.type == "kidnapping"
    votes["REGAINED FREEDOM"] *= kidnapping
    votes["DEATH"] *= 0.6 if kidnapping else 1.0
    votes["NO INJURY"] *= 1.3
    effect = max(votes, key=lambda name: votes[name])
    if votes[effect] >= (0.75 if kidnapping else 0.3):
        return "NO INJURY OR DEATH" if effect == "NO INJURY" and incident.type == "bombing" else effect
    if _threatened(story, spans) or not _harmed(story, incident):
        return None
    return {"attack": "DEATH", "bombing": "INJURY"}.get(incident.type)


def _harmed(story: Story, incident: Incident) -> bool:
    """Whether the sentences that tell of an incident speak of dead or wounded."""
    told = " ".join(story.sentences[number].quote for number in focus(story, incident))
    return bool(re.search(rf"\b(?:{_KILL}|{_HURT})\b", told))


def _threatened(story: Story, spans: Sequence[Span]) -> bool:
    return any(re.search(r"\bthreat", story.sentences[story.sentence_at(s.start)].quote) for s in spans)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A noun phrase for people beside a word of harm."""

    span: Span
    harm: str


def _found(story: Story, incident: Incident, others: Sequence[Incident]) -> Iterator[Victim]:
    """People described as victims in the sentences that tell of this incident more than of the others."""
    weights = focus(story, incident)
    heaviest = max(weights.values(), default=1.0)
    rivals = [focus(story, other) for other in others if other is not incident]
    seen: set[tuple[str, str | None]] = set()
    for phrase in phrases(story):
        number = story.sentence_at(phrase.span.start)
        own = share(weights, number, heaviest)
        if own < _TOLD or any(rival.get(number, 0.0) > weights.get(number, 0.0) for rival in rivals):
            continue
        if not _suits(phrase.harm, incident.type):
            continue
        effect = {"kill": "DEATH", "hurt": "INJURY"}.get(phrase.harm) or _effect(story, incident, [phrase.span])
        key = (_singular(_head(phrase.span.quote)), effect)
        if key in seen or any(mark.span.overlaps(phrase.span) for f in incident.fillers for mark in f.mentions):
            continue
        seen.add(key)
        yield Victim(
            phrase.span.quote,
            named=False,
            number=number_of(story, phrase.span),
            effect=effect,
            kind=_kind(phrase.span.quote),
            at=phrase.span.start,
        )


_TOLD = 0.2  # how much of the incident a sentence has to tell before people in it are its victims


def _suits(harm: str, type_: str) -> bool:
    if type_ == "kidnapping":
        return harm == "take"
    return harm in ("kill", "hurt") or (harm == "hit" and type_ == "attack")


def _renames(victim: Victim, named: Sequence[Victim]) -> bool:
    """Whether a described person is one of the named: the name stands right after or right before, or it is one noun for one name."""
    if victim.number != "1":
        return False
    end = victim.at + len(victim.words)
    near = any(0 <= n.at - end <= 3 or 0 <= victim.at - n.at - len(n.words) <= 30 for n in named)
    return near or bool(named)


@lru_cache(maxsize=64)
def phrases(story: Story) -> tuple[_Phrase, ...]:
    """The noun phrases for people that stand beside a word of harm, in order."""
    found: list[_Phrase] = []
    for match in re.finditer(r"[a-z][a-z-]+", story.text):
        word = match.group()
        noun = _singular(word)
        bare = word in ("dead", "wounded", "injured")
        if noun not in _KIND_OF and not bare:
            continue
        if _KIND_OF.get(noun) == "ACTIVE MILITARY":
            continue
        sentence = story.sentences[story.sentence_at(match.start())]
        start = _start(story.text, match.start(), sentence.start)
        span = Span.of(story.text, start, match.end())
        if bare and not re.search(
            r"\d|one|two|three|four|five|six|seven|eight|nine|ten", story.text[max(0, start - 14) : start]
        ):
            continue
        joined = found and not bare and _JOINED.fullmatch(story.text[found[-1].span.end : start])
        harm = {"dead": "kill", "wounded": "hurt", "injured": "hurt"}[word] if bare else _harm(story.text, span, sentence)
        harm = harm or (found[-1].harm if joined else None)
        if harm and not any(p.span.overlaps(span) for p in found):
            found.append(_Phrase(span, harm))
    return tuple(found)


#: What stands between the first and the second of two groups hit: "six priests and their two" maids.
_JOINED: Final = re.compile(
    r",?(?: and| as well as| including|, among them)? (?:(?:the|a|an|his|her|their|another|other|[\d]+|one|two|three|four|five|six|seven|eight|nine|ten) ){0,3}"
)


def _start(text: str, head: int, floor: int) -> int:
    """Where the noun phrase of a head begins: up to three modifiers before it, no figure and no determiner."""
    start = head
    for _ in range(3):
        before = re.search(r"(?<![\w'-])([a-z][a-z'-]*) $", text[max(floor, start - 25) : start])
        if before is None or before[1] in _STOP or count.cardinal(before[1]) is not None or _HARM.search(before[1]):
            break
        start -= len(before[0])
    return start


def _harm(text: str, span: Span, sentence: Span) -> str | None:
    """The kind of harm whose word stands right before the phrase, or after it as its verb."""
    before = " ".join(text[max(sentence.start, span.start - 70) : span.start].split()[-7:])
    after = " ".join(text[span.end : min(sentence.end, span.end + 60)].split()[:7])
    lead = re.search(
        rf"\b(?:(?P<kill>{_KILL})|(?P<hurt>{_HURT})|(?P<take>{_TAKE})|(?P<hit>{_HIT}))\b(?: of| against| on| to)?(?: (?:at least|about|some|more than|approximately|the|a|an|his|her|their|several|many|another|other|[\d,]+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)){{0,4}}$",
        before,
    )
    tail = re.match(
        rf"(?:,? (?:who|that|which))?(?:[^,.;]{{0,30}},)? ?(?:(?:was|were|have been|has been|had been|are|is|also|being|been|seriously|slightly|brutally|and|later|reportedly|were also) )*(?:(?P<kill>{_KILL})|(?P<hurt>{_HURT})|(?P<take>{_TAKE}))\b",
        after,
    )
    for match in (tail, lead):
        if match:
            return next((kind for kind in ("kill", "hurt", "take", "hit") if kind in match.groupdict() and match[kind]), None)
    return None
