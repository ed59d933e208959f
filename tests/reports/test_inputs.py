"""Files, folders, URLs and standard input to sources."""

from datetime import date
from pathlib import Path

import pytest

from cairn.reports import InputProblem, Source, SourceKind, expand, load

STORY = "Twelve killed in Kano\n\nGunmen killed twelve people in the north on Friday.\n"
MANIFEST = """
reports:
  - {file: a.txt, title: The title, publisher: Example Wire, published: 2024-03-14, url: "https://example.org/a", language: en}
  - {file: sub/b.txt, published: "2024-03-15"}
"""


def told(*inputs: str) -> tuple[list[Source], list[InputProblem]]:
    problems: list[InputProblem] = []
    return list(expand(inputs, on_problem=problems.append)), problems


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sub").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("a.txt", "sub/b.txt", "c.HTML", "README.md", "photo.jpg", ".hidden.txt", ".git/d.txt"):
        (tmp_path / name).write_text(STORY)
    (tmp_path / "manifest.yaml").write_text(MANIFEST)
    return tmp_path


def test_a_folder_is_walked_in_order_and_other_files_are_told(folder: Path) -> None:
    sources, problems = told(str(folder))
    assert [Path(source.name).relative_to(folder).as_posix() for source in sources] == ["a.txt", "c.HTML", "sub/b.txt"]
    assert [(Path(problem.source).name, problem.skipped) for problem in problems] == [("README.md", True), ("photo.jpg", True)]


def test_a_manifest_tells_of_the_files_beside_and_below_it(folder: Path) -> None:
    by_name = {Path(source.name).name: source for source in told(str(folder))[0]}
    report = load(by_name["a.txt"]).report
    assert (report.title, report.publisher, report.published) == ("The title", "Example Wire", date(2024, 3, 14))
    assert by_name["b.txt"].manifest.published == date(2024, 3, 15)


def test_a_manifest_holds_for_a_file_named_by_itself(folder: Path) -> None:
    assert told(str(folder / "a.txt"))[0][0].manifest.publisher == "Example Wire"


@pytest.mark.parametrize(
    ("manifest", "fault"),
    [
        ("reports: [", "can not be read"),
        ("reports: 3", "not a list"),
        ("reports: [{title: x}]", "expected a mapping with `file`"),
        ("reports: [{file: gone.txt}]", "'gone.txt' is not there"),
        ("reports: [{file: a.txt, published: soon}]", "'soon': expected a day"),
        ("reports: [{file: a.txt, published: 2024-02-31}]", "can not be read|expected a day"),
        ("reports: [{file: a.txt, title: 3}]", "3: expected a text"),
        ("reports: [{file: a.txt, language: english}]", "expected two letters"),
    ],
)
def test_a_manifests_faults_are_told_once_and_the_files_are_read(folder: Path, manifest: str, fault: str) -> None:
    (folder / "manifest.yaml").write_text(manifest)
    sources, problems = told(str(folder))
    faults = [problem for problem in problems if not problem.skipped]
    assert len(sources) == 3
    assert len(faults) == 1
    assert any(part in faults[0].message for part in fault.split("|"))


@pytest.mark.parametrize("manifest", ["", "other: 1", "- a", "reports:"])
def test_a_yaml_file_that_is_no_manifest_is_passed_over(folder: Path, manifest: str) -> None:
    (folder / "manifest.yaml").write_text(manifest)
    assert not [problem for problem in told(str(folder))[1] if not problem.skipped]


def test_standard_input_and_urls_are_sources() -> None:
    sources, problems = told("-", "https://example.org/a", "HTTP://example.org/b")
    assert [source.kind for source in sources] == [SourceKind.STDIN, SourceKind.URL, SourceKind.URL]
    assert problems == []


@pytest.mark.parametrize("name", ["missing.txt", "ftp://example.org/a", "file:///etc/passwd", ""])
def test_what_can_not_be_read_is_a_problem_and_no_source(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    sources, problems = told(name or "empty-name")
    assert sources == []
    assert not problems[0].skipped


def test_nothing_is_read_twice(folder: Path) -> None:
    assert len(told(str(folder / "a.txt"), str(folder), str(folder / "sub" / ".." / "a.txt"))[0]) == 3


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    assert "holds no report" in told(str(tmp_path))[1][0].message
