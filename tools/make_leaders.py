"""Writes `src/cairn/publishing/data/leaders.txt`: the names of the registry's leaders, for whom exports do not hide where they speak.

A name of one word ("Wagner") may be anybody's and is left out; so is one of two words of which one is borne by many leaders ("Imran Khan"), as a private
person may well bear it too. A test says when the registry has other leaders than the file.
"""

from collections import Counter
from pathlib import Path

from cairn.linking.who import Registry
from cairn.publishing.naming import words_of

FILE = Path(__file__).parents[1] / "src/cairn/publishing/data/leaders.txt"


#: A word that more leaders bear is a common one.
COMMON = 3


def names() -> list[str]:
    """The names in order, each once."""
    leaders = {(leader.name, *leader.aliases) for entry in Registry.load().entries.values() for leader in entry.leaders}
    borne = Counter(word for told in leaders for word in {word for name in told for word in words_of(name)})

    def telling(name: str) -> bool:
        words = words_of(name)
        return len(words) > 2 or (len(words) > 1 and all(borne[word] <= COMMON for word in words))

    return sorted({name for told in leaders for name in told if telling(name)})


if __name__ == "__main__":
    FILE.write_text("".join(f"{name}\n" for name in names()), encoding="utf-8")
