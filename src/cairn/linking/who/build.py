"""From rows to entries: groups one by one, and four actors from each state."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType

from cairn.linking.who.entry import Branch, Entry, Fact, Leader, Name, Regime, State, Tie, was_under, years
from cairn.linking.who.files import Files
from cairn.linking.who.schema import GroupRow, LeaderRow, NameRow, Sourced, StateRow
from cairn.model import ActorKind, Period

_OPEN = Period()
_TITLES = {
    Branch.MILITARY: "Military Forces of",
    Branch.POLICE: "Police Forces of",
    Branch.GOVERNMENT: "Government of",
    Branch.INTELLIGENCE: "Intelligence Forces of",
}


def entries(files: Files) -> Iterator[tuple[str, Entry]]:
    """Every entry with the path of the row that it was made from."""
    for path, file in files.groups.items():
        for row in file.groups:
            yield f"{path}: {row.id}", _group(row, files)
    fact = Fact(files.states.source, files.states.checked)
    for code, state_row in files.states.states.items():
        for entry in _of_state(state_row, _state(code, state_row, files), files, fact=fact):
            yield f"states.yaml: {code}", entry


def states(files: Files) -> Mapping[str, State]:
    """The states by ISO code."""
    return MappingProxyType({code: _state(code, row, files) for code, row in files.states.states.items()})


def _state(code: str, row: StateRow, files: Files) -> State:
    regimes = tuple(Regime(regime.under, regime.period) for regime in row.regimes)
    former = tuple(succession.period for succession in files.generic.successions.get(code, ()))
    return State(code, row.name, row.article, row.unless, regimes, former, row.soldiers_of)


def _press_names(actor: str, files: Files) -> tuple[Name, ...]:
    press = files.press_names
    return names(press.names.get(actor, ()), fact=Fact(press.source, press.checked)) if press else ()


def _reach(actor: str, files: Files) -> tuple[str, ...]:
    return files.press_names.reach.get(actor, ()) if files.press_names else ()


def group(row: GroupRow) -> Entry:
    """The entry of a row alone, without what other files say of it."""
    fact = Fact(row.source, row.checked)
    return Entry(
        id=row.id,
        name=row.name,
        kind=row.kind,
        countries=row.countries,
        active=row.active.period,
        names=_once(names((row.name, *row.names), fact=fact)),
        fact=fact,
        ties=tuple(Tie(tie.type, tie.object, tie.period, _fact(tie, fact)) for tie in row.relations),
        leaders=tuple(_leader(leader, actor=row.id, fact=fact) for leader in row.leaders),
        codes=MappingProxyType(row.codes),
        active_fact=_fact(row.active, fact),
    )


def _group(row: GroupRow, files: Files) -> Entry:
    own = group(row)
    return replace(own, names=_once((*own.names, *_press_names(row.id, files))), reach=_reach(row.id, files))


def _of_state(row: StateRow, state: State, files: Files, *, fact: Fact) -> Iterator[Entry]:
    """The four actors of a state, and four for each of its former governments.

    A name whose years ended with a former government, and a leader who came under it, are that government's; all other names
    are today's, and are read as of a day by `Registry.force`.
    """
    bodies = {
        Branch.MILITARY: row.military,
        Branch.POLICE: row.police,
        Branch.GOVERNMENT: row.government,
        Branch.INTELLIGENCE: row.intelligence,
    }
    for branch, rows in bodies.items():
        known = (*names(rows, fact=fact), *_press_names(force_id(state.code, branch=branch, period=None), files))
        led = row.leaders if branch is Branch.GOVERNMENT else ()
        for period in (None, *state.former):
            title = f"{_TITLES[branch]} {state.of_name}"
            name = title if period is None else f"{title} {years(period)}"
            actor = force_id(state.code, branch=branch, period=period)
            own = _once((Name(name, _OPEN, fact), *(n for n in known if _under(_before(n.period.end), state) == period)))
            leaders = tuple(_leader(row, actor=actor, fact=fact) for row in led if _under(row.period.start, state) == period)
            yield Entry(
                actor, name, ActorKind.STATE_FORCE, (state.code,), period or _OPEN, own, fact, leaders=leaders, branch=branch,
                reach=_reach(force_id(state.code, branch=branch, period=None), files),
            )  # fmt: skip


def force_id(country: str, *, branch: Branch, period: Period | None) -> str:
    """The id of a state's force: "mil_sy", under a former government "mil_2000_sy" after the year in which it began."""
    year = f"_{period.start.year}" if period is not None and period.start else ""
    return f"{branch}{year}_{country.lower()}"


def _under(day: date | None, state: State) -> Period | None:
    """The former government under which a day lies, None where today's or none that is known."""
    return None if day is None else next((period for period in state.former if was_under(period, day)), None)


def _before(day: date | None) -> date | None:
    return day - timedelta(days=1) if day else None


def names(rows: Iterable[str | NameRow], *, fact: Fact) -> tuple[Name, ...]:
    """The names of rows; those without a source of their own rest on `fact`."""
    return tuple(
        Name(row, _OPEN, fact) if isinstance(row, str) else Name(row.name, row.period, _fact(row, fact), row.countries)
        for row in rows
    )


def _once(names: Iterable[Name]) -> tuple[Name, ...]:
    """Each name once for its years, the first time that it stands there."""
    return tuple({(name.text, name.period): name for name in reversed(tuple(names))}.values())[::-1]


def _leader(row: LeaderRow, *, actor: str, fact: Fact) -> Leader:
    return Leader(row.name, row.aliases, row.title, actor, row.period, row.ended, _fact(row, fact))


def _fact(row: Sourced, default: Fact) -> Fact:
    source = default.source if row.source is None else row.source
    return Fact(source, default.checked if row.checked is None else row.checked)
