"""From the words of a mention to actors: a tuple of rules, the first that answers wins."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from cairn.linking.who.by_leader import by_leader
from cairn.linking.who.by_name import by_home, by_members, by_name, by_spelling
from cairn.linking.who.by_state import by_local_police, by_state, by_unit
from cairn.linking.who.by_words import by_known, by_people, by_words
from cairn.linking.who.compound import by_bond, by_coordination, by_parenthesis
from cairn.linking.who.mention import Context, Mention, mention_of, open_actor
from cairn.linking.who.registry import Registry
from cairn.model import Actor

Rule = Callable[[Mention, Context], tuple[Actor, ...]]


def resolve(
    surface: str,
    *,
    registry: Registry,
    on: date | None = None,
    countries: Sequence[str] = (),
    known: Sequence[Actor] = (),
    people: bool = False,
) -> tuple[Actor, ...]:
    """The actors that a mention means, at least one; each with its score, 0 to 1, and the reasons.

    `on` is the day of the event, `countries` the ISO codes that the report is about, likeliest first, `known` the actors
    named earlier in the report, latest last. Give the determiner with the surface where there is one: "the militants" point
    back at `known`, "militants" only with a doubt. `people` says that it names people ("a Palestinian"), and no state that acts. What is not registered comes back with id None: with a kind where the
    words tell it ("Unidentified Armed Group (Nigeria)", a political militia as in ACLED), else as UNKNOWN with the reason.
    Raises ValueError for a blank surface.
    """
    return _link(surface, Context(registry, on, tuple(countries), tuple(known), people))


def _link(surface: str, context: Context) -> tuple[Actor, ...]:
    mention = mention_of(surface, lexicon=context.registry.lexicon)
    for rule in RULES:
        actors = rule(mention, context)
        if actors:
            return actors
    return (open_actor(mention.name, reason=f"{mention.name!r} is no name that the registry knows"),)


RULES: tuple[Rule, ...] = (
    by_name,
    by_members,
    partial(by_parenthesis, link=_link),
    by_state,
    by_home,
    partial(by_coordination, link=_link),
    partial(by_bond, link=_link),
    by_leader,
    by_known,
    by_unit,
    by_words,
    by_spelling,
    by_local_police,
    by_people,
)
