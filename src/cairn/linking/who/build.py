"""From rows to entries: groups one by one, and four actors from each state."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from cairn.linking.who.entry import Branch, Entry, Fact, Leader, Name, Regime, State, Tie
from cairn.linking.who.files import Files
from cairn.linking.who.schema import GroupRow, LeaderRow, NameRow, Sourced, StateFile, StateRow
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
            yield f"{path}: {row.id}", _group(row, more=_press_names(row.id, files))
    fact = Fact(files.states.source, files.states.checked)
    for code, state in files.states.states.items():
        for entry in _of_state(code, state, fact=fact):
            yield f"states.yaml: {code}", entry


def states(file: StateFile) -> Mapping[str, State]:
    """The states by ISO code."""
    return MappingProxyType({code: _state(code, row) for code, row in file.states.items()})


def _state(code: str, row: StateRow) -> State:
    regimes = tuple(Regime(regime.under, regime.period) for regime in row.regimes)
    return State(code, row.name, row.article, row.unless, regimes)


def _press_names(actor: str, files: Files) -> tuple[Name, ...]:
    press = files.press_names
    return _names(press.names.get(actor, ()), fact=Fact(press.source, press.checked)) if press else ()


def _group(row: GroupRow, *, more: tuple[Name, ...]) -> Entry:
    fact = Fact(row.source, row.checked)
    return Entry(
        id=row.id,
        name=row.name,
        kind=row.kind,
        countries=row.countries,
        active=row.active.period,
        names=_once((*_names([row.name, *row.names], fact=fact), *more)),
        fact=fact,
        ties=tuple(Tie(tie.type, tie.object, tie.period, _fact(tie, fact)) for tie in row.relations),
        leaders=tuple(_leader(leader, actor=row.id, fact=fact) for leader in row.leaders),
        codes=MappingProxyType(row.codes),
        active_fact=_fact(row.active, fact),
    )


def _of_state(code: str, row: StateRow, *, fact: Fact) -> Iterator[Entry]:
    bodies = {
        Branch.MILITARY: row.military,
        Branch.POLICE: row.police,
        Branch.GOVERNMENT: row.government,
        Branch.INTELLIGENCE: row.intelligence,
    }
    of_name = _state(code, row).of_name
    for branch, names in bodies.items():
        name, actor = f"{_TITLES[branch]} {of_name}", f"{branch}_{code.lower()}"
        led = row.leaders if branch is Branch.GOVERNMENT else ()
        leaders = tuple(_leader(leader, actor=actor, fact=fact) for leader in led)
        yield Entry(
            actor, name, ActorKind.STATE_FORCE, (code,), _OPEN, _names([name, *names], fact=fact), fact,
            leaders=leaders, branch=branch,
        )  # fmt: skip


def _names(rows: Iterable[str | NameRow], *, fact: Fact) -> tuple[Name, ...]:
    return tuple(
        Name(row, _OPEN, fact) if isinstance(row, str) else Name(row.name, row.period, _fact(row, fact)) for row in rows
    )


def _once(names: Iterable[Name]) -> tuple[Name, ...]:
    """Each name once, the first time that it stands there."""
    return tuple({name.text: name for name in reversed(tuple(names))}.values())[::-1]


def _leader(row: LeaderRow, *, actor: str, fact: Fact) -> Leader:
    return Leader(row.name, row.aliases, row.title, actor, row.period, row.ended, _fact(row, fact))


def _fact(row: Sourced, default: Fact) -> Fact:
    source = default.source if row.source is None else row.source
    return Fact(source, default.checked if row.checked is None else row.checked)
