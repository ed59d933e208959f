"""Linking: what a reading's phrases stand for in the world."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from itertools import pairwise

from cairn.linking import count, when, where, who
from cairn.model import (
    Actor,
    ActorKind,
    Count,
    Linked,
    LinkKind,
    Mention,
    MentionKind,
    Named,
    Office,
    Place,
    Problem,
    Reading,
    Report,
    Span,
    Stage,
    When,
    WhenPrecision,
    WherePrecision,
    dateline_in,
    is_end_of_way,
    is_followed,
    is_of_speaker,
)

#: Words for people who are armed where they do something and nobody in particular where something is done to them ("two men were shot"), and what they are called then.
_MEN, _PEOPLE = frozenset({"men", "young men", "the men"}), "people"
#: Kinds of mention that name actors.
_ACTING = (MentionKind.ACTOR, MentionKind.PEOPLE)
#: In the names of the rules for times of day without a day.
_DAYPART = "daypart"
#: Times of the day of which something is told.
_SOON_AFTER = re.compile(r"(?i)\b(?:minutes?|hours?)\s+(?:later|after(?:wards?)?)$")
#: Below this score an alias link between persons is not followed.
_ALIAS = 0.6


@dataclass(frozen=True)
class Linker:
    """The gazetteer and the registry, ready for use. Both load on first use and are read-only."""

    @cached_property
    def gazetteer(self) -> where.Gazetteer:
        """The places."""
        return where.Gazetteer.open()

    @cached_property
    def registry(self) -> who.Registry:
        """The actors."""
        return who.Registry.load()

    @cached_property
    def demonyms(self) -> Mapping[str, str]:
        """The demonyms of states with their codes."""
        return who.demonyms(self.registry)

    def given(self, report: Report) -> list[tuple[MentionKind, Span]]:
        """The spans that rules find surely: dates, numbers, names of registered groups, and plural event nouns before a place
        ("incidents in Russia"). The reader keeps their bounds."""
        behind = when.find_behind(report.text)
        times = sorted([*(t for t in when.find(report.text) if not any(t.overlaps(b) for b in behind)), *behind])
        numbers = [n for n in count.find(report.text) if not any(n.overlaps(t) for t in times)]
        names = [span for span in who.find(report.text, registry=self.registry) if self._is_group(span.quote)]
        rows = ((MentionKind.TIME, times), (MentionKind.NUMBER, numbers), (MentionKind.ACTOR, names), (MentionKind.EVENT, _event_nouns(report.text)))
        return [(kind, span) for kind, spans in rows for span in spans]

    def _is_group(self, name: str) -> bool:
        """Whether a name is a registered group's or organisation's and no state's; a state may act or be a place."""
        return all(a.id is not None and a.kind is not ActorKind.STATE_FORCE for a in who.resolve(name, registry=self.registry))

    def parents(self) -> list[tuple[str, str, str]]:
        """Who is an affiliate or a part of whom: (actor's id, parent's id, kind of relation)."""
        under = (who.Bond.AFFILIATE_OF, who.Bond.PART_OF)
        return [(entry.id, tie.object, str(tie.kind)) for entry in self.registry.entries.values() for tie in entry.ties if tie.kind in under]

    def link(self, report: Report, reading: Reading) -> Linked:
        """Every phrase of a reading linked; what stays open is told in the problems."""
        problems: list[Problem] = []
        whens = self._whens(report, reading, problems)
        places = self._places(report, reading, problems)
        told = _told(report, reading, places)
        countries = _countries(told.values())
        actors = self._actors(report, reading, places, told, countries)
        counts = self._counts(report, reading)
        persons = self._persons(reading, report.text)
        offices = self._offices(report, reading, countries)
        forces = {a.id: self.registry.as_force(a) for found in actors.values() for a in found if a.id is not None}
        return Linked(report, reading, whens, places, actors, counts, persons, offices, forces, tuple(problems))

    def _whens(self, report: Report, reading: Reading, problems: list[Problem]) -> dict[int, When]:
        """The times. "A day earlier" counts from the date before it, be it that of a saying; "at dawn" is that of a day of which something is told."""
        found: dict[int, When] = {}
        last: date | None = None
        told: date | None = None
        behind = when.find_behind(report.text)
        anchor = report.published or _dateline_day(report.text)
        for i, mention in _of(reading, MentionKind.TIME):
            sentence = reading.sentence_of(mention.span)
            if mention.span in behind:
                said_here = any(sentence.covers(reading.mentions[j].span) for j in found) if sentence else False
                earlier = when.behind(mention.span.quote, told=last if said_here else told, published=anchor)
                if earlier is not None:
                    found[i] = earlier
                else:
                    problems.append(Problem(Stage.WHEN, f"{mention.span.quote!r} stays open: the report tells no day to count from", mention.span))
                continue
            resolve = partial(when.resolve, mention.span.quote, published=anchor, sentence=sentence.quote if sentence else "")
            resolved = resolve(previous=last)
            if told != last and (_DAYPART in (resolved.rule or "") or _SOON_AFTER.search(mention.span.quote)):
                resolved = resolve(previous=told)
            if not resolved.known:
                problems.append(Problem(Stage.WHEN, _unresolved(resolved, anchor), mention.span))
                continue
            said = resolved.precision is WhenPrecision.DAY and when.is_of_saying(mention.span, report.text)
            found[i] = when.by_then(resolved) if said else resolved
            last = resolved.start or last
            told = last if not said and resolved.start == resolved.end else told
        return found

    def _places(self, report: Report, reading: Reading, problems: list[Problem]) -> dict[int, Place]:
        mentions = [(i, m) for i, m in _of(reading, MentionKind.PLACE) if not _leads(m.span, report.text) and not _COMPOUND.match(report.text, m.span.end) and not _CONTINENTAL.fullmatch(m.span.quote)]
        located = where.locate([_with_direction(m.span, report.text) for _, m in mentions], report.text, gazetteer=self.gazetteer, hints=self._homes(report, reading))
        found: dict[int, Place] = {}
        for (i, mention), first in zip(mentions, located, strict=True):
            place = _at_border(mention.span, report.text, self._at_home(first, located))
            if place.gazetteer_id and not _is_name(place) and not report.text.islower():
                problems.append(Problem(Stage.WHERE, f"{mention.span.quote!r} reads as no name: left out", mention.span))
                continue
            if place.gazetteer_id or _is_name(place):
                found[i] = place
            if place.gazetteer_id is None:
                problems.append(Problem(Stage.WHERE, _open_place(mention.span.quote, first, place, kept=i in found), mention.span))
        return {i: _within_sentence(i, place, found, reading) for i, place in found.items()}

    def _homes(self, report: Report, reading: Reading) -> list[str]:
        """The home countries of the groups that the report names, each once: they speak for where it plays."""
        names = dict.fromkeys(m.span.quote for m in reading.mentions if m.kind is MentionKind.ACTOR)
        found = (self.registry.named(name, on=report.published) for name in names)
        return list(dict.fromkeys(entry.country for entry in found if entry is not None and entry.kind is not ActorKind.STATE_FORCE and entry.country))

    def _at_home(self, place: Place, located: Sequence[Place]) -> Place:
        """A place, or only its name where it would be the one small town abroad in a report about another country: a village
        that the gazetteer lacks has namesakes elsewhere."""
        others = Counter(p.country for p in located if p.country and p is not place and p.name != place.name)
        if place.precision not in (WherePrecision.EXACT, WherePrecision.NEAR) or not others or place.country in others or sum(others.values()) < AT_HOME:
            return place
        known = self.gazetteer.candidates(place.name or "")
        if max((c.population or 0 for c in known if c.country == place.country), default=0) >= LARGE:
            return place
        return Place(name=place.surface or place.name, surface=place.surface)

    def _actors(self, report: Report, reading: Reading, places: dict[int, Place], told: dict[int, Place], countries: list[str]) -> dict[int, tuple[Actor, ...]]:
        found: dict[int, tuple[Actor, ...]] = {}
        known: dict[str, Actor] = {}
        acting, near_by = _acting_in(reading, places), _by_sentence(reading, told)
        described = self._described(reading, report.text)
        doing = {link.target for link in reading.links if link.kind is LinkKind.SIDE_A and link.score >= _ACTED}
        for i, mention in enumerate(reading.mentions):
            if mention.kind not in _ACTING or i in described:
                continue
            near = _near(mention.span, reading, near_by)
            if near and near[0] != acting.get(i) and acting.get(i) and _is_plain(mention.span):
                near.insert(0, acting[i])
            state = self.demonyms.get(mention.span.quote.lower())
            if state is not None and mention.kind is MentionKind.ACTOR and _means_a_deed(mention.span, reading, report.text):
                near.insert(0, state)
            resolve = partial(
                who.resolve, registry=self.registry, on=report.published, countries=list(dict.fromkeys((*near, *countries))), known=[*known.values()],
                people=mention.kind is MentionKind.PEOPLE,
            )  # fmt: skip
            found[i] = resolve(self._words(mention.span, report.text, doing=i in doing))
            for j in (j for j, noun in described.items() if noun == i):
                whole = resolve(_with_determiner(report.text, Span.of(report.text, reading.mentions[j].span.start, mention.span.end)))
                found[i] = found[j] = found[i] if whole[0].kind is ActorKind.UNKNOWN else whole
            for actor in found[i] if mention.kind is MentionKind.ACTOR and not is_followed(mention.span, report.text) else ():
                if actor.id is not None:
                    known.pop(actor.id, None)  # the latest stands last
                    known[actor.id] = actor
        return found

    def _words(self, span: Span, text: str, *, doing: bool) -> str:
        """What a mention is looked up by: its words with what the reader left out of them, or a plain word for people who bear no arms."""
        if span.quote.lower() in _MEN and not doing:
            return _PEOPLE
        return _of_family(span, text) or _with_determiner(text, self._with_first_word(self._with_number(span, text), text))

    def _described(self, reading: Reading, text: str) -> dict[int, int]:
        """Of the mentions that are a demonym and no more those that only say whose the next one is, to which each leads ("Israeli" of "Israeli settlers",
        which is no government)."""
        acting = [(i, m.span) for i, m in enumerate(reading.mentions) if m.kind in _ACTING]
        longest = {span.start: i for i, span in sorted(acting, key=lambda one: one[1].end)}
        adjectives = {i: span for i, span in acting if span.quote.lower() in self.demonyms and not span.quote.endswith("s")}
        found = {}
        for i, span in adjectives.items():
            noun = longest[span.start] if longest[span.start] != i else longest.get(span.end + 1)
            if noun is not None and noun not in adjectives and (noun == longest[span.start] or text[span.end] == " "):
                found[i] = noun
        return found

    def _with_number(self, span: Span, text: str) -> Span:
        """A military unit with its number before it, which the reader may have left out ("29" of "29 Task Force Brigade")."""
        number = _NUMBER_BEFORE.search(text, max(0, span.start - _LONGEST_NUMBER), span.start)
        whole = Span.of(text, number.start(), span.end) if number is not None and span.quote[:1].isupper() else span
        return whole if whole is not span and who.is_unit(whole.quote, registry=self.registry) else span

    def _with_first_word(self, span: Span, text: str) -> Span:
        """A people with the first word of its state's name, people with what says that they are armed, which the reader may have left out ("South" of "South Sudanese",
        "armed" of "armed group")."""
        if (armed := _ARMED.search(text, max(0, span.start - _LONGEST_FIRST_WORD), span.start)) is not None and span.quote.lower() in _OF_ARMED:
            return Span.of(text, armed.start(1), span.end)
        first = _FIRST_WORD.search(text, max(0, span.start - _LONGEST_FIRST_WORD), span.start)
        if first is None or f"{first[1]} {span.quote}".lower() not in self.demonyms:
            return span
        return Span.of(text, first.start(1), span.end)

    def _counts(self, report: Report, reading: Reading) -> dict[int, Count]:
        """The numbers; that of a military unit counts nobody."""
        found = {i: c for i, m in _of(reading, MentionKind.NUMBER) if (c := count.resolve(m.span.quote)) is not None}
        return {i: c for i, c in found.items() if not self._numbers_unit(reading.mentions[i].span, report.text)}

    def _numbers_unit(self, span: Span, text: str) -> bool:
        name = _NAME_AFTER.match(text, span.end)
        words = name["name"].split() if name is not None else []
        return any(who.is_unit(f"{span.quote} {' '.join(words[: n + 1])}", registry=self.registry) for n in range(len(words)))

    def _persons(self, reading: Reading, text: str) -> dict[int, Named]:
        """Mentions of one person share the fullest name in the text. A town in capitals that opens a line is nobody."""
        clusters: list[list[int]] = []
        mentions = {i: m for i, m in _of(reading, MentionKind.PERSON) if not _opens_dateline(m.span, text)}
        names = {i: who.strip_title(m.span.quote)[0] for i, m in mentions.items()}
        aliases = {(link.source, link.target) for link in reading.links if link.kind is LinkKind.ALIAS and link.score >= _ALIAS}
        aliases |= _also_known(text, mentions)
        for i in sorted(mentions, key=lambda i: -len(names[i])):
            home = next((c for c in clusters if any(who.same_person(names[i], names[j]) or (i, j) in aliases or (j, i) in aliases for j in c)), None)
            if home is None:
                clusters.append([i])
            else:
                home.append(i)
        found = {i: named for cluster in clusters for named in [self._named([names[i] for i in cluster])] for i in cluster}
        public = {named.name for i, named in found.items() if _holds_office(mentions[i].span.quote)}
        return {i: replace(named, public=True) if named.name in public else named for i, named in found.items()}

    def _named(self, names: list[str]) -> Named:
        match = next((m for name in names if (m := self.registry.person(name)) is not None), None)
        name = max(names, key=lambda n: (len(n.split()), len(n)))
        if match is None:
            return Named(name)
        entry = self.registry.actor(match.positions[-1].actor) if match.positions else None
        return Named(name, public=True, organisation=entry.name if entry else None, actor=entry.id if entry else None)

    def _offices(self, report: Report, reading: Reading, countries: list[str]) -> dict[int, Office]:
        found = {}
        for i, mention in _of(reading, MentionKind.TITLE):
            kind = who.read_title(mention.span.quote)
            if kind is None:
                continue
            before = report.text[max(0, mention.span.start - 40) : mention.span.start].split()[-2:]
            told = " ".join([*before, mention.span.quote]) if before and report.text[mention.span.start - 1] == " " else mention.span.quote
            organisation, actor = self._organisation_in(told, self.demonyms, report.published, countries)
            found[i] = Office(mention.span.quote, kind.public, kind.leads, organisation, actor)
        return found

    def _organisation_in(self, title: str, demonyms: Mapping[str, str], on: date | None, countries: list[str]) -> tuple[str | None, str | None]:
        """The organisation that a title names: a registered actor ("Hamas leader"), else a state ("Iraqi Prime Minister")."""
        inside = who.find(title, registry=self.registry)
        if inside:
            actor = who.resolve(inside[0].quote, registry=self.registry, on=on, countries=countries)[0]
            return (actor.name, actor.id) if actor.id else (None, None)
        for word in title.replace("’s", "").replace("'s", "").split():
            code = demonyms.get(word.lower())
            state = self.registry.states.get(code) if code else None
            if state is not None:
                government = self.registry.force(state.code, branch=who.Branch.GOVERNMENT, on=on)
                return state.name, government.id if government else None
        return None, None


def _holds_office(surface: str) -> bool:
    """Whether the words of a person's mention tell a public office ("U.S. Secretary of State John Kerry")."""
    title = who.strip_title(surface)[1]
    kind = who.read_title(title) if title else None
    return kind is not None and kind.public


_CLOSES = re.compile(r"\s*(?:,\s+[A-Z]|\(|--?\s|–|—|:)")


def _told(report: Report, reading: Reading, places: dict[int, Place]) -> dict[int, Place]:
    """The places of a report but for those where somebody only spoke or was brought, and for that where it was written, unless it tells of no other country."""
    line = dateline_in(report.text)
    spans = {i: reading.mentions[i].span for i in places}
    aside = {i for i, span in spans.items() if is_of_speaker(span, report.text) or is_end_of_way(span, report.text)}
    told = {i: p for i, p in places.items() if i not in aside and (line is None or not line.covers(spans[i]))}
    if any(p.country for p in told.values()):
        return told
    spoken = {places[i].country for i in aside}
    return {i: p for i, p in places.items() if i not in aside and p.country not in spoken}


def _opens_dateline(span: Span, text: str) -> bool:
    """Whether a name in capitals opens a line as places do in a dateline ("KRASNOGORSK, Russia -")."""
    before = text[: span.start].rpartition("\n")[2]
    return span.quote.isupper() and not before.strip() and not text.isupper() and _CLOSES.match(text, span.end) is not None


def _within_sentence(mention: int, place: Place, found: Mapping[int, Place], reading: Reading) -> Place:
    """A place that only has a name as one in the one province that its sentence names ("the villages of Janbako and Sakkida in
    Zamfara state"); where several are named it could lie in any."""
    if place.gazetteer_id is not None or place.country is not None:
        return place
    sentence = reading.sentence_of(reading.mentions[mention].span)
    if sentence is None:
        return place
    beside = {p.gazetteer_id: p for i, p in found.items() if i != mention and p.gazetteer_id and sentence.covers(reading.mentions[i].span)}
    provinces = [p for p in beside.values() if p.precision is WherePrecision.ADMIN1]
    if len(provinces) != 1 or any(p.admin1 != provinces[0].admin1 or p.country != provinces[0].country for p in beside.values() if p.admin1):
        return place
    home = provinces[0]
    return replace(place, country=home.country, admin1=home.admin1, latitude=home.latitude, longitude=home.longitude, precision=WherePrecision.ADMIN1)


def _at_border(span: Span, text: str, place: Place) -> Place:
    """A country's border by its name alone: it is another country's as well ("near the Afghan border", "the border with Mali")."""
    after, before = _BORDER_AFTER.match(text, span.end), _BORDER_BEFORE.search(text, max(0, span.start - _LONGEST_BORDER), span.start)
    within = _BORDER_WITHIN.search(span.quote) is not None and text[span.end : span.end + 1] != "-"
    if place.precision is not WherePrecision.COUNTRY or (after is None and before is None and not within):
        return place
    name = span.quote if within else f"{span.quote} border" if after is not None else f"border with {place.name}"
    return Place(name=name, surface=span.quote)


#: After and before the name of a country of whose border is spoken; "the Kenyan border town" lies in Kenya. Characters of the longest before it.
_BORDER_AFTER = re.compile(r"(?:['’]s?)?\s+(?:border|frontier)\b(?!\s+(?:town|village|city|post|province|state|district|region|area|guard|police|crossing|zone|camp|community|county|force|patrol|officer))", re.IGNORECASE)
_BORDER_WITHIN = re.compile(r"(?i)\b(?:border|frontier)$")
_BORDER_BEFORE, _LONGEST_BORDER = re.compile(r"\b(?:border|frontier)\s+(?:with|of)\s+(?:the\s+)?(?:[a-z]+ing\s+)?$", re.IGNORECASE), 40


def _leads(span: Span, text: str) -> bool:
    """Whether a mention is only the word for a part of the place that is named right after it."""
    return where.is_direction(span.quote) and text[span.end : span.end + 2].lstrip()[:1].isupper()


def _with_direction(span: Span, text: str) -> Span:
    """A place with the word for its part before it, which the reader may have left out ("northern" of "northern Israel")."""
    before = text[max(0, span.start - _LONGEST_DIRECTION) : span.start]
    words = before.rstrip().rsplit(None, 1)
    if not before[-1:].isspace() or not words or not span.quote[:1].isupper() or not where.is_direction(words[-1]):
        return span
    return Span.of(text, span.start - len(before) + before.rindex(words[-1]), span.end)


#: After "members": those of a family, who are no fighters.
_FAMILY = re.compile(r"\s+of\s+(?:[\w’'-]+\s+){0,3}?(?:famil(?:y|ies)|households?)\b")


def _of_family(span: Span, text: str) -> str | None:
    """What to call those who are told as members of a family; None for others."""
    return "relatives" if span.quote.lower().endswith(("members", "member")) and _FAMILY.match(text, span.end) else None


#: Right before the name of a people, what may be the first word of its state's; characters of the longest.
_FIRST_WORD, _LONGEST_FIRST_WORD = re.compile(r"(?<!\w)([A-Z][a-z]+)\s$"), 12
#: What says that the people of the next word bear arms, and such words.
_ARMED, _OF_ARMED = re.compile(r"(?<!\w)((?:[Aa]rmed|[Mm]ilitant|[Rr]ebel|[Jj]ihadist|[Tt]errorist))\s$"), frozenset({"group", "groups", "man", "men", "individuals", "elements", "persons", "people", "youths"})
#: Right before a name, the number that is part of it; characters of the longest.
_NUMBER_BEFORE, _LONGEST_NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:st|nd|rd|th|d)?\s+$"), 8
#: The words of a name after a number.
_NAME_AFTER = re.compile(r"\s+(?P<name>[A-Z][\w-]*(?:\s+[A-Z][\w-]*){0,4})")


#: After the name of a place: it only says whose or from where the next thing is ("Liberian-flagged", "the Montreal-based company", "a Moscow-bound train").
_COMPOUND = re.compile(r"\s?[-‐‑–](?:flagged|registered|based|backed|bound|born|owned|made|built|supplied|appointed|installed|funded|financed|linked|trained|led|mediated|brokered|sponsored|allied|aligned|educated|designed|style|speaking|friendly)\b")


#: What only says on which continent a country lies ("the West African nation").
_CONTINENTAL = re.compile(r"(?:the\s+)?(?:(?:[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est|[Cc]entral|[Ss]outheast|[Nn]orthwest|[Ll]atin)(?:ern)?\s+)?(?:African|Asian|European|American|Arab)(?:\s+(?:nation|country|state))?")


#: Characters of the longest word for a part of a country, and the blank after it.
_LONGEST_DIRECTION = 16


#: A plural noun of events that a place follows, and that no number makes a total.
_EVENT_NOUN = re.compile(r"(?<!\d )\b(?P<noun>attacks|incidents|bombings|killings|clashes|kidnappings|raids|airstrikes|strikes)\s+in\s+(?:the\s+)?(?=[A-Z])")


def _event_nouns(text: str) -> list[Span]:
    return [Span.of(text, *m.span("noun")) for m in _EVENT_NOUN.finditer(text) if not _counted(text, m.start())]


def _counted(text: str, start: int) -> bool:
    """Whether a number stands up to two words before."""
    before = text[max(0, start - 40) : start]
    return any(before.rfind(n.quote) >= 0 and len(before[before.rfind(n.quote) + len(n.quote) :].split()) <= 2 for n in count.find(before))


#: Characters between an adjective and the deed or the means that it is said of ("a Russian overnight drone attack").
_REACH = 20


def _means_a_deed(span: Span, reading: Reading, text: str) -> bool:
    """Whether a word that means a state is said of what was done, or with what ("Russian drone attack", "Turkish jets"): so the state did
    it, and no people of that name."""
    after = (m.span.start for m in reading.mentions if m.kind in (MentionKind.WEAPON, MentionKind.EVENT) and span.end < m.span.start <= span.end + _REACH)
    return any(_PLAIN_WORDS.fullmatch(text, span.end, start) for start in after)


_PLAIN_WORDS = re.compile(r"[-\s]+(?:[a-z][\w-]*\s+)?")


def _dateline_day(text: str) -> date | None:
    """The day of a dateline that names its year, which then stands for the unknown day of publication."""
    found = when.dateline(text[:400], published=None)
    return found.start if found is not None else None


#: Places of another country from which on a small town abroad is doubted, and the inhabitants from which on it is not.
AT_HOME, LARGE = 2, 200_000


def _open_place(quote: str, first: Place, place: Place, *, kept: bool) -> str:
    """Why a place has no point: it is not in the gazetteer, or its one namesake there lies abroad; and what became of it."""
    if first.gazetteer_id is not None:
        why = f"the gazetteer has {quote!r} only as {first.name} in {first.country}, far from the report's other places"
    else:
        why = f"{quote!r} is not in the gazetteer"
    return f"{why}: kept by name, precision {place.precision}" if kept else f"{why} and reads as no name: left out"


def _is_name(place: Place) -> bool:
    """Whether a place that is not in the gazetteer reads as a name ("the state" does not)."""
    last = re.split(r"[\s-]", place.name or "")[-1]
    if {(place.name or "").lower(), last.lower()} & where.demonyms().keys():  # "the Indian border", "Joint Iraqi-U.S."
        return False
    return any(word[:1].isupper() for word in (place.surface or place.name or "").split())


def _of(reading: Reading, kind: MentionKind) -> list[tuple[int, Mention]]:
    return [(i, m) for i, m in enumerate(reading.mentions) if m.kind is kind]


def _countries(places: Iterable[Place]) -> list[str]:
    """The countries of a report's places, the most frequent first."""
    return [code for code, _ in Counter(p.country for p in places if p.country).most_common()]


def _by_sentence(reading: Reading, places: dict[int, Place]) -> dict[Span, list[tuple[Span, str]]]:
    """The spans and countries of the places that lie within one sentence, by it."""
    found: defaultdict[Span, list[tuple[Span, str]]] = defaultdict(list)
    for i, place in places.items():
        span = reading.mentions[i].span
        sentence = reading.sentence_of(span)
        if place.country and sentence and sentence.covers(span):
            found[sentence].append((span, place.country))
    return found


def _near(span: Span, reading: Reading, places: Mapping[Span, Sequence[tuple[Span, str]]]) -> list[str]:
    """The countries of the places in a span's own sentence, the nearest first."""
    sentence = reading.sentence_of(span)
    there = places.get(sentence, ()) if sentence else ()
    return list(dict.fromkeys(country for _, country in sorted((place.distance(span), country) for place, country in there)))


#: Words before a mention that point back at somebody named.
DETERMINERS = ("the", "its", "their", "his", "her", "this", "that", "these", "those")


#: From this score on, a link from an event to its place or to those in it is followed.
_ACTED = 0.5


def _acting_in(reading: Reading, places: dict[int, Place]) -> dict[int, str]:
    """For those who act in an event, the country of the place that the surest of its links lead to."""
    best: dict[int, tuple[float, str]] = {}
    events: defaultdict[int, list[tuple[float, str]]] = defaultdict(list)
    for link in reading.links:
        place = places.get(link.target) if link.kind is LinkKind.PLACE and link.score >= _ACTED else None
        if place is not None and place.country:
            events[link.source].append((link.score, place.country))
    for link in reading.links:
        if link.kind in (LinkKind.SIDE_A, LinkKind.SIDE_B) and link.score >= _ACTED and link.source in events:
            weights: Counter[str] = Counter()
            for score, country in events[link.source]:
                weights[country] += score  # type: ignore[assignment]
            country = max(sorted(weights), key=lambda code: weights[code])
            best[link.target] = max(best.get(link.target, (0.0, "")), (link.score, country))
    return {target: country for target, (_, country) in best.items()}


def _is_plain(span: Span) -> bool:
    """Whether a mention names nobody by a name of its own ("suspected militants")."""
    return span.quote.islower()


#: Small words at the ends of a mention that the reader has taken in.
_HANGING = re.compile(r"^(?:of|by|and|from)\s+(?=\S)|(?<=\w)(?:\s+(?:and|or|of|in|with|the|a))+$")


def _with_determiner(text: str, span: Span) -> str:
    """A mention's words with the determiner that stands before them, which tells "the militants" from "militants", and without a
    conjunction at their end, which the reader may have taken in."""
    words = _HANGING.sub("", span.quote)
    before = text[: span.start].rstrip().rsplit(maxsplit=1)[-1:] or [""]
    return f"{before[0].lower()} {words}" if before[0].lower() in DETERMINERS else words


def _also_known(text: str, mentions: dict[int, Mention]) -> set[tuple[int, int]]:
    """Pairs of names with words between them that say that they are one person's."""
    ordered = sorted(mentions, key=lambda i: mentions[i].span.start)
    found = set()
    for a, b in pairwise(ordered):
        between = " ".join(text[mentions[a].span.end : mentions[b].span.start].lower().split())
        if any(phrase in between for phrase in ALSO_KNOWN) and len(between) < 60:
            found.add((a, b))
    return found


#: Words between two names that make them one person's.
ALSO_KNOWN = (
    "also known as", "better known as", "known as", "nom de guerre", "alias", "a.k.a", "aka", "whose real name is", "real name", "also called",
    "born", "who goes by", "who went by", "widely known as", "better known by",
)  # fmt: skip


def _unresolved(when_found: When, published: date | None) -> str:
    if published is None:
        return f"{when_found.phrase!r} stays open: the report has no publication date to count from (give --published)"
    return f"{when_found.phrase!r} stays open: {when_found.rule}"


