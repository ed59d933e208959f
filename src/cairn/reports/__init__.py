"""Bytes to reports: text, Markdown, HTML and PDF from files, folders, standard input, URLs and WARC files."""

from cairn.reports.fetch import FetchedPage, Fetcher
from cairn.reports.inputs import InputProblem, Source, SourceKind, expand, load, load_all
from cairn.reports.loaded import MAX_BYTES, NO_META, Loaded, ReportMeta
from cairn.reports.read import read_bytes, read_page, read_path, read_stdin
from cairn.reports.sniff import Kind

__all__ = [
    "MAX_BYTES", "NO_META", "FetchedPage", "Fetcher", "InputProblem", "Kind", "Loaded", "ReportMeta", "Source", "SourceKind",
    "expand", "load", "load_all", "read_bytes", "read_page", "read_path", "read_stdin",
]  # fmt: skip
