"""What changed is told as a search through all events would tell it."""

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from cairn.model import Evidence
from cairn.record.differences import Differences, Held, _words
from cairn.record.values import ChangeKind

from .factories import NOON, event_of

ACCOUNTS = st.frozensets(st.sampled_from("abcdefg"), max_size=4)
WORDS = st.lists(st.tuples(st.sampled_from(("r1", "r2")), st.integers(0, 12)), max_size=2)


@st.composite
def states(draw: st.DrawFn) -> Mapping[str, Held]:
    found = {}
    for id_ in draw(st.lists(st.sampled_from([f"e{n}" for n in range(8)]), unique=True, max_size=6)):
        evidence = tuple(Evidence("type", start, start + 5, "words", None, report) for report, start in draw(WORDS))
        event = replace(event_of(id_), evidence=evidence)
        found[id_] = Held(str(evidence), draw(ACCOUNTS), event)
    return found


@given(states(), states())
def test_where_events_come_from_and_go_to(old: Mapping[str, Held], new: Mapping[str, Held]) -> None:
    told = Differences(old, new, {})
    for id_ in set(new) - set(old):
        from_ = next((o for o, row in old.items() if o in new and row.accounts & new[id_].accounts), None)
        change = told.added(id_)(NOON)
        assert (change.other, change.kind) == (from_, ChangeKind.SPLIT if from_ else ChangeKind.ADDED)
    for id_ in set(old) - set(new):
        shared = {n: len(row.accounts & old[id_].accounts) for n, row in new.items()}
        if not any(shared.values()):
            shared = {n: len(_words(row.event) & _words(old[id_].event)) for n, row in new.items()}
        best = max(sorted(shared), key=lambda n: shared[n]) if any(shared.values()) else None
        assert told.home(id_) == best
        assert told.removed(id_)(NOON).kind is (ChangeKind.MERGED if best else ChangeKind.REMOVED)
