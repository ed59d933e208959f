"""What several tests share: the pipeline, loaded once, and the data that may be absent elsewhere."""

import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cairn.contract import to_values
from cairn.model import Coding, Report
from cairn.pipeline import Pipeline
from cairn.reading.embedded import WEIGHTS
from cairn.record import Address, Record
from tests.postgres import Emptied, Server, server

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"

# What whoever runs the tests has imported for themselves changes no result.
os.environ["CAIRN_GAZETTEER"] = ""
os.environ["CAIRN_REGISTRY"] = str(ROOT / "build" / "no-registry")


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    """The default pipeline; its parts load on first use."""
    if not (WEIGHTS / "model.onnx").is_file():
        pytest.skip("the reader's weights are not there: run `make train`")
    return Pipeline.default()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of annotated texts beside the project, where there is one."""
    if not (SHARED / "data").is_dir():
        pytest.skip(f"no annotated texts at {SHARED}")
    return SHARED


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A PostgreSQL server, where one can be started."""
    with server() as running:
        yield running


@pytest.fixture(scope="session")
def migrated(postgresql: Server) -> Iterator[Emptied]:
    """A database with the record's tables, which tests use one after the other: making one takes longer than most tests."""
    with postgresql.database() as name:
        Record.open(postgresql.url(name)).close()
        with postgresql.emptied(name) as database:
            yield database


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Address]:
    """Where a test's record is, once on each database; on PostgreSQL its tables are there already, and empty."""
    if request.param == "sqlite":
        yield Address(tmp_path / "cairn.db")
        return
    database: Emptied = request.getfixturevalue("migrated")
    database.empty()
    yield Address.of(database.url)


@pytest.fixture(params=["sqlite", "postgresql"])
def nothing(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Address]:
    """Where a record can be made: a file that is not there, or a database without tables."""
    if request.param == "sqlite":
        yield Address(tmp_path / "cairn.db")
        return
    running: Server = request.getfixturevalue("postgresql")
    with running.database() as name:
        yield Address.of(running.url(name))


def code_text(pipeline: Pipeline, text: str, published: date | None = None) -> Coding:
    return next(iter(pipeline.code([Report.of(text, published=published)]))).coding


def evidence_faults(coding: Coding) -> list[str]:
    """Every quote that is not exactly the text at its offsets, and every value without evidence."""
    values = to_values(coding)
    text = values["report"]["text"]
    faults = [f"{path}: {e['quote']!r}" for path, e in _evidence(values) if text[e["start"] : e["end"]] != e["quote"] or not e["quote"]]
    for n, event in enumerate(values["events"]):
        fields = {e["field"] for e in event["evidence"]}
        wanted = {"type", "status", "main", "summary", "confidence"}
        wanted |= {name for name in ("when", "where") if any(v not in (None, "unknown") for k, v in event[name].items() if k not in ("basis", "rule"))}
        wanted |= {f"{name}[{i}]" for name in ("qualifiers", "participants", "casualties", "weapons") for i in range(len(event[name]))}
        faults += [f"events[{n}].{name}: no evidence" for name in sorted(wanted - fields)]
    for kind, names in (("people", ("name", "status")), ("organisations", ("name",)), ("relations", ("type", "subject", "object")), ("totals", ("what",)), ("attributions", ("kind", "about"))):
        for n, value in enumerate(values[kind]):
            fields = {e["field"] for e in value["evidence"]}
            faults += [f"{kind}[{n}].{name}: no evidence" for name in names if name not in fields]
    for kind in ("people", "organisations", "relations", "totals", "attributions"):
        for n, value in enumerate(values[kind]):
            fields = {e["field"].split("[")[0].split(".")[0] for e in value["evidence"]}
            given = {k for k, v in value.items() if k != "evidence" and v not in (None, [], False, "unknown") and v != {"start": None, "end": None}}
            faults += [f"{kind}[{n}].{name}: no evidence" for name in sorted(given - fields)]
    return faults


def _evidence(value: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(value, dict):
        for key, part in value.items():
            if key == "evidence":
                yield from ((f"{path}.{e['field']}", e) for e in part)
            else:
                yield from _evidence(part, f"{path}.{key}")
    elif isinstance(value, list):
        for n, part in enumerate(value):
            yield from _evidence(part, f"{path}[{n}]")


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
