"""Whoever leads an actor of the registry is no private person where a report quotes them."""

from cairn.model import ActorKind, Participant, Person, Role, Speaker
from cairn.publishing.persons import Persons
from tools.make_leaders import FILE, names


def test_the_list_of_leaders_is_the_registrys() -> None:
    assert FILE.read_text(encoding="utf-8").splitlines() == names(), "run python tools/make_leaders.py"


def test_a_leader_who_only_speaks_is_not_hidden() -> None:
    assert Persons.of([Speaker("Abubakar Shekau"), Speaker("Sara Nouri")]).private == {"Sara Nouri"}


def test_a_victim_of_a_leaders_name_stays_hidden() -> None:
    assert Persons.of([Person("Abubakar Shekau")]).private == {"Abubakar Shekau"}
    assert Persons().is_private(Participant(Role.VICTIM, "Abubakar Shekau", None, ActorKind.PERSON))
