"""Days on which something was said or written, and not done."""

from datetime import date

import pytest

from cairn.linking import when
from cairn.model import Span, When, WhenBasis, WhenPrecision


def said(text: str) -> bool:
    start, end = text.index("<"), text.index(">") - 1
    plain = text.replace("<", "").replace(">", "")
    return when.is_of_saying(Span.of(plain, start, end), plain)


@pytest.mark.parametrize(
    "text",
    [
        "The army said on <Monday> gunmen had attacked a post.",
        "Five soldiers died in an ambush, the army said on <Monday>.",
        "Five soldiers died, the army said in a statement <on Monday>.",
        "Five soldiers died, the ministry told Reuters by phone late on <Monday>.",
        "Police said <Monday> that five had died.",
        "It was announced <Monday>.",
        "On <Thursday> the Islamic State claimed the raid.",
        "Calm returned. On <Thursday>, police told reporters that five had died.",
        "KANO, Nigeria, <July 15> (AP) - Gunmen raided a village.",
        "BAGHDAD, <March 14> - Two men died.",
        "Kano, Nigeria, (Wire / Press - APP - <15th Jul, 2019> ) :Gunmen raided a village.",
    ],
)
def test_the_day_of_saying(text: str) -> None:
    assert said(text)


@pytest.mark.parametrize(
    "text",
    [
        "Five soldiers died in an ambush on <Monday>, the army said.",
        "The army said five soldiers died on <Monday>.",
        "The army said that on <Monday> gunmen attacked a post.",
        "Police said <Monday>'s attack was the worst.",
        "In Kano on <July 15> - a market day - gunmen raided a village.",
        "Gunmen raided Kano (the last attack was on <July 15>).",
        "On <Thursday> a blast claimed six lives.",
        "On <Thursday> gunmen raided a village, police said.",
    ],
)
def test_the_day_of_what_is_told(text: str) -> None:
    assert not said(text)


def test_what_was_told_on_a_day_happened_by_then() -> None:
    told = when.by_then(When.on(date(2024, 3, 11), "Monday", WhenBasis.RESOLVED))
    assert (told.start, told.end, told.precision, told.basis, told.phrase) == (None, date(2024, 3, 11), WhenPrecision.UNKNOWN, WhenBasis.PUBLISHED, "Monday")
