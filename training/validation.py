"""Scores on the held-out passages, through the same decoding that Cairn uses at run time. Exact spans; percentages."""

from collections import Counter
from pathlib import Path

import torch

from cairn.model import Link, Mention, MentionKind
from cairn.reading.decode import Output, decode
from cairn.reading.encoder import OUTPUTS
from cairn.reading.labels import LINKS
from cairn.reading.sentences import sentences
from cairn.reading.windows import load_tokenizer, windows
from training.documents import Document
from training.losses import losses
from training.model import Reader
from training.tensors import Labelled, batch


@torch.no_grad()
def read(model: Reader, document: Document, tokenizer_path: Path) -> tuple[list[Mention], list[Link], float]:
    """A document's mentions, links and relevance logit, by the network in full precision."""
    rows = windows(document.text, sentences(document.text), load_tokenizer(tokenizer_path))
    device = next(model.parameters()).device
    outputs = []
    for row in rows:
        ids, shapes = (torch.from_numpy(x)[None].to(device) for x in (row.ids, row.shapes))
        found = {name: t.float().cpu().numpy() for name, t in model(ids, shapes, torch.ones_like(ids)).items()}
        others = {name: found[name] for name in found if name not in OUTPUTS}
        outputs.append(Output.of([found[name] for name in OUTPUTS], 0, len(row.ids), others))
    mentions, links = decode(document.text, rows, outputs)
    return mentions, links, max((o.relevance for o in outputs), default=-10.0)


def held_losses(model: Reader, rows: list[Labelled]) -> dict[str, float]:
    """The mean loss of every head on held-out windows of all sets, each over the batches that have its labels."""
    model.eval()
    device = next(model.parameters()).device
    sums = Counter[str]()
    batches = Counter[str]()
    for start in range(0, len(rows), 8):
        data = batch(rows[start : start + 8], device)
        with torch.no_grad(), torch.autocast(device.type, dtype=torch.bfloat16):
            parts = losses(model(data.ids, data.shapes, data.mask), data)
        for name, value in parts.items():
            if float(value) != 0.0:
                sums[name] += float(value)  # type: ignore[assignment]
                batches[name] += 1
    return {name: round(sums[name] / batches[name], 4) for name in sorted(sums)}


def validate(model: Reader, documents: list[Document], tokenizer_path: Path) -> dict[str, float]:
    """F1 of spans by kind, of event words with type, of links by kind; accuracy of status, main and relevance: on our own passages."""
    model.eval()
    own = [d for d in documents if d.set == "passages"]
    right, found, gold = Counter[str](), Counter[str](), Counter[str]()
    hits, tries = Counter[str](), Counter[str]()
    for document in own:
        mentions, links, relevance = read(model, document, tokenizer_path)
        _spans(document, mentions, right, found, gold)
        _events(document, mentions, hits, tries)
        _links(document, mentions, links, right, found, gold)
        tries["relevance"] += 1
        hits["relevance"] += (relevance > 0) == document.relevant
    scores = {name: _f1(right[name], found[name], gold[name]) for name in sorted(gold)}
    scores |= {f"{name}_accuracy": round(100 * hits[name] / tries[name], 1) for name in sorted(tries)}
    return scores


def _f1(right: int, found: int, gold: int) -> float:
    return round(200 * right / max(1, found + gold), 1)


def _spans(document: Document, mentions: list[Mention], right: Counter[str], found: Counter[str], gold: Counter[str]) -> None:
    ours = {(m.kind, (m.span.start, m.span.end)) for m in mentions}
    theirs = set(document.spans)
    for rows, counts in ((ours, found), (theirs, gold), (ours & theirs, right)):
        counts.update(f"span_{kind}" for kind, _ in rows)


def _events(document: Document, mentions: list[Mention], hits: Counter[str], tries: Counter[str]) -> None:
    """Type, status and main of the event words that were found."""
    ours = {(m.span.start, m.span.end): m.event for m in mentions if m.kind is MentionKind.EVENT and m.event}
    for event in document.events:
        mark = ours.get(event.words[0])
        if mark:
            for name, same in (("type", mark.type == event.type), ("status", mark.status == event.status), ("main", mark.main == event.main)):
                tries[name] += 1
                hits[name] += same


def _links(document: Document, mentions: list[Mention], links: list[Link], right: Counter[str], found: Counter[str], gold: Counter[str]) -> None:
    """Links by kind between exact spans; a link to another place of the same words counts as right."""
    text = document.text

    def words(place: tuple[int, int]) -> str:
        return text[place[0] : place[1]].lower()

    at = [(m.span.start, m.span.end) for m in mentions]
    first = {e.words[0] for e in document.events}
    ours = {(link.kind, at[link.source], words(at[link.target])) for link in links if link.score >= 0.5}
    ours = {row for row in ours if row[1] in first or row[0] not in LINKS[:13]}
    theirs = {(kind, e.words[0], words(place)) for e in document.events for kind, place in e.links}
    theirs |= {(kind, a, words(b)) for kind, a, b in document.relations}
    for rows, counts in ((ours, found), (theirs, gold), (ours & theirs, right)):
        counts.update(f"link_{kind}" for kind, _, _ in rows)
        counts.update("link_all_roles" for kind, _, _ in rows if kind in LINKS[:13])

