"""A linked reading to the coding of its report: accounts and their events, people, organisations, relations, totals."""

from collections.abc import Sequence
from dataclasses import dataclass

from cairn.accounts.attributions import attributions, by_cue, claimed_by, heard
from cairn.accounts.build import Built, build, demoted, rebuilt
from cairn.accounts.group import group
from cairn.accounts.people import people
from cairn.accounts.relations import Affiliations, organisations, relations
from cairn.accounts.retold import joined
from cairn.accounts.totals import Ordinal, totals
from cairn.accounts.words import event_words
from cairn.codebook import Codebook
from cairn.model import (
    UNKNOWN_PLACE,
    Attribution,
    Coded,
    Coding,
    Event,
    Linked,
    Problem,
    ReportHead,
    Role,
    Stage,
    WhenPrecision,
)

#: An event below this confidence is told as a problem and not as an event.
KEEP = 0.25
#: A report below this relevance tells of no event, whatever single words may look like.
RELEVANT = 0.7


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What coding needs to know beyond the report: the codebook, who is under whom, how ordinals are read."""

    codebook: Codebook
    affiliations: Affiliations
    ordinal: Ordinal


def code(linked: Linked, knowledge: Knowledge) -> Coded:
    """Everything read out of one report."""
    problems = list(linked.problems)
    built = [build(draft, linked, knowledge.codebook) for draft in group(event_words(linked, knowledge.codebook), linked, knowledge.codebook)]
    built = joined(built, linked, knowledge.codebook)
    surest = max((b.event.confidence for b in built), default=0.0)
    about = any(b.event.main and not all(w.plural for w in b.draft.words) for b in built)
    kept = [b for b in built if _keep(b, linked, knowledge.codebook, problems, surest=surest, about=about)]
    if not built and linked.reading.relevance >= RELEVANT:
        problems.append(Problem(Stage.EVENT, f"the report reads as one of a conflict event (relevance {linked.reading.relevance:.2f}), but no words in it were read as telling one"))
    kept = [demoted(b, "accounts:vague_beside_dated", linked, knowledge.codebook) if vague(b, kept) else b for b in kept]
    kept = [demoted(b, "accounts:led_in", linked, knowledge.codebook) if led_in(b, kept, linked) else b for b in kept]
    cues = heard(linked)
    told = by_cue(linked, kept, cues)
    kept = [responsible(b, told, linked, knowledge.codebook) for b in kept]
    persons = people(linked, kept)
    events = tuple(b.event for b in kept)
    coding = Coding(
        ReportHead.of(linked.report, relevant=bool(events)), events, persons, organisations(linked), relations(linked, persons, kept, knowledge.affiliations),
        totals(linked, knowledge.ordinal), attributions(linked, kept, cues), tuple(problems), linked.reading.reader,
    )  # fmt: skip
    return Coded(linked.report, tuple(b.account for b in kept), coding)


def responsible(built: Built, told: Sequence[Attribution], linked: Linked, codebook: Codebook) -> Built:
    """The event with the group that claims it on side A, where the report names nobody else there."""
    if any(p.role is Role.SIDE_A and p.actor for p in built.event.participants):
        return built
    claims = claimed_by(linked, built, told)
    return rebuilt(built, claims, linked, codebook) if claims else built


def vague(built: Built, among: Sequence[Built]) -> bool:
    """Whether an event that reads as what the report is about is told without time and place, or of a whole year, while a surer one is
    told of its day."""
    event = built.event
    nowhere = event.when.phrase is None and event.where == UNKNOWN_PLACE
    if not event.main or not (nowhere or event.when.precision is WhenPrecision.YEAR):
        return False
    return any(b.event.main and b.event.confidence > event.confidence and b.event.when.precision is WhenPrecision.DAY for b in among)


def led_in(built: Built, among: Sequence[Built], linked: Linked) -> bool:
    """Whether an event only serves to place another one that its sentence tells first ("a week after a similar attack in Kunduz")."""
    leads = [word.leading for word in built.draft.words]
    if not built.event.main or any(time is None for time in leads):
        return False
    begins = min(linked.reading.mentions[time].span for time in leads if time is not None)
    sentence = linked.reading.sentence_of(begins)
    first = (w.mention.span for b in among if b is not built and b.event.main for w in b.draft.words)
    return sentence is not None and any(sentence.covers(span) and span < begins for span in first)


def _general(built: Built, linked: Linked, codebook: Codebook) -> bool:
    """Whether something beside what the report is about tells of what is done again and again ("has repeatedly struck
    cities"), or of events in general ("vowed to end the rampant attacks in the state")."""
    event, sentences = built.event, [linked.reading.sentence_of(w.mention.span) for w in built.draft.words]
    if all(s is not None and codebook.tells_habit(s.quote[: w.mention.span.start - s.start]) for s, w in zip(sentences, built.draft.words, strict=True)):
        return True
    return all(w.plural for w in built.draft.words) and not event.main and event.when.phrase is None and not event.casualties and not any(p.role is Role.SIDE_A and p.actor for p in event.participants)


def _bare(event: Event) -> bool:
    """Whether nothing is told of something beside what the report is about: no time, no place, nobody."""
    return not (event.main or event.when.phrase or event.where.name or event.participants or event.casualties)


def _keep(built: Built, linked: Linked, codebook: Codebook, problems: list[Problem], *, surest: float, about: bool) -> bool:
    """Whether an event is one, for a report that tells of some: if it is sure enough, or the surest where none is."""
    event, word = built.event, built.account.words[0]
    if linked.reading.relevance < RELEVANT:
        message = f"{word.quote!r} is not coded: the report does not read as one of a conflict event (relevance {linked.reading.relevance:.2f})"
    elif event.confidence < min(KEEP, surest):
        message = f"{word.quote!r} is not coded: {event.type} with confidence {event.confidence:.2f}, below {KEEP}"
    elif about and _bare(event):
        message = f"{word.quote!r} is not coded: {event.type} beside what the report is about, of which nothing is told"
    elif about and _general(built, linked, codebook):
        message = f"{word.quote!r} is not coded: it speaks of events in general"
    else:
        if event.confidence < KEEP:
            message = f"{word.quote!r} is coded though unsure: {event.type} with confidence {event.confidence:.2f}, below {KEEP}, and none of the report is surer"
            problems.append(Problem(Stage.EVENT, message, word))
        return True
    problems.append(Problem(Stage.EVENT, message, word))
    return False
