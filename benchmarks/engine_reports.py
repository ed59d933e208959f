"""Reports for measuring the engines: real and made-up short texts, repeated with other names, places and days, so that no two are the same.

The texts are those of the annotated sets that lie in the folder of `--data`, and our own passages; without such a folder the passages alone.
"""

import json
import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from importlib import resources
from itertools import islice
from pathlib import Path
from typing import IO

from benchmarks.speed import PASSAGES, passages

SEED = 7
#: Characters of a text at most; it is cut where a word ends.
MOST = 280
#: Texts of one set at most, from its beginning.
EACH = 1_000
#: The files of the sets, and the field of a line that holds its text; None for a table of labels and texts.
SETS = {
    "awsd/incidents.jsonl": "text", "satp/train.tsv": None, "indiapolice/docs.jsonl": "doc_text", "re3d/documents.jsonl": "text", "plover/sentences.jsonl": "text",
    "news_events/articles.jsonl": "text", "geoparsing/lgl.jsonl": "text",
}  # fmt: skip
PLACES = (
    "Mosul", "Kabul", "Maiduguri", "Mogadishu", "Baidoa", "Goma", "Kharkiv", "Idlib", "Quetta", "Bamako", "Sirte", "Gedaref", "Aleppo", "Kandahar", "Srinagar",
    "Baghdad", "Peshawar", "Juba", "Bangui", "Aden",
)  # fmt: skip
NAMES = ("Ali Hassan", "Musa Bello", "Omar Farah", "Jean Bahati", "Karim Noor", "Andriy Koval", "Sara Haddad", "Ibrahim Keita")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "April", "June", "July", "August", "September", "October", "November", "December")
_ALTERED = re.compile(r"\b(?:" + "|".join((*PLACES, *DAYS, *MONTHS)) + r")\b")


def texts(data: Path | None) -> list[str]:
    """The texts that are repeated, in an order that is always the same."""
    found = [_cut(text) for text in passages(PASSAGES)]
    examples = resources.files("cairn.examples").joinpath("reports")
    found += [_cut(path.read_text(encoding="utf-8")) for path in sorted(examples.iterdir(), key=lambda path: path.name) if path.name.endswith(".txt")]
    for name, field in SETS.items():
        if data is not None and (path := data / name).is_file():
            found += [cut for text in islice(_of_set(path, field), EACH) if (cut := _cut(text))]
    random.Random(SEED).shuffle(found)  # noqa: S311 - the same every time
    return found


def written(number: int, path: Path, data: Path | None) -> Path:
    """So many reports as JSON lines."""
    rng, some = random.Random(SEED), texts(data)  # noqa: S311 - the same every time
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        for n in range(number):
            text = f"{altered(some[n % len(some)], rng)} {rng.choice(NAMES)}, a resident of {rng.choice(PLACES)}, gave account {n} of it."
            _write(file, n, text, rng)
    return path


def written_short(number: int, path: Path) -> Path:
    """So many reports of one sentence."""
    rng = random.Random(SEED)  # noqa: S311 - the same every time
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        for n in range(number):
            _write(file, n, f"Gunmen killed {rng.randrange(2, 40)} people near {rng.choice(PLACES)} on {rng.choice(DAYS)}, told {rng.choice(NAMES)} in call {n}.", rng)
    return path


def altered(text: str, rng: random.Random) -> str:
    """A text with other places, weekdays and months where it names some of ours."""
    return _ALTERED.sub(lambda found: rng.choice(next(some for some in (PLACES, DAYS, MONTHS) if found[0] in some)), text)


def _write(file: IO[str], n: int, text: str, rng: random.Random) -> None:
    day = date(2020, 1, 1) + timedelta(days=rng.randrange(1800))
    file.write(json.dumps({"text": text, "published": day.isoformat(), "publisher": f"Paper {n % 40}"}) + "\n")


def _of_set(path: Path, field: str | None) -> Iterator[str]:
    with path.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            if field is None:
                yield max(line.rstrip("\n").split("\t"), key=len)
            elif text := json.loads(line).get(field):
                yield str(text)


def _cut(text: str) -> str:
    text = " ".join(text.replace("\0", " ").split())
    return text if len(text) <= MOST else text[:MOST].rpartition(" ")[0]
