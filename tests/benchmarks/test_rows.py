from pathlib import Path
from typing import Any

import pytest

from benchmarks.rows import BadData, folder_of, json_lines, tab_separated, write_json_lines


def test_rows_come_back_as_they_were_written(tmp_path: Path) -> None:
    rows = [{"id": 1, "text": "Ruhr – Lärm"}, {"id": 2, "text": "line\u2028separator"}]
    write_json_lines(tmp_path / "deep" / "rows.jsonl", rows)
    assert [dict(row.values) for row in json_lines(tmp_path / "deep" / "rows.jsonl")] == rows


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"id": 1}\n{"id": \n', r"rows\.jsonl, line 2: not JSON"),
        ("\n[1]\n", r"line 2: expected a JSON object"),
        ("\n\n", "no rows"),
    ],
)
def test_a_line_that_can_not_be_read_is_named(tmp_path: Path, content: Any, message: Any) -> None:
    (tmp_path / "rows.jsonl").write_text(content)
    with pytest.raises(BadData, match=message):
        json_lines(tmp_path / "rows.jsonl")


def test_bytes_that_are_no_utf_8_are_named(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_bytes(b'{"id": "\xff"}\n')
    with pytest.raises(BadData, match="not UTF-8"):
        json_lines(tmp_path / "rows.jsonl")


def test_an_absent_file_tells_what_is_beside_it(tmp_path: Path) -> None:
    (tmp_path / "other.jsonl").write_text("{}\n")
    with pytest.raises(BadData, match=r"rows\.jsonl: no such file; .* holds other\.jsonl"):
        json_lines(tmp_path / "rows.jsonl")


def test_a_text_may_hold_tabs_and_the_last_columns_not(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("two\twords\t1\t0\n")
    assert tab_separated(tmp_path / "a.tsv", ("text", "x", "y"))[0].values == {"text": "two\twords", "x": "1", "y": "0"}


def test_too_few_columns_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("a\t1\t0\nb\t1\n")
    with pytest.raises(BadData, match=r"a\.tsv, line 2: 2 columns, expected 3: text, x, y"):
        tab_separated(tmp_path / "a.tsv", ("text", "x", "y"))


@pytest.mark.parametrize(
    ("key", "kind", "message"),
    [
        ("text", "text", "text is ' ', expected a text"),
        ("n", "whole", "n is -1, expected a whole"),
        ("no", "text", "no is None"),
    ],
)
def test_a_value_of_the_wrong_kind_is_named(tmp_path: Path, key: Any, kind: Any, message: Any) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": " ", "n": -1}\n')
    row = json_lines(tmp_path / "a.jsonl")[0]
    with pytest.raises(BadData, match=message):
        getattr(row, kind)(key)


def test_a_benchmark_without_data_says_what_it_needs(tmp_path: Path) -> None:
    with pytest.raises(BadData, match=r"re3d needs --data FOLDER that holds documents\.jsonl"):
        folder_of(None, "re3d", "documents.jsonl")
    with pytest.raises(BadData, match="no such folder"):
        folder_of(tmp_path / "absent", "re3d", "documents.jsonl")
