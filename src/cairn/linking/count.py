"""Number expressions of news English as counts: "at least 25", "over a dozen", "several hundred", "10 to 15", "no".

What a hedge does to a number n (low / best / high, `None` is open):

    at least n, n or more            n / n / open          more than n, over n        n+1 / n+1 / open
    nearly n, almost n               open / n / n          up to n, as many as n      open / open / n
    fewer than n, under n            open / open / n-1     about n, some n, n or so   open / n / open
    between a and b, a to b, a-b     a / open / b          n, exactly n, all n        n / n / n

A word that names no number keeps only the least that it must mean: "several", "a few", "many" are at least 2, "dozens"
at least 24, "scores" 40, "hundreds" 200, "several hundred" 200, "tens of thousands" 20,000. A codebook that puts a number
in its place (ACLED: 12 for "dozens", 100 for "hundreds") does so later, as a policy on the open count.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Final

from cairn.linking.alternatives import by_initial
from cairn.model import Count, Span

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL: Final = {word: n for n, word in enumerate(_ONES)} | {word: n for n, word in zip(range(20, 100, 10), _TENS, strict=True)}
_SCALE: Final = {
    "dozen": 12, "score": 20, "hundred": 100, "thousand": 1_000, "lakh": 100_000, "million": 1_000_000, "crore": 10_000_000,
    "billion": 1_000_000_000,
}  # fmt: skip
_LETTER_SCALE: Final = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000}
_FIXED: Final = {
    "a": 1, "an": 1, "a single": 1, "single": 1, "a lone": 1, "lone": 1, "a pair": 2, "a pair of": 2, "both": 2,
    "half a dozen": 6, "half dozen": 6, "a half dozen": 6, "no": 0, "none": 0, "no one": 0, "nobody": 0, "nil": 0,
}  # fmt: skip
_ORDINALS: Final = {
    "first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12,
    **{word + "th": n for word, n in _SMALL.items() if not word.startswith(("zero", "one", "two")) and word[-1] not in "yet"},
    **{word[:-1] + "ieth": n for word, n in _SMALL.items() if word.endswith("ty")}, "hundredth": 100, "thousandth": 1_000,
}  # fmt: skip

_NUMERAL = r"\d{1,3}(?:[,\u00a0\u202f ]\d{3}){1,4}(?!\d)|\d{1,15}(?:\.\d{1,6})?"  # repeats have an end: a text may be hostile
_SMALLS, _SCALES = by_initial("|".join(sorted(_SMALL, key=len, reverse=True))), by_initial("|".join(_SCALE))
CARDINAL: Final = (
    rf"(?:(?:half an? |an? half )dozen"
    rf"|(?:{_NUMERAL}|\b(?:{_SMALLS})\b|\ban? (?:{_SCALES})\b)(?:(?: and |[ -])(?:{_SMALLS}|{_SCALES})\b){{0,12}})"
)
"""A pattern without groups for numerals and number words ("1,200", "1.5 million", "a hundred and twenty", "half a dozen")."""

_MANY = by_initial("several|a few|few|a couple of|many|multiple|numerous|various|some|a number of")
_PLURAL: Final = {"tens": 10, **{word + "s": n for word, n in _SCALE.items()}}
_PLURALS = by_initial("|".join(_PLURAL))
_MASS = rf"(?:(?:{_MANY}) )?(?:{_PLURALS})(?: of (?:{_PLURALS}))?"
_VAGUE = re.compile(
    rf"(?:(?:(?:{_MANY}) )?(?P<unit>{_PLURALS})|(?:{_MANY}) (?P<one>{'|'.join(_SCALE)}))(?: of (?P<of>{_PLURALS}))?(?: of)?"
    rf"|(?:{_MANY})(?: of)?|a couple|a handful(?: of)?|a number"
)
_TO = r"(?: ?[-\u2013\u2014] ?| to | or )"
_RANGE = re.compile(rf"(?:(?:between )(?P<a>{CARDINAL}) and |(?:from )?(?P<c>{CARDINAL}){_TO})(?P<b>{CARDINAL})")

_Bounds = Callable[[int], Count]


def _below(n: int) -> Count:
    return Count(None, None, max(0, n - 1))


_HEDGES: Final[tuple[tuple[str, str, _Bounds], ...]] = (
    ("at least", r"at (?:the very )?least|no (?:fewer|less) than|not less than|a minimum of", lambda n: Count(n, n, None)),
    ("more than", r"(?:well |far |just )?(?:more than|over|above)|upwards of|in excess of|exceeding",
     lambda n: Count(n + 1, n + 1)),
    ("nearly", r"nearly|almost|close to|just under|just short of|approaching", lambda n: Count(None, n, n)),
    ("up to", r"up to|as many as|at (?:the )?most|no more than|not more than|a maximum of", lambda n: Count(None, None, n)),
    ("under", r"(?:fewer|less) than|under|below", _below),
    ("about", r"about|around|some|roughly|approximately|an estimated|estimated|circa|ca?\.|perhaps|possibly",
     lambda n: Count(None, n, None)),
    ("exactly", r"exactly|precisely|just|only|a total of|all(?: of)?|the|another|an additional|a further|an? other",
     Count.exactly),
)  # fmt: skip
_TAILS: Final[tuple[tuple[str, str, _Bounds], ...]] = (
    ("or more", r" (?:or|and|if not) more|\+|[- ]plus", _HEDGES[0][2]),
    ("or so", r" or so| or thereabouts|[- ]odd", _HEDGES[5][2]),
    ("or fewer", r" or (?:fewer|less)", _HEDGES[3][2]),
    ("others", r" (?:more|others?)| of (?:them|whom|which)(?: \w+)?| in (?:all|total)", Count.exactly),
)
_HEDGE = by_initial("|".join(pattern for _, pattern, _ in _HEDGES))
_HEAD_RULES = tuple((re.compile(rf"(?:{pattern}) "), bounds) for _, pattern, bounds in _HEDGES)
_TAIL_RULES = tuple((re.compile(rf"(?:{pattern})\Z"), bounds) for _, pattern, bounds in _TAILS)


def cardinal(phrase: str) -> int | None:
    """The whole number that a numeral or a number word names without a hedge ("1.5 million", "twenty-five", "two dozen").

    >>> cardinal("one hundred and twenty")
    120
    """
    words = _plain(phrase)
    if words in _FIXED:
        return _FIXED[words]
    found = re.fullmatch(rf"({_NUMERAL})(?: ?(k|mn?|bn))?((?:[ -](?:{'|'.join(_SCALE)}))*)", words)
    if not found:
        return _spelled([word for word in re.split(r"[ -]", words) if word != "and"])
    value = Decimal(re.sub(r"[,\s]", "", found[1])) * _LETTER_SCALE.get(found[2] or "", 1)
    for scale in re.findall(r"[a-z]+", found[3]):
        value *= _SCALE[scale]
    return int(value) if value == int(value) else None


def ordinal(phrase: str) -> int | None:
    """The number of an ordinal ("third", "12th", "twenty-first"), None where the phrase is none.

    >>> ordinal("twenty-first")
    21
    """
    words = _plain(phrase).removeprefix("the ")
    if found := re.fullmatch(r"(\d+)(?:st|nd|rd|th)", words):
        return int(found[1])
    head, _, last = words.rpartition("-") if "-" in words else words.rpartition(" ")
    if last not in _ORDINALS:
        return None
    if not head:
        return _ORDINALS[last]
    tens = _SMALL.get(head, 0)
    return tens + _ORDINALS[last] if tens >= _SMALL["twenty"] and _ORDINALS[last] < _SMALL["ten"] else None


@lru_cache(maxsize=4096)
def resolve(phrase: str) -> Count | None:
    """The count that a number expression states, by the table at the head of this file; None where it states none.

    >>> resolve("over 300")
    Count(low=301, best=301, high=None)
    """
    words = _plain(phrase)
    if (number := cardinal(words)) is not None:
        return Count.exactly(number)
    return _range(words) or _vague(words) or _hedged(words)


def find(text: str) -> tuple[Span, ...]:
    """The number expressions of a text with their hedges.

    Left out are years, dates, times of day, ages, durations, money, shares, measures, ordinals and numbers that are part of
    a name ("M23", "Resolution 2254"). The articles "a" and "an" are never counted here, though `resolve` reads them as one.
    """
    return tuple(Span.of(text, *found.span("n")) for found in _finder().finditer(text) if found["n"] and resolve(found["n"]))


def _plain(phrase: str) -> str:
    words = " ".join(phrase.lower().replace("\u2011", "-").replace("\u2019", "'").split())
    return words.strip(" ,;:()[]\"'")


def _spelled(words: list[str]) -> int | None:
    if words[:1] in (["a"], ["an"]) and words[1:2] and words[1] in _SCALE:
        words = ["one", *words[1:]]
    total = group = 0
    for word in words:
        if word in _SMALL:
            group += _SMALL[word]
        elif word not in _SCALE or words[0] not in _SMALL:
            return None
        elif _SCALE[word] < _SCALE["thousand"]:
            group *= _SCALE[word]
        else:
            total, group = total + group * _SCALE[word], 0
    return total + group if words else None


def _range(words: str) -> Count | None:
    for _, pattern, _ in _HEDGES:
        words = re.sub(rf"\A(?:{pattern}) (?=.*\d)", "", words)
    if not (found := _RANGE.fullmatch(words)):
        return None
    low, high = cardinal(found["a"] or found["c"]), cardinal(found["b"])
    return Count(low, None, high) if low is not None and high is not None and low <= high else None


def _vague(words: str) -> Count | None:
    found = _VAGUE.fullmatch(words)
    if not found:
        return None
    scale = 1
    for name in (found["unit"] or found["one"], found["of"]):
        scale *= _PLURAL.get(name or "", _SCALE.get(name or "", 1))
    return Count(2 * scale, 2 * scale if words.startswith("a couple") else None, None)


def _hedged(words: str) -> Count | None:
    for rule, bounds in _TAIL_RULES:
        if (found := rule.search(words)) and (inner := resolve(words[: found.start()])):
            return _bounded(inner, bounds)
    for rule, bounds in _HEAD_RULES:
        if (found := rule.match(words)) and (inner := resolve(words[found.end() :])):
            return _bounded(inner, bounds)
    return None


def _bounded(inner: Count, bounds: _Bounds) -> Count:
    """The outer hedge rules over a number and over an inner hedge ("at least some 40"); an open word stays as it is."""
    if bounds == Count.exactly or inner.best is None:
        return inner
    return bounds(inner.best)


_MONTHS = by_initial(
    r"jan(?:uary|\.)|feb(?:ruary|\.)|march|april|may|june|july|aug(?:ust|\.)|sept?(?:ember|\.)|oct(?:ober|\.)|nov(?:ember|\.)"
    r"|dec(?:ember|\.)"
)
_MEASURES = (
    r"%|°|per ?cent|percentage|(?:" + by_initial(
    r"seconds?|minutes?|hours?|days?|nights?|weeks?|weekends?|months?|years?|decades?"
    r"|centur(?:y|ies)"
    r"|times|o'clock|[ap]\.?m\b|gmt|utc|hrs?|local time|km|kms|kph|mph|cm|mm|m|kilomet(?:er|re)s?|met(?:er|re)s?"
    r"|millimet(?:er|re)s?"
    r"|miles?|feet|foot|ft|inch(?:es)?|yards?|acres?|hectares?|tons?|tonnes?|kg|kilos?|kilograms?|grams?|lit(?:er|re)s?"
    r"|gallons?"
    r"|barrels?|degrees|megawatts?|mw|calib(?:er|re)|dollars?|euros?|pounds?|rupees?|naira|shillings?|pesos?|riyals?"
    r"|dinars?|liras?"
    r"|rubles?|roubles?|yuan|francs?|cents|usd|eur|st|nd|rd|th") + r"|-?(?:" + _MONTHS + r"))\b"
)  # fmt: skip
_FILLER = r"(?:(?:more|additional|consecutive|straight|long|full|square|metric|nautical|us|million|billion|thousand) ){0,4}"
_NUMBERED = by_initial(
    r"resolution|article|section|chapter|highway|route|road|brigade|battalion|division|regiment|corps|unit|camp|sector"
    r"|flight|phase"
    r"|type|area|zone|block|ward|district|gate|no\.|number|boeing|airbus|antonov|ilyushin|group|group of|day|week|page"
    r"|operation"
    r"|channel|level|line|round|stage|class|grade|bill|act|room|terminal|pier|point|kilometer|kilometre"
)
_PEOPLE = r"people|persons?|civilians?|soldiers|troops|fighters|men|women|children|militants|rebels|prisoners|families|refugees"
_EMPTY = by_initial("casualt|injur|death|fatalit|victim|civilian|one (?:was|has|were)|people|soldiers|militants|survivors|hostages")
#: Where a number, or something that only looks like one, may begin: at a word or at a sign of money.
_BEGIN = r"(?:(?<!\w)(?=\w)|(?=[$€£¥₹#]))"


@lru_cache(maxsize=1)
def _finder() -> re.Pattern[str]:
    """One pattern: first what must be passed over, then the expressions, as group `n`."""
    passed = "|".join((
        r"(?:\b(?:us|hk|a|c))?[$€£¥₹]\s?[\d.,]+(?: ?(?:k|m|bn|thousand|million|billion)\b)?",
        rf"\b(?:{_MONTHS}) \d{{1,2}}\b(?:st|nd|rd|th)?(?: ?(?:-|\u2013|and|to) ?\d{{1,2}}\b)?(?:,? \d{{4}}\b)?",
        r"\b[a-z]+[-\u2011]?\d[\w.-]*|\b\d+[.:h/]\d[\d/]*(?! ?(?:thousand|million|billion))|\b\d+[a-z]\w*",
        rf"\b(?:{_NUMBERED})\s(?:no\.? ?)?[\d,.-]+\b",
        r"\b(?-i:[A-Z])[\w'\u2019-]+, \d{1,3}(?=[,.;)])|\bage[ds]?\s(?:between\s)?\d+(?:(?:\sand\s|\sto\s|-)\d+)?",
        r"\b(?:how|so|too|very|as|not) (?:many|few)\b(?! as)",
        r"\bone (?:of the (?:most|\w+est|main|key)|another|day|point|by one)\b",
        r"\bno\. ?\d+|#\d+|\b(?:this|that|the|which|each|every|any|no|some) one\b(?! \w+ was)",
    ))  # fmt: skip
    year = rf"(?!(?:1[5-9]|20)\d\d\b(?![,.]\d)(?! (?:{_PEOPLE})\b))"
    second = rf"(?:(?: and | to | or | ?[-\u2013] ?)(?:{CARDINAL}))?"
    unit = rf"(?!{second}[ \u00a0-]?{_FILLER}(?:{_MEASURES})|-[a-z]|\d|[,.]\d|['\u2019]s\b)"
    core = rf"(?:between {CARDINAL} and {CARDINAL}|{CARDINAL}(?:{_TO}{CARDINAL})?|{_MASS}|(?:{_MANY}) (?:{'|'.join(_SCALE)})\b)"
    some = r"several|a few|multiple|numerous|many|a couple|a handful|a number(?= of)"
    tail = r"(?: (?:or|and) more\b| or so\b| or (?:fewer|less)\b|\+|[- ]plus\b|-odd\b)?"
    hedge = rf"(?:(?:{_HEDGE}) )"
    number = rf"(?>{core}){tail}{unit}"
    plain = rf"{hedge}{{1,3}}{number}|{year}{number}|(?:{some})\b(?! {_FILLER}(?:{_MEASURES}))|no(?= (?:{_EMPTY}))"
    return re.compile(rf"{_BEGIN}(?:(?:{passed})|(?<![\w.,$€£/-])(?P<n>{plain})(?![\w]))".replace(" ", r"\s"), re.IGNORECASE)
