"""The actor registry: who there is, under which names, led by whom, part of what, and when."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType

from cairn.linking.who import build, checks
from cairn.linking.who.demonyms import Term, terms
from cairn.linking.who.entry import Bond, Branch, Entry, Leader, Name, Regime, State, holds, was_under
from cairn.linking.who.files import REGISTRY, read_files
from cairn.linking.who.lexicon import Lexicon
from cairn.linking.who.names import PARTICLES, is_acronym, key
from cairn.linking.who.persons import family_sound, person_sound
from cairn.linking.who.spellings import Spellings
from cairn.linking.who.user import over, read_user, user_folder
from cairn.model import Actor, Period

_UNDER = (Bond.AFFILIATE_OF, Bond.PART_OF)
MANY = 6  # countries or affiliates
ALWAYS = Period()
SPELLING_FLOOR = 92  # a leader's name this near to a registered one, of 100, is the same name spelled otherwise


@dataclass(frozen=True, slots=True)
class Alias:
    """One name of one entry. `acronym` names are matched by case."""

    entry: Entry
    name: Name
    acronym: bool


@dataclass(frozen=True, slots=True)
class PersonMatch:
    """A person whom the registry knows as a leader: every position, and how sure the match is, 0 to 1, and why."""

    name: str
    positions: tuple[Leader, ...]
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Registry:
    """All actors, ready for look-up.

    `terms` are the words for states, `aliases` the names of actors, `persons` those of leaders, all by key; `sounds` are the
    keys of leaders' names by how they sound, `families` the leaders by the name that reports call them by; `worldwide` are the ids of actors that turn up far from their countries: those of
    many countries or with many affiliates; `longest` is, by the first word of the names, how many words the longest has. `spelled` are
    the names that may be spelled otherwise by how many words they have (no abbreviations, no states' forces), `people` those of leaders.
    """

    entries: Mapping[str, Entry]
    states: Mapping[str, State]
    aliases: Mapping[str, tuple[Alias, ...]]
    terms: Mapping[str, tuple[Term, ...]]
    lexicon: Lexicon
    persons: Mapping[str, tuple[Leader, ...]]
    sounds: Mapping[str, tuple[str, ...]]
    worldwide: frozenset[str]
    longest: Mapping[str, int]
    families: Mapping[str, tuple[Leader, ...]]
    spelled: Mapping[int, Spellings] = field(compare=False, repr=False)
    people: Spellings = field(compare=False, repr=False)

    @classmethod
    def load(cls, path: Path | None = None, *, user: Path | None = None) -> "Registry":
        """The registry in a folder; without one the registry that comes with Cairn, under the user's own.

        `user` is the folder of the user's registry; without it and without `path` it is `user_folder()`, which need not exist.
        Raises RegistryError that lists every fault with its path.
        """
        files = read_files(path or REGISTRY)
        placed: Sequence[tuple[str, Entry]] = tuple(build.entries(files))
        checks.check(placed, files)
        folder = user_folder() if user is None and path is None else user
        if folder is not None:
            placed = over(placed, read_user(folder), files)
        entries = {entry.id: entry for _, entry in placed}
        aliases, persons = _aliases(entries.values()), _persons(entries.values())
        sounds = _sounds(persons)
        return cls(
            entries=MappingProxyType(entries),
            states=build.states(files),
            aliases=aliases,
            terms=terms(files.states),
            lexicon=Lexicon.of(files.generic),
            persons=persons,
            sounds=sounds,
            worldwide=_worldwide(entries.values()),
            longest=_longest(aliases),
            families=_families(persons, sounds),
            spelled=_spelled(aliases),
            people=Spellings(persons),
        )

    def actor(self, actor_id: str) -> Entry | None:
        """The entry of an id, None where the registry has none."""
        return self.entries.get(actor_id)

    def named(self, name: str, *, on: date | None = None) -> Entry | None:
        """The one entry that bears a name on a day, letter for letter but for case and accents, acronyms in their own case; None where
        none or several do."""
        bearing = [a for a in self.aliases.get(key(name), ()) if not a.acronym or a.name.text == name]
        found = {a.entry.id: a.entry for a in bearing if holds(a.entry.active, on)}
        return next(iter(found.values())) if len(found) == 1 else None

    def leaders(self, actor_id: str, *, on: date | None = None) -> tuple[Leader, ...]:
        """Who led an actor, in order of their start; with a day, only those who led it then."""
        entry = self.entries.get(actor_id)
        led = [leader for leader in entry.leaders if holds(leader.period, on)] if entry else []
        return tuple(sorted(led, key=lambda leader: leader.period.start or date.min))

    def affiliates(self, actor_id: str, *, on: date | None = None) -> tuple[Entry, ...]:
        """The actors that are part of or affiliated to another; with a day, only those that were then."""
        return tuple(
            entry
            for entry in self.entries.values()
            if any(tie.kind in _UNDER and tie.object == actor_id and holds(tie.period, on) for tie in entry.ties)
        )

    def regime(self, country: str, *, on: date) -> Regime | None:
        """Who governed a country on a day; None where the registry does not say."""
        state = self.states.get(country)
        fitting = [regime for regime in state.regimes if holds(regime.period, on)] if state else []
        return fitting[-1] if fitting else None

    def force(self, country: str, *, branch: Branch, on: date | None = None) -> Entry | None:
        """A state's military, police, government or intelligence; on a day under a former government, that government's."""
        state = self.states.get(country)
        former = [period for period in state.former if on and was_under(period, on)] if state else []
        return self.entries.get(build.force_id(country, branch=branch, period=former[0] if former else None))

    def as_of(self, entry: Entry, on: date | None) -> Entry:
        """An entry as of a day: the force of the government that a state had then; all other entries stay as they are."""
        if entry.branch is None or entry.active != ALWAYS:
            return entry
        return self.force(entry.countries[0], branch=entry.branch, on=on) or entry

    def as_force(self, actor: Actor) -> Actor:
        """Who fights where a government is named: "Israel struck" is the Military Forces of Israel; others stay as they are."""
        entry = self.entries.get(actor.id or "")
        force = self.sibling(entry, branch=Branch.MILITARY) if entry and entry.branch is Branch.GOVERNMENT else None
        if force is None:
            return actor
        reason = "a government that uses armed force does so through its military"
        return force.as_actor(score=actor.score, reasons=(*actor.reasons, reason))

    def sibling(self, entry: Entry, *, branch: Branch) -> Entry | None:
        """Another branch of the state that an entry is a branch of, under the same government."""
        period = None if entry.active == ALWAYS else entry.active
        return self.entries.get(build.force_id(entry.countries[0], branch=branch, period=period)) if entry.branch else None

    def tied(self, one: str, other: str, *, on: date | None = None) -> bool:
        """Whether either of two actors is part of, affiliated to or allied with the other, on a day where one is given."""
        pairs = ((self.entries.get(one), other), (self.entries.get(other), one))
        return any(
            tie.object == target and tie.kind in (*_UNDER, Bond.ALLIED_WITH) and holds(tie.period, on)
            for entry, target in pairs
            if entry is not None
            for tie in entry.ties
        )

    def person(self, name: str) -> PersonMatch | None:
        """The registered leader of a name, by its spelling or one that sounds alike.

        None where the registry knows nobody by it, or more than one: a shortened name is not enough.
        """
        exact = self.persons.get(key(name))
        if exact:
            return _one_person(exact, score=1.0, reason=f"{name!r} is a registered name")
        if len(key(name).split()) < 2:
            return None
        alike = self.sounds.get(person_sound(name), ())
        if alike:
            return _one_person(self._led(alike), score=0.9, reason=f"{name!r} sounds like a registered name")
        near = self.people.near(key(name), floor=SPELLING_FLOOR, limit=5)
        reason = f"{name!r} is spelled nearly like a registered name"
        return _one_person(self._led([found for found, _ in near]), score=0.8, reason=reason) if near else None

    def _led(self, names: Iterable[str]) -> tuple[Leader, ...]:
        return tuple(dict.fromkeys(leader for name in names for leader in self.persons[name]))


def _one_person(leaders: tuple[Leader, ...], *, score: float, reason: str) -> PersonMatch | None:
    names = [{key(name) for name in (leader.name, *leader.aliases)} for leader in leaders]
    if not all(names[0] & other for other in names):
        return None
    return PersonMatch(leaders[0].name, leaders, score, reason)


def _aliases(entries: Iterable[Entry]) -> Mapping[str, tuple[Alias, ...]]:
    found: dict[str, list[Alias]] = defaultdict(list)
    for entry in entries:
        for name in entry.names:
            found[key(name.text)].append(Alias(entry, name, is_acronym(name.text)))
    return MappingProxyType({name: tuple(uses) for name, uses in found.items()})


def words_of(name: str) -> list[str]:
    """The words of a key that two spellings of one name share: without articles and particles."""
    return [word for word in name.split() if word not in PARTICLES]


def _spelled(aliases: Mapping[str, tuple[Alias, ...]]) -> Mapping[int, Spellings]:
    found: dict[int, list[str]] = defaultdict(list)
    for name, uses in aliases.items():
        if any(not alias.acronym and alias.entry.branch is None for alias in uses):
            found[len(words_of(name))].append(name)
    return MappingProxyType({size: Spellings(names) for size, names in found.items()})


def _sounds(persons: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name in persons:
        found[person_sound(name)].append(name)
    return MappingProxyType({heard: tuple(names) for heard, names in found.items()})


def _families(
    persons: Mapping[str, tuple[Leader, ...]], sounds: Mapping[str, tuple[str, ...]]
) -> Mapping[str, tuple[Leader, ...]]:
    """Leaders by how the name sounds by which reports call them, of all their names."""
    found: dict[str, dict[Leader, None]] = defaultdict(dict)
    for heard, names in sounds.items():
        found[family_sound(heard)].update((leader, None) for name in names for leader in persons[name])
    return MappingProxyType({family: tuple(leaders) for family, leaders in found.items() if family})


def _longest(aliases: Iterable[str]) -> Mapping[str, int]:
    found: dict[str, int] = defaultdict(int)
    for name in aliases:
        words = name.split()
        found[words[0]] = max(found[words[0]], len(words))
    return MappingProxyType(dict(found))


def _worldwide(entries: Iterable[Entry]) -> frozenset[str]:
    under: Counter[str] = Counter()
    wide = set()
    for entry in entries:
        under.update({tie.object for tie in entry.ties if tie.kind in _UNDER})
        if len(entry.countries) >= MANY:
            wide.add(entry.id)
    return frozenset(wide | {actor for actor, count in under.items() if count >= MANY})


def _persons(entries: Iterable[Entry]) -> Mapping[str, tuple[Leader, ...]]:
    leaders = [leader for entry in entries for leader in entry.leaders]
    named: dict[str, list[Leader]] = defaultdict(list)
    for leader in leaders:
        for name in {key(name) for name in (leader.name, *leader.aliases)}:
            named[name].append(leader)
    return MappingProxyType({name: _with_other_posts(tuple(held), named) for name, held in named.items()})


def _with_other_posts(held: tuple[Leader, ...], named: Mapping[str, list[Leader]]) -> tuple[Leader, ...]:
    """The leaders of a name and their other posts, which may be registered under another of their names."""
    names = {key(name) for leader in held for name in (leader.name, *leader.aliases)}
    return tuple(dict.fromkeys([*held, *(leader for name in sorted(names) for leader in named.get(name, ()))]))
