"""Names that are spelt in different ways."""

import pytest

from cairn.consolidation.names import alike, one_person


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Haibatullah Akhundzada", "Hibatullah Akhunzada"),
        ("Mohammed Deif", "Muhammad Deif"),
        ("Jaish al-Adl", "Jaish ul Adl"),
        ("Al-Fallūjah", "al-Fallujah"),
        ("Kyiv", "Kyïv"),
    ],
)
def test_spellings_of_one_name_are_alike(a: str, b: str) -> None:
    assert alike(a, b)
    assert alike(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("North Kordofan", "South Kordofan"),
        ("Hassan Nasrallah", "Hussein Badreddine"),
        ("Brigade 12", "Brigade 13"),
        ("Islamic State", "Islamic State West Africa Province"),
        ("Ahmad Karimi", "Zahra Wardak"),
        ("", ""),
    ],
)
def test_other_names_are_not(a: str, b: str) -> None:
    assert not alike(a, b)
    assert not one_person(a, b) or a.split()[-1:] == b.split()[-1:]


@pytest.mark.parametrize(("short", "full"), [("Mansour", "Akhtar Mansour"), ("Akhtar Mansour", "Mullah Akhtar Mansur")])
def test_a_last_name_may_stand_for_the_full_one(short: str, full: str) -> None:
    assert one_person(short, full)
    assert one_person(full, short)


def test_a_first_name_may_not() -> None:
    assert not one_person("Akhtar", "Akhtar Mansour")
