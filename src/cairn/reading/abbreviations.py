"""Whether the full stop after a word may end a sentence, by the word lists in abbreviations.yaml."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

_LISTS = Path(__file__).parent / "abbreviations.yaml"
#: "J", "U.S", "J.-P": initials, without their last stop.
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)*[^\W\d_]")
#: "5 p.m. (Kabul time)", "5 p.m. Kabul time".
_TIME_ZONE = re.compile(r"\.\s*(?:\(|\w+ time\b)", re.IGNORECASE)
#: The longest stretch before a stop that is looked at; a longer word is no abbreviation.
_LONGEST = 16


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    rows: dict[str, str] = yaml.safe_load(_LISTS.read_text(encoding="utf-8"))
    return {name: frozenset(words.split()) for name, words in rows.items()}


def may_end_sentence(text: str, begin: int, stop: int, following: str, after: str) -> bool:
    """Whether the single full stop at `stop` may end the sentence that starts at `begin`.

    `following` is the next word, which starts with a capital or a digit or has no case, and `after` the character behind it.
    """
    word = _word_before(text, begin, stop)
    lists, small = _lists(), word.rsplit("-", 1)[-1].lower()
    if small in lists["titles"] and word[:1].isupper():
        return False
    if small in lists["numbers"]:
        return not following[0].isdigit()
    if small in lists["inner"]:
        return False
    if small in lists["hours"]:
        return following.lower() not in lists["after_hours"] and not _TIME_ZONE.match(text, stop)
    if small in lists["outer"] or _INITIALS.fullmatch(word):
        return _starts_sentence(following, after)
    return True


def _word_before(text: str, begin: int, stop: int) -> str:
    """The word that ends at `stop`, or nothing where it is too long to be an abbreviation."""
    stretch = text[max(begin, stop - _LONGEST) : stop]
    words = stretch.split()
    if not words or (len(words) == 1 and len(stretch) == _LONGEST and not stretch[0].isspace()):
        return ""
    return words[-1].lstrip("(\"'“‘«[*_¿¡")


def _starts_sentence(word: str, after: str) -> bool:
    """Whether a word with a capital starts a sentence rather than a name. "A." is an initial; in upper-case text few words tell."""
    if len(word) == 1 and after == ".":
        return False
    shouted = len(word) > 1 and word.isupper()
    return word.lower() in _lists()["upper_starters" if shouted else "starters"]
