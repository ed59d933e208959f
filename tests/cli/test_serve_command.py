"""`cairn serve` and `cairn users`: who is let in from where, and what is said at the start."""

import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from cairn.cli.app import app
from cairn.cli.serve import _login, checked_tiles, is_loopback
from cairn.errors import SettingError
from cairn.record import Record
from cairn.record.team import Role

QUIET = Console(quiet=True)
PASSWORD = "correct horse battery"


@pytest.mark.parametrize(
    ("host", "expected"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("127.3.2.1", True), ("0.0.0.0", False), ("::", False), ("192.168.1.4", False), ("example.org", False)],
)
def test_what_leads_to_this_machine_only(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected


def test_who_has_to_log_in(tmp_path: Path) -> None:
    with Record.open(tmp_path / "a.db") as record:
        assert _login(record, users=None, loopback=True, console=QUIET) is False
        with pytest.raises(SettingError, match="cairn users add"):
            _login(record, users=True, loopback=True, console=QUIET)
        with pytest.raises(SettingError, match="others could reach"):
            _login(record, users=None, loopback=False, console=QUIET)
        assert _login(record, users=False, loopback=False, console=QUIET) is False
        record.team.add("ann", PASSWORD, Role.ADMIN)
        assert _login(record, users=None, loopback=True, console=QUIET) is True
        assert _login(record, users=None, loopback=False, console=QUIET) is True
        assert _login(record, users=False, loopback=True, console=QUIET) is False


@pytest.mark.parametrize("tiles", ["tiles", "ftp://a/{z}/{x}/{y}", "https://a.org/{z}/{x}", "https://a.org/{z}/{x}/{y}; script-src *", "https://a.org/{z}/{x}/{y} b"])
def test_tiles_that_are_no_address_are_refused(tiles: str) -> None:
    with pytest.raises(SettingError):
        checked_tiles(tiles)


def test_a_record_that_is_not_there_is_made_and_said(tmp_path: Path) -> None:
    record = tmp_path / "new.sqlite"
    process = subprocess.Popen([sys.executable, "-m", "cairn", "serve", str(record), "--port", "0"], stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    told = ""
    try:
        while (address := re.search(r"http://127\.0\.0\.1:\d+/", told)) is None:
            assert process.poll() is None, told
            told += process.stderr.readline()
        assert "an empty record was made" in told
        with urllib.request.urlopen(f"{address[0]}api/v1/session", timeout=60) as answer:
            assert answer.status == 200
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)
        process.stderr.close()
    assert process.returncode == 0
    assert record.is_file()


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        found = CliRunner().invoke(app, ["serve", str(tmp_path / "a.db"), "--port", port])
    assert isinstance(found.exception, SettingError)
    assert port in str(found.exception)


def test_users_at_the_command_line(tmp_path: Path) -> None:
    record, runner = str(tmp_path / "a.db"), CliRunner()

    def run(*words: str, given: str | None = None) -> str:
        found = runner.invoke(app, ["users", *words, "--record", record], input=given)
        if found.exception is not None and not isinstance(found.exception, SystemExit):
            raise found.exception
        return found.output

    run("add", "ann", "--role", "admin", "--password-stdin", given=f"{PASSWORD}\n")
    run("add", "bob", given=f"{PASSWORD}\n{PASSWORD}\n")
    run("change", "bob", "--role", "coder", "--disable")
    assert re.findall(r"\w+ +(?:admin|coder)", run("list"))
    run("remove", "bob")
    assert "bob" not in run("list")
    with pytest.raises(SettingError):
        run("add", "Bad Name", "--password-stdin", given=f"{PASSWORD}\n")
    with Record.open(record, create=False) as held:
        assert [row.action for row in held.team.audited()][::-1] == ["user added as admin at the command line", "user added as reader at the command line", "user changed at the command line", "user removed at the command line"]
