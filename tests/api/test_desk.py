"""What is dear to work out is worked out once for each version of the record."""

import threading
import time

import pytest

from cairn.api.desk import Kept


def test_what_is_held_is_not_made_again_and_the_oldest_goes() -> None:
    kept = Kept(most=2)
    made: list[str] = []

    def make(name: str) -> str:
        made.append(name)
        return name

    for name in ("a", "b", "a", "c", "a", "b"):
        assert kept.get(name, lambda name=name: make(name)) == name  # type: ignore[misc]
    assert made == ["a", "b", "c", "b"]


def test_many_who_ask_at_once_wait_for_one() -> None:
    kept, made = Kept(), []

    def slow() -> int:
        made.append(1)
        time.sleep(0.1)
        return 7

    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(kept.get("key", slow))) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [7] * 20
    assert made == [1]


def test_a_fault_while_making_is_not_held() -> None:
    kept = Kept()

    def broken() -> int:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        kept.get("key", broken)
    assert kept.get("key", lambda: 3) == 3


def test_answers_of_an_earlier_version_are_let_go_of() -> None:
    kept = Kept()
    kept.get("key", lambda: 1)
    kept.clear()
    assert kept.get("key", lambda: 2) == 2
