"""Where in a report something stands."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a report's text: code points `start` up to but not including `end`, and what stands there.

    >>> Span.of("Iraqi forces said", 0, 12)
    Span(start=0, end=12, quote='Iraqi forces')
    """

    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"span {self.start}..{self.end}: expected 0 <= start < end")
        if len(self.quote) != self.end - self.start:
            raise ValueError(f"span {self.start}..{self.end}: quote {self.quote!r} has {len(self.quote)} code points")

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "Span":
        """The span of `text` between two offsets, its quote taken from the text."""
        return cls(start, end, text[start:end])

    def stands_in(self, text: str) -> bool:
        """Whether the quote is exactly what `text` holds at these offsets."""
        return text[self.start : self.end] == self.quote

    def overlaps(self, other: "Span") -> bool:
        """Whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def distance(self, other: "Span") -> int:
        """Code points between the two spans, 0 where they touch or overlap."""
        return max(0, other.start - self.end, self.start - other.end)
