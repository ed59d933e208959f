"""Event words that tell of the same event, gathered: one report's accounts in the raw."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from cairn.accounts.cues import any_of
from cairn.accounts.dating import leads_in, may_date, surely_dates
from cairn.accounts.placing import enumerated
from cairn.accounts.words import LINKED, Word, compatible
from cairn.codebook import Codebook
from cairn.consolidation.alike import alike_types
from cairn.model import Linked, LinkKind, MentionKind, Outcome, Place, Span, Status, When, WherePrecision

#: From this affinity on, a word joins a group. The parts below are added up to it.
JOIN = 0.4
#: From this score on, a word speaks for its event's being what the report is about: the reader says so too often.
MAIN = 0.65
#: What a link is worth by how many sentences lie between its ends.
NEARNESS = (1.0, 0.8, 0.65, 0.5)
#: Links that two events seldom share across sentences.
SHARED = (
    LinkKind.SIDE_A, LinkKind.SIDE_B, LinkKind.PLACE, LinkKind.TIME, LinkKind.WEAPON, LinkKind.KILLED, LinkKind.INJURED, LinkKind.ABDUCTED,
    LinkKind.ARRESTED, LinkKind.MISSING,
)  # fmt: skip
#: A type that weighs less than this is none that a word could be of.
UNLIKELY = 0.1
#: The fit of a word that tells the dead of an event told in the same sentence.
FATE = 0.6
#: What it adds to the fit with what the report is about that a word points back ("this strike").
POINTS_BACK = 0.25
#: The least score of a place that opens the sentence of an event's word ("In Kherson, a drone ...").
OPENING = 0.9
#: Types that are taken for each other, where a word only points back.
ALIKE = 0.1
#: What a place or time is worth that only stands in the sentence of an event word.
BESIDE = 0.3
#: What the numbers of two words' own sentences add to the fit: the same number, from TELLING on, or only others.
SAME_TOLL, OTHER_TOLL, TELLING = 0.4, -0.1, 3
TOLLS = (LinkKind.KILLED, LinkKind.INJURED, LinkKind.ABDUCTED, LinkKind.ARRESTED)
#: What is assumed of two words of one type that no window held together.
UNSEEN = 0.3


@dataclass(frozen=True)
class Draft:
    """Words of one event, the first of which stands first in the text. `places`, where set, narrows the event to these
    place mentions: one of several that a single word was said of."""

    words: tuple[Word, ...]
    places: tuple[int, ...] | None = None
    taken: frozenset[int] = frozenset()
    #: Of places that are listed with a number each: the number of this one, and of whom it is.
    listed: tuple[int, LinkKind] | None = None

    @cached_property
    def main(self) -> bool:
        """Whether the report is about it: the words' votes, weighted by their scores."""
        if all(w.plural for w in self.words):
            return False
        votes = [w.mention.score * (w.event.main_score - MAIN) for w in self.words]
        return sum(votes) > 0

    @cached_property
    def status(self) -> Status:
        """The status with most weight."""
        weights: dict[Status, float] = {}
        for word in self.words:
            weights[word.event.status] = weights.get(word.event.status, 0.0) + word.mention.score * word.event.status_score
        return max(weights, key=lambda s: (weights[s], s))

    @cached_property
    def types(self) -> Mapping[str, float]:
        """The weight of every type, summed over the words; the largest is the event's."""
        weights: dict[str, float] = {}
        for word in self.words:
            for kind, weight in word.types.items():
                weights[kind] = weights.get(kind, 0.0) + word.mention.score * weight
        return weights

    @cached_property
    def type(self) -> str:
        """The type with most weight."""
        weights = self.types
        return max(weights, key=lambda t: (weights[t], t))

    def links(self, linked: Linked, kind: LinkKind, *, weak: bool = False) -> dict[int, float]:
        """What the words are linked to by one kind of link: mention and best score, the farther the mention the less. `weak`
        takes what the reader was less sure of too. What another event's word in the mention's own sentence claims is left out."""
        if (kind, weak) not in self._linked:
            self._linked[kind, weak] = self._links(linked, kind, weak=weak)
        return dict(self._linked[kind, weak])

    @cached_property
    def _linked(self) -> dict[tuple[LinkKind, bool], dict[int, float]]:
        """What `links` found so far: a draft is of one report."""
        return {}

    def _links(self, linked: Linked, kind: LinkKind, *, weak: bool) -> dict[int, float]:
        if self.listed is not None and kind in TOLLS:
            return {self.listed[0]: 1.0} if kind is self.listed[1] else {}
        found: dict[int, float] = {}
        for word in self.words:
            opening = word.opening if kind is LinkKind.PLACE else None
            for target, score in linked.links(word.index, kind):
                if opening is not None and linked.sentences_between(word.index, target):
                    continue
                if kind is LinkKind.TIME and not may_date(linked, word, target):
                    continue
                worth = score * _nearness(linked, word.index, target)
                if target not in self.taken and (weak or worth >= LINKED):
                    found[target] = max(worth, found.get(target, 0.0))
            sure = surely_dates(word) if kind is LinkKind.TIME else None
            if sure is not None:
                found[sure] = 1.0
            if opening is not None and opening not in self.taken:
                found[opening] = max(OPENING, found.get(opening, 0.0))
        return found

    def tells_beside(self, linked: Linked, mention: int) -> bool:
        """Whether a mention stands in the sentence of one of the words."""
        sentence = linked.reading.sentence_of(linked.reading.mentions[mention].span)
        return sentence is not None and any(sentence.covers(word.mention.span) for word in self.words)

    def beside(self, linked: Linked, kind: MentionKind) -> dict[int, float]:
        """The mentions of a kind in the sentences of the words, the nearer the surer, none above BESIDE."""
        found: dict[int, float] = {}
        for word in self.words:
            sentence = linked.reading.sentence_of(word.mention.span)
            for i, mention in linked.of_kind(kind) if sentence else ():
                if sentence and sentence.covers(mention.span) and (kind is not MentionKind.TIME or may_date(linked, word, i)):
                    score = BESIDE / (1 + mention.span.distance(word.mention.span) / 100)
                    found[i] = max(score, found.get(i, 0.0))
        return found


@dataclass(frozen=True)
class _Group:
    """Words gathered so far, and what of them decides whether a further word is one of them."""

    draft: Draft
    linked: Linked

    @classmethod
    def of(cls, words: Sequence[Word], linked: Linked) -> "_Group":
        return cls(Draft(tuple(words)), linked)

    @property
    def words(self) -> tuple[Word, ...]:
        return self.draft.words

    @cached_property
    def when(self) -> When | None:
        known = best_when(self.draft, self.linked)
        if known is not None:
            return known
        beside = time_alone(self.draft, self.linked)
        return next((self.linked.whens[i] for i in beside if i in self.linked.whens and self.linked.whens[i].known), None)

    @cached_property
    def places(self) -> Mapping[int, Place]:
        return places(self.draft, self.linked)

    @cached_property
    def places_beside(self) -> Mapping[int, Place]:
        """Those of the places that stand in the sentences of the words."""
        sentences = [self.linked.reading.sentence_of(word.mention.span) for word in self.words]
        return {i: p for i, p in self.places.items() if any(s and s.covers(self.linked.reading.mentions[i].span) for s in sentences)}

    @cached_property
    def points_back(self) -> bool:
        return self.words[0].pointing or _points_back(self.words[0], self.linked)

    @cached_property
    def tolls(self) -> Mapping[LinkKind, frozenset[int]]:
        """The numbers of the killed, hurt and taken that stand in the words' own sentences."""
        found: dict[LinkKind, frozenset[int]] = {}
        for kind in TOLLS:
            numbers = set()
            for word in self.words:
                sentence = self.linked.reading.sentence_of(word.mention.span)
                for target, score in self.linked.links(word.index, kind):
                    count = self.linked.counts.get(target)
                    if score >= LINKED and count is not None and count.best is not None and sentence and sentence.covers(self.linked.reading.mentions[target].span):
                        numbers.add(count.best)
            if numbers:
                found[kind] = frozenset(numbers)
        return found


def group(words: Sequence[Word], linked: Linked, codebook: Codebook) -> list[Draft]:
    """The drafts of a report's events: every word joins the group that it fits best, or starts one."""
    same = _same_scores(linked)
    groups: list[_Group] = []
    for word in words:
        own = _Group.of([word], linked)
        best, affinity = None, JOIN
        for number, candidate in enumerate(groups):
            score = _affinity(own, candidate, codebook, same)
            if score >= affinity:
                best, affinity = number, score
        if best is None:
            groups.append(own)
        else:
            groups[best] = _Group.of([*groups[best].words, word], linked)
    drafts = _without_others([g.draft for g in groups], linked)
    return [part for draft in drafts for part in split_by_list(draft, linked) or split_by_place(draft, linked)]


def _nearness(linked: Linked, word: int, target: int) -> float:
    """1 within a sentence, less the more sentences lie between: the reader links too far rather than too near."""
    return NEARNESS[min(linked.sentences_between(word, target), len(NEARNESS) - 1)]


def _without_others(drafts: list[Draft], linked: Linked) -> list[Draft]:
    """Drafts that leave to another event what one of its words claims in the mention's own sentence, where they have none there."""
    at_home: list[set[int]] = []
    for draft in drafts:
        own: set[int] = set()
        for word in draft.words:
            sentence = linked.reading.sentence_of(word.mention.span)
            for kind in SHARED:
                own |= {t for t, s in linked.links(word.index, kind) if s >= LINKED and sentence and sentence.covers(linked.reading.mentions[t].span)}
        at_home.append(own)
    clauses = [_of_other_clauses(draft, drafts, linked) for draft in drafts]
    at_home = [own - other for own, other in zip(at_home, clauses, strict=True)]
    return [replace(d, taken=(frozenset().union(*at_home[:n], *at_home[n + 1 :]) - at_home[n]) | clauses[n]) for n, d in enumerate(drafts)]


#: Where another event of the same sentence begins.
_CLAUSE = re.compile(r";|,?\s(?:while|whereas)\s(?=another|\w+\s+others?|\d|at least|in\b|a\b|an\b|\w+\s+(?:people|civilians|soldiers|more)\b)|,\s(?:and|but)\s(?:in\s+)?(?:another|a\s+separate|a\s+second)\b")


#: Between two statements of a sentence.
_STATEMENT = re.compile(r";\s")
#: Before what an event came after: its dead are those of the other.
_AFTER = re.compile(r"\s(?:after|following)\s")


def _of_other_clauses(draft: Draft, drafts: Sequence[Draft], linked: Linked) -> frozenset[int]:
    """The places, times and numbers of clauses in which only other events are told: those of the kinds that the event has in a clause of its own
    ("..., while another 15 were killed in a strike on Nyala"), all after a time that leads them in ("a day after an attack killed four"),
    and numbers of what it came after, or that came after it ("airstrikes came after rebels killed 20 soldiers")."""
    found: set[int] = set()
    for word in draft.words:
        sentence = linked.reading.sentence_of(word.mention.span)
        if sentence is None:
            continue
        leads = leads_in(linked, sentence)
        clauses = sorted([*(sentence.start + m.start() for m in _CLAUSE.finditer(sentence.quote)), *leads])
        came_after = [sentence.start + m.start() for m in _AFTER.finditer(sentence.quote)]
        found |= _told_of_others(draft, drafts, linked, [sentence.start, *clauses, sentence.end], strict=leads[0] if leads else sentence.end)
        statements = [sentence.start + m.start() for m in _STATEMENT.finditer(sentence.quote)]
        found |= _told_of_others(draft, drafts, linked, [sentence.start, *statements, sentence.end], strict=sentence.start)
        found |= _told_of_others(draft, drafts, linked, [sentence.start, *came_after, sentence.end], kinds=(MentionKind.NUMBER,), strict=sentence.start)
    return frozenset(found)


def _told_of_others(
    draft: Draft,
    drafts: Sequence[Draft],
    linked: Linked,
    bounds: Sequence[int],
    *,
    kinds: Sequence[MentionKind] = (MentionKind.PLACE, MentionKind.TIME, MentionKind.NUMBER),
    strict: int,
) -> set[int]:
    """The mentions in clauses of a sentence in which other events alone have words: all of them in the clauses from `strict` on, else those of
    which the event has one of the kind in a clause of its own."""
    if len(bounds) <= 2:
        return set()
    clauses = list(pairwise(bounds))

    def clause(span: Span) -> int:
        return next((n for n, (start, end) in enumerate(clauses) if start <= span.start < end), -1)

    mine = {clause(w.mention.span) for w in draft.words}
    others = {clause(w.mention.span) for d in drafts if d is not draft for w in d.words} - mine - {-1}
    found: set[int] = set()
    for kind in kinds:
        there = {i: clause(m.span) for i, m in linked.of_kind(kind)}
        has = any(n in mine for n in there.values() if n >= 0)
        found |= {i for i, n in there.items() if n in others and (has or clauses[n][0] >= strict)}
    return found


def _same_scores(linked: Linked) -> dict[tuple[int, int], float]:
    found: dict[tuple[int, int], float] = {}
    for link in linked.reading.links:
        if link.kind is LinkKind.SAME:
            key = (min(link.source, link.target), max(link.source, link.target))
            found[key] = max(link.score, found.get(key, 0.0))
    return found


def _affinity(own: _Group, others: _Group, codebook: Codebook, same: Mapping[tuple[int, int], float]) -> float:
    """How well a word by itself fits a group, from 0 on; 0 where the two can not be one event."""
    word, draft = own.words[0], others.draft
    if not compatible(word.event.status, draft.status) or word.plural != others.words[0].plural:  # a group is all of one kind
        return 0.0
    if _is_another(word, others, own.linked) or (indefinite(word, own.linked) and _tolls_differ(own, others)):
        return 0.0
    if _times_differ(own, others) or _places_differ(own, others) or _led_in_apart(word, others, own.linked):
        return 0.0
    if _tells_the_dead(word, others, codebook):
        return FATE
    scores = [same[key] for o in others.words if (key := (min(word.index, o.index), max(word.index, o.index))) in same]
    seen = any(abs(word.mention.span.start - o.mention.span.start) < 600 for o in others.words)
    affinity = max(scores, default=0.0 if seen else UNSEEN)
    if scores and min(scores) < max(scores) and len(others.words) > 1:
        affinity = 0.7 * max(scores) + 0.3 * min(scores)
    affinity += ALIKE if word.pointing and _alike(word.type, draft.type, codebook) else _type_part(word, draft, codebook)
    affinity += 0.1 if word.event.main == draft.main else -0.15
    affinity += _toll_part(own, others)
    if draft.main and (own.points_back or (word.event.main and word.type == draft.type and _same_day(own, others))):
        affinity += POINTS_BACK
    return affinity


#: Right before an event word: it is not the event that was told before.
_ANOTHER = re.compile(rf"(?i)\b{any_of('another')}\s+(?:[\w’'-]+\s+){{0,2}}$")


def _is_another(word: Word, others: _Group, linked: Linked) -> bool:
    """Whether the words before an event word say that it is another event ("another Russian strike") than those of a group; the verb right
    before them tells of the same ("launched another strike")."""
    sentence = linked.reading.sentence_of(word.mention.span)
    start = max(sentence.start if sentence else 0, word.mention.span.start - 60)
    found = _ANOTHER.search(linked.report.text[start : word.mention.span.start])
    return found is not None and not any(0 <= start + found.start() - o.mention.span.end <= 1 for o in others.words)


#: Right before an event word: it was not told of before.
_INDEFINITE = re.compile(r"(?i)\ban?\s+(?:[\w’'-]+\s+){0,2}$")
_DEFINITE = re.compile(r"(?i)(?:\b(?:the|this|that)|['’]s)\s+(?:[\w’'-]+\s+)?$")
#: Characters before an event word in which the article is looked for.
_REACH = 40


def indefinite(word: Word, linked: Linked) -> bool:
    """Whether an event is told as one that was not heard of before ("an Israeli airstrike")."""
    start = word.mention.span.start
    return _INDEFINITE.search(linked.report.text, max(0, start - _REACH), start) is not None


def definite(word: Word, linked: Linked) -> bool:
    """Whether an event is told as known already ("the strike", "Monday's attack")."""
    start = word.mention.span.start
    return _DEFINITE.search(linked.report.text, max(0, start - _REACH), start) is not None


def _led_in_apart(word: Word, others: _Group, linked: Linked) -> bool:
    """Whether of two words of one sentence a time leads in the one alone ("a blast on Saturday, a day after another explosion")."""
    return any(o.leading != word.leading for o in others.words if not linked.sentences_between(word.index, o.index))


def _tolls_differ(a: _Group, b: _Group) -> bool:
    """Whether both tell a toll of their own for the same outcome, and no number is the same."""
    shared = [kind for kind in a.tolls if kind in b.tolls]
    return bool(shared) and not any(a.tolls[kind] & b.tolls[kind] for kind in shared)


def _toll_part(a: _Group, b: _Group) -> float:
    """The same number of dead, hurt or taken told twice speaks for one event, other numbers of both speak a little against it."""
    shared = [(a.tolls[kind], b.tolls[kind]) for kind in a.tolls if kind in b.tolls]
    if any(number >= TELLING for x, y in shared for number in x & y):
        return SAME_TOLL
    return OTHER_TOLL if shared and not any(x & y for x, y in shared) else 0.0


def _tells_the_dead(word: Word, others: _Group, codebook: Codebook) -> bool:
    """Whether a word says that somebody died in a violent event that the same sentence tells ("an airstrike ... the death of")."""
    sentence, text = others.linked.reading.sentence_of(word.mention.span), others.linked.report.text
    violent = [o.mention.span for o in others.words if sentence is not None and sentence.covers(o.mention.span) and codebook.types[o.type].violent]
    if all(_AFTER.search(text[span.end : word.mention.span.start]) for span in violent):  # none, or the death was before
        return False
    return any(outcome is Outcome.KILLED for outcome, _, _ in codebook.outcomes_in(word.mention.span.quote))


def _same_day(a: _Group, b: _Group) -> bool:
    """Whether both are told of one and the same day."""
    first, second = a.when, b.when
    return first is not None and second is not None and first.start is not None and first.start == first.end == second.start == second.end


def _points_back(word: Word, linked: Linked) -> bool:
    """Whether a word is told as known already ("the attack", "this strike")."""
    before = linked.report.text[: word.mention.span.start].rsplit(maxsplit=2)[-2:]
    return bool(before) and (before[-1].lower() in ("this", "that") or (before[-1].lower() == "the" and word.generic))


def _alike(a: str, b: str, codebook: Codebook) -> bool:
    """Whether two kinds of violence may be one event's."""
    return a != b and codebook.types[a].violent and codebook.types[b].violent and frozenset((a, b)) in alike_types()


def _type_part(word: Word, draft: Draft, codebook: Codebook) -> float:
    if word.type == draft.type:
        return 0.2
    if word.generic or word.types.get(draft.type, 0.0) >= UNLIKELY:
        return 0.1
    return 0.0 if codebook.types[word.type].family == codebook.types[draft.type].family else -0.5


def best_when(draft: Draft, linked: Linked) -> When | None:
    """The time that the words are linked to most surely, where it is known; one with a beginning before one without."""
    found = draft.links(linked, LinkKind.TIME)
    known = [(when.start is not None, score, -i, when) for i, score in found.items() if (when := linked.whens.get(i)) is not None and when.known]
    return max(known, key=lambda row: row[:3])[3] if known else None


def time_alone(draft: Draft, linked: Linked) -> dict[int, float]:
    """The one time in the sentences of the event's words; nothing where there are several, as any could be another event's."""
    found = draft.beside(linked, MentionKind.TIME)
    return found if len({(w.start, w.end) for i in found if (w := linked.whens.get(i)) is not None}) == 1 else {}


def _times_differ(a: _Group, b: _Group) -> bool:
    return a.when is not None and b.when is not None and not a.when.overlaps(b.when)


def _places_differ(own: _Group, others: _Group) -> bool:
    """Whether no place of one can be a place of the other. Where both tell the same toll, only a place in the word's own sentence
    speaks against it."""
    mine = own.places if _toll_part(own, others) <= 0 else own.places_beside
    return bool(mine and others.places) and not any(may_be_one(x, y) for x in mine.values() for y in others.places.values())


def places(draft: Draft, linked: Linked) -> dict[int, Place]:
    """The places that a draft's words are linked to, in the order of their scores."""
    found = draft.links(linked, LinkKind.PLACE)
    if draft.places is not None:
        found = {i: s for i, s in found.items() if i in draft.places}
    ordered = sorted(found, key=lambda i: (-found[i], i))
    return {i: linked.places[i] for i in ordered if i in linked.places}


def may_be_one(a: Place, b: Place) -> bool:
    """Whether one of two places can lie in the other, or both be the same."""
    if not nested(a, b):
        return False
    exact = {WherePrecision.EXACT, WherePrecision.NEAR}
    same_name = (a.name or "").lower() == (b.name or "").lower()
    return same_name or not (a.precision in exact and b.precision in exact and a.gazetteer_id and b.gazetteer_id)


def nested(a: Place, b: Place) -> bool:
    """Whether no country and no province keeps two places apart, as far as they are known."""
    if a.country and b.country and a.country != b.country:
        return False
    return not (a.admin1 and b.admin1 and a.admin1 != b.admin1)


def split_by_list(draft: Draft, linked: Linked) -> list[Draft]:
    """One draft a place where a sentence lists several with a number each ("ten in Jos on January 10 and sixty in Mangu on January 30"); none where it
    lists none."""
    for kind in TOLLS:
        for number in sorted(draft.links(linked, kind)):
            items = enumerated(linked, number) if draft.tells_beside(linked, number) else []
            if len({linked.places[item.place] for item in items}) < len(items) or not items:
                continue
            dated = all(item.time is not None for item in items)
            times = frozenset(item.time for item in items if item.time is not None) if dated else frozenset()
            return [replace(draft, places=(item.place,), taken=draft.taken | (times - {item.time}), listed=(item.number, kind)) for item in items]
    return []


def split_by_place(draft: Draft, linked: Linked) -> list[Draft]:
    """One draft a place where a word is said of several that can not be one ("attacks in Russia and Iran").

    The codebook's unit is type x sides x place x day; places of which one lies in another are one.
    """
    known = places(draft, linked)
    clusters: list[list[int]] = []
    for i, place in known.items():
        home = next((c for c in clusters if all(may_be_one(place, known[j]) for j in c)), None)
        if home is None:
            clusters.append([i])
        else:
            home.append(i)
    clusters = [c for c in clusters if any(known[i].country for i in c)]
    if len(clusters) < 2 or not _listed(clusters, linked):
        return [draft]
    return [replace(draft, places=tuple(cluster)) for cluster in clusters]


def _listed(clusters: Sequence[Sequence[int]], linked: Linked) -> bool:
    """Whether the clusters' places stand in one list ("Russia and Iran", "Mosul, Kirkuk and Baghdad")."""
    spans = sorted(linked.reading.mentions[c[0]].span for c in clusters)
    text = linked.report.text
    gaps = [text[a.end : b.start].strip(" ,").lower() for a, b in pairwise(spans)]
    if any(gap == "in" and "," not in text[a.end : b.start] for gap, (a, b) in zip(gaps, pairwise(spans), strict=True)):
        return False  # "Kaya in Kaduna" is one place
    return all(gap in ("", "and", "and in", "or", "as well as", "as well as in", "in", "and the") for gap in gaps) and not any(
        "," in text[a.end : b.start] and len(spans) == 2 for a, b in pairwise(spans)
    )
