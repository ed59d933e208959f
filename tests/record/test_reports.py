"""Reports go in whole, come out the same, and go in once."""

from dataclasses import replace
from datetime import date

import pytest

from cairn.errors import FetchError, NotInRecord, UnreadableReport
from cairn.model import Claim, ClaimField, Coded
from cairn.record import Counts, Record, ReportFilter

from .factories import BASE, NOON, READER, TEXT, account_of, coded_of, report_of

OTHER = report_of("Protesters marched in Hong Kong.", publisher="Paper", published=None, source="b.txt", title=None)


def test_what_goes_in_comes_out_the_same(record: Record) -> None:
    coded = coded_of(accounts=2)
    assert record.add(coded)
    assert record.coding(BASE.id) == coded.coding
    assert tuple(account for account, _ in record.accounts()) == coded.accounts
    stored = record.report(BASE.id)
    assert stored.report() == BASE
    assert (stored.head.reader, stored.head.read_at, stored.head.relevant, stored.others) == (READER, NOON, True, ())


def test_a_claim_keeps_the_type_of_its_value(record: Record) -> None:
    record.add(coded_of())
    ((account, head),) = record.accounts()
    assert [type(claim.value) for claim in account.claims] == [type(claim.value) for claim in account_of(BASE).claims]
    assert head.published == date(2024, 3, 16)


def test_a_report_is_read_once_by_each_reader(record: Record) -> None:
    assert not record.has(BASE.id, READER)
    record.add(coded_of())
    assert record.has(BASE.id, READER)
    assert not record.has(BASE.id, "embedded-2")


def test_the_same_again_changes_nothing(record: Record) -> None:
    assert record.add(coded_of())
    assert not record.add(coded_of())
    assert record.counts() == Counts(reports=1, relevant=1, accounts=1, claims=9, events=0, main=0, failures=0)


@pytest.mark.parametrize("report", [replace(BASE, source="copy.txt"), replace(BASE, title="Another title")])
def test_another_path_of_the_same_publication_changes_nothing(record: Record, report: object) -> None:
    record.add(coded_of())
    assert not record.add(coded_of(report))  # type: ignore[arg-type]
    assert record.report(BASE.id).report() == BASE


def test_another_publication_of_the_same_text_is_kept_beside_the_first(record: Record) -> None:
    record.add(coded_of())
    copy = report_of(publisher="Paper", url="https://example.org/1", published=date(2024, 3, 17))
    assert record.add(coded_of(copy, reader="embedded-2", accounts=2))
    assert not record.add(coded_of(copy))
    stored = record.report(BASE.id)
    assert stored.report() == BASE
    assert [(other.publisher, other.published) for other in stored.others] == [("Paper", date(2024, 3, 17))]
    assert record.coding(BASE.id) == coded_of().coding


def test_a_further_source_needs_no_reading(record: Record) -> None:
    with pytest.raises(NotInRecord, match="only a stored text"):
        record.add_source(BASE)
    record.add(coded_of())
    record.add_failure("b.txt", FetchError("no answer"))
    assert not record.add_source(BASE)
    assert record.add_source(replace(BASE, publisher="Paper", source="b.txt"))
    assert not record.add_source(replace(BASE, publisher="Paper"))
    assert [other.source for other in record.report(BASE.id).others] == ["b.txt"]
    assert record.failures() == ()


def test_a_new_reader_replaces_what_the_old_one_read(record: Record) -> None:
    record.add(coded_of(accounts=2))
    newer = coded_of(reader="embedded-2")
    assert record.add(newer)
    assert record.coding(BASE.id) == newer.coding
    assert record.counts().accounts == 1
    assert record.has(BASE.id, "embedded-2")
    assert not record.has(BASE.id, READER)


def test_another_claim_by_the_same_reader_replaces_the_old_one(record: Record) -> None:
    record.add(coded_of())
    coded = coded_of()
    changed = replace(coded, accounts=(replace(coded.accounts[0], claims=coded.accounts[0].claims[:3]),))
    assert record.add(changed)
    assert next(iter(record.accounts()))[0] == changed.accounts[0]


def test_a_report_without_events_is_kept_too(record: Record) -> None:
    record.add(coded_of(OTHER, reader=None, accounts=0))
    assert record.report(OTHER.id).head.relevant is False
    assert record.coding(OTHER.id).reader is None


def test_accounts_of_another_report_are_refused(record: Record) -> None:
    coded = coded_of()
    with pytest.raises(ValueError, match="accounts are of"):
        record.add(Coded(BASE, (account_of(OTHER),), coded.coding))


def test_a_claim_of_the_wrong_type_is_refused_and_leaves_no_trace(record: Record) -> None:
    account = account_of(BASE)
    wrong = Claim(ClaimField.WHEN, "Friday", account.words, 0.5, READER)
    with pytest.raises(TypeError, match="expected When"):
        record.add(replace(coded_of(), accounts=(replace(account, claims=(wrong,)),)))
    assert record.counts().reports == 0


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (ReportFilter(), [BASE.id, OTHER.id]),
        (ReportFilter(publisher="Paper"), [OTHER.id]),
        (ReportFilter(relevant=True), [BASE.id]),
        (ReportFilter(since=date(2024, 3, 16)), [BASE.id]),
        (ReportFilter(until=date(2024, 3, 15)), []),
        (ReportFilter(text="hong MARCHED"), [OTHER.id]),
        (ReportFilter(text="leader killed"), [BASE.id]),
        (ReportFilter(text="100%"), []),
        (ReportFilter(limit=1), [BASE.id]),
        (ReportFilter(offset=1), [OTHER.id]),
    ],
)
def test_reports_are_found_by(record: Record, wanted: ReportFilter, found: list[str]) -> None:
    record.add(coded_of())
    record.add(coded_of(OTHER, accounts=0))
    assert [head.id for head in record.reports(wanted)] == found


@pytest.mark.parametrize("asked", [BASE.id, BASE.id[:8], BASE.id[:8].upper()])
def test_a_report_is_found_by_the_beginning_of_its_id(record: Record, asked: str) -> None:
    record.add(coded_of())
    assert record.report(asked).text == TEXT


@pytest.mark.parametrize("asked", ["", "%", "_", BASE.id[:4] + "zzzz"])
def test_a_report_that_is_not_there_is_not_found(record: Record, asked: str) -> None:
    record.add(coded_of())
    with pytest.raises(NotInRecord, match=BASE.id if len(asked) > 1 else "not in the record"):
        record.report(asked)


def test_a_failure_is_kept_until_the_source_can_be_read(record: Record) -> None:
    assert record.add_failure("a.txt", FetchError("no answer"))
    assert record.add_failure("a.txt", UnreadableReport("no text"))
    assert not record.add_failure("a.txt", UnreadableReport("no text"))
    (failure,) = record.failures()
    assert (failure.source, failure.error, failure.message, failure.failed_at) == ("a.txt", "UnreadableReport", "no text", NOON)
    record.add(coded_of())
    assert record.failures() == ()
