"""Whole reports grouped by what they are about, by their texts alone.

A text is a vector of its words, each by how often it stands in the text and in how few texts of the set; names and numbers weigh more,
since reports of two like events differ in these. Two groups join where their texts are alike on average, the most alike first, until
none reaches the threshold. The result does not depend on the order of the texts.
"""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

#: Groups whose texts are so alike on average are one. Set on the tuning halves of ECB+ and news_events (`benchmarks/consolidation.py`).
ALIKE = 0.19
#: How much more a name and a number count than another word.
NAME, NUMBER = 3.0, 2.0
_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
_SMALL = re.compile(r"\b[a-z]+\b")
_EMPTY = frozenset(
    "the a an of to in and on for that is was it with as at by from he his be has have had said its are were this but who they not will or "
    "their she her which after been also would one more about when i we you there him than them two first".split()
)


def group(texts: Sequence[str], *, alike: float = ALIKE) -> list[list[int]]:
    """The groups, each by the numbers of its texts."""
    order = sorted(range(len(texts)), key=lambda i: texts[i])
    found = _joined(_cosines([_weighed(texts[i]) for i in order]), alike)
    return sorted(sorted(order[i] for i in members) for members in found)


def _weighed(text: str) -> dict[str, float]:
    small = set(_SMALL.findall(text))
    found: Counter[str] = Counter()
    weight: dict[str, float] = {}
    for match in _WORD.finditer(text):
        word = _stem(match.group())
        if word in _EMPTY or len(word) == 1:
            continue
        found[word] += 1
        name = match.group()[0].isupper() and match.group().lower() not in small
        weight[word] = max(weight.get(word, 1.0), NAME if name else NUMBER if word[0].isdigit() else 1.0)
    return {word: float(np.log1p(count * weight[word])) for word, count in found.items()}


def _stem(word: str) -> str:
    """A word in small letters without its plural or possessive ending."""
    low = word.lower().removesuffix("'s").removesuffix("’s")
    return low[:-1] if len(low) > 4 and low.endswith("s") and not low.endswith("ss") else low


def _cosines(rows: Sequence[dict[str, float]]) -> Floats:
    texts_with = Counter(word for row in rows for word in row)
    column = {word: i for i, word in enumerate(sorted(w for w, n in texts_with.items() if n > 1))}
    vectors = np.zeros((len(rows), len(column)))
    for i, row in enumerate(rows):
        for word, weight in row.items():
            if word in column:
                vectors[i, column[word]] = weight * np.log1p(len(rows) / texts_with[word])
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
    return np.asarray(vectors @ vectors.T)


def _joined(cosines: Floats, alike: float) -> list[list[int]]:
    """Agglomeration by average likeness."""
    left = cosines.copy()
    np.fill_diagonal(left, -1.0)
    members = {i: [i] for i in range(len(left))}
    while len(members) > 1:
        i, j = sorted(divmod(int(np.argmax(left)), len(left)))
        if left[i, j] < alike:
            break
        mine, other = len(members[i]), len(members[j])
        left[i] = left[:, i] = (left[i] * mine + left[j] * other) / (mine + other)
        left[i, i] = -1.0
        left[j] = left[:, j] = -1.0
        members[i] += members.pop(j)
    return list(members.values())
