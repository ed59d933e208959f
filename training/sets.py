"""The annotated sets, each read into `Document`s. A set's labels that Cairn has no use for are left out here, by name."""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from cairn.model import LinkKind, MentionKind
from training import schemes
from training.documents import Document, EventMark, Offsets, joined, meet, nearest, occurrences

ROLES = {name: LinkKind(name) for name in ("side_a", "side_b", "target", "victim", "place", "time", "weapon", "said_by")}
OUTCOMES = {name: LinkKind(name) for name in ("killed", "injured", "abducted", "arrested", "missing")}
RELATIONS = {"led": LinkKind.LEADS} | {
    kind.value: kind
    for kind in (LinkKind.AFFILIATE_OF, LinkKind.PART_OF, LinkKind.SPLINTER_OF, LinkKind.LEADS, LinkKind.MEMBER_OF, LinkKind.SUCCEEDS,
                 LinkKind.ALLIED_WITH, LinkKind.FIGHTS, LinkKind.ALIAS, LinkKind.TITLE_OF)
}  # fmt: skip
ALL_SPANS = frozenset(MentionKind)


# Our own passages: everything is annotated.


def passages(folder: Path, second: Path | None = None) -> Iterator[Document]:
    """Cairn's own passages: `training/passages/*.yaml`. What only the second reading holds (`training/second`) is unsure."""
    again = {e["id"]: e for path in sorted(second.glob("*.yaml")) for e in entries(path)} if second else {}
    for path in sorted(folder.glob("*.yaml")):
        for entry in entries(path):
            document = _passage(entry)
            yield _doubted(document, again[document.id]["events"]) if document.id in again else document


def _doubted(document: Document, again: list[dict[str, Any]]) -> Document:
    """A passage with the event words and roles that only its second reader gave."""
    words: list[tuple[MentionKind, Offsets]] = []
    events = list(document.events)
    for other in again:
        places = [place for quote in (other["word"], *(other.get("also") or [])) for place in occurrences(quote, document.text)[:1]]
        if not any(meet(place, word) for place in places for event in events for word in event.words):
            words += [(MentionKind.EVENT, place) for place in places]
        for i, event in enumerate(events):
            if any(meet(place, word) for place in places for word in event.words):
                roles = [(kind, p) for role, kind in ROLES.items() for q in other.get(role) or [] for p in occurrences(q, document.text)]
                events[i] = replace(event, unsure=event.unsure + tuple(roles))
    return replace(document, events=tuple(events), unsure=tuple(words))


def entries(path: Path) -> list[dict[str, Any]]:
    """The passages of one file as they are written, by libyaml where it is there: it is ten times as fast."""
    text = path.read_text(encoding="utf-8")
    found: list[dict[str, Any]] = yaml.load(text, Loader=yaml.CSafeLoader) if yaml.__with_libyaml__ else yaml.safe_load(text)
    return found


def snippets(folder: Path) -> Iterator[Document]:
    """Cairn's own snippets: `training/snippets/*.yaml`. Only the words of events are annotated, the main event's first, or that there is none."""
    for path in sorted(folder.glob("*.yaml")):
        for entry in entries(path):
            text = entry["text"]
            if not entry.get("relevant", True):
                yield Document("nothing", entry["id"], text, complete=frozenset({MentionKind.EVENT}), relevant=False)
                continue
            words = tuple(dict.fromkeys(occurrences(quote, text)[0] for quote in (entry["word"], *(entry.get("also") or []))))
            events = (EventMark(words, entry["type"], entry["status"], main=True), *(_other(event, text) for event in entry.get("other") or []))
            spans = tuple(sorted((MentionKind.EVENT, word) for event in events for word in event.words))
            yield Document("snippets", entry["id"], text, spans, frozenset({MentionKind.EVENT}), events, relevant=True, told=entry["type"])


def _other(event: dict[str, Any], text: str) -> EventMark:
    """An event of a snippet beside its main one."""
    return EventMark((occurrences(event["word"], text)[0],), event["type"], event["status"], main=bool(event["main"]))


def _passage(entry: dict[str, Any]) -> Document:
    text = entry["text"]
    spans = [
        (MentionKind(kind), place)
        for kind, quotes in (entry.get("spans") or {}).items()
        for quote in quotes or []
        for place in occurrences(quote, text)
    ]
    events, groups, relations = [], [], []
    for event in entry.get("events") or []:
        mark, event_groups, counts = _passage_event(event, text)
        events.append(mark)
        groups += event_groups
        relations += counts
    for relation in entry.get("relations") or []:
        subject = next(iter(occurrences(relation["subject"], text)), None)
        target = subject and nearest(relation["object"], text, subject)
        if subject and target:
            subject = nearest(relation["subject"], text, target) or subject
            relations.append((RELATIONS[relation["type"]], subject, target))
    for total in entry.get("totals") or []:
        number = next(iter(occurrences(total["number"], text)), None)
        word = number and total.get("word") and nearest(total["word"], text, number)
        if number and word:
            relations.append((LinkKind.TOTAL, number, word))
    spans += [(MentionKind.EVENT, word) for mark in events for word in mark.words]
    return Document(
        "passages", entry["id"], text, tuple(sorted(set(spans))), ALL_SPANS, tuple(events), tuple(relations),
        relations_complete=True, groups=tuple(groups), relevant=bool(entry["relevant"]), weight=2.0, told=_told(events),
    )  # fmt: skip


def _told(events: list[EventMark]) -> str | None:
    """The type that a passage mainly tells: of its main events, where all have one type."""
    types = {event.type for event in events if event.main}
    return types.pop() if len(types) == 1 else None


def _passage_event(event: dict[str, Any], text: str) -> tuple[EventMark, list[tuple[Offsets, str]], list[tuple[LinkKind, Offsets, Offsets]]]:
    word = occurrences(event["word"], text)[0]
    words = [word]
    for quote in event.get("also") or []:
        words += [place for place in occurrences(quote, text) if place not in words][: 1 if "##" in quote else None]
    links: list[tuple[LinkKind, Offsets]] = []
    for role, kind in ROLES.items():
        links += [(kind, place) for quote in event.get(role) or [] if (place := nearest(quote, text, word))]
    groups, counts = [], []
    for casualty in event.get("casualties") or []:
        place = nearest(str(casualty["number"]), text, word)
        if place is None or casualty["outcome"] not in OUTCOMES:
            continue
        links.append((OUTCOMES[casualty["outcome"]], place))
        groups.append((place, casualty["group"]))
        who = casualty.get("who") and nearest(casualty["who"], text, place)
        if who:
            counts.append((LinkKind.COUNTS, place, who))
    roles = tuple(dict.fromkeys(links))
    mark = EventMark(tuple(words), event["type"], event["status"], main=bool(event["main"]), links=roles, links_complete=True)
    return mark, groups, counts


# re3d: entities and relations, complete.

_RE3D_KINDS = {
    "Organisation": MentionKind.ACTOR, "Person": MentionKind.PERSON, "Location": MentionKind.PLACE, "Temporal": MentionKind.TIME,
    "Weapon": MentionKind.WEAPON, "MilitaryPlatform": MentionKind.WEAPON,
}  # fmt: skip
_RE3D_RELATIONS = {
    "FightingAgainst": LinkKind.FIGHTS, "AlliesOf": LinkKind.ALLIED_WITH, "BelongsTo": LinkKind.MEMBER_OF, "InChargeOf": LinkKind.LEADS,
    "IsSynonymOf": LinkKind.ALIAS,
}  # fmt: skip


def re3d(folder: Path) -> Iterator[Document]:
    """Dstl's reports on Iraq and Syria; the non-commercial documents stay out. Leading determiners are cut, as in our passages."""
    for row in schemes.lines(folder / "documents.jsonl"):
        if "non-commercial" in row["licence"].lower() or "BBC" in row["source"]:
            continue
        text = row["text"]
        spans = [
            (_RE3D_KINDS[e["type"]], _without_article(text, (e["begin"], e["end"])))
            for e in row["entities"]
            if e["type"] in _RE3D_KINDS and e["confidence"] > 0.5
        ]
        relations = [
            (_RE3D_RELATIONS[r["type"]], _without_article(text, (r["sourceBegin"], r["sourceEnd"])), _without_article(text, (r["targetBegin"], r["targetEnd"])))
            for r in row["relations"]
            if r["type"] in _RE3D_RELATIONS and r["confidence"] > 0.5
        ]
        yield Document("re3d", row["docid"], text, tuple(sorted(set(spans))), frozenset(_RE3D_KINDS.values()), relations=tuple(relations), relations_complete=True,
                       schemes=schemes.re3d_scheme(row))  # fmt: skip


def _without_article(text: str, place: Offsets) -> Offsets:
    match = re.match(r"(?:the|The|a|A|an|An)\s+", text[place[0] : place[1]])
    return (place[0] + match.end(), place[1]) if match and match.end() < place[1] - place[0] else place


# RAMS and WikiEvents: event words with arguments.

#: AIDA and KAIROS event types, by prefix, to the codebook's; None where the type alone does not tell which.
_TYPES: tuple[tuple[str, str | None], ...] = (
    ("conflict.attack.bombing", "remote_explosive_landmine_ied"), ("conflict.attack.detonateexplode", "remote_explosive_landmine_ied"),
    ("conflict.attack.airstrikemissilestrike", "air_drone_strike"), ("conflict.attack.selfdirectedbattle", "armed_clash"),
    ("conflict.attack.invade", "armed_clash"), ("conflict.attack.biologicalchemicalpoisonattack", "chemical_weapon"),
    ("conflict.attack.firearmattack", "attack"), ("conflict.attack.stabbing", "attack"), ("conflict.attack.hanging", "execution"),
    ("conflict.attack.strangling", "attack"), ("conflict.attack.setfire", "looting_property_destruction"),
    ("conflict.attack.stealrobhijack", "looting_property_destruction"), ("conflict.attack", None),
    ("conflict.demonstrate.demonstratewithviolence", "violent_demonstration"), ("conflict.demonstrate", "peaceful_protest"),
    ("life.die.deathcausedbyviolentevents", None), ("life.die.unspecified", None), ("life.injure.injurycausedbyviolentevents", None),
    ("justice.arrestjaildetain", "arrests"), ("justice.judicialconsequences.execute", "execution"),
    ("justice.judicialconsequences.convict", "trial_or_sentence"), ("justice.initiatejudicialprocess", "trial_or_sentence"),
    ("justice.trialhearing", "trial_or_sentence"), ("justice.sentence", "trial_or_sentence"), ("justice.convict", "trial_or_sentence"),
    ("justice.chargeindict", "trial_or_sentence"), ("justice.releaseparole", "release"),
    ("government.agreements.acceptagreementcontractceasefire", "agreement"), ("movement.transportperson.evacuationrescue", "displacement"),
    ("artifactexistence.damagedestroy", "looting_property_destruction"),
)  # fmt: skip
_ARGUMENTS: dict[str, tuple[LinkKind, MentionKind | None]] = {
    "attacker": (LinkKind.SIDE_A, MentionKind.ACTOR), "killer": (LinkKind.SIDE_A, MentionKind.ACTOR), "injurer": (LinkKind.SIDE_A, MentionKind.ACTOR),
    "jailer": (LinkKind.SIDE_A, MentionKind.ACTOR), "damagerdestroyer": (LinkKind.SIDE_A, MentionKind.ACTOR), "demonstrator": (LinkKind.SIDE_A, MentionKind.ACTOR),
    "judgecourt": (LinkKind.SIDE_A, MentionKind.ACTOR), "target": (LinkKind.TARGET, None), "victim": (LinkKind.VICTIM, None),
    "detainee": (LinkKind.SIDE_B, None), "defendant": (LinkKind.SIDE_B, None), "place": (LinkKind.PLACE, MentionKind.PLACE),
    "instrument": (LinkKind.WEAPON, MentionKind.WEAPON), "explosivedevice": (LinkKind.WEAPON, MentionKind.WEAPON),
}  # fmt: skip


def _type_of(name: str) -> tuple[bool, str | None]:
    return next(((True, ours) for prefix, ours in _TYPES if name.lower().startswith(prefix)), (False, None))


def _arguments(pairs: list[tuple[str, Offsets]]) -> tuple[list[tuple[MentionKind, Offsets]], list[tuple[LinkKind, Offsets]]]:
    known = [(_ARGUMENTS[role], place) for role, place in pairs if role in _ARGUMENTS]
    return [(kind, place) for (_, kind), place in known if kind], [(link, place) for (link, _), place in known]


def rams(folder: Path) -> Iterator[Document]:
    """RAMS: one event word a passage with its arguments; nothing else in the passage is marked."""
    for path in sorted(folder.glob("*.jsonl")):
        for row in schemes.lines(path):
            text, offsets = joined([token for sentence in row["sentences"] for token in sentence])
            trigger = row["evt_triggers"][0]
            known, ours = _type_of(trigger[2][0][0])
            if not known:
                continue
            place = (offsets[trigger[0]][0], offsets[trigger[1]][1])
            pairs = [(link[2][11:], (offsets[link[1][0]][0], offsets[link[1][1]][1])) for link in row["gold_evt_links"]]
            spans, links = _arguments(pairs)
            event = EventMark((place,), ours, links=tuple(links), links_complete=True)
            yield Document("rams", row["doc_key"], text, ((MentionKind.EVENT, place), *spans), events=(event,))


def wikievents(folder: Path) -> Iterator[Document]:
    """WikiEvents: every event word of its types, with arguments."""
    for path in sorted(folder.glob("*.jsonl")):
        if ".coref" in path.name:
            continue
        for row in schemes.lines(path):
            text, offsets = joined(row["tokens"])
            where = {e["id"]: (offsets[e["start"]][0], offsets[e["end"] - 1][1]) for e in row["entity_mentions"]}
            events, spans = [], []
            for event in row["event_mentions"]:
                known, ours = _type_of(event["event_type"])
                if known:
                    place = (offsets[event["trigger"]["start"]][0], offsets[event["trigger"]["end"] - 1][1])
                    found, links = _arguments([(a["role"].lower(), where[a["entity_id"]]) for a in event["arguments"] if a["entity_id"] in where])
                    events.append(EventMark((place,), ours, links=tuple(links), links_complete=True))
                    spans += [(MentionKind.EVENT, place), *found]
            yield Document("wikievents", row["doc_id"], text, tuple(sorted(set(spans))), frozenset({MentionKind.EVENT}), tuple(events))


# Places and names.


def geoparsing(folder: Path) -> Iterator[Document]:
    """News with every toponym marked; only the marked places are trusted, as the sets differ on what else is one."""
    for name in ("trnews", "geovirus", "lgl"):
        for row in schemes.lines(folder / f"{name}.jsonl"):
            spans = tuple((MentionKind.PLACE, (t["start"], t["end"])) for t in row["toponyms"])
            relevant = False if name == "lgl" and not _MARTIAL.search(row["text"]) else None
            yield Document("geoparsing", f"{name}-{row['docid']}", row["text"][:3000], spans, frozenset({MentionKind.PLACE}), relevant=relevant, weight=0.5)


#: A local paper's report without any of these words tells of no event of the codebook.
_MARTIAL = re.compile(
    r"(?i)\b(?:kill|murder|shot|shoot|gun|attack|bomb|troop|soldier|milit|war\b|wars\b|protest|riot|arrest|terror|explo|kidnap|abduct|"
    r"weapon|rebel|jail|prison|sentenc|trial|army|strike|clash|police|violen|hostage|sanction)"
)


def wikigold(folder: Path) -> Iterator[Document]:
    """Wikipedia sentences with persons, places and organisations."""
    kinds = {"PER": MentionKind.PERSON, "LOC": MentionKind.PLACE, "ORG": MentionKind.ACTOR}
    blocks = (folder / "wikigold.conll").read_text(encoding="utf-8").split("\n\n")
    for start in range(0, len(blocks), 4):
        rows = [line.rsplit(" ", 1) for block in blocks[start : start + 4] for line in block.splitlines() if " " in line]
        if rows:
            text, offsets = joined([token for token, _ in rows])
            yield Document("wikigold", str(start), text, tuple(_bio(rows, offsets, kinds)), frozenset(kinds.values()), weight=0.5)


def _bio(rows: list[list[str]], offsets: list[Offsets], kinds: dict[str, MentionKind]) -> Iterator[tuple[MentionKind, Offsets]]:
    start, label = 0, "O"
    for i in range(len(rows) + 1):
        tag = rows[i][1] if i < len(rows) else "O"
        if label != "O" and tag[2:] != label:
            if label in kinds:
                yield kinds[label], (offsets[start][0], offsets[i - 1][1])
            label = "O"
        if tag != "O" and label == "O":
            start, label = i, tag[2:]


SETS: dict[str, Callable[[Path], Iterator[Document]]] = {
    "re3d": re3d, "rams": rams, "wikievents": wikievents, "muc4": schemes.muc4, "geoparsing": geoparsing, "ner": wikigold,
    "awsd": schemes.awsd, "indiapolice": schemes.indiapolice, "satp": schemes.satp,
}  # fmt: skip

#: What the readers above read, below the folder of the data; `[!f]` leaves out wikievents/*.coref.jsonl.
FILES = (
    "re3d/documents.jsonl", "rams/*.jsonl", "wikievents/*[!f].jsonl", "muc4/gtt/train.jsonl", "awsd/incidents.jsonl", "indiapolice/*.jsonl", "satp/train.tsv", "geoparsing/trnews.jsonl",
    "geoparsing/geovirus.jsonl", "geoparsing/lgl.jsonl", "ner/wikigold.conll",
)  # fmt: skip


def load(data: Path, own: Path) -> list[Document]:
    """All documents of the sets that stand under `data`, and our own under `own`; a set that is absent is named, not guessed."""
    documents = [*passages(own / "passages", own / "second"), *snippets(own / "snippets")]
    for name, read in SETS.items():
        if (data / name).is_dir():
            documents += read(data / name)
        else:
            print(f"no folder {data / name}: the set is left out", flush=True)
    return documents


def hashes(data: Path, own: Path) -> dict[str, str]:
    """SHA-256 of every file that `load` reads, for the model card."""
    files = [*(f for part in ("passages", "second", "snippets") for f in own.glob(f"{part}/*.yaml")), *(file for pattern in FILES for file in data.glob(pattern))]
    return {f"{f.parent.name}/{f.name}": hashlib.sha256(f.read_bytes()).hexdigest() for f in sorted(files)}
