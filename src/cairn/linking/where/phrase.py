"""What a report's words around a place name say: "near", "30 km north of", "northern", "the village of", "X in Y"."""

import re
from dataclasses import dataclass
from typing import Final

from cairn.model import Span

_COMPASS: Final = (
    r"(?:north|south|east|west|north-?\s?east|north-?\s?west|south-?\s?east|south-?\s?west)(?:ern|erly|ernmost)?"
    r"|(?:north|south)-?(?:central|western|eastern|east|west)|central|upper|lower"
)
_RURAL: Final = r"rural|suburban|greater|downtown|inner|mainland|coastal|war-torn|government-held|rebel-held|opposition-held"
DIRECTION: Final = re.compile(rf"^(?:the\s+)?(?P<direction>(?:far\s+|deep\s+)?(?:{_COMPASS})|{_RURAL})\s+(?=\S)", re.IGNORECASE)
_PART: Final = re.compile(_COMPASS)
NEAR: Final = re.compile(
    r"\b(?:near(?:by)?|outside|around|close\s+to|(?:in|on|at|to)?\s*(?:the\s+)?(?:outskirts|vicinity|edges?)\s+of|not\s+far\s+from"
    r"|adjacent\s+to|(?:just\s+|immediately\s+)?(?:north|south)?-?(?:north|south|east|west)\s+of)\s+(?:the\s+)?"
    r"(?:(?:[a-z-]+\s+){0,2}(?:city|town|village|capital)\s+(?:of\s+)?)?$",
    re.IGNORECASE,
)  # fmt: skip
DISTANCE: Final = re.compile(
    r"\b(?P<number>\d+(?:[.,]\d+)?)\s*-?\s*(?:\((?:[^)]*)\)\s*)?(?P<unit>km|kms|kilomet(?:er|re)s?|miles?|mi)\b(?:\s*\([^)]*\))?"
    r"(?:\s+\S+){0,4}?\s+(?:of|from|outside|away\s+from)\s+(?:the\s+)?(?:\w+\s+)?(?:(?:city|town|village|capital)\s+(?:of\s+)?)?$",
    re.IGNORECASE,
)  # fmt: skip
_LEAD: Final = re.compile(
    r"^(?:the\s+|a\s+|an\s+)?(?:(?:[a-z-]+\s+){0,3}(?:city|town|village|province|governorate|district|region|state|camp|area|capital|port"
    r"|neighbou?rhood|suburb|island|county|hamlet|municipality|settlement|stronghold|enclave)\s+of\s+|the\s+)",
    re.IGNORECASE,
)  # fmt: skip
_TAIL: Final = re.compile(
    r"(?:['’]s?|\s+(?:area|areas|countryside|neighbou?rhood|suburbs?|outskirts|border|front|frontline|axis|sector|town|village|city"
    r"|hamlet|market|border\s+area|border\s+region|municipality|capital|desert|subdistrict|sub-district|enclave))$",
)  # fmt: skip
_AROUND: Final = re.compile(r"\s(?:countryside|suburbs?|outskirts|areas?|border\s+area|front|frontline|axis)$")
FACILITIES: Final = frozenset(  # what is named after the place that it is in: "Mosul Dam", "Kabul International Airport"
    "airbase airfield airport aerodrome avenue barracks base bridge camp campus cathedral cemetery checkpoint church clinic college court"
    " centre center compound headquarters hub neighborhood neighbourhood settlement"
    " courthouse crossing dam embassy factory garrison gate highway hospital hotel jail junction mall marina market mosque museum palace"
    " park plant police port prison refinery reservoir road school stadium station street synagogue temple terminal university zoo".split()
)
_PARTS: Final = re.compile(r"\s*(?:,|\(|\)|\bin\b|\bof\b(?=\s+[A-Z])|\bat\b|\bnear\b|['’]s\b)\s*")
_WORDS_AROUND: Final = 60
KM_PER_MILE: Final = 1.609
NEAR_KM: Final = 50.0  # beyond it "60 km north of X" says an area rather than a neighbourhood


@dataclass(frozen=True, slots=True)
class Phrase:
    """A place phrase taken apart: the name to look up, other parts that hold it, and what the words around it say."""

    name: str
    parts: tuple[str, ...] = ()
    direction: str | None = None
    near: bool = False
    distance_km: float | None = None


def phrase_of(span: Span, *, text: str) -> Phrase:
    """Take the surface of a place apart, with the words before it."""
    inside, near, distance = _relation(" ".join(span.quote.split()))
    before = " ".join(text[max(0, span.start - _WORDS_AROUND) : span.start].split()) + " "
    outer_distance = _distance(before)
    parts = [part for part in _PARTS.split(_LEAD.sub("", inside)) if part]
    direction, name = _direction(parts[0] if parts else inside)
    return Phrase(
        name=bare_name(name), parts=tuple(bare_name(part) for part in parts[1:]), direction=direction,
        near=near or outer_distance is not None or _AROUND.search(inside) is not None or NEAR.search(before) is not None,
        distance_km=distance if distance is not None else outer_distance,
    )  # fmt: skip


def is_direction(word: str) -> bool:
    """Whether a word names a part of a country and no place: "northern", "south-east", not "Northern" or "central bank"."""
    return word[:1].islower() and _PART.fullmatch(word) is not None


def bare_name(words: str) -> str:
    """A name without "the village of" before it and "'s", "countryside" after it.

    >>> bare_name("the northern city of Mosul"), bare_name("Idlib countryside"), bare_name("the Sahel")
    ('Mosul', 'Idlib', 'Sahel')
    """
    shorter = _TAIL.sub("", _LEAD.sub("", words.strip())).strip()
    return shorter or words.strip()


def named_after(name: str) -> tuple[str, ...]:
    """The names, the longest first, that a facility may have been given of the place it is in.

    >>> named_after("Kabul International Airport"), named_after("Deir ez-Zor Rifles")
    (('Kabul International', 'Kabul'), ())
    """
    words = name.split()
    last = next((i for i, word in enumerate(words) if word.lower() in FACILITIES), 0)
    return tuple(" ".join(words[:end]) for end in range(last, 0, -1))


def _relation(surface: str) -> tuple[str, bool, float | None]:
    """The surface without a leading "near" or "30 km north of", whether it had one, and the distance."""
    for end in (match.start() for match in re.finditer(r"(?<=\s)(?=[A-ZÀ-ÞЀ-Яء-ي'‘])", surface)):
        before = surface[:end]
        distance = _distance(before)
        if distance is not None or NEAR.search(before):
            return surface[end:], True, distance
    return surface, False, None


def _distance(before: str) -> float | None:
    match = DISTANCE.search(before)
    if not match:
        return None
    number = float(match["number"].replace(",", "."))
    return number * KM_PER_MILE if match["unit"].lower().startswith("mi") else number


def _direction(words: str) -> tuple[str | None, str]:
    match = DIRECTION.match(words)
    return (match["direction"].lower(), words[match.end() :]) if match else (None, words)
