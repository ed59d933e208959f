"""The bundled example reports, read as a user's folder would be."""

from pathlib import Path, PurePath

import pytest
import yaml

import cairn.reports
from cairn.reports import InputProblem, expand, load, read_path

FOLDER = Path(cairn.reports.__file__).parents[1] / "examples" / "reports"
ROWS = yaml.safe_load((FOLDER / "manifest.yaml").read_text("utf-8"))["reports"]


def test_the_folder_is_read_whole_and_without_fault() -> None:
    problems: list[InputProblem] = []
    reports = {PurePath(source.name).name: load(source).report for source in expand([str(FOLDER)], on_problem=problems.append)}
    assert [problem for problem in problems if not problem.skipped] == []
    for row in ROWS:
        report = reports[row["file"]]
        assert (report.title, report.publisher, report.published, report.language, report.url) == (
            row["title"], row["publisher"], row["published"], row["language"], row["url"],
        )  # fmt: skip


@pytest.mark.parametrize("row", [row for row in ROWS if row["kind"] == "html"], ids=lambda row: row["file"])
def test_a_page_states_by_itself_what_its_manifest_repeats(row: dict[str, object]) -> None:
    report = read_path(FOLDER / str(row["file"])).report
    assert (report.title, report.publisher, report.published, report.url) == (
        row["title"], row["publisher"], row["published"], row["url"],
    )  # fmt: skip


@pytest.mark.parametrize("row", [row for row in ROWS if row["kind"] == "pdf"], ids=lambda row: row["file"])
def test_a_pdf_states_its_title_and_day(row: dict[str, object]) -> None:
    report = read_path(FOLDER / str(row["file"])).report
    assert (report.title, report.published) == (row["title"], row["published"])
