"""The main job, from a report's text to its coding, on real reports: evidence, schema, what must and must not be read."""

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from cairn.codebook import load
from cairn.contract import from_json, schema, to_json, to_values
from cairn.model import Report
from cairn.pipeline import Pipeline
from cairn.reports import expand
from cairn.reports import load as load_source
from tests.conftest import ROOT, code_text, evidence_faults, lines

EXAMPLES = ROOT / "src" / "cairn" / "examples" / "reports"


@pytest.fixture(scope="session")
def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(schema(load()))


def check(pipeline: Pipeline, reports: list[Report], validator: jsonschema.Draft202012Validator) -> None:
    count = 0
    for coded in pipeline.code(reports):
        assert evidence_faults(coded.coding) == [], coded.report.title or coded.report.id
        errors = [f"{e.json_path}: {e.message}" for e in validator.iter_errors(json.loads(to_json(coded.coding)))]
        assert errors == []
        count += 1
    assert count == len(reports)


def test_every_example_is_read_with_evidence_and_by_the_schema(pipeline: Pipeline, validator: jsonschema.Draft202012Validator) -> None:
    sources = expand([str(EXAMPLES)], on_problem=lambda problem: pytest.fail(problem.message) if not problem.skipped else None)
    reports = [load_source(source).report for source in sources]
    assert len(reports) >= 14
    check(pipeline, reports, validator)


def test_all_of_muc4_dev_is_read(pipeline: Pipeline, shared: Path, validator: jsonschema.Draft202012Validator) -> None:
    rows = lines(shared / "data" / "muc4" / "full" / "dev.jsonl")
    assert len(rows) == 200
    check(pipeline, [Report.of(row["text"], published=date(1990, 6, 1)) for row in rows], validator)


def test_all_of_re3d_is_read(pipeline: Pipeline, shared: Path, validator: jsonschema.Draft202012Validator) -> None:
    rows = lines(shared / "data" / "re3d" / "documents.jsonl")
    assert len(rows) == 60
    check(pipeline, [Report.of(row["text"]) for row in rows], validator)


def test_reports_of_no_conflict_event_are_not_relevant_and_give_no_event(pipeline: Pipeline) -> None:
    import yaml

    golden = yaml.safe_load((ROOT / "tests" / "golden" / "examples.yaml").read_text(encoding="utf-8"))
    rows = golden["reports"] if isinstance(golden, dict) else golden
    none = [row["file"] for row in rows if row["relevant"] is False]
    assert len(none) >= 2
    for source in expand([str(EXAMPLES / name) for name in none], on_problem=lambda problem: pytest.fail(problem.message)):
        coding = next(iter(pipeline.code([load_source(source).report]))).coding
        assert (coding.report.relevant, coding.events) == (False, ()), source.name


def test_without_a_day_of_publication_relative_dates_stay_open_and_say_so(pipeline: Pipeline) -> None:
    coding = code_text(pipeline, "BAGHDAD - A suicide bomber killed 12 people at a market in Mosul on Friday, police said.")
    assert all(event.when.start is None for event in coding.events)
    assert any(problem.stage == "when" and "--published" in problem.message for problem in coding.problems)


def test_a_report_in_another_language_is_told_and_not_guessed_at(pipeline: Pipeline) -> None:
    report = Report.of("Un attentat a fait douze morts vendredi à Mossoul.", language="fr")
    coding = next(iter(pipeline.code([report]))).coding
    assert coding.events == ()
    assert any("'fr'" in problem.message for problem in coding.problems)


def test_a_coding_survives_the_round_trip_through_json(pipeline: Pipeline) -> None:
    coding = code_text(pipeline, "A car bomb killed three soldiers in Kirkuk on 3 March 2024.", date(2024, 3, 5))
    assert from_json(to_json(coding)) == coding


def test_the_same_text_gives_the_same_coding(pipeline: Pipeline) -> None:
    text = "Gunmen killed at least 25 villagers in Borno on Tuesday, the governor said. Two days earlier a bomb hurt four in Maiduguri."
    assert to_values(code_text(pipeline, text, date(2024, 3, 15))) == to_values(code_text(pipeline, text, date(2024, 3, 15)))
