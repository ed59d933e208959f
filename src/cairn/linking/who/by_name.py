"""Mentions that are a registered name: as it is, with words around it that add nothing, or spelled otherwise."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from rapidfuzz import fuzz

from cairn.linking.who.entry import Branch, Entry, holds
from cairn.linking.who.lexicon import LONGEST
from cairn.linking.who.mention import Context, Mention, open_actor
from cairn.linking.who.names import is_acronym, is_written_as, key, sound
from cairn.linking.who.registry import Alias, words_of
from cairn.model import Actor, ActorKind

NAME, OUT_OF_DATE = 0.97, 0.7  # an ordinal scale until the links are calibrated on coded reports
AROUND, SPELLED, ABROAD = 0.95, 0.75, 0.85
SHORT, TOO_SHORT = 4, 2  # letters: "KNLA" abroad is left open, "AA" also where no country is known
_PLURAL_ACRONYM = re.compile(r"[A-Z]{2,}s")
LEAST_LETTERS, WHOLE_FLOOR, WORD_FLOOR = 6, 90, 78  # for names that are only spelled alike; of 100


@dataclass(frozen=True, slots=True)
class _Choice:
    """The entry that a name means, or, where it may mean several, those."""

    entry: Entry | None
    score: float = 0.0
    reasons: tuple[str, ...] = ()
    several: tuple[Entry, ...] = ()


def by_name(mention: Mention, context: Context) -> tuple[Actor, ...]:
    """A registered name: letter for letter but for case, accents, hyphens and apostrophes; acronyms by case."""
    for form in mention.forms:
        choice = _choose(form, context)
        if choice is not None:
            return (_actor(choice, form, score=choice.score, more=()),)
    return ()


def by_members(mention: Mention, context: Context) -> tuple[Actor, ...]:
    """A registered name with words after it that add nothing: "Islamic State militants", "Hezbollah rockets"."""
    for form in mention.forms:
        for rest, tail in _without_last(form, context):
            choice = _choose(rest, context)
            if choice is not None:
                more = (f"{tail!r} belongs to {rest!r}",)
                return (_actor(choice, rest, score=min(choice.score, AROUND), more=more),)
    return ()


def by_home(mention: Mention, context: Context) -> tuple[Actor, ...]:
    """A registered name after its country: "Lebanese Hezbollah", "Yemen's Houthi rebels"; never one of another country."""
    for form in mention.forms:
        words = form.split()
        for size in range(1, min(4, len(words))):
            states = {term.state for term in context.registry.terms.get(key(" ".join(words[:size])), ())}
            rest = Mention(mention.surface, (" ".join(words[size:]),))
            found = (by_name(rest, context) or by_members(rest, context)) if states else ()
            if found and found[0].id and states & set(context.registry.entries[found[0].id].countries):
                return found
    return ()


def by_spelling(mention: Mention, context: Context) -> tuple[Actor, ...]:
    """A name of six letters or more that is spelled or sounds like exactly one registered name of the report's countries.

    Never an acronym.
    """
    tries = [mention.core, *(rest for rest, _ in _without_last(mention.core, context))]
    for form in tries:
        if is_acronym(form) or len(key(form).replace(" ", "")) < LEAST_LETTERS or not any(map(str.isupper, form)):
            continue
        alike = [alias for alias in _alike(key(form), context) if _counts(alias, form, context)]
        at_home = [alias for alias in alike if not context.countries or not _is_local(alias, context)]
        choice = _pick(at_home, form, context)
        if choice is not None and choice.entry is not None:
            more = (f"{form!r} is spelled nearly like a name of {choice.entry.name}",)
            return (_actor(choice, form, score=min(choice.score, SPELLED), more=more),)
    return ()


def _alike(name: str, context: Context) -> list[Alias]:
    aliases = context.registry.aliases
    spellings = context.registry.spelled.get(len(words_of(name)))
    return [
        alias
        for found, ratio in (spellings.near(name, floor=WORD_FLOOR, limit=20) if spellings else ())
        if (ratio >= WHOLE_FLOOR or sound(found) == sound(name)) and _words_alike(name, found)
        for alias in aliases[found]
        if not alias.acronym and alias.entry.branch is None
    ]


def _words_alike(one: str, other: str) -> bool:
    """Whether two names agree word by word: "Mahdi Army" and "Mehdi Army" do, "Karen Army" and "Kachin Army" do not."""
    left, right = words_of(one), words_of(other)
    return len(left) == len(right) and all(_word_alike(*pair) for pair in zip(left, right, strict=True))


def _word_alike(one: str, other: str) -> bool:
    long_enough = min(len(one), len(other)) >= LEAST_LETTERS - 1
    return one == other or sound(one) == sound(other) or (long_enough and fuzz.ratio(one, other) >= WORD_FLOOR)


def _without_last(form: str, context: Context) -> Iterator[tuple[str, str]]:
    """A form without the words at its end that belong to a name, the fewest first."""
    words = form.split()
    for cut in range(len(words) - 1, 0, -1):
        if _belong(words[cut:], context):
            yield " ".join(words[:cut]), " ".join(words[cut:])


def _belong(words: Sequence[str], context: Context) -> bool:
    """Whether words are all such as belong to a name: "fighters", "coalition forces", "armed wing members"."""
    members = context.registry.lexicon.members
    left = list(words)
    while left:
        size = next((n for n in range(min(LONGEST, len(left)), 0, -1) if key(" ".join(left[:n])) in members), 0)
        if not size:
            return False
        left = left[size:]
    return True


def _choose(form: str, context: Context) -> _Choice | None:
    return _pick(_candidates(form, context), form, context)


def _candidates(form: str, context: Context) -> list[Alias]:
    """The names that a form may be: the same key, else its singular or plural; acronyms only in their own case."""
    form = _without_plural(form)
    name = key(form)
    aliases = context.registry.aliases
    found = [alias for alias in aliases.get(name, ()) if _counts(alias, form, context)]
    if found or len(name) < LEAST_LETTERS - 1 or is_acronym(form):
        return found
    other = name[:-1] if name.endswith("s") else f"{name}s"
    return [alias for alias in aliases.get(other, ()) if not alias.acronym and _counts(alias, form, context)]


def _counts(alias: Alias, form: str, context: Context) -> bool:
    """Whether a name may be meant at all: an abbreviation in its own case, a local name in its own countries."""
    known = any(actor.id == alias.entry.id for actor in context.known)
    local = alias.name.countries
    return (not alias.acronym or is_written_as(alias.name.text, form)) and (not local or known or bool(set(local) & set(context.countries)))


def _pick(aliases: Sequence[Alias], form: str, context: Context) -> _Choice | None:
    """The one entry that fits best by day, then by what was named before, then by country; None where there is none."""
    if not aliases:
        return None
    dated = [alias for alias in aliases if holds(alias.name.period if _is_dated(alias) else alias.entry.active, context.on)]
    left = list({alias.entry.id: alias for alias in map(partial(_as_of, context=context), dated or aliases)}.values())
    if len(left) > 1:
        left = _by_known(left, context) or _by_country(left, context) or left
    if len(left) > 1:
        return _Choice(None, several=tuple(alias.entry for alias in left))
    return _weigh(left[0], form, in_time=bool(dated), context=context)


def _as_of(alias: Alias, *, context: Context) -> Alias:
    """A name of a state's force as a name of the force that the state had on the day."""
    return replace(alias, entry=context.registry.as_of(alias.entry, context.on))


def _is_dated(alias: Alias) -> bool:
    """Whether a name has years of its own; they count for more than the actor's, which a former name may precede."""
    return alias.name.period.start is not None or alias.name.period.end is not None


def _by_known(aliases: list[Alias], context: Context) -> list[Alias]:
    known = {actor.id for actor in context.known}
    return [alias for alias in aliases if alias.entry.id in known]


def _by_country(aliases: list[Alias], context: Context) -> list[Alias]:
    for country in context.countries:
        fitting = [alias for alias in aliases if country in alias.entry.countries]
        at_home = [alias for alias in fitting if alias.entry.country == country]
        if fitting:
            return at_home or fitting
    return []


def _without_plural(form: str) -> str:
    """The singular of an abbreviation: "VDPs" as "VDP"."""
    return form[:-1] if _PLURAL_ACRONYM.fullmatch(form) else form


def _weigh(alias: Alias, form: str, *, in_time: bool, context: Context) -> _Choice | None:
    entry = alias.entry
    reasons = [f"{form!r} is a name of {entry.name}"]
    score = NAME
    if not in_time:
        score = OUT_OF_DATE
        reasons.append(f"the name or the actor is not registered for {context.on}")
    if _is_local(alias, context):
        if not context.countries:
            return None if alias.acronym and len(form) <= TOO_SHORT else _Choice(entry, score, tuple(reasons))
        if not in_time or (alias.acronym and len(form) <= SHORT):
            return None
        score = min(score, ABROAD)
        reasons.append("away from the actor's countries")
    return _Choice(entry, score, tuple(reasons))


def _is_local(alias: Alias, context: Context) -> bool:
    """Whether an actor is out of its countries: it has some, is not met everywhere, was not named before.

    Armies and services act abroad; police forces do not.
    """
    entry = alias.entry
    home = {*entry.countries, *entry.reach}
    abroad = entry.kind is ActorKind.STATE_FORCE and entry.branch is not Branch.POLICE
    roams = not home or abroad or entry.id in context.registry.worldwide
    return not roams and not home & set(context.countries) and all(actor.id != entry.id for actor in context.known)


def _actor(choice: _Choice, form: str, *, score: float, more: tuple[str, ...]) -> Actor:
    if choice.entry is not None:
        return choice.entry.as_actor(score=score, reasons=(*choice.reasons, *more))
    ids = ", ".join(sorted(entry.id for entry in choice.several))
    return open_actor(form, reason=f"{form!r} may mean any of {ids}; neither day nor country decides")
