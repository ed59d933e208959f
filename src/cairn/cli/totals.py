"""`cairn totals`: what was claimed in numbers beside the record's own count."""

from cairn import codebook
from cairn.analysis import Reconciled
from cairn.deriving.totals import Counting
from cairn.linking.who import Registry
from cairn.record import Address, Record, StoredHead


def totals(record: Address) -> list[tuple[Reconciled, StoredHead]]:
    """Every total of the record, reconciled, with the report that gives it."""
    with Record.open(record, create=False) as held:
        events, found, heads = held.events(), held.totals(), held.reports()
    counting = Counting.of(heads, Registry.load(), codebook.load())
    return [(counting.reconciled(total, events), head) for total, head in found]
