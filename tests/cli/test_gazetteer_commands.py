"""`cairn gazetteer`: import, info and remove, as a user runs them."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cairn.cli import app
from cairn.errors import GazetteerError
from cairn.linking.where import Gazetteer

LINE = "9000001\tQarabulaq Sufla\tQarabulaq Sufla\t\t34.2\t45.1\tP\tPPL\tIQ\t\t10\t\t\t\t0\t\t200\tAsia/Baghdad\t2020-01-01\n"


def run(*arguments: str, store: Path, stdin: str = "") -> Result:
    return CliRunner(env={"CAIRN_GAZETTEER": str(store)}).invoke(app, ["gazetteer", *arguments], input=stdin)


def values(result: Result) -> dict[tuple[str, str], str]:
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    return {(row["gazetteer"], row["what"]): row["value"] for row in rows}


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "IQ.txt"
    path.write_text(f"{LINE}no such line\n", encoding="utf-8")
    return path


def test_import_tells_what_it_kept_and_what_it_could_not_read(dump: Path, tmp_path: Path) -> None:
    store = tmp_path / "new" / "places.sqlite"
    result = run("import", str(dump), store=store)
    assert result.exit_code == 0, result.output
    assert "IQ.txt: 2 lines, 1 kept, 0 of features or languages that Cairn leaves out, 1 malformed" in result.stderr
    assert str(store.with_name("places.malformed.txt")) in result.stderr
    assert "1 places under 1 names" in result.stderr
    assert "CC BY 4.0" in result.stderr
    assert Gazetteer.open(store=store).candidates("Qarabulaq Sufla")[0].id == "geonames:9000001"


def test_the_option_comes_before_the_setting(dump: Path, tmp_path: Path) -> None:
    assert run("import", str(dump), "--store", str(tmp_path / "b.sqlite"), store=tmp_path / "a.sqlite").exit_code == 0
    assert [(tmp_path / name).exists() for name in ("a.sqlite", "b.sqlite")] == [False, True]


def test_info_shows_both_gazetteers_and_their_licences(dump: Path, tmp_path: Path) -> None:
    store = tmp_path / "places.sqlite"
    before = values(run("info", "--format", "json", store=store))
    assert before["imported", "places"] == "0"
    assert "cairn gazetteer import" in before["imported", "note"]
    assert int(before["installed", "places"].replace(",", "")) > 200_000
    run("import", str(dump), store=store)
    after = values(run("info", "--format", "json", store=store))
    assert (after["imported", "places"], after["imported", "kinds"]) == ("1", "town 1")
    assert after["imported", "files"] == "IQ.txt (1 of 2 lines, 1 malformed)"
    assert all("CC BY 4.0" in after[gazetteer, "licence"] for gazetteer in ("installed", "imported"))
    assert "licence" in run("info", store=store).stdout


def test_remove_asks_first(dump: Path, tmp_path: Path) -> None:
    store = tmp_path / "places.sqlite"
    run("import", str(dump), store=store)
    assert run("remove", store=store, stdin="n\n").exit_code == 1
    assert store.exists()
    assert run("remove", "--yes", store=store).exit_code == 0
    assert not store.exists()
    assert "nothing imported" in run("remove", "--yes", store=store).stderr


@pytest.mark.parametrize("arguments", [("import",), ("import", "no-such-file.zip"), ("import", "IQ.txt"), ("info",), ("remove", "--yes")])
def test_what_is_wrong_ends_with_code_2(arguments: tuple[str, ...], dump: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    store = tmp_path / "mine.txt"
    store.write_text("my own notes, which no command may touch", encoding="utf-8")
    result = run(*arguments, store=store)
    assert result.exit_code == 2 or isinstance(result.exception, GazetteerError), result.output
    assert store.read_text(encoding="utf-8").startswith("my own notes")
