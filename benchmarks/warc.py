"""An archive of web pages read end to end: `python -m benchmarks warc --out DIR [--pages N]`, 50,000 pages by default.

Needs no data: the pages are the reports of `speed` (our own passages, 450 word pieces in the mean) with other names, places and days, as paragraphs of a web
page with a header, links and a footer; each is a gzip member of one WARC file. `cairn code` reads it on two processes. What that should take is worked out from
the processor time that the reports of `speed` take as plain text, on two processes too, for each of their words: two busy cores are slower than one. Both count
processor time, which is nearly the same on a busy machine; starting up, told by a file of four pages, is left out.

    pages, read, failed     in the file; reports in the output, each of another page; what gave none
    words                   of the texts that were found in the pages; `words_written` are those that were put into them
    cpu_seconds, predicted  of reading the file; of as many words at the rate of `speed`
    ratio                   the rate over the predicted one
    pages_per_second,       by the clock, with starting up
    words_per_second
"""

import html
import json
import random
import shutil
import time
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from benchmarks.engine import code_cpu
from benchmarks.engine_reports import SEED, altered
from benchmarks.speed import PASSAGES, made, passages
from cairn.engine import Output

PAGES, FEW = 50_000, 4
#: Reports that the prediction rests on, and how many times they are read.
REPORTS, TIMES = 64, 8
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title><meta property="article:published_time" content="{day}T08:00:00Z">
<style>body {{ font: 1rem serif }}</style></head><body><header><nav><ul>{links}</ul></nav></header><main><article><h1>{title}</h1><p class="by">By a reporter</p>
{paragraphs}</article></main><aside><h2>More</h2><ul>{links}</ul></aside><footer><p>All rights reserved. Contact, imprint, privacy.</p></footer>
<script>window.page = {n};</script></body></html>"""
LINKS = "".join(f'<li><a href="/{word}">{word.title()}</a></li>' for word in ("news", "world", "sport", "culture", "weather", "business", "opinion", "jobs"))


def run(data: Path | None, out: Path, split: str | None, *, pages: int = PAGES) -> dict[str, Any]:
    """The figures, which are written to `out` as well."""
    del data, split
    texts = made(passages(PASSAGES), REPORTS)
    written = _written(texts, pages, out / "pages.warc.gz")
    _written(texts, FEW, out / "few.warc.gz")
    start, _ = _read(out / "few.warc.gz", out / "few")
    cpu, seconds = _read(out / "pages.warc.gz", out / "coded")
    done = Output(out / "coded").done().values()
    sources, words = _found(out / "coded")
    plain = _plain(texts, out / "plain.jsonl")
    predicted = words * (_read(out / "plain.jsonl", out / "plain")[0] - start) / plain
    found = {
        "pages": pages, "read": len(sources), "failed": sum(one.failed for one in done), "words": words, "words_written": written,
        "cpu_seconds": round(cpu - start, 1), "predicted": round(predicted, 1), "ratio": round(predicted / (cpu - start), 3), "pages_per_second": round(pages / seconds, 1), "words_per_second": round(words / seconds),
    }  # fmt: skip
    (out / "warc.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return found


def _written(texts: list[str], pages: int, path: Path) -> int:
    """Writes so many pages; how many words they have."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    rng = random.Random(SEED)  # noqa: S311 - the same every time
    path.parent.mkdir(parents=True, exist_ok=True)
    words = 0
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for n in range(pages):
            text = altered(texts[n % len(texts)], rng)
            day = date(2020, 1, 1) + timedelta(days=rng.randrange(1800))
            parts = [f"Account {n} of it.", *filter(None, text.split("\n\n"))]
            words += sum(len(part.split()) for part in parts)
            page = PAGE.format(title=f"Report {n}", day=day, links=LINKS, n=n, paragraphs="".join(f"<p>{html.escape(part)}</p>" for part in parts))
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
            told = {"WARC-Date": f"{moment:%Y-%m-%dT%H:%M:%SZ}"}
            writer.write_record(
                writer.create_warc_record(f"https://news.example/{day}/{n}.html", "response", payload=BytesIO(page.encode()), http_headers=headers, warc_headers_dict=told)
            )
    return words


def _read(path: Path, out: Path) -> tuple[float, float]:
    """Processor seconds and seconds by the clock of reading a file."""
    shutil.rmtree(out, ignore_errors=True)
    begun = time.perf_counter()
    cpu = code_cpu(path, out, "processes")
    return cpu, time.perf_counter() - begun


def _found(out: Path) -> tuple[set[str], int]:
    """The addresses of the reports, and how many words they have."""
    import pyarrow.parquet as pq

    sources: set[str] = set()
    words = 0
    for path in Output(out).files():
        table = pq.read_table(path, columns=["url", "source", "text"]).to_pylist()
        sources |= {str(row["url"] or row["source"]) for row in table}
        words += sum(len(row["text"].split()) for row in table)
    return sources, words


def _plain(texts: list[str], path: Path) -> int:
    """Writes the reports of `speed` as plain text, several times with other names; how many words they have."""
    rng = random.Random(SEED)  # noqa: S311 - the same every time
    found = [altered(text, rng) for _ in range(TIMES) for text in texts]
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in found), encoding="utf-8")
    return sum(len(text.split()) for text in found)
