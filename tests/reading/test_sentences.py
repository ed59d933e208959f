"""Sentences of news text."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.reading.sentences import sentences

DEV = Path("../shared/data/muc4/full/dev.jsonl")

# Each row is a text with "|" where a sentence ends.
TABLE = {
    "titles and ranks": "Gen. Ali spoke.| Lt. Col. Omar and Maj.-Gen. Noor left.| Brig. Gen. Saleh, Sgt. Amin and Mr. Khan stayed.",
    "initials": "He met J. K. Rowling.| George W. Bush and A. B. Yehoshua came.| J.-P. Bemba left.",
    "a letter that ends": "They had a plan B.| The army did not.",
    "U.S. before a name": "The U.S. Army came.| The U.S. State Department and U.N. Security Council said so.",
    "U.S. at the end": "He lives in the U.S.| The army left.| It went to the U.K.| In March it came back to the D.R.C.| He stayed.",
    "U.S. before a number": "There were U.S. 5th Fleet ships.",
    "no as a word": "The minister said no.| The army came.| No. 5 Brigade and Nos. 6 and 7 left.",
    "months": "On Sept. 11 and Dec. 3, 2001, it began.| It was cold in Nov. 2001.| He came in Sept.| The rest stayed.",
    "hours": "At 5 p.m. Monday it began.| It ended at 6 a.m.| Police came at 7 p.m. GMT and left at 8 p.m. (Kabul time).",
    "hours of a zone": "It began at 5 p.m. Kabul time.| It ended at 5 p.m.| Observers praised it.",
    "companies": "Acme Inc. Chairman Doe left.| He ran Acme Inc.| The firm failed.| Dr. Smith Jr. was hurt.",
    "never at the end": "Five men, incl. Ali, e.g. Omar vs. Noor, i.e. Kurds, approx. 30, came.",
    "ended quotes": "“We will win,” he said.| “We will fight.”| The army left.| \"Go!\"| They went.| 'It is over.'| He sat.",
    "a quote that goes on": '"Stop!" he said.| "Why?" they asked.| “No,” they said.',
    "brackets": "(He left.)| She came (Reuters) and went.| It is over.[4]| They left.",
    "a quote begins": 'He left.| "We stay."| “You go.”| ‘He comes.’',
    "marks": "Why?!| Nobody knows...| The army came.| It went… slowly.| No!| Yes.",
    "decimals and money": "It cost $3.5 million.| $2 million was paid.| 12 died at 10.30 near No. 4.",
    "Arab names in small letters": "Five died.| al-Shabab said so.| Abu M. al-Hassan left.",
    "lower case goes on": "The group known as approx. five men. and so on.",
    "capitals with accents": "It ended.| Élan came.| Ömer left.| Šabac fell.",
    "a dateline": "BAGHDAD, March 14 (AP) - Gunmen killed five.| They fled.",
    "a dateline with a dotted state": "WASHINGTON, D.C. (Reuters) - It is so.| ST. LOUIS (AP) -- It rained.",
    "a dateline with two dashes": "SAN SALVADOR, 8 JAN 90 (AFP) -- [TEXT] THE ARMY SAID SO.| IT LEFT.",
    "upper case": "THE U.S. ARMY CAME.| GEN. NORIEGA LEFT THE U.S. IN MAY.| COL. LOPEZ SAID NO.| HE WENT.| DR. A. PEREZ DIED ON NOV. 3.",
    "upper case, U.S. at the end": "HE WENT TO THE U.S.| THE ARMY STAYED.",
    "spaced stops": "He said . . . nothing.| They left.",
    "a link": "See www.example.org for more.| It is at example.org.| They left.",
    "empty lines": "Attack kills five|\n\nBy Jane Doe|\n \t \nGunmen killed five",
    "headings": "# Situation|\nThe army left|\n\n## Toll|\nfive were killed|\n### Note",
    "headline, byline, dateline": "Attack kills five in Mali|\nBy Jane Doe|\nBAMAKO, March 3 (Reuters) - Gunmen killed five.",
    "a long headline over a dateline": (
        "Suicide bomber kills 25 at a crowded railway station in southwestern Pakistan|\nQUETTA, Nov 9 (Reuters) - A bomber struck."
    ),
    "bullets": "The toll:|\n- Mosul: five killed|\n- Erbil: two hurt,\nsix missing|\n• Kirkuk calm|\n* Basra tense",
    "numbered items": "1. The army left.| It came back.|\n2. Rebels stayed|\n(c) Nobody knows",
    "a wrapped list": "They hold:|\n- the town of Mosul and all of the villages that lie around\nit;|\n- nothing else",
    "wrapped lines": (
        "The army said on Monday that it had taken the town of Bakhmut from\nRussian forces after a battle of two months and that the\n"
        "Wagner group had left the place to units of the regular army of\nRussia.| It gave no toll."
    ),
    "a narrow column": "The army said that it had\ntaken the town from the\nTaliban after a battle of\nTwo months and a day.| It left.",
    "wrapped upper case": (
        "THE ATTACK OCCURRED IN THE CAPITAL.| POLICE PERSONNEL WHO CAME FROM\nANTIOQUIA DEFUSED FOUR POWERFUL ROCKETS.| SOME 100 PEOPLE\n"
        "WORKED IN THE PLANT WHEN THE WATCHMEN ON DUTY REPORTED THAT THEY\nSAW A MAN AND A WOMAN NEAR THE FENCE."
    ),
    "a title at a line's end": "It was said by Gen.\nAli and by the\nArmy.",
    "a headline in a wrapped text": (
        "ATTACK IN MALI|\nGunmen on motorbikes killed five people in the north of the country on\nMonday and fled to the hills, as the army\n"
        "and the United Nations said; they gave no other toll of the attack."
    ),
}


def quotes(text: str) -> list[str]:
    return [span.quote for span in sentences(text)]


@pytest.mark.parametrize("marked", TABLE.values(), ids=TABLE)
def test_news_text_is_cut_here(marked: str) -> None:
    assert quotes(marked.replace("|", "")) == [part.strip() for part in marked.split("|")]


@pytest.mark.parametrize("text", ["", " ", "\n\n", " \n\t\n "])
def test_no_text_has_no_sentences(text: str) -> None:
    assert quotes(text) == []


@pytest.mark.parametrize("text", ["...", "?!", "—", "🔥", "\u200b", "(", "1.", '"', "日本語。中国。"])
def test_a_text_of_signs_is_one_sentence(text: str) -> None:
    assert quotes(text) == [text]


def assert_whole(text: str) -> None:
    spans = sentences(text)
    covered = [i for span in spans for i in range(span.start, span.end)]
    assert covered == sorted(set(covered))
    assert {i for i, c in enumerate(text) if not c.isspace()} <= set(covered)
    for span in spans:
        assert span.stands_in(text)
        assert span.quote == span.quote.strip()


_BITS = st.sampled_from(["The", "U.S", "Gen", "p.m", "no", "11", "a", "I", "al-Shabab", ".", ". ", "! ", "...", '"', "” ", "(", ") ", "\n", "\n\n", " ", "- ",
                         "# ", "• ", "1. ", "BAGHDAD (AP) - ", "\r\n", "\x0c", "\u2028", "é", "\u0301", "👩‍👩‍👧", "\u200b", "ﬁ"])  # fmt: skip


@given(st.one_of(st.text(max_size=80), st.lists(_BITS, max_size=40).map("".join)))
@settings(max_examples=300, deadline=None)
def test_every_character_is_in_exactly_one_sentence(text: str) -> None:
    assert_whole(text)


@pytest.mark.skipif(not DEV.is_file(), reason="the MUC-4 reports are not beside this checkout")
def test_upper_case_agency_reports_keep_every_character_and_get_sentences_of_a_usual_length() -> None:
    texts = [json.loads(line)["text"] for line in DEV.read_text(encoding="utf-8").splitlines()[:60]]
    lengths = [len(span.quote) for text in texts for span in sentences(text)]
    for text in texts:
        assert_whole(text)
    assert 90 < sum(lengths) / len(lengths) < 190
    assert max(lengths) < 1500


HOSTILE = {
    "spaces": " ", "line ends": "\n", "dots": ".", "spaced dots": ". ", "dots and letters": "..x", "letters on lines": "a\n", "indented lines": "\n  ",
    "titles": "Mr. A ", "dotted letters": "u.s. ", "quotes": '."', "capitals on lines": "Ab\n", "items": "- a\n", "headings": "# A\n", "one word": "a",
    "brackets": "((", "datelines": "AA (", "wrapped": "word word word word word word word word word word,\n", "marks": "1. ", "initials": "A.", "closers": "”",
}  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_time_grows_with_the_length_of_the_text(unit: str) -> None:
    text = "Start. " + unit * (200_000 // len(unit)) + "x"
    began = time.process_time()
    sentences(text)
    assert time.process_time() - began < 4.0, "a text of 200,000 characters takes a tenth of a second; quadratic time takes minutes"


def test_a_text_without_capitals_is_cut_as_upper_case_text_is() -> None:
    text = "police fired at the mob. two u.s. troops died, gen. ali said. was it so? it was."
    assert [s.quote for s in sentences(text)] == ["police fired at the mob.", "two u.s. troops died, gen. ali said.", "was it so?", "it was."]
