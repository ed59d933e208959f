"""What a user names on a command line, to the sources of reports: files, folders, URLs, standard input."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath

from cairn.errors import ReportError
from cairn.reports.fetch import Fetcher
from cairn.reports.loaded import MAX_BYTES, NO_META, Loaded, ReportMeta
from cairn.reports.manifest import FILE, Manifest, manifest_of
from cairn.reports.read import read_page, read_path, read_stdin
from cairn.reports.warc import ENDINGS as WARC
from cairn.reports.warc import WarcFault, is_warc, read_warc

ENDINGS = frozenset({".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".pdf"})
ABOUT = "readme"  # a folder's README tells of the folder


class SourceKind(StrEnum):
    """Where the bytes of a report come from; a WARC file holds many."""

    FILE = "file"
    URL = "url"
    STDIN = "stdin"
    WARC = "warc"


@dataclass(frozen=True, slots=True)
class Source:
    """One place that a report is read from, or a file that many are. `manifest` is what the folder's manifest says of it."""

    kind: SourceKind
    name: str
    manifest: ReportMeta = NO_META


@dataclass(frozen=True, slots=True)
class InputProblem:
    """A named input, or a file in a named folder, that gives no report. `skipped` is true where that is no fault: a file of
    another kind in a folder."""

    source: str
    message: str
    skipped: bool = False


Told = Callable[[InputProblem], None]


def expand(inputs: Sequence[str], *, on_problem: Told) -> Iterator[Source]:
    """The sources that the inputs name, in order and each only once.

    A folder is walked recursively in the order of names; links to folders and names that begin with a dot are passed over.
    A manifest beside a file that is named by itself holds for it as well. What gives no report is told to `on_problem`.
    """
    manifests = _Manifests(on_problem)
    seen: set[str] = set()
    for name in inputs:
        for source in _sources(name, manifests=manifests, on_problem=on_problem):
            key = os.path.realpath(source.name) if source.kind in (SourceKind.FILE, SourceKind.WARC) else source.name
            if key not in seen:
                seen.add(key)
                yield source


def load_all(
    source: Source,
    *,
    fetcher: Fetcher | None = None,
    meta: ReportMeta = NO_META,
    max_bytes: int = MAX_BYTES,
    failed: Callable[[str, ReportError], None],
) -> Iterator[Loaded]:
    """The reports of a source, one or as many as a WARC file holds, one after the other. `failed` is told what gives no report, by the
    source's name or its record's."""
    try:
        if source.kind is not SourceKind.WARC:
            yield load(source, fetcher=fetcher, meta=meta, max_bytes=max_bytes)
            return
        for found in read_warc(source.name, max_bytes=max_bytes):
            if isinstance(found, WarcFault):
                failed(found.name, found.error)
                continue
            try:
                loaded = read_page(found.page, meta=meta, manifest=source.manifest, max_bytes=max_bytes)
            except ReportError as error:
                failed(found.name, error)
                continue
            yield loaded
    except ReportError as error:
        failed(source.name, error)


def load(
    source: Source,
    *,
    fetcher: Fetcher | None = None,
    kind: str | None = None,
    meta: ReportMeta = NO_META,
    max_bytes: int = MAX_BYTES,
) -> Loaded:
    """The report of a source; raises ReportError's children. `fetcher` fetches URLs, by default public ones only. A WARC file holds
    many reports: see `load_all`."""
    match source.kind:
        case SourceKind.WARC:
            raise ValueError(f"{source.name}: a WARC file holds many reports")
        case SourceKind.STDIN:
            return read_stdin(kind=kind, meta=meta, max_bytes=max_bytes)
        case SourceKind.URL:
            page = (fetcher or Fetcher(max_bytes=max_bytes)).fetch(source.name)
            return read_page(page, kind=kind, meta=meta, max_bytes=max_bytes)
        case SourceKind.FILE:
            return read_path(source.name, kind=kind, meta=meta, manifest=source.manifest, max_bytes=max_bytes)


class _Manifests:
    """The manifests of the folders met so far; each one's faults are told once."""

    def __init__(self, on_problem: Told) -> None:
        self._on_problem = on_problem
        self._held: dict[Path, Manifest] = {}

    def of(self, folder: Path) -> Manifest:
        if folder not in self._held:
            self._held[folder] = manifest_of(folder)
            for fault in self._held[folder].faults:
                self._on_problem(InputProblem(str(folder / FILE), fault))
        return self._held[folder]

    def about(self, path: Path, *, top: Path) -> ReportMeta:
        """What the nearest manifest that lists a file says of it, from the file's folder up to `top`."""
        folder = path.parent
        while True:
            said = self.of(folder).of(PurePosixPath(path.relative_to(folder).as_posix()))
            if said != NO_META or folder in {top, folder.parent}:
                return said
            folder = folder.parent


def _sources(name: str, *, manifests: _Manifests, on_problem: Told) -> Iterator[Source]:
    if name == "-":
        yield Source(SourceKind.STDIN, "stdin")
    elif "://" in name:
        yield from _url(name, on_problem=on_problem)
    elif (path := Path(name)).is_dir():
        yield from _folder(path, manifests=manifests, on_problem=on_problem)
    elif path.exists():
        yield Source(_kind(path), str(path), manifests.about(path, top=path.parent))
    else:
        on_problem(
            InputProblem(name, "there is no such file or folder; expected a file, a folder, a URL or - for standard input")
        )


def _url(name: str, *, on_problem: Told) -> Iterator[Source]:
    if name.lower().startswith(("http://", "https://")):
        yield Source(SourceKind.URL, name)
    else:
        on_problem(InputProblem(name, "expected an address that begins with http:// or https://"))


def _folder(top: Path, *, manifests: _Manifests, on_problem: Told) -> Iterator[Source]:
    found = 0
    for path in _files(top, on_problem=on_problem):
        if path.name == FILE:
            continue
        if not _is_report(path) or path.stem.lower() == ABOUT or not path.is_file():
            on_problem(InputProblem(str(path), _why_not(path), skipped=True))
            continue
        found += 1
        yield Source(_kind(path), str(path), manifests.about(path, top=top))
    if not found:
        on_problem(
            InputProblem(str(top), f"the folder holds no report; expected files that end in {', '.join(sorted((*ENDINGS, *WARC)))}")
        )


def _is_report(path: Path) -> bool:
    return path.suffix.lower() in ENDINGS or is_warc(path.name)


def _kind(path: Path) -> SourceKind:
    return SourceKind.WARC if is_warc(path.name) else SourceKind.FILE


def _why_not(path: Path) -> str:
    if path.stem.lower() == ABOUT:
        return "skipped: a README tells of its folder; name it by itself to have it read"
    if not path.is_file():
        return "skipped: a broken link or no regular file"
    return f"skipped: in a folder only files that end in {', '.join(sorted((*ENDINGS, *WARC)))} are read"


def _files(top: Path, *, on_problem: Told) -> Iterator[Path]:
    def told(error: OSError) -> None:
        on_problem(InputProblem(str(error.filename), f"the folder can not be read: {error.strerror}"))

    for folder, folders, names in os.walk(top, onerror=told):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(folder, name) for name in sorted(names) if not name.startswith("."))
