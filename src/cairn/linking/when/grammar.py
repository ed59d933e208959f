"""Reads a time phrase by the table of rules: the first rule that fits the whole phrase gives the days."""

import re
from datetime import date
from functools import lru_cache
from typing import Final

from cairn.linking.when.patterns import PLAIN, named
from cairn.linking.when.rules import RULES, Rule
from cairn.linking.when.scene import Caught, Misread, Scene, Unresolved
from cairn.linking.when.stretch import Stretch
from cairn.linking.when.tense import tells_future
from cairn.linking.when.words import SLOTS, feast_pattern, foreign_months
from cairn.model import When

LONGEST_PHRASE: Final = 120  # code points; a time phrase of news English has at most about 60
_WEAK: Final = ("duration", "vague")
"""Reasons that give way to a later rule which finds days: "the night of 9 to 10 March" is no length of time."""


@lru_cache(maxsize=1)
def _compiled() -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    slots = SLOTS | {"feast": feast_pattern(), "foreign": foreign_months()}
    return tuple((rule, re.compile(named(rule.pattern, slots))) for rule in RULES)


def resolve(
    phrase: str, *, published: date | None, previous: date | None = None, sentence: str = "", future: bool = False
) -> When:
    """The days that a time phrase of news English names.

    A bare weekday, day or month is the latest on or before publication, unless `future` is set or the tense of `sentence`
    about the phrase tells of what is to come. `previous` is the text's own last date, for "the previous day". The result
    names the rule and the anchor. What can not be resolved has unknown precision and basis, and a rule that says why:
    `not_understood`, or a reason before the rule's id (`no_anchor:weekday`, `ambiguous_order:numeric_date`).

    >>> resolve("late Thursday", published=date(2024, 3, 15)).start
    datetime.date(2024, 3, 14)
    """
    scene = Scene(published, previous, future or tells_future(sentence, phrase))
    try:
        found = read(plain(phrase), scene)
    except Unresolved as reason:
        return When(phrase=phrase, rule=reason.reason)
    if found is None:
        return When(phrase=phrase, rule="not_understood")
    days, rule = found
    return When(days.start, days.end, days.precision, phrase, days.basis, rule, days.anchor)


def plain(phrase: str) -> str:
    """A phrase as the rules read it: lower case, plain quotes and hyphens, single blanks, no marks around it."""
    words = " ".join(phrase.translate(PLAIN).lower().split())
    words = words.strip(' ,;:!?"[]').removesuffix("'s")
    if words.startswith("(") or words.count("(") != words.count(")"):
        words = words.strip("()")
    return words if words.endswith((".m.", "b.c.", "c.e.")) else words.removesuffix(".")


@lru_cache(maxsize=8192)
def read(phrase: str, scene: Scene) -> tuple[Stretch, str] | None:
    """The days of a plain phrase and the rules that gave them ("range(weekday,weekday)"); None where no rule fits.

    Raises `Unresolved` where a rule fits and yet no day follows.
    """
    if not phrase or len(phrase) > LONGEST_PHRASE:
        return None
    lesser: Unresolved | None = None
    for rule, pattern in _compiled():
        if match := pattern.fullmatch(phrase):
            caught = Caught(match, read)
            try:
                return rule.days(caught, scene), rule.id + (f"({','.join(caught.inner)})" if caught.inner else "")
            except Misread:
                continue
            except Unresolved as reason:
                lesser = lesser or (reason if ":" in reason.reason else Unresolved(f"{reason.reason}:{rule.id}"))
                if not lesser.reason.startswith(_WEAK):
                    raise lesser from reason
            except (ValueError, OverflowError) as error:
                raise Unresolved(f"impossible_date:{rule.id}") from error
    if lesser:
        raise lesser
    return None
