"""Which new texts are nearly those that came lately: told, so that a person sees whose text it is. Events count copies once by themselves."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from cairn.consolidation.copies import Sketch, sketch

#: Texts that a new one is laid beside.
MOST = 2_000


class Copies:
    """The texts that came lately, found again by the hashes that they have in common. `earlier` gives those of before the run, by report;
    it is asked once, and only when there is a new text."""

    def __init__(self, earlier: Callable[[], Iterable[tuple[str, str]]]) -> None:
        self._earlier: Callable[[], Iterable[tuple[str, str]]] | None = earlier
        self._sketches: dict[str, Sketch] = {}
        self._holders: defaultdict[int, set[str]] = defaultdict(set)

    def of(self, report: str, text: str) -> str | None:
        """The report of which a text is nearly a copy, None where there is none; the text is kept for later ones."""
        if self._earlier is not None:
            earlier, self._earlier = self._earlier, None
            for id_, told in earlier():
                self._keep(id_, sketch(told))
        made = sketch(text)
        shared: defaultdict[str, int] = defaultdict(int)
        for value in made.hashes:
            for holder in self._holders.get(value, ()):
                shared[holder] += 1
        likest = sorted(shared, key=lambda id_: (-shared[id_], id_))
        found = next((id_ for id_ in likest if id_ != report and made.copies(self._sketches[id_])), None)
        self._keep(report, made)
        return found

    def _keep(self, report: str, made: Sketch) -> None:
        if report in self._sketches:
            return
        self._sketches[report] = made
        for value in made.hashes:
            self._holders[value].add(report)
        while len(self._sketches) > MOST:
            oldest = next(iter(self._sketches))
            for value in self._sketches.pop(oldest).hashes:
                self._holders[value].discard(oldest)
