"""What people decided about accounts, as bonds: which have to be one event, and which pairs may not be."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from cairn.consolidation.told import Told
from cairn.model import Account, Anchor, Judgement, Verdict

Pair = frozenset[str]


@dataclass(frozen=True, slots=True)
class Bonds:
    """By account id: the sets that are one event, and the pairs that are two. `lost` are the judgements of which some words
    tell of no event any more; they wait until they do again."""

    same: tuple[frozenset[str], ...] = ()
    apart: frozenset[Pair] = frozenset()
    lost: tuple[Judgement, ...] = ()

    def together(self, account: str) -> frozenset[str]:
        """The accounts that are one event with this one, itself among them."""
        return next((group for group in self.same if account in group), frozenset({account}))


def bonds(told: Iterable[Told], judgements: Sequence[Judgement]) -> Bonds:
    """The bonds that follow from judgements: "same" carries over from pair to pair, and what is different from one account is
    different from all that are one event with it. A later judgement takes from earlier ones what contradicts it."""
    if not judgements:
        return Bonds()
    homes = _homes(told)
    same: list[tuple[str, str]] = []
    apart: list[tuple[str, str]] = []
    lost = []
    for judgement in sorted(judgements, key=lambda j: (j.at, repr(j))):
        groups = [[account for anchor in group if (account := account_at(anchor, homes)) is not None] for group in judgement.groups]
        if sum(map(len, groups)) < sum(map(len, judgement.groups)):
            lost.append(judgement)
        if judgement.verdict is Verdict.SAME:
            for a, b in _star(groups):
                apart = [pair for pair in apart if not _between(pair, _reached(a, same), _reached(b, same))]
                same.append((a, b))
        elif judgement.verdict is Verdict.DIFFERENT:
            for first, second in combinations(groups, 2):
                for a, b in product(first, second):
                    same = _parted(a, b, same)
                    apart.append((a, b))
    sets = _sets(same)
    of = {account: group for group in sets for account in group}
    pairs = {frozenset((x, y)) for a, b in apart for x in of.get(a, {a}) for y in of.get(b, {b}) if x != y}
    return Bonds(tuple(sorted(sets, key=sorted)), frozenset(pairs), tuple(lost))


def _homes(told: Iterable[Told]) -> Mapping[str, list[Account]]:
    found: defaultdict[str, list[Account]] = defaultdict(list)
    for row in told:
        found[row.account.report].append(row.account)
    return found


def anchors(account: Account) -> tuple[Anchor, ...]:
    """Where an account stands."""
    return account.anchors


def account_at(anchor: Anchor, homes: Mapping[str, Sequence[Account]]) -> str | None:
    """The account of which a word stands where the anchor does; of several the one with the word that starts nearest to it."""
    meeting = [
        (abs(word.start - anchor.start), account.id)
        for account in homes.get(anchor.report, ()) for word in anchors(account) if word.start < anchor.end and anchor.start < word.end
    ]  # fmt: skip
    return min(meeting)[1] if meeting else None


def _star(groups: Sequence[Sequence[str]]) -> list[tuple[str, str]]:
    """Pairs that tie all accounts of all groups together."""
    every = list(dict.fromkeys(account for group in groups for account in group))
    return [(every[0], other) for other in every[1:]]


def _reached(account: str, same: Sequence[tuple[str, str]]) -> frozenset[str]:
    """All that pairs tie to an account, itself among them."""
    return next((group for group in _sets(same) if account in group), frozenset({account}))


def _between(pair: tuple[str, str], first: frozenset[str], second: frozenset[str]) -> bool:
    return (pair[0] in first and pair[1] in second) or (pair[0] in second and pair[1] in first)


def _parted(a: str, b: str, same: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The pairs without the latest ones that tie two accounts together."""
    kept = list(same)
    while b in _reached(a, kept) and a != b:
        held = _reached(a, kept)
        last = max(i for i, pair in enumerate(kept) if pair[0] in held)
        kept.pop(last)
    return kept


def _sets(same: Iterable[tuple[str, str]]) -> list[frozenset[str]]:
    found: list[set[str]] = []
    for pair in same:
        meeting = [group for group in found if not group.isdisjoint(pair)]
        found = [group for group in found if group.isdisjoint(pair)]
        found.append(set(pair).union(*meeting))
    return [frozenset(group) for group in found]
