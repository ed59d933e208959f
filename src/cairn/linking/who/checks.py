"""What must hold between the registry's rows: ids, intervals, relations, parents, sources, shared names."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType

from cairn.linking.who.entry import Bond, Entry, Fact, Name, overlap
from cairn.linking.who.files import Faults, Files
from cairn.linking.who.names import key
from cairn.linking.who.schema import RECALLED
from cairn.model import Period

_UPWARD = (Bond.PART_OF, Bond.AFFILIATE_OF)
Placed = Sequence[tuple[str, Entry]]


def check(placed: Placed, files: Files, *, more_sources: Mapping[str, Collection[str]] = MappingProxyType({})) -> None:
    """Raises RegistryError that lists every fault; `placed` are the entries with the path of their row.

    `more_sources` are the sources of files beside the registry's own, by path.
    """
    faults = Faults()
    _check_ids(placed, faults=faults)
    _check_periods(placed, files, faults=faults)
    _check_ties(placed, faults=faults)
    _check_parents({entry.id: entry for _, entry in placed}, faults=faults)
    _check_sources(placed, files, more_sources, faults=faults)
    _check_press_names(placed, files, faults=faults)
    _check_names(placed, faults=faults)
    faults.stop()


def _check_ids(placed: Placed, *, faults: Faults) -> None:
    seen: dict[str, str] = {}
    for path, entry in placed:
        if entry.id in seen:
            faults.add(path, f"id {entry.id!r} stands already in {seen[entry.id]}; ids are unique")
        seen.setdefault(entry.id, path)


def _check_periods(placed: Placed, files: Files, *, faults: Faults) -> None:
    for path, entry in placed:
        for what, period in _periods(entry):
            _check_period(path, what, period, faults=faults)
    for code, row in files.states.states.items():
        for regime in row.regimes:
            _check_period(f"states.yaml: {code}", f"regime {regime.under!r}", regime.period, faults=faults)


def _check_period(path: str, what: str, period: Period, *, faults: Faults) -> None:
    if period.start and period.end and period.end < period.start:
        faults.add(path, f"{what} ends on {period.end}, before it starts on {period.start}")


def _periods(entry: Entry) -> Iterator[tuple[str, Period]]:
    yield "active", entry.active
    yield from ((f"name {name.text!r}", name.period) for name in entry.names)
    yield from ((f"relation {tie.kind} {tie.object!r}", tie.period) for tie in entry.ties)
    yield from ((f"leader {leader.name!r}", leader.period) for leader in entry.leaders)


def _check_ties(placed: Placed, *, faults: Faults) -> None:
    known = {entry.id for _, entry in placed}
    for path, entry in placed:
        for tie in entry.ties:
            if tie.object not in known:
                faults.add(path, f"relation {tie.kind} to {tie.object!r}, an id that no entry has")


def _check_parents(entries: Mapping[str, Entry], *, faults: Faults) -> None:
    parents = {entry.id: [tie.object for tie in entry.ties if tie.kind in _UPWARD] for entry in entries.values()}
    for start, direct in parents.items():
        if start in _above(start, parents):
            faults.add(start, f"{start!r} is part of or affiliated to itself through {', '.join(direct)}")


def _above(start: str, parents: Mapping[str, list[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(parents[start])
    while waiting:
        parent = waiting.pop()
        if parent not in found:
            found.add(parent)
            waiting.extend(parents.get(parent, ()))
    return found


def _check_sources(placed: Placed, files: Files, more: Mapping[str, Collection[str]], *, faults: Faults) -> None:
    named: dict[str, Collection[str]] = {**{path: set(file.sources) for path, file in files.groups.items()}, **more}
    named["states.yaml"] = set(files.states.sources)
    for path, entry in placed:
        sources = set().union(*(keys for file, keys in named.items() if path.startswith(file)))
        for fact in _facts(entry):
            if fact.source != RECALLED and fact.source not in sources:
                faults.add(path, f"source {fact.source!r} is neither {RECALLED!r} nor one of the file's sources")
            elif fact.source == RECALLED and fact.checked:
                faults.add(path, f"a fact that is {RECALLED} can not be checked; name its source or set checked to false")


def _facts(entry: Entry) -> set[Fact]:
    rows = (*(name.fact for name in entry.names), *(tie.fact for tie in entry.ties), *(leader.fact for leader in entry.leaders))
    return {entry.fact, entry.active_fact or entry.fact, *rows}


def _check_press_names(placed: Placed, files: Files, *, faults: Faults) -> None:
    known = {entry.id for _, entry in placed}
    press = files.press_names
    for what, rows in (("names", press.names), ("reach", press.reach)) if press else ():
        for actor in rows:
            if actor not in known:
                faults.add("press_names.yaml", f"{what} for {actor!r}, an id that no entry has")


def _check_names(placed: Placed, *, faults: Faults) -> None:
    shared: dict[str, list[tuple[str, Entry, Name]]] = defaultdict(list)
    for path, entry in placed:
        for name in entry.names:
            shared[key(name.text)].append((path, entry, name))
    for uses in shared.values():
        for index, (path, entry, name) in enumerate(uses):
            for _, other, other_name in uses[:index]:
                if _clash(entry, name, other, other_name):
                    both = f"{entry.id!r} is also a name of {other.id!r}"
                    faults.add(path, f"name {name.text!r} of {both} in the same country and years")


def _clash(entry: Entry, name: Name, other: Entry, other_name: Name) -> bool:
    if entry.id == other.id:
        return False
    mine, theirs = name.countries or entry.countries, other_name.countries or other.countries
    same_country = not mine or not theirs or bool(set(mine) & set(theirs))
    active = overlap(entry.active, other.active) and overlap(name.period, other_name.period)
    return same_country and active and overlap(name.period, other.active) and overlap(entry.active, other_name.period)
