"""Where a report says that it was written."""

import pytest

from cairn.model import dateline_in


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("BAGHDAD, March 14 (AP) - Two men died.", "BAGHDAD, March 14 (AP) - "),
        ("BANGKOK: A strike killed ten.", "BANGKOK: "),
        ("A headline\n\nKIGALI, Rwanda\nThe rebels signed a deal.", "KIGALI, Rwanda"),
        ("Two men died in Baghdad.", None),
        ("M23\nThe rebels signed a deal.", None),
    ],
)
def test_a_dateline_opens_a_line_with_the_place(text: str, line: str | None) -> None:
    found = dateline_in(text)
    assert (found.quote if found else None) == line
