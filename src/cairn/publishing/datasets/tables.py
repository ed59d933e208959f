"""Files of data sets: which set a file is of, its rows, and what each holds."""

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from cairn.codebook import Codebook
from cairn.errors import UnreadableReport
from cairn.publishing.cells import unguarded
from cairn.publishing.datasets import of_acled, of_tidy, of_ucdp
from cairn.publishing.datasets.row import Taken

ENCODINGS: Final = ("utf-8-sig", "cp1252")


@dataclass(frozen=True, slots=True)
class Dataset:
    """A data set that Cairn reads: the columns that it can not do without, and what a row holds (ValueError where a cell is none)."""

    id: str
    publisher: str
    needs: tuple[str, ...]
    take: Callable[[Mapping[str, str], Codebook], Taken]


DATASETS: Final[Mapping[str, Dataset]] = MappingProxyType({one.id: one for one in (
    Dataset("acled", "ACLED", ("event_id_cnty", "event_date", "sub_event_type", "country", "fatalities"), of_acled.take),
    Dataset("ucdp-ged", "UCDP GED", ("id", "type_of_violence", "side_a", "side_b", "date_start", "date_end", "best"), of_ucdp.take),
    Dataset("csv", "CSV", ("id", "type", "date_start", "date_end"), of_tidy.take),
)})  # fmt: skip


def dataset_of(name: str) -> Dataset:
    """A data set by its name. Raises ValueError."""
    if name not in DATASETS:
        raise ValueError(f"--format {name}: expected one of {', '.join(DATASETS)}")
    return DATASETS[name]


def read(path: Path, name: str | None = None) -> tuple[Dataset, Iterator[tuple[int, dict[str, str]]]]:
    """The set that a file is of, and its rows with their line. Raises UnreadableReport for a file that is none of them."""
    text = _decoded(path)
    sample = text[:65536]
    delimiter = "\t" if sample.partition("\n")[0].count("\t") > sample.partition("\n")[0].count(",") else ";" if ";" in sample.partition("\n")[0] and "," not in sample.partition("\n")[0] else ","
    reader = csv.DictReader(text.splitlines(keepends=True), delimiter=delimiter)
    heading = {(column or "").strip() for column in reader.fieldnames or ()}
    fitting = [one for one in DATASETS.values() if heading.issuperset(one.needs)]
    found = DATASETS[name] if name is not None else next(iter(fitting), None)
    if found is None or (missing := [column for column in found.needs if column not in heading]):
        wanted = "; ".join(f"{one.id} has {', '.join(one.needs)}" for one in DATASETS.values())
        lacks = f"lacks {', '.join(missing)}" if found is not None else "is of no set that Cairn knows"
        raise UnreadableReport(f"{path}: its heading {lacks}; expected a CSV file with one ({wanted})")
    return found, _rows(reader, path)


def _rows(reader: "csv.DictReader[str]", path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        for row in reader:
            yield reader.line_num, {name.strip(): unguarded((value or "").replace("\0", "").strip()) for name, value in row.items() if name}
    except csv.Error as error:
        raise UnreadableReport(f"{path}, line {reader.line_num}: {error}; expected CSV with a heading") from error


def _decoded(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UnreadableReport(f"{path}: {error.strerror}; expected a CSV file") from error
    for encoding in ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableReport(f"{path}: expected text in {' or '.join(ENCODINGS)}")
