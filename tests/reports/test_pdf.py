"""PDF files: text, what their information states, and those without text."""

from datetime import date

import pytest

from cairn.errors import OversizeReport, UnreadableReport
from cairn.reports.pdf import extract
from cairn.reports.pdf_lines import joined

from .made import pdf

STORY = ["Gunmen killed twelve people in a", "village in the north on Friday."]


def test_the_text_and_the_information_are_read() -> None:
    got = extract(pdf([STORY], title="Twelve killed in Kano", made="D:20240314101500+00'00'"), source="a")
    assert got.text == "\n".join(STORY)
    assert (got.stated.title, got.stated.published) == ("Twelve killed in Kano", date(2024, 3, 14))
    assert "the day on which the PDF was made" in got.notes[-1]


def test_a_day_on_the_page_wins_over_the_files() -> None:
    got = extract(pdf([["Twelve killed", "13 March 2024", *STORY]], made="D:20240320"), source="a")
    assert got.stated.published == date(2024, 3, 13)
    assert got.notes == ()


@pytest.mark.parametrize("title", ["report_final.docx", "Microsoft Word - Document1", "untitled", "", "1234567"])
def test_a_title_that_a_program_wrote_is_none(title: str) -> None:
    assert extract(pdf([STORY], title=title), source="a").stated.title is None


@pytest.mark.parametrize("made", ["D:00000000", "yesterday", "D:20000101", "D:19700101000000Z", ""])
def test_a_day_that_can_not_be_is_none(made: str) -> None:
    assert extract(pdf([STORY], made=made), source="a").stated.published is None


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (pdf([[], []]), "2 page.s. hold images and no text; run character recognition"),
        (pdf([STORY], password="secret"), "encrypted"),
        (pdf([STORY])[:150], "damaged"),
        (b"%PDF-1.4\nnothing of a PDF", "damaged"),
        (pdf([]), "no text|damaged"),
    ],
    ids=["images", "encrypted", "cut", "nothing", "no pages"],
)
def test_a_pdf_without_readable_text_says_why(data: bytes, told: str) -> None:
    with pytest.raises(UnreadableReport, match=told):
        extract(data, source="a")


def test_an_empty_password_opens_as_in_a_viewer() -> None:
    assert extract(pdf([STORY], password=""), source="a").text == "\n".join(STORY)


def test_a_page_without_text_among_others_is_noted() -> None:
    assert extract(pdf([STORY, []]), source="a").notes == ("page(s) 2 hold no text",)


def test_more_text_than_the_limit_is_refused() -> None:
    with pytest.raises(OversizeReport, match="--max-bytes"):
        extract(pdf([STORY]), source="a", max_chars=10)


def test_running_heads_and_page_numbers_are_dropped() -> None:
    pages = [
        f"Example Institute\nPage {n} of 3\nStory {word} goes on.\n- {n} -"
        for n, word in enumerate(["one", "two", "six"], start=1)
    ]
    text, notes = joined(pages)
    assert text == "Story one goes on.\n\nStory two goes on.\n\nStory six goes on."
    assert notes == ("9 line(s) of running heads, feet and page numbers were left out",)


def test_a_lone_pages_lines_stay() -> None:
    assert joined(["Example Institute\n12\nStory."])[0] == "Example Institute\nStory."


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("the sul-\ntanate fell", "the sultanate fell"),
        ("al-\nShabaab fled", "al-Shabaab fled"),
        ("a car-\nbomb, the second car-bomb", "a car-bomb, the second car-bomb"),
        ("in 2023-\n24 they", "in 2023-24 they"),
        ("the sul\xad\ntanate", "the sultanate"),
    ],
)
def test_words_broken_at_a_lines_end_are_joined(broken: str, whole: str) -> None:
    assert joined([broken])[0] == whole


def test_a_sentence_runs_on_over_a_pages_end() -> None:
    assert (
        joined(["They were killed before the", "gunmen were shot.", "New."])[0]
        == "They were killed before the\ngunmen were shot.\n\nNew."
    )
