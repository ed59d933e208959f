import json
import sys
import types
from pathlib import Path
from typing import Any

import pytest

from benchmarks.__main__ import NAMES, main
from cairn.errors import ReaderError


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A benchmark of the name `re3d` that does as it is told."""

    def put(run: Any) -> Any:
        module = types.ModuleType("benchmarks.re3d")
        monkeypatch.setattr(module, "run", run, raising=False)
        monkeypatch.setitem(sys.modules, "benchmarks.re3d", module)

    return put


def test_one_json_line_is_printed_whatever_the_benchmark_prints(
    stub: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(data: Any, out: Any, split: Any) -> Any:
        print("reading", data, split)
        return {"entity_macro_f1": 61.5}

    stub(run)
    assert main(["re3d", "--data", "sets", "--out", str(tmp_path / "new"), "--split", "dev"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out) == {"benchmark": "re3d", "entity_macro_f1": 61.5}
    assert err == "reading sets dev\n"
    assert (tmp_path / "new").is_dir()


def test_an_error_is_told_without_a_traceback_and_with_its_exit_code(
    stub: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(data: Any, out: Any, split: Any) -> Any:
        raise ReaderError("no weights")

    stub(run)
    assert main(["re3d", "--out", str(tmp_path)]) == 2
    assert capsys.readouterr() == ("", "benchmark re3d: no weights\n")


def test_absent_data_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["satp", "--data", str(tmp_path / "absent"), "--out", str(tmp_path)]) == 2
    assert "no such folder" in capsys.readouterr().err


def test_an_unknown_benchmark_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["ontonotes", "--out", str(tmp_path)])
    told = capsys.readouterr().err
    assert all(name in told for name in NAMES)
