"""Writes `src/cairn/publishing/data/leaders.txt`: the names of the registry's leaders, for whom exports do not hide where they speak.

A name of one word ("Wagner") may be anybody's and is left out. A test says when the registry has other leaders than the file.
"""

from pathlib import Path

from cairn.linking.who import Registry
from cairn.publishing.naming import words_of

FILE = Path(__file__).parents[1] / "src/cairn/publishing/data/leaders.txt"


def names() -> list[str]:
    """The names in order, each once."""
    leaders = (leader for entry in Registry.load().entries.values() for leader in entry.leaders)
    return sorted({name for leader in leaders for name in (leader.name, *leader.aliases) if len(words_of(name)) > 1})


if __name__ == "__main__":
    FILE.write_text("".join(f"{name}\n" for name in names()), encoding="utf-8")
