"""Event words: which of the reader's are kept, and what type each one has when the codebook's cues are heard too."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from cairn.accounts.cues import any_of
from cairn.accounts.dating import leading_in, own_day
from cairn.accounts.placing import opening_place
from cairn.codebook import Codebook, fold
from cairn.model import EventWord, Linked, LinkKind, Mention, MentionKind, Span, Status

#: An event word below this score of the reader is dropped.
WORD_THRESHOLD = 0.5
#: In a report in which no word reaches it, those words are kept that come so near to the surest.
FAINT = 0.8
#: How much the codebook's cues weigh beside the reader's own probabilities (0 to 1 each).
CUE_WEIGHT = 0.6
#: What the reader's type of a bare plural ("attacks", "incidents") weighs: it guesses from the rest of the report.
PLURAL_SHARE = 0.3
#: What the types weigh of a word that only points back, and those that the reader gives a word whose neighbour makes it another.
POINTING_SHARE = 0.1
#: From this count on, a number before a plural event word ("over 300 incidents") is a total and no event.
TOTAL_FROM = 4
#: A link is taken from this score on.
LINKED = 0.5


@dataclass(frozen=True)
class Word:
    """One kept event word: the mention's index, the mention, its event values, and a weight for each type it could be."""

    index: int
    mention: Mention
    event: EventWord
    types: Mapping[str, float]
    #: Whether its sentence opens with it as with something told before ("The attack took place in Valdivia"), whatever that was.
    pointing: bool = False
    #: The day in whose name it is told, the time that leads in its clause, the place with which its sentence opens, where there are any.
    own_day: int | None = None
    leading: int | None = None
    opening: int | None = None

    @cached_property
    def type(self) -> str:
        """The likeliest type."""
        return max(self.types, key=lambda t: (self.types[t], t))

    @cached_property
    def plural(self) -> bool:
        """Whether the word is a plural noun of events ("attacks"), which tells of others than the one that a report is about."""
        return _is_plural(self.mention)

    @cached_property
    def generic(self) -> bool:
        """Whether the word fits many types about as well ("operation", "incident")."""
        best = sorted(self.types.values(), reverse=True)
        return best[0] < 0.5 * sum(best)


def event_words(linked: Linked, codebook: Codebook) -> list[Word]:
    """The event words of a report that tell of events, in the order of the text; words that are counted as totals are left out, and, where any
    other is left, those that speak of a whole war."""
    totals = total_words(linked)
    surest = max((mention.score for _, mention in linked.of_kind(MentionKind.EVENT)), default=0.0)
    least = WORD_THRESHOLD if surest >= WORD_THRESHOLD else FAINT * surest
    words = [
        _word(i, mention, mention.event, linked, codebook)
        for i, mention in linked.of_kind(MentionKind.EVENT)
        if mention.event and mention.score >= least and i not in totals and not _aggregate(mention, linked) and not _describes_place(mention, linked.report.text)
    ]
    return [word for word in words if not _of_a_war(word, linked, codebook)] or words


def _word(index: int, mention: Mention, event: EventWord, linked: Linked, codebook: Codebook) -> Word:
    sentence, types = linked.reading.sentence_of(mention.span), _types(mention, linked.report.text, codebook)
    if AGREEMENT in types and _tells_of_breach(mention, sentence):
        types = {**types, AGREEMENT: POINTING_SHARE * types[AGREEMENT], OTHER: types.get(OTHER, 0.0) + BREACH}
    pointing = sentence is not None and _POINTING.fullmatch(linked.report.text, sentence.start, mention.span.end) is not None
    types = {kind: POINTING_SHARE * weight for kind, weight in types.items()} if pointing else types
    return Word(index, mention, event, types, pointing, own_day(linked, index), leading_in(linked, index), opening_place(linked, index))


#: The types of an agreement, and of one that is broken without more being told; what the words for that weigh.
AGREEMENT, OTHER, BREACH = "agreement", "other", 0.3
_BREACH = re.compile(rf"(?i)\b{any_of('broken')}\s+(?:[\w’'-]+\s+){{0,4}}?{any_of('pact')}\b|\b{any_of('pact')}\s+(?:(?:had|has|have|was|were|deal|agreement)\s+)*{any_of('broken')}")

_AGREED = re.compile(rf"(?i)\b{any_of('agreed')}\b")


def _tells_of_breach(mention: Mention, sentence: Span | None) -> bool:
    """Whether a word stands where an agreement is told to be broken ("violated the ceasefire"), and not also to be made."""
    if sentence is None or _AGREED.search(sentence.quote):
        return False
    found = _BREACH.finditer(sentence.quote)
    return any(match.start() <= mention.span.start - sentence.start < match.end() for match in found)


#: Around a participle that only says what became of a place before ("the recaptured city of Kherson").
_ARTICLE, _OF_PLACE = re.compile(r"(?i)\b(?:the|an?)\s+(?:[a-z]+ly[\s-]+)?$"), re.compile(rf"(?i)\s+(?:[a-z]+ern\s+)?{any_of('area')}\b")


def _describes_place(mention: Mention, text: str) -> bool:
    before, after = text[max(0, mention.span.start - 24) : mention.span.start], text[mention.span.end : mention.span.end + 40]
    participle = mention.span.quote.endswith(("ed", "taken", "held")) and " " not in mention.span.quote
    return participle and _ARTICLE.search(before) is not None and _OF_PLACE.match(after) is not None


#: A sentence that opens with an event told as known already.
_POINTING = re.compile(rf"\W*(?:The|This|That)\s+(?:[\w’'-]+\s+){{0,2}}{any_of('pointing')}", re.IGNORECASE)


def _of_a_war(word: Word, linked: Linked, codebook: Codebook) -> bool:
    """Whether a word stands in a sentence about a war as a whole ("war broke out a decade ago and fighting has persisted")."""
    sentence = linked.reading.sentence_of(word.mention.span)
    return sentence is not None and codebook.tells_of_war(sentence.quote)


def _aggregate(mention: Mention, linked: Linked) -> bool:
    """Whether a plural noun of events stands in a sentence that counts them ("an upsurge in attacks, with over 300 incidents")."""
    sentence = linked.reading.sentence_of(mention.span)
    if sentence is None or not _is_plural(mention):
        return False
    for i, number in linked.of_kind(MentionKind.NUMBER):
        count = linked.counts.get(i)
        counted = EVENT_NOUNS.match(linked.report.text, number.span.end)
        if counted and count is not None and max(count.low or 0, count.best or 0) >= TOTAL_FROM and sentence.covers(number.span):
            return True
    return False


def _is_plural(mention: Mention) -> bool:
    return EVENT_NOUNS.fullmatch(f" {mention.span.quote}") is not None


def _types(mention: Mention, text: str, codebook: Codebook) -> dict[str, float]:
    """A weight for each type that an event word could be. With the word before it it may be a cue of another kind ("general strike"), which then decides."""
    event = mention.event
    assert event is not None
    weights = dict(event.types) or {event.type: event.type_score}
    if _is_plural(mention):
        weights = {kind: PLURAL_SHARE * weight for kind, weight in weights.items()}
    cues = codebook.cues()
    alone = cues.get(" ".join(fold(mention.span.quote).split()), ())
    start = mention.span.start
    before = text[max(0, start - _LONGEST_WORD) : start].rsplit(None, 1)[-1:] if text[max(0, start - 1) : start] in (" ", "-") else []
    whole = cues.get(" ".join(fold(f"{before[0].rstrip('-')} {mention.span.quote}").split()), ()) if before else ()
    if whole and not {kind for kind, _ in whole} & {kind for kind, _ in alone}:
        weights = {kind: POINTING_SHARE * weight for kind, weight in weights.items()}
        alone = whole
    for kind, weight in alone:
        weights[kind] = weights.get(kind, 0.0) + CUE_WEIGHT * weight
    return weights


#: Characters before an event word in which the one word before it is looked for.
_LONGEST_WORD = 30
#: Plural nouns of events that a number makes a total where no event word was read.
EVENT_NOUNS = re.compile(
    r"(?i)\s+(?:[a-z-]+\s+){0,2}(?P<what>(?:incidents|attacks|airstrikes|air strikes|strikes|bombings|explosions|clashes|protests|demonstrations|operations|"
    r"raids|killings|kidnappings|abductions|assassinations|executions|arrests|violations|ambushes|battles)\b)"
)


def total_words(linked: Linked) -> dict[int, int]:
    """Event words that a number of their own sentence makes a total, with that number's index ("over 300 incidents")."""
    found: dict[int, int] = {}
    casualties = casualty_numbers(linked)
    for number, mention in linked.of_kind(MentionKind.NUMBER):
        if number in casualties:
            continue
        for target, score in linked.links(number, LinkKind.TOTAL):
            of_event = linked.reading.mentions[target].kind is MentionKind.EVENT
            if score >= LINKED and of_event and not linked.sentences_between(number, target):
                found[target] = number
        count = linked.counts.get(number)
        if count is not None and max(count.low or 0, count.best or 0) >= TOTAL_FROM:
            after = _next_event_word(linked, mention)
            if after is not None:
                found[after] = number
    return found


def casualty_numbers(linked: Linked) -> frozenset[int]:
    """The numbers that an event's word is linked to as its dead, hurt or taken; these are no totals over events."""
    outcomes = (LinkKind.KILLED, LinkKind.INJURED, LinkKind.ABDUCTED, LinkKind.ARRESTED, LinkKind.MISSING)
    return frozenset(t for i, _ in linked.of_kind(MentionKind.EVENT) for kind in outcomes for t, score in linked.links(i, kind) if score >= LINKED)


def _next_event_word(linked: Linked, number: Mention) -> int | None:
    """The plural event word that a number stands right before, at most two words between them."""
    text = linked.report.text
    for i, mention in linked.of_kind(MentionKind.EVENT):
        if mention.span.start < number.span.end:
            continue
        between = text[number.span.end : mention.span.start]
        if len(between.split()) > 2:
            return None
        if not set(between) & set(".,;:()"):
            quote = mention.span.quote.lower()
            return i if quote.endswith("s") and not quote.endswith("ss") else None
    return None


def compatible(a: Status, b: Status) -> bool:
    """Whether two statuses can be told of one event: what occurred is not what is only planned or threatened."""
    ahead = {Status.PLANNED, Status.THREATENED}
    return (a in ahead) == (b in ahead) and (a is Status.DENIED) == (b is Status.DENIED)
