"""What the rules work on: accounts with their reports, claims as rows in a fixed order, a value with the rows behind it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Generic, TypeVar

from cairn.consolidation.confidence import claim_confidence
from cairn.consolidation.passage import NOTHING, Passage
from cairn.model import Account, Claim, Evidence

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Told:
    """An account with what is known of the report that it stands in. Without the report's text its words say nothing."""

    account: Account
    published: date | None = None
    publisher: str | None = None
    passage: Passage = NOTHING

    @classmethod
    def of(cls, account: Account, text: str, *, published: date | None, publisher: str | None) -> "Told":
        """The account with the passage behind it in its report's text."""
        return cls(account, published, publisher, Passage.of(text, account, published))


@dataclass(frozen=True, slots=True)
class Row:
    """One claim with its report. An undated report counts as older than every dated one."""

    claim: Claim
    report: str
    published: date
    publisher: str | None

    @property
    def start(self) -> int:
        """Where in its report the claim stands."""
        return self.claim.spans[0].start


@dataclass(frozen=True, slots=True)
class Settled(Generic[T]):
    """A value that a rule arrived at, with the rows that say so; `decided` is the evidence of a reviewer who gave it."""

    value: T
    rows: tuple[Row, ...]
    decided: tuple[Evidence, ...] = ()


def in_order(told: Iterable[Told]) -> list[Told]:
    """Accounts by day of publication, report and id, each once: the order in which they came is forgotten here."""
    ordered = sorted(told, key=lambda t: (t.published or date.min, t.account.report, t.account.id, t.publisher or ""))
    return list({t.account.id: t for t in reversed(ordered)}.values())[::-1]


def rows_of(told: Sequence[Told]) -> list[Row]:
    """The claims of accounts: accounts in order, in each by place in the text, and no two claims without an order."""
    return [
        Row(claim, t.account.report, t.published or date.min, t.publisher)
        for t in told for claim in _by_place(t.account.claims)
    ]  # fmt: skip


def _by_place(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Claims in the order of the text, then of their fields' names, then of all that they hold."""
    for _, alike in groupby(sorted(claims, key=_place), key=_place):
        found = list(alike)
        yield from sorted(found, key=repr) if len(found) > 1 else found  # repr costs more than all the rest


def _place(claim: Claim) -> tuple[int, str]:
    return claim.spans[0].start, claim.field


def values_of(rows: Iterable[Row], kind: type[T]) -> list[tuple[Row, T]]:
    """Rows with their values, of which each is of one kind."""
    return [(row, row.claim.value) for row in rows if isinstance(row.claim.value, kind)]


def evidence(path: str, rows: Iterable[Row]) -> list[Evidence]:
    """The evidence of a field: every span of the claims behind it."""
    return [
        Evidence(path, span.start, span.end, span.quote, row.claim.said_by, row.report, row.claim.rule, sure)
        for row in rows for sure in (claim_confidence(row.claim),) for span in row.claim.spans
    ]  # fmt: skip
