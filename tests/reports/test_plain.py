"""Title and date of publication of plain texts."""

from datetime import date

import pytest

from cairn.reports.plain import day_of, extract

BODY = "Gunmen killed twelve people in a village in the north on Friday, police said, and burned several houses down."


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Twelve killed in Kano\n\n{BODY}", "Twelve killed in Kano"),
        (f"Twelve killed in Kano\n{BODY}", "Twelve killed in Kano"),
        (f"# **Twelve killed** in Kano\n{BODY}", "Twelve killed** in Kano"),
        (f"## Twelve killed in Kano ##\n\n{BODY}", "Twelve killed in Kano"),
        (f"**Twelve killed in Kano**\n\n{BODY}", "Twelve killed in Kano"),
        (f"Twelve killed\nin Kano\n\n{BODY}", "Twelve killed in Kano"),
        (f"Twelve killed in Kano\nBy our correspondent\n{BODY}", "Twelve killed in Kano"),
        (f"By Jane Example\n\nTwelve killed in Kano\n\n{BODY}", "Twelve killed in Kano"),
        (f"14 March 2024\n\nTwelve killed in Kano\n\n{BODY}", "Twelve killed in Kano"),
        (f"PRESS RELEASE\n\nTwelve killed in Kano\n\n{BODY}", "Twelve killed in Kano"),
        (f"STATEMENT\nExample Office\nAbuja, 24 March 2024\n\nTwelve killed in Kano\n\n{BODY}", "Twelve killed in Kano"),
        (f"TWELVE KILLED IN KANO - POLICE\n\n{BODY}", "TWELVE KILLED IN KANO - POLICE"),
        ("Twelve killed in Kano", None),
        (BODY, None),
        (f"{BODY}\n\n{BODY}", None),
        (f"Twelve were killed.\n\n{BODY}", None),
        ("KANO, Nigeria, March 14 (Example Wire) - Gunmen killed twelve\npeople in a village\n\n" + BODY, None),
        ("Gunmen killed twelve people in a village in the\nnorth on Friday, police said\nand burned it.\n\n" + BODY, None),
        (f"---\n\n{BODY}", None),
    ],
)
def test_a_title_is_a_short_line_over_a_text(text: str, title: str | None) -> None:
    assert extract(text).stated.title == title


@pytest.mark.parametrize(
    "line",
    ["Published: 2024-03-14", "published on 14 March 2024", "**Date:** 14 March 2024", "14 March 2024", "March 14, 2024",
     "Thursday, 14th March 2024, 10:32 GMT", "Mar. 14, 2024", "2024-03-14", "2024-03-14T10:00:00Z", "Publié le 14 mars 2024",
     "14 de marzo de 2024", "Thu, 14 Mar 2024 at 9:05 p.m. EST"],
)  # fmt: skip
def test_a_full_date_standing_alone_is_the_day_of_publication(line: str) -> None:
    assert extract(f"Twelve killed in Kano\n\n{line}\n\n{BODY}").stated.published == date(2024, 3, 14)


@pytest.mark.parametrize(
    "line",
    ["March 14", "Thursday", "On 14 March 2024 gunmen killed twelve", "Harbour Gazette | Kano, 14 March 2024", "03/04/2024",
     "31 February 2024", "Updated: 14 March 2024", "14 March 2024 - 15 March 2024", "KANO, March 14, 2024 (Wire) - Gunmen", "2024",
     "Published: yesterday"],
)  # fmt: skip
def test_any_other_date_is_not(line: str) -> None:
    assert extract(f"Twelve killed in Kano\n\n{line}\n\n{BODY}").stated.published is None


def test_a_date_below_the_fifth_line_is_the_storys() -> None:
    assert extract("A\n\nb\n\nc\n\nd\n\ne\n\n14 March 2024\n").stated.published is None


def test_a_raised_figure_is_no_number_of_a_date() -> None:
    assert day_of(["\u00b2 March 2024"]) is None
