"""Names as keys, names in a text, names of persons."""


from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.linking.who import Registry, find, read_title, same_person, strip_title
from cairn.linking.who.names import is_acronym, is_written_as, key, sound

REGISTRY = Registry.load()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jama'at Nusrat", "Jama’at nusrat"),
        ("al-Qaeda", "Al Qaeda"),
        ("U.S.", "US"),
        ("Türkiye", "Turkiye"),
        ("Forces Armées Nigériennes", "forces armees nigeriennes"),
        ("Israel Defense Forces", "Israel Defence Forces"),
        ("Israel's military", "Israel military"),
        ("Hay’at Tahrir al‑Sham", "hayat tahrir al-sham"),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), [("Niger", "Nigeria"), ("Iran", "Iraq"), ("Mali", "Malik"), ("الدولة", "دولة")])
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


@given(st.text())
def test_a_key_is_its_own_key(text: str) -> None:
    assert key(key(text)) == key(text)


@pytest.mark.parametrize("name", ["PKK", "IS-K", "M23", "U.S.", "SPLM-N", "FAMa", "YPG/J"])
def test_abbreviations_are_told_from_names(name: str) -> None:
    assert is_acronym(name)


@pytest.mark.parametrize("name", ["Hamas", "Taliban", "al-Shabaab", "IS-Khorasan", "Boko Haram", "A"])
def test_names_are_no_abbreviations(name: str) -> None:
    assert not is_acronym(name)


@pytest.mark.parametrize(
    ("acronym", "surface", "same"),
    [("ISIS", "Isis", True), ("ISIS", "isis", False), ("US", "us", False), ("IRA", "Ira", False), ("FAMa", "FAMA", True)],
)
def test_abbreviations_are_matched_by_case(acronym: str, surface: str, *, same: bool) -> None:
    assert is_written_as(acronym, surface) is same


@pytest.mark.parametrize(
    ("one", "other"), [("Tehreek-e-Taliban", "Tehrik-i-Taliban"), ("Qaddafi", "Gadhafi"), ("Nusrah", "Nusra")]
)
def test_transliterations_sound_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("Islamic State Khorasan Province said so.", ["Islamic State Khorasan Province"]),
        ("Boko Haram's fighters and the PKK’s men", ["Boko Haram", "PKK"]),
        ("Officials in Iraq said the U.S. is with us.", []),
        ("WAR IS OVER", []),
        ("It is IS that claimed it.", ["IS"]),
        ("the taliban of his village", []),
        ("Hamas. IDF troops", ["Hamas", "IDF"]),
        ("", []),
    ],
)
def test_registered_names_are_found_in_a_text(text: str, quotes: list[str]) -> None:
    spans = find(text, registry=REGISTRY)
    assert [span.quote for span in spans] == quotes
    assert all(span.stands_in(text) for span in spans)


@given(st.text(alphabet="ISPKHamas alQed’'s-.,\n", max_size=60))
def test_found_spans_stand_in_the_text_in_order(text: str) -> None:
    spans = find(text, registry=REGISTRY)
    assert all(span.stands_in(text) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))


@pytest.mark.parametrize(
    ("surface", "name", "title"),
    [
        ("Iraqi Prime Minister Mohammed Shia al-Sudani", "Mohammed Shia al-Sudani", "Iraqi Prime Minister"),
        ("Yahya Sinwar, the Hamas leader", "Yahya Sinwar", "Hamas leader"),
        ("leader of Hamas, Yahya Sinwar", "Yahya Sinwar", "leader of Hamas"),
        ("Lt. Col. Avichay Adraee", "Avichay Adraee", "Lt. Col."),
        ("President Bola Tinubu's", "Bola Tinubu", "President"),
        ("former President Hamid Karzai", "Hamid Karzai", "former President"),
        ("deputy leader al-Zawahiri", "al-Zawahiri", "deputy leader"),
        ("Mufti Noor Wali Mehsud", "Noor Wali Mehsud", "Mufti"),
        ("Qari Hussain", "Hussain", "Qari"),
        ("Field Marshal Khalifa Haftar", "Khalifa Haftar", "Field Marshal"),
        ("self-proclaimed caliph Abu Bakr al-Baghdadi", "Abu Bakr al-Baghdadi", "self-proclaimed caliph"),
        ("Vladimir Putin", "Vladimir Putin", None),
        ("Iraqi Prime Minister", "Iraqi Prime Minister", None),
    ],
)
def test_a_title_is_taken_off_a_name(surface: str, name: str, title: str | None) -> None:
    assert strip_title(surface) == (name, title)


@pytest.mark.parametrize(
    ("text", "title", "public", "leads"),
    [
        ("Iraqi Prime Minister", "head_of_government", True, True),
        ("military spokesman", "spokesman", True, False),
        ("spokesman for the Houthis", "spokesman", True, False),
        ("commander of the Quds Force", "commander", True, False),
        ("emir", "leader", True, True),
        ("Gen.", "rank", False, False),
        ("resident", "civil", False, False),
    ],
)
def test_a_title_tells_whether_its_holder_is_public(text: str, title: str, *, public: bool, leads: bool) -> None:
    found = read_title(text)
    assert found is not None
    assert (found.id, found.public, found.leads) == (title, public, leads)


def test_no_title_is_read_where_none_stands() -> None:
    assert read_title("Friday morning") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Abdallah Makki Muslih al-Rufay'i", "Al-Rufay’i"),
        ("Abdallah Makki Muslih al-Rufay'i", "al-Rufay’i's"),
        ("Abdallah Makki Muslih al-Rufay'i", "Abdullah al-Rufay'i"),
        ("President Vladimir Putin", "Putin"),
        ("Muammar Gaddafi", "Moammar Gadhafi"),
        ("Xi Jinping", "Xi"),
        ("Joaquin Guzman Loera", "Joaquin Guzman"),
        ("Abu Bakr al-Baghdadi", "al-Baghdadi"),
        ("Volodymyr Zelenskyy", "Zelensky"),
        ("Mohammed Deif", "Muhammad Dayf"),
        ("Hassan Nasrallah", "Hasan Nasrallah"),
        ("Abu Mohammed al-Golani", "Abu Mohammad al-Julani"),
        ("Gen. Khalifa Haftar", "Khalifa Hifter"),
        ("Iyad ag Ghaly", "Ag Ghali"),
        ("bin Laden", "Usama Bin Ladin"),
        ("Abubakar Shekau", "Abu Bakr Shekau"),
    ],
)
def test_a_shortened_name_is_the_same_person(one: str, other: str) -> None:
    assert same_person(one, other)
    assert same_person(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Abu Khadija", "Abdallah Makki Muslih al-Rufay'i"),
        ("Abu Bakr", "Abu Bakr al-Baghdadi"),
        ("Abu Bakr al-Baghdadi", "Abu Omar al-Baghdadi"),
        ("Bashar al-Assad", "Hafez al-Assad"),
        ("Abu Musab al-Zarqawi", "Abu Musab al-Suri"),
        ("Ali Khamenei", "Mojtaba Khamenei"),
        ("Joe Biden", "Hunter Biden"),
        ("Mohammed", "Mohammed Shia al-Sudani"),
        ("Hassan", "Hussein"),
        ("", "Putin"),
    ],
)
def test_other_persons_stay_apart(one: str, other: str) -> None:
    assert not same_person(one, other)
    assert not same_person(other, one)
