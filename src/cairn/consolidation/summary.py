"""One plain sentence of an event's coded values."""

from collections.abc import Iterator, Sequence

from cairn.codebook import Codebook
from cairn.consolidation.total import counts, is_further, is_total
from cairn.consolidation.wording import Phrase, amount, days, listed, named, phrase_of
from cairn.model import UNKNOWN_WHEN, Casualty, CasualtyGroup, Event, Outcome, Participant, Place, Role, Status, WherePrecision

#: What is said of an event that is no occurrence, in the singular and in the plural.
_VERBS = {
    Status.ATTEMPTED: ("was attempted", "were attempted"),
    Status.FOILED: ("was foiled", "were foiled"),
    Status.THREATENED: ("was threatened", "were threatened"),
    Status.PLANNED: ("was planned", "were planned"),
    Status.DENIED: ("is said not to have taken place", "are said not to have taken place"),
}
_ONE = ("1", "at least 1", "about 1", "up to 1")


def summary(event: Event, codebook: Codebook) -> str:
    """The sentence: what, by whom, against whom, when, where, how many.

    "An attack by Islamic State against civilians (Russia) took place on 22 March 2024 in Krasnogorsk (RU): at least 40 people
    were killed." It holds no person's name, public or private, so that it can be shown and exported where names are left out.
    """
    phrase = phrase_of(event.type, codebook)
    verb = phrase.verb if event.status is Status.OCCURRED else _VERBS[event.status][phrase.many]
    day = days(event.when)
    if event.status is Status.PLANNED and day != days(UNKNOWN_WHEN):
        day = day.replace("on ", "for ", 1)
    where = _place(event.where) or ("at an unknown place" if codebook.types[event.type].violent else "")
    sentence = " ".join(part for part in (_what(event, phrase), verb, day, where) if part)
    clauses = list(_tolls(event))
    tolls = "; ".join(clauses) if any(" and " in clause or "," in clause for clause in clauses) else listed(clauses)
    return f"{sentence[:1].upper()}{sentence[1:]}{f': {tolls}' if tolls else ''}."


def _what(event: Event, phrase: Phrase) -> str:
    """What, by whom and against whom: side B, else the target, else the victims."""
    by = named(event.by_role(Role.SIDE_A))
    other = next((text for role in (Role.SIDE_B, Role.TARGET, Role.VICTIM) if (text := named(event.by_role(role)))), "")
    if phrase.between and by and other:
        return f"{phrase.what} between {by} and {other}"
    if phrase.between and (by or other):
        return f"{phrase.what} involving {by or other}"
    acting, hit = f"{phrase.by} {by}" if by else "", f"{phrase.link} {other}" if other else phrase.alone
    return " ".join(part for part in (phrase.what, acting, hit) if part)


def _place(place: Place) -> str:
    if place.name is None:
        return f"in {place.country}" if place.country else ""
    country = f" ({place.country})" if place.country and place.precision is not WherePrecision.COUNTRY else ""
    return f"{'near' if place.precision is WherePrecision.NEAR else 'in'} {place.name}{country}"


def _tolls(event: Event) -> Iterator[str]:
    """One clause an outcome, as `total` counts: parts of a total are told as such, what counts nobody else not at all."""
    for outcome in Outcome:
        told = [c for c in event.casualties if c.outcome is outcome and counts(c)]
        if not told:
            continue
        whole = [c for c in told if c.group is CasualtyGroup.UNKNOWN]
        sided = [c for c in told if c.group is not CasualtyGroup.UNKNOWN]
        if whole and sided and is_total(whole[0], sided):
            yield f"{_clause(whole, event)}, among them {listed([_people(c, event) for c in sided])}"
        else:
            yield _clause([*sided, *(w for w in whole if not sided or is_further(w, sided))], event)


def _clause(told: Sequence[Casualty], event: Event) -> str:
    outcome = told[0].outcome
    if len(told) == 1 and told[0].low == told[0].best == told[0].high == 0:
        return f"nobody was {outcome.value}"
    verb = "was" if len(told) == 1 and amount(told[0]) in _ONE else "were"
    return f"{listed([_people(c, event, more=n > 0) for n, c in enumerate(told)])} {verb} {outcome.value}"


def _people(casualty: Casualty, event: Event, *, more: bool = False) -> str:
    number = amount(casualty)
    one = number in _ONE
    if casualty.group is CasualtyGroup.CIVILIANS:
        return f"{number} {'civilian' if one else 'civilians'}"
    people = f"{number} {'more ' if more and casualty.group is CasualtyGroup.UNKNOWN else ''}{'person' if one else 'people'}"
    if casualty.group is CasualtyGroup.UNKNOWN:
        return people
    return f"{people} {_side(casualty.group, event)}"


def _side(group: CasualtyGroup, event: Event) -> str:
    """On whose side: by the name of the only participant there, else as one side or the other."""
    role = Role(group.value)
    there: tuple[Participant, ...] = event.by_role(role)
    if len(there) == 1:
        return f"on the side of {named(there)}"
    return "on the first side" if role is Role.SIDE_A else "on the other side"
