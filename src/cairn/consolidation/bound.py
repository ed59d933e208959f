"""The most that the score of two accounts can be, for many pairs at once, by their traits.

What traits tell exactly (type, status, time, place, tolls, sites, hours, wording) is counted as the score counts it, what they tell by masks
or not at all (names, persons, copies, a place that the other report names) as well as it can be. So a pair whose bound
stays under a threshold has a score under it, and the score itself need not be taken.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from cairn.codebook import Codebook, Family
from cairn.consolidation.alike import CLOSE, FAR, LARGE, OTHER, SLACK, TELLING, alike_types
from cairn.consolidation.copies import COPY, FEWEST
from cairn.consolidation.near import FAR_KM, FRESH, HERE_KM, NEAR_KM, ONE_WAVE, SAME_NEWS
from cairn.consolidation.reason import ROUNDING
from cairn.consolidation.traits import LEVELS, PIECES, TRAITS, Traits
from cairn.consolidation.weights import best_names, weights
from cairn.consolidation.where import EARTH_KM, FINENESS, POINTS
from cairn.consolidation.worded import ONE_NEWS
from cairn.model import WhenPrecision, WherePrecision

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Columns = Mapping[str, npt.NDArray[Any]]

NEVER = float("-inf")
#: One degree of latitude in kilometres, a little less than it is; kilometres that floating point may be wrong by.
_DEGREE_KM, _KM = 111.1, 1e-6
_LOWEST_BIT = np.array([0, *((n & -n).bit_length() - 1 for n in range(1, 256))])
_POINTS = np.isin(np.arange(len(FINENESS)), [FINENESS.index(p) for p in POINTS])
_NEAR, _ADMIN1, _ADMIN2, _AREA, _UNKNOWN = (FINENESS.index(WherePrecision(p)) for p in ("near", "admin1", "admin2", "area", "unknown"))


def _w(feature: str, level: str) -> float:
    return weights()[feature][level]


@cache
def _type_weights(codebook: Codebook) -> Floats:
    """The weight of two types, -inf for those that part two events."""
    names = list(codebook.types)
    found = np.empty((len(names), len(names)))
    for i, x in enumerate(names):
        for j, y in enumerate(names):
            violent = codebook.types[x].violent and codebook.types[y].violent
            level = "same" if x == y else "alike" if frozenset((x, y)) in alike_types() else "loose" if OTHER in (x, y) else "other"
            found[i, j] = NEVER if level == "other" and not violent else _w("type", level)
    return found


@cache
def _battles(codebook: Codebook) -> Flags:
    return np.array([row.family is Family.BATTLE for row in codebook.types.values()])


@dataclass(frozen=True, slots=True)
class Bound:
    """The bounds between accounts with these traits, each trait as an array of its own: pairs jump to and fro among accounts."""

    traits: Columns
    codebook: Codebook

    @classmethod
    def of(cls, traits: Traits, codebook: Codebook) -> "Bound":
        """The bounds between accounts."""
        columns = {name: np.ascontiguousarray(traits[name]) for name in TRAITS.names or ()}
        columns |= {f"{name}_{n}": np.ascontiguousarray(columns[name][:, n]) for name in ("key", "surface", "mention") for n in range(PIECES)}
        columns["battle"] = _battles(codebook)[columns["type"]]
        columns |= {"kept": columns["below"][:, -1].astype(np.int16), "marked": np.bitwise_count(columns["sketch"]).sum(axis=1, dtype=np.int16)}
        return cls(columns, codebook)

    def arranged(self, numbers: Numbers) -> "Bound":
        """For these accounts, in this order, what `sieved` asks for."""
        return Bound({name: self.traits[name][numbers] for name in _SIEVED}, self.codebook)

    def sieved(self, i: Numbers, start: int, end: int, least: float) -> tuple[Numbers, Numbers]:
        """Which of accounts `i`, by their places there, may reach `least` with which of a stretch, with places and tolls at their best."""
        t, one, j = self.traits, i[:, None], np.arange(start, end)
        most = _type_weights(self.codebook)[t["type"][one], t["type"][j]]
        for feature, _ in _features()[:_CHEAP]:
            most += feature(t, one, j)
        most += np.where(t["outcomes"][one] & t["outcomes"][j] != 0, _best()["tolls"], 0.0)
        untold = max(_w("place", "one_untold"), _w("place", "both_untold"))
        most += np.where(t["told"][one] & t["told"][j], _best()["place"], untold) + _w("place", "named")
        x, y = np.nonzero(most >= least - _w("copy", "copy") - ROUNDING)
        keep = most[x, y] >= least - ROUNDING
        asked = np.flatnonzero(~keep)
        keep[asked] = _copies(t, i[x[asked]], start + y[asked])
        return x[keep], start + y[keep]

    def likely(self, i: Numbers, j: Numbers, least: float) -> tuple[Numbers, Numbers]:
        """The pairs whose score may reach `least`."""
        keep = self._types(i, j) > NEVER
        i, j = i[keep], j[keep]
        near = self._not_far(i, j)
        i, j = i[near], j[near]
        reached = self.most(i, j, least) >= least - ROUNDING
        return i[reached], j[reached]

    def sure(self, i: Numbers, j: Numbers) -> Flags:
        """Whether the bound is the score but for names, sides and named places: no persons, copies or places whose comparison takes more than traits."""
        t = self.traits
        told = t["told"][i] & t["told"][j]
        bare = (t["gazetteer"][i] == 0) & (t["gazetteer"][j] == 0)
        persons = (t["persons"][i] > 0) & (t["persons"][j] > 0)
        sure: Flags = ~(told & (bare | _apart(t, i, j)) | persons | _copies(t, i, j))
        return sure

    def most(self, i: Numbers, j: Numbers, least: float = NEVER) -> Floats:
        """The bound of every pair; -inf for one that stays under `least`. One that reaches it as it is is not asked whether it is a copy."""
        t = self.traits
        found = np.full(len(i), NEVER)
        part, left = self._types(i, j), np.arange(len(i))
        for feature, rest in _features():
            part = part + feature(t, i, j)
            keep = np.flatnonzero((part > NEVER) & (part >= least - rest - ROUNDING))
            part, left, i, j = part[keep], left[keep], i[keep], j[keep]
        asked = np.flatnonzero(part < least - ROUNDING) if least > NEVER else np.arange(len(part))
        part[asked] += np.where(_copies(t, i[asked], j[asked]), _w("copy", "copy"), 0.0)
        found[left] = part
        return found

    def _types(self, i: Numbers, j: Numbers) -> Floats:
        found: Floats = _type_weights(self.codebook)[self.traits["type"][i], self.traits["type"][j]]
        return found

    def _not_far(self, i: Numbers, j: Numbers) -> Flags:
        """Whether two places can be one; most pairs of one day fall here."""
        t = self.traits
        far = np.abs(t["lat"][i] - t["lat"][j]) * _DEGREE_KM > FAR_KM + 1
        far &= t["point"][i] & t["point"][j] & (t["gazetteer"][i] != t["gazetteer"][j])
        at = np.flatnonzero(far)
        if not len(at):
            near: Flags = ~far
            return near
        a, b = i[at], j[at]
        points = _POINTS[t["where"][a]] & _POINTS[t["where"][b]]
        provinces = (t["admin1"][a] != 0) & (t["admin1"][b] != 0) & (t["admin1"][a] != t["admin1"][b])
        linked = (t["gazetteer"][a] != 0) | (t["gazetteer"][b] != 0)
        far[at] = (points | provinces) & linked & ~_one_place(t, a, b)
        told: Flags = np.logical_not(far)
        return told


@cache
def _features() -> tuple[tuple[Callable[[Columns, Numbers, Numbers], Floats], float], ...]:
    """The features after the type, those first that are cheap and often part two accounts, each with the most that all later ones can add."""
    best = _best()
    order: tuple[tuple[Callable[[Columns, Numbers, Numbers], Floats], float], ...] = (
        (_status, 0.0), (_time, 0.0), (_words, best["names"] + best["sites"] + best["hour"] + best["wording"]), (sides_most, best["sides"]),
        (_opponents, 0.0), (_main, best["main"]), (_persons, best["persons"]), (_tolls, best["tolls"]), (_place, best["place"] + _w("place", "named")),
    )  # fmt: skip
    rests = [sum(most for _, most in order[n + 1 :]) + best["copy"] for n in range(len(order))]
    return tuple((feature, rest) for (feature, _), rest in zip(order, rests, strict=True))


@cache
def _best() -> Mapping[str, float]:
    """The most that each feature can add."""
    return {name: max(0.0, *levels.values()) for name, levels in weights().items()}


#: So many of the features are asked of a stretch of accounts side by side, and what they ask for.
_CHEAP = 7
_SIEVED = (
    "type", "battle", "report", "dataset", "ahead", "failed", "first", "last", "end", "timed", "undated", "when", "published", "rare", "sites", "hours", "follows", "grown",
    "contrasts", "actors", "linked", "loose", "states", "hit", "main", "persons", "full", "outcomes", "told", "sketched", "shingles", "largest", "sketch", "below", "kept", "marked",
)  # fmt: skip


def _status(t: Columns, i: Numbers, j: Numbers) -> Floats:
    """Also what keeps two accounts apart whatever they tell: one report, one data set."""
    found = np.where(t["failed"][i] != t["failed"][j], _w("status", "failed"), 0.0)
    found[(t["report"][i] == t["report"][j]) | (t["ahead"][i] != t["ahead"][j])] = NEVER
    found[(t["dataset"][i] != 0) & (t["dataset"][i] == t["dataset"][j])] = NEVER
    return found


def _opponents(t: Columns, i: Numbers, j: Numbers) -> Floats:
    a, b = t["hit"][i], t["hit"][j]
    parted = (a != 0) & (b != 0) & (a & b == 0) & ~t["battle"][i] & ~t["battle"][j]
    return np.where(parted, _w("opponents", "other"), 0.0)


def _time(t: Columns, i: Numbers, j: Numbers) -> Floats:
    """As `near.time` has it."""
    levels = np.array([_w("time", p.value) for p in WhenPrecision])
    found = levels[np.maximum(t["when"][i], t["when"][j])]
    one, other = t["undated"][i], t["undated"][j]
    apart = np.abs(t["end"][i] - t["end"][j])
    found = np.where(one ^ other, np.where(apart <= FRESH.days, _w("time", "fresh"), _w("time", "stale")), found)
    both = np.where(apart <= SAME_NEWS.days, _w("time", "same_news"), np.where(apart <= ONE_WAVE.days, _w("time", "one_wave"), _w("time", "apart")))
    found = np.where(one & other, both, found)
    found = np.where(t["timed"][i] & t["timed"][j], found, _w("time", "untold"))
    found[(t["first"][i] > t["last"][j]) | (t["first"][j] > t["last"][i])] = NEVER
    return found


def _place(t: Columns, i: Numbers, j: Numbers) -> Floats:
    """As `near.place` has it, with what `score` adds where a report names the other's place; two bare names may be one."""
    both, one = t["told"][i] & t["told"][j], t["told"][i] | t["told"][j]
    found = np.where(one, _w("place", "one_untold"), _w("place", "both_untold"))
    same = _same(t, i, j)
    at = np.flatnonzero(both)
    found[at] = _told_places(t, i[at], j[at], same[at])
    at = np.flatnonzero(found > NEVER)
    found[at] += np.where(may_name(t, i[at], j[at]), _w("place", "named"), 0.0)
    return found


def may_name(t: Columns, i: Numbers, j: Numbers) -> Flags:
    """Whether one report may name the other's place, which is another one."""
    found: Flags = ~_same(t, i, j)
    at = np.flatnonzero(found)
    a, b = i[at], j[at]
    found[at] = _named(t, a, b, "key") | _named(t, b, a, "key")
    return found


def _apart(t: Columns, i: Numbers, j: Numbers) -> Flags:
    """Whether two places are far from each other."""
    provinces = (t["admin1"][i] != 0) & (t["admin1"][j] != 0) & (t["admin1"][i] != t["admin1"][j])
    points = _POINTS[t["where"][i]] & _POINTS[t["where"][j]]
    far: Flags = ~_same(t, i, j) & (provinces | points) & ~(_kilometres(t, i, j) <= FAR_KM + _KM)
    return far


def _same(t: Columns, i: Numbers, j: Numbers) -> Flags:
    """Whether the gazetteer knows both and they are one."""
    one = t["gazetteer"][i]
    told: Flags = np.logical_and(one != 0, one == t["gazetteer"][j])
    return told


def _told_places(t: Columns, i: Numbers, j: Numbers, same: Flags) -> Floats:
    wider = np.maximum(t["where"][i], t["where"][j])
    alike = np.array([_w("place", f"same_{p.value}") for p in FINENESS])
    found = np.where(t["name"][i] & t["name"][j] & (wider == _UNKNOWN), _w("place", "same_name"), alike[wider])
    bare = (t["gazetteer"][i] == 0) & (t["gazetteer"][j] == 0)
    found[bare] = max(alike.max(), _w("place", "same_name"), _w("place", "here"))
    points = _POINTS[t["where"][i]] & _POINTS[t["where"][j]]
    at = np.flatnonzero(~same & ~bare & points)
    found[at] = _points(t, i[at], j[at])
    at = np.flatnonzero(~same & ~bare & ~points)
    found[at] = _areas(t, i[at], j[at], wider[at])
    one, other = t["country"][i], t["country"][j]
    found[(one != 0) & (other != 0) & (one != other)] = NEVER
    return found


def _kilometres(t: Columns, i: Numbers, j: Numbers) -> Floats:
    """As `where.kilometres` has it; NaN where a point is missing."""
    p, q = np.radians(t["lat"][i]), np.radians(t["lat"][j])
    h = np.sin((q - p) / 2) ** 2 + np.cos(p) * np.cos(q) * np.sin(np.radians(t["lon"][j] - t["lon"][i]) / 2) ** 2
    found = 2 * EARTH_KM * np.arcsin(np.minimum(1.0, np.sqrt(h)))
    return np.where(t["point"][i] & t["point"][j], found, np.nan)


def _far(t: Columns, i: Numbers, j: Numbers, far: Flags, else_: Floats) -> Floats:
    """What is far counts only where a report may name both."""
    found = else_
    at = np.flatnonzero(far)
    found[at] = np.where(_one_place(t, i[at], j[at]), _w("place", "far_named"), NEVER)
    return found


def _points(t: Columns, i: Numbers, j: Numbers) -> Floats:
    km = _kilometres(t, i, j)
    near = (t["where"][i] == _NEAR) | (t["where"][j] == _NEAR)
    close = np.where(km <= HERE_KM + _KM, _w("place", "here"), np.where(near & (km <= NEAR_KM + _KM), _w("place", "near"), _w("place", "apart")))
    return _far(t, i, j, km > FAR_KM + _KM, np.where(np.isnan(km), _w("place", "distance_unknown"), close))


def _areas(t: Columns, i: Numbers, j: Numbers, wider: Numbers) -> Floats:
    found = np.where(wider == _AREA, _w("place", "in_area"), _w("place", "country_only"))
    one, other = t["admin1"][i], t["admin1"][j]
    both = (one != 0) & (other != 0)
    at = np.flatnonzero(both & (one == other) & ((wider == _ADMIN1) | (wider == _ADMIN2)))
    a, b = t["admin2"][i[at]], t["admin2"][j[at]]
    second = np.where((a != 0) & (b != 0) & (a != b), _w("place", "two_districts"), _w("place", "in_admin2"))
    found[at] = np.where(wider[at] == _ADMIN2, second, _w("place", "in_admin1"))
    at = np.flatnonzero(both & (one != other))
    km = _kilometres(t, i[at], j[at])
    found[at] = _far(t, i[at], j[at], ~(km <= FAR_KM + _KM), np.full(len(at), _w("place", "two_provinces")))
    return found


def _named(t: Columns, i: Numbers, j: Numbers, words: str) -> Flags:
    """Whether the passage of j may have all the words of i's place."""
    found: Flags = t["names_place" if words == "key" else "names_surface"][i]
    for piece in range(PIECES):
        at = np.flatnonzero(found)
        found[at] = t[f"{words}_{piece}"][i[at]] & ~t[f"mention_{piece}"][j[at]] == 0
    return found


def _one_place(t: Columns, i: Numbers, j: Numbers) -> Flags:
    found: Flags = ~(t["contrasts"][i] | t["contrasts"][j])
    at = np.flatnonzero(found)
    a, b = i[at], j[at]
    found[at] = _named(t, a, b, "key") | _named(t, b, a, "key") | _named(t, a, b, "surface") | _named(t, b, a, "surface") | _namesake(t, a, b) | _namesake(t, b, a)
    return found | ((t["full"][i] > 0) & (t["full"][j] > 0))


def _namesake(t: Columns, i: Numbers, j: Numbers) -> Flags:
    town = t["town"][i]
    told: Flags = np.logical_and(town != 0, town == t["province"][j])
    return told


def _tolls(t: Columns, i: Numbers, j: Numbers) -> Floats:
    """As `alike.tolls` has it, of the first outcome that both tell of."""
    found = np.zeros(len(i))
    both = t["outcomes"][i] & t["outcomes"][j]
    at = np.flatnonzero(both)
    first = _LOWEST_BIT[both[at]]
    a, b = t["tolls"][i[at], first], t["tolls"][j[at], first]
    turned = a[:, 0] > b[:, 0]
    low, high = np.where(turned[:, None], b, a), np.where(turned[:, None], a, b)
    small, large = low[:, 0], high[:, 0]
    later, earlier = (np.where(turned, t["published"][x[at]], t["published"][y[at]]) for x, y in ((i, j), (j, i)))
    grew = (later > 0) & (earlier > 0) & (earlier < later)
    levels = np.select(
        [small == large, low[:, 2] >= high[:, 1], large <= np.maximum(CLOSE * small, small + SLACK), grew],
        [
            np.where(large >= TELLING, _w("tolls", "equal"), _w("tolls", "equal_small")),
            np.where(large <= FAR * small, _w("tolls", "compatible"), _w("tolls", "open_far")),
            np.where(small >= LARGE, _w("tolls", "close_large"), _w("tolls", "close")),
            np.where(large <= FAR * small, _w("tolls", "grown"), _w("tolls", "grown_far")),
        ],
        np.where(large <= FAR * small, _w("tolls", "apart"), _w("tolls", "far")),
    )  # fmt: skip
    found[at] = levels
    return found


def sides_most(t: Columns, i: Numbers, j: Numbers) -> Floats:
    """An actor that the registry does not know may be any other."""
    one, other = t["actors"][i], t["actors"][j]
    some = (one > 0) & (other > 0)
    shared = some & ((t["linked"][i] & t["linked"][j] != 0) | t["loose"][i] | t["loose"][j])
    states = some & (t["states"][i] & t["states"][j] != 0)
    most = np.where(one + other > 2, _w("sides", "several"), _w("sides", "one"))
    none = np.where(some, _w("sides", "none"), 0.0)
    return np.where(shared, most, np.where(states, _w("sides", "one_state"), none))


def _persons(t: Columns, i: Numbers, j: Numbers) -> Floats:
    full = (t["full"][i] > 0) & (t["full"][j] > 0)
    some = (t["persons"][i] > 0) & (t["persons"][j] > 0)
    return np.where(full, max(0.0, _w("persons", "shared"), _w("persons", "surname")), np.where(some, max(0.0, _w("persons", "surname")), 0.0))


def _main(t: Columns, i: Numbers, j: Numbers) -> Floats:
    one, other = t["published"][i], t["published"][j]
    late = (one > 0) & (other > 0) & (np.abs(one - other) > ONE_NEWS.days)
    return np.where(t["main"][i] & t["main"][j], np.where(late, _w("main", "late"), _w("main", "both")), 0.0)


def _words(t: Columns, i: Numbers, j: Numbers) -> Floats:
    """Names, wording, sites and hours."""
    found = np.where(t["rare"][i] & t["rare"][j], best_names(), 0.0)
    for name, feature, parted in (("sites", "sites", "none"), ("hours", "hour", "other")):
        a, b = t[name][i], t[name][j]
        shared = np.where(a & b != 0, _w(feature, "shared" if feature == "sites" else "same"), _w(feature, parted))
        found += np.where((a != 0) & (b != 0), shared, 0.0)
    one, other = t["published"][i], t["published"][j]
    later = np.where(one <= other, t["follows"][j] | t["grown"][j], t["follows"][i] | t["grown"][i])
    follows = np.where(later & (one != other), _w("wording", "follow_up"), 0.0)
    contrast = t["contrasts"][i] != t["contrasts"][j]
    found += np.where((one > 0) & (other > 0), np.where(contrast, _w("wording", "contrast"), follows), 0.0)
    return found


def _copies(t: Columns, i: Numbers, j: Numbers) -> Flags:
    """Whether one report may be a copy of the other: no more hashes can be common than bits are, and some that share a bit."""
    one, other = t["sketch"][i], t["sketch"][j]
    kept = [t["kept"][k] for k in (i, j)]
    common = np.bitwise_count(one & other).sum(axis=1, dtype=np.int16) + np.minimum(*(t["kept"][k] - t["marked"][k] for k in (i, j)))
    level = (np.minimum(t["largest"][i], t["largest"][j]) * LEVELS >> np.uint64(32)).astype(np.int64)
    whole = level >= LEVELS
    below = [np.where(whole, k, t["below"][x, np.clip(level - 1, 0, LEVELS - 1)]) for x, k in zip((i, j), kept, strict=True)]
    shorter = np.where(~whole & (level == 0), 0, np.minimum(*below))
    enough = (common > 0) & (common >= COPY * shorter)
    short = np.minimum(t["shingles"][i], t["shingles"][j]) < FEWEST
    told: Flags = np.logical_and(t["sketched"][i] & t["sketched"][j], np.where(short, (one == other).all(axis=1), enough))
    return told
