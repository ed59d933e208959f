"""WARC files in and out."""

import gzip
import tracemalloc
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from cairn.errors import OversizeReport, SettingError, UnreadableReport
from cairn.reports import FetchedPage, ReportMeta, Source, SourceKind, expand, load_all
from cairn.reports.warc import WarcFault, WarcPage, is_warc, read_warc
from cairn.reports.warc_out import WarcKeeper

PAGE = "<html><body><article><p>Gunmen killed twelve people in São Paulo on Friday, police said in a statement number {}.</p></article></body></html>"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def record(writer: WARCWriter, number: int, *, status: str = "200 OK", kind: str = "text/html; charset=utf-8", body: bytes | None = None, what: str = "response",
           headers: tuple[tuple[str, str], ...] = ()) -> None:  # fmt: skip
    data = PAGE.format(number).encode() if body is None else body
    http = StatusAndHeaders(status, [("Content-Type", kind), *headers], protocol="HTTP/1.1") if what == "response" else None
    writer.write_record(writer.create_warc_record(f"https://example.org/{number}", what, payload=BytesIO(data), length=len(data), http_headers=http))


def file_of(path: Path, count: int, *, packed: bool) -> list[bytes]:
    """A file of so many pages; its records as they stand there."""
    parts = []
    for n in range(count):
        out = BytesIO()
        record(WARCWriter(out, gzip=packed), n)
        parts.append(out.getvalue())
    path.write_bytes(b"".join(parts))
    return parts


def pages(path: Path, **given: int) -> list[WarcPage]:
    return [found for found in read_warc(path, **given) if isinstance(found, WarcPage)]


def faults(path: Path, **given: int) -> list[WarcFault]:
    return [found for found in read_warc(path, **given) if isinstance(found, WarcFault)]


@pytest.mark.parametrize("packed", [True, False])
def test_pages_come_in_their_order_with_time_and_address(tmp_path: Path, packed: bool) -> None:
    path = tmp_path / "a.warc.gz"
    file_of(path, 5, packed=packed)
    found = pages(path)
    assert [page.page.final_url for page in found] == [f"https://example.org/{n}" for n in range(5)]
    assert [page.name for page in found] == [f"{path}#{n + 1}" for n in range(5)]
    assert all("statement number" in page.page.data.decode() and page.fetched_at for page in found)


def test_a_file_packed_as_a_whole_is_read(tmp_path: Path) -> None:
    file_of(tmp_path / "a.warc", 5, packed=False)
    (tmp_path / "b.warc.gz").write_bytes(gzip.compress((tmp_path / "a.warc").read_bytes()))
    assert len(pages(tmp_path / "b.warc.gz")) == 5


def test_only_pages_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        writer.write_record(writer.create_warcinfo_record("a", {"software": "x"}))
        record(writer, 1, what="metadata", body=b"a: b\r\n")
        record(writer, 2, status="404 Not Found")
        record(writer, 3, kind="image/png")
        record(writer, 4, kind="application/xhtml+xml")
        record(writer, 5, body=gzip.compress(PAGE.format(5).encode()), headers=(("Content-Encoding", "gzip"),))
        record(writer, 6, body=b"30\r\n" + PAGE.format(6).encode()[:48] + b"\r\n0\r\n\r\n", headers=(("Transfer-Encoding", "chunked"),))
    found = pages(path)
    assert [page.page.final_url[-1] for page in found] == ["4", "5", "6"]
    assert b"statement number 5" in found[1].page.data
    assert found[2].page.data == PAGE.format(6).encode()[:48]
    assert faults(path) == []


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("how", ["flipped", "cut", "garbage", "headless"])
def test_a_broken_record_costs_only_itself(tmp_path: Path, packed: bool, how: str) -> None:
    path = tmp_path / "a.warc.gz"
    parts = file_of(path, 5, packed=packed)
    second = parts[2]
    middle = len(second) // 2
    broken = {
        "flipped": second[:middle] + bytes(b ^ 0xFF for b in second[middle : middle + 40]) + second[middle + 40 :],
        "cut": second[:middle],
        "garbage": b"not a record at all " * 20,
        "headless": second[30:],
    }[how]
    path.write_bytes(b"".join([*parts[:2], broken, *parts[3:]]))
    found = pages(path)
    numbers = [page.page.final_url[-1] for page in found]
    if packed or how != "flipped":  # a plain record has no checksum that says so
        assert numbers == ["0", "1", "3", "4"]
        assert faults(path)
    else:
        assert numbers == ["0", "1", "2", "3", "4"]


def test_a_file_that_breaks_off_gives_what_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    parts = file_of(path, 3, packed=True)
    path.write_bytes(b"".join(parts)[:-30])
    assert len(pages(path)) == 2
    (fault,) = faults(path)
    assert "cut off" in str(fault.error)


@pytest.mark.parametrize("data", [b"", b"nothing of the kind", gzip.compress(b"nothing of the kind")])
def test_what_is_no_warc_file_is_told(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.warc.gz").write_bytes(data)
    try:
        found = list(read_warc(tmp_path / "a.warc.gz"))
    except UnreadableReport as error:
        assert "no record" in str(error)
    else:
        assert all(isinstance(one, WarcFault) for one in found)
        assert found


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableReport, match="can not be read"):
        list(read_warc(tmp_path / "none.warc"))


def test_a_huge_record_is_passed_over_and_takes_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        record(writer, 0)
        record(writer, 1, body=bytes(60_000_000))
        record(writer, 2, body=gzip.compress(bytes(20_000_000)), headers=(("Content-Encoding", "gzip"),))
        record(writer, 3)
    tracemalloc.start()
    found = list(read_warc(path, max_bytes=1_000_000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [type(one) for one in found] == [WarcPage, WarcFault, WarcFault, WarcPage]
    assert all(isinstance(one.error, OversizeReport) for one in found if isinstance(one, WarcFault))
    assert peak < 60_000_000


def test_a_warc_file_is_an_input_as_any_other(tmp_path: Path) -> None:
    parts = file_of(tmp_path / "a.warc.gz", 3, packed=True)
    (tmp_path / "a.warc.gz").write_bytes(b"".join([parts[0], parts[1][:-60], parts[2]]))
    (source,) = expand([str(tmp_path)], on_problem=lambda problem: pytest.fail(problem.message))
    assert source == Source(SourceKind.WARC, str(tmp_path / "a.warc.gz"))
    failed: list[str] = []
    found = list(load_all(source, meta=ReportMeta(publisher="Crawl"), failed=lambda name, _: failed.append(name)))
    assert [one.report.url for one in found] == ["https://example.org/0", "https://example.org/2"]
    assert {one.report.publisher for one in found} == {"Crawl"}
    assert found[0].report.source == f"{tmp_path / 'a.warc.gz'}#1"
    assert failed == [f"{tmp_path / 'a.warc.gz'}#2"]


@pytest.mark.parametrize(("name", "told"), [("a.warc", True), ("A.WARC.GZ", True), ("a.gz", False), ("warc", False)])
def test_its_name_tells_it(name: str, told: bool) -> None:
    assert is_warc(name) is told


def fetched(number: int, *, via: str | None = None) -> FetchedPage:
    url = f"https://example.org/{number}"
    headers = (("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("ETag", '"x"'), ("Content-Length", "17"))
    return FetchedPage(via or url, url, "text/html", PAGE.format(number).encode(), headers)


def test_kept_pages_have_their_time_address_and_hash_and_are_read_again(tmp_path: Path) -> None:
    keeper = WarcKeeper(tmp_path / "kept", software="Cairn", clock=lambda: NOON)
    keeper.keep(fetched(1))
    keeper.keep(fetched(2, via="https://example.org/old"))
    keeper.close()
    (path,) = (tmp_path / "kept").iterdir()
    assert [(page.page.final_url, page.page.data) for page in pages(path)] == [(fetched(n).final_url, fetched(n).data) for n in (1, 2)]
    with path.open("rb") as file:
        told = [(r.rec_type, r.rec_headers.get_header("WARC-Date"), r.rec_headers.get_header("WARC-Payload-Digest")) for r in ArchiveIterator(file)]
    assert [kind for kind, *_ in told] == ["warcinfo", "response", "response", "metadata"]
    assert told[1] == ("response", "2026-03-02T12:00:00.000000Z", "sha256:" + sha256(fetched(1).data).hexdigest())
    assert b"via: https://example.org/old" in b"".join(gzip.decompress(path.read_bytes()).splitlines(keepends=True))


def test_a_keeper_that_was_ended_in_the_middle_loses_only_that_page(tmp_path: Path) -> None:
    keeper = WarcKeeper(tmp_path, software="Cairn", clock=lambda: NOON)
    keeper.keep(fetched(1))
    keeper.keep(fetched(2))
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:-50])
    assert len(pages(path)) == 1
    other = WarcKeeper(tmp_path, software="Cairn")
    other.keep(fetched(3))
    other.close()
    keeper.close()
    assert len(list(tmp_path.iterdir())) == 2


def test_a_folder_that_can_not_be_made_is_a_wrong_setting(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(SettingError, match="--keep-warc"):
        WarcKeeper(tmp_path / "file" / "kept", software="Cairn")
