"""One plain sentence of an event's coded values."""

from cairn.codebook import Codebook
from cairn.model import Casualty, Event, Role, Status, When, WhenPrecision

_STATUS = {
    Status.ATTEMPTED: "attempted", Status.FOILED: "foiled", Status.THREATENED: "threatened", Status.PLANNED: "planned", Status.DENIED: "denied",
}  # fmt: skip
_NAMED = 3


def summary(event: Event, codebook: Codebook) -> str:
    """The sentence: "2025-03-14, Al Anbar (IQ): air or drone strike by Military Forces of Iraq against Islamic State; 1 killed."."""
    name = codebook.types[event.type].name.lower()
    what = f"{_STATUS[event.status]} {name}" if event.status in _STATUS else name
    by, against = _names(event, Role.SIDE_A), _names(event, Role.SIDE_B) or _names(event, Role.TARGET) or _names(event, Role.VICTIM)
    text = what + (f" by {by}" if by else "") + (f" against {against}" if against else "")
    tolls = ", ".join(filter(None, (_toll(c) for c in event.casualties)))
    head = ", ".join(filter(None, (_date(event.when), _place(event))))
    body = f"{head}: {text}" if head else text[:1].upper() + text[1:]
    return body + (f"; {tolls}" if tolls else "") + "."


def _names(event: Event, role: Role) -> str:
    names = list(dict.fromkeys(p.name for p in event.by_role(role)))
    shown = names[:_NAMED] + ([f"{len(names) - _NAMED} more"] if len(names) > _NAMED else [])
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)


def _date(when: When) -> str:
    if when.start is None:
        return f"by {when.end}" if when.end else ""
    if when.precision is WhenPrecision.MONTH:
        return f"{when.start:%Y-%m}"
    if when.precision is WhenPrecision.YEAR:
        return f"{when.start:%Y}"
    return str(when.start) if when.end == when.start else f"{when.start} to {when.end or 'open'}"


def _place(event: Event) -> str:
    name, country = event.where.name, event.where.country
    return f"{name} ({country})" if name and country else name or country or ""


def _toll(casualty: Casualty) -> str:
    low, best, high = casualty.low, casualty.best, casualty.high
    if best is None and low is None and high is None:
        return ""
    number = str(best) if best is not None else f"at least {low}" if low is not None else f"up to {high}"
    if best is not None and (low, high) not in ((best, best), (best, None)):
        number += f" ({'?' if low is None else low} to {'?' if high is None else high})"
    elif best is not None and high is None and low == best:
        number = f"at least {best}"
    group = "" if casualty.group == "unknown" else f" ({casualty.group.replace('_', ' ')})"
    return f"{number} {casualty.outcome}{group}"
