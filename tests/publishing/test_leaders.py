"""Whoever leads an actor of the registry is no private person where a report quotes them."""

from cairn.model import ActorKind, Participant, Person, Role, Speaker
from cairn.publishing.persons import Persons
from tools.make_leaders import FILE, names


def test_the_list_of_leaders_is_the_registrys() -> None:
    assert FILE.read_text(encoding="utf-8").splitlines() == names(), "run python tools/make_leaders.py"


def test_a_leader_who_only_speaks_is_not_hidden() -> None:
    assert Persons.of([Speaker("Jamil Mukulu"), Speaker("Sara Nouri")]).private == {"Sara Nouri"}


def test_a_leader_of_a_common_name_stays_hidden_as_others_bear_it() -> None:
    assert Persons.of([Speaker("Imran Khan")]).private == {"Imran Khan"}


def test_a_victim_of_a_leaders_name_stays_hidden() -> None:
    assert Persons.of([Person("Jamil Mukulu")]).private == {"Jamil Mukulu"}
    assert Persons().is_private(Participant(Role.VICTIM, "Jamil Mukulu", None, ActorKind.PERSON))
