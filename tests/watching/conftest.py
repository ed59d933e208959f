"""A small site, served once for all tests that only read it."""

from collections.abc import Iterator

import pytest

from benchmarks.watched_site import Site, served
from cairn.pipeline import Pipeline

from .made import MadeReader, pipeline_of


@pytest.fixture
def site() -> Iterator[Site]:
    with served(60) as running:
        yield running


@pytest.fixture(scope="session")
def reader() -> MadeReader:
    return MadeReader()


@pytest.fixture(scope="session")
def made_pipeline(reader: MadeReader) -> Pipeline:
    return pipeline_of(reader)
