"""Whatever is asked that the schema allows, and much that it does not, gets an answer that the schema tells, and never a fault."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance
from starlette.testclient import TestClient

from cairn.api.app import BASE, create_app
from cairn.api.settings import Settings
from cairn.record import Record

from .conftest import Caller

#: Examples for each operation.
EXAMPLES = 6
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture(scope="module")
def served(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    """A server whose record nobody else uses; jobs are noted and not done."""
    with Record.open(shutil.copyfile(template, tmp_path_factory.mktemp("schema") / "schema.db")) as record:
        app = create_app(record, Settings(hosts=frozenset({"testserver"})))
        app.state.desk.jobs._run = lambda: None
        yield app


def test_every_answer_is_as_the_schema_says(served: FastAPI) -> None:
    headers = {"X-CSRF-Token": Caller(TestClient(served)).csrf, "Host": "testserver"}
    faults: dict[str, str] = {}
    statuses: set[int] = set()
    for found in schemathesis.openapi.from_asgi(f"{BASE}/openapi.json", served).get_all_operations():
        operation: Any = found.ok()  # type: ignore[union-attr]

        @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate], derandomize=True, database=None)
        @given(case=operation.as_strategy())
        def asked(case: Any) -> None:
            statuses.add(case.call_and_validate(headers=headers, checks=CHECKS).status_code)

        try:
            asked()
        except BaseException as fault:  # noqa: BLE001 - all operations are told of at once
            faults[operation.label] = str(fault)[:1500]
    assert statuses >= {200, 202, 404, 422}
    assert not faults, "\n".join(f"{label}: {fault}" for label, fault in faults.items())


def test_every_operation_tells_what_it_does(served: FastAPI) -> None:
    paths = served.openapi()["paths"]
    for path, operations in paths.items():
        assert path.startswith((BASE, "/reconcile"))
        for method, told in operations.items():
            assert told.get("description"), (method, path)
            assert {"401", "403", "404", "422"} <= set(told["responses"]), (method, path)
