"""Whether a sentence tells of a time phrase as of something to come."""

import re
from typing import Final

_AHEAD: Final = re.compile(
    r"\b(?:will|shall|won't|'ll|(?:is|are|was|were) (?:due|set|expected|scheduled|slated|planned|likely|going|poised)(?: to)?"
    r"|(?:would|(?-i:may)|might)(?! have)|plans? to|goe?s? to the polls|takes? place|planned for|intends? to|scheduled (?:for|to)|expects? to|to be held|to take place|due to|vow(?:s|ed) to"
    r"|threaten(?:s|ed) to|ahead of|upcoming|forthcoming)\b",
    re.IGNORECASE,
)
_BREAK: Final = re.compile(
    r"[;:\u201d\"]|,\s+\w+ed\b|\b(?:said|says|told|announced|reported|warned|added|wrote|confirmed|after|because|when|while|but|who"
    r"|which)\b",
    re.IGNORECASE,
)
"""What ends the reach of a verb: "said on Friday that it will" tells of a Friday that has been."""


def tells_future(sentence: str, phrase: str) -> bool:
    """Whether a word of the future governs the phrase.

    It stands before the phrase with no reporting verb or new clause between the two, or after a phrase that opens the
    sentence.

    >>> tells_future("Talks will resume on Monday.", "Monday")
    True
    >>> tells_future("The army said on Monday that it will attack.", "Monday")
    False
    """
    at = sentence.find(phrase) if phrase else -1
    if at < 0:
        return False
    ahead = [found.end() for found in _AHEAD.finditer(sentence, 0, at)]
    if ahead and not _BREAK.search(sentence, ahead[-1], at):
        return True
    follows = _AHEAD.search(sentence, at + len(phrase))
    opens = len(sentence[:at].split()) <= 1
    return bool(opens and follows and not _BREAK.search(sentence, at + len(phrase), follows.start()))
