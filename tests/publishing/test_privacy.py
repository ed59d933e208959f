"""No private person's name leaves; offsets hold; public figures stay."""

import re
from dataclasses import replace
from datetime import date
from unicodedata import combining

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.contract import to_json
from cairn.model import (
    ActorKind,
    Attribution,
    AttributionKind,
    Casualty,
    CasualtyGroup,
    Coding,
    Event,
    Evidence,
    Organisation,
    Outcome,
    Participant,
    Person,
    Place,
    Problem,
    Relation,
    RelationKind,
    Report,
    ReportHead,
    Role,
    Span,
    Speaker,
    Stage,
    Status,
    Weapon,
)
from cairn.publishing.masking import mask, mask_address
from cairn.publishing.naming import parts_of, plain, words_of
from cairn.publishing.persons import Persons
from cairn.publishing.privacy import PRIVATE_PERSON, coding_without_names, name_of, speaker_of, without_names
from cairn.publishing.speakers import private_names_in

ALI = Persons(private=frozenset({"Ali Hassan"}))


def persons(private: str, public: str = "") -> Persons:
    return Persons(frozenset(filter(None, public.split("|"))), frozenset(filter(None, private.split("|"))))


@pytest.mark.parametrize(
    ("private", "text", "shown"),
    [
        ("Ali Hassan", "Ali Hassan was hurt.", "███ ██████ was hurt."),
        ("Ali Hassan", "ALI HASSAN HURT", "███ ██████ HURT"),
        ("Ali Hassan", "ali hassan was hurt", "███ ██████ was hurt"),
        ("Ali Hassan", "Ali\nHassan", "███\n██████"),
        ("Ali Hassan", "#AliHassan", "#█████████"),
        ("Ali Hassan", "Hassan's home; the Hassans; Ali’s.", "██████'s home; the ███████; ███’s."),
        ("Ali Hassan", "the Alibi of Hassania", "the Alibi of Hassania"),
        ("Will Smith", "they will go", "they will go"),
        ("José Núñez", "Jose Nunez and Jose\u0301 and NÚÑEZ", "████ █████ and █████ and █████"),
        ("Omar al-Sudani", "al-Sudani and Sudani and al-Shabaab", "al-██████ and ██████ and al-Shabaab"),
        ("Abu Bakr Saleh", "Abu Ghraib, Abu Bakr Saleh", "Abu Ghraib, ███ ████ █████"),
        ("علي حسن", "قال علي حسن", "قال ███ ███"),
        ("علي حسن", "وحسن ولعلي", "و███ ول███"),
        ("习近", "昨日习近说", "昨日██说"),
        ("Seán O’Neill", "Sean O'Neill, O’Neill", "████ █'█████, █’█████"),
    ],
)  # fmt: skip
def test_each_letter_of_a_private_name_is_masked(private: str, text: str, shown: str) -> None:
    assert mask(text, persons(private)) == shown


@pytest.mark.parametrize(
    ("private", "public", "text", "shown"),
    [
        ("Ahmed Hussein", "Saddam Hussein", "Ahmed Hussein, Saddam Hussein, Hussein, Ahmed", "█████ ███████, Saddam Hussein, Hussein, █████"),
        ("Ali Hassan", "Ali Hassan Khalil", "Ali Hassan Khalil and Ali Hassan", "Ali Hassan Khalil and ███ ██████"),
        ("Saddam Hussein Ali", "Saddam Hussein", "Saddam Hussein Ali and Saddam Hussein", "██████ ███████ ███ and Saddam Hussein"),
        ("Mohammed Ali", "Mohammed Deif", "Mohammed Deif, Mohammed Ali, Mohammed", "Mohammed Deif, ████████ ███, ████████"),
    ],
)
def test_a_public_persons_name_stays(private: str, public: str, text: str, shown: str) -> None:
    assert mask(text, persons(private, public)) == shown


@given(st.text(max_size=80), st.sampled_from(["Ali Hassan", "José Núñez", "İbrahim Oğuz", "ﬁ Straße", "علي حسن"]), st.text(max_size=80))
def test_a_masked_text_is_as_long_as_before_and_holds_no_name(before: str, name: str, after: str) -> None:
    text = f"{before} {name} {after}"
    shown = mask(text, persons(name))
    assert len(shown) == len(text)
    assert name not in shown
    assert all(new in (old, "█") for new, old in zip(shown, text, strict=True))


NAMES = (
    "Ali Hassan", "José Núñez", "Seán O’Neill", "İbrahim Oğuz", "ﬁ Straße", "علي حسن", "习近平", "习", "Saddam Hussein", "Saddam Hussein Ali", "Ahmed Hussein", "Omar al-Sudani",
    "Abu Bakr Saleh", "JOHN MCKAY", "Ali", "Mary Anne", "MaryAnne", "O'Brien's", "a b", "aa a",
)  # fmt: skip
WORDS = (*NAMES, *map(str.lower, NAMES), *map(str.upper, NAMES), *(word for name in NAMES for word in name.split()), *" -_,.'’\n\u0301\u200b", "   ", "    ", "s", "es", "x", "%20")


def by_pattern(text: str, known: Persons) -> str:
    """What `mask` gives, by one regular expression for all names, as slow as it is plain to read."""
    kinds: dict[tuple[str, ...], str] = {(part,): "part" for name in known.private for part in (*parts_of(name), *(words_of(name) if len(words_of(name)) == 1 else ()))}
    kinds |= {words: "whole" for name in known.private if len(words := words_of(name)) > 1}
    kinds |= {words: "public" for name in known.public if (words := words_of(name))} | {parts[-1:]: "public" for name in known.public if (parts := parts_of(name))}
    ordered = sorted(kinds, key=lambda words: (-len(words), -sum(map(len, words)), words))
    unseen = re.compile("[\u0300-\u036f\u064b-\u065f\u0670\u00ad\u200b-\u200f\u2060\u0640]")
    at = [n for n, char in enumerate(plain(text)) if not unseen.match(char)]
    shown, starts = [*text], [*at, len(text)]
    for found in re.finditer("|".join(f"({written(words)})" for words in ordered), "".join(plain(text)[n] for n in at)) if ordered else ():
        kind, start, end = kinds[ordered[(found.lastindex or 0) - 1]], starts[found.start()], starts[found.end()]
        if kind == "whole" or (kind == "part" and not text[start].islower()):
            shown[start:end] = ["█" if char.isalnum() or combining(char) else char for char in text[start:end]]
    return "".join(shown)


def written(words: tuple[str, ...]) -> str:
    first, last = words[0][0], words[-1][-1]
    before = r"(?<![^\W_])" if first.upper() != first or not first.isalpha() else ""
    return before + r"[\W_]{0,3}".join(map(re.escape, words)) + ("" if ord(last) >= 0x2E80 else r"(?:s|es)?(?![^\W_])")


@given(st.lists(st.sampled_from(WORDS), max_size=12).map("".join), st.frozensets(st.sampled_from(NAMES), max_size=4), st.frozensets(st.sampled_from(NAMES), max_size=2))
def test_names_are_found_as_a_pattern_finds_them(text: str, private: frozenset[str], public: frozenset[str]) -> None:
    known = Persons(public, private)
    assert mask(text, known) == by_pattern(text, known)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://news.example/2024/ali-hassan-hurt", None), ("https://news.example/hassan%20buried", None), ("folder/Ali_Hassan.html", None),
        ("https://news.example/2024/strike", "https://news.example/2024/strike"), (None, None),
    ],
)  # fmt: skip
def test_an_address_that_names_a_private_person_is_left_out(address: str | None, shown: str | None) -> None:
    assert mask_address(address, ALI) == shown


TEXT = "Minister Omar Farouk said Ali Hassan, a baker, died near Mosul. Sara Nouri saw it."
REPORT = Report.of(TEXT, title="Ali Hassan dies", publisher="Wire", published=date(2024, 3, 16), url="https://wire.example/ali-hassan")


def said(words: str, field: str, by: str | None = None) -> Evidence:
    start = TEXT.index(words)
    return Evidence(field, start, start + len(words), words, by, REPORT.id, "reader-1")


EVENT = Event(
    "e1", "attack", Status.OCCURRED, main=True, where=Place("Mosul", "IQ", gazetteer_id="1", surface="Mosul"),
    participants=(
        Participant(Role.SIDE_A, "Islamic State", "is", ActorKind.REBEL_GROUP, "IS"),
        Participant(Role.VICTIM, "Ali Hassan", None, ActorKind.PERSON, "Ali Hassan", "cousin of Sara Nouri"),
        Participant(Role.TARGET, "Omar Farouk", None, ActorKind.PERSON, "Omar Farouk", "Minister"),
        Participant(Role.VICTIM, "a senior commander", None, ActorKind.PERSON, "a senior commander"),
    ),
    casualties=(Casualty(Outcome.KILLED, CasualtyGroup.CIVILIANS, 1, 1, 1, "Sara Nouri"),), weapons=(Weapon("Hassan's knife", "blade"),),
    evidence=(said("Ali Hassan", "participants[1]", "Omar Farouk"), said("died", "type", "Sara Nouri")), reports=(REPORT.id,),
)  # fmt: skip
PEOPLE = (Person("Omar Farouk", ("Farouk",), public=True), Person("Ali Hassan", ("Abu Zayd",)), Person("Sara Nouri"))
CODING = Coding(
    ReportHead.of(REPORT, relevant=True), (EVENT,), PEOPLE, (Organisation("Islamic State", ("IS",), "is"),),
    (Relation(RelationKind.MEMBER_OF, "Ali Hassan", "Islamic State"), Relation(RelationKind.LEADS, "Omar Farouk", "Ministry", evidence=(said("Omar Farouk said Ali Hassan", "subject"),))),
    (), (Attribution(AttributionKind.TOLL, "Sara Nouri", "e1", (said("Sara Nouri", "by"),)),),
    (Problem(Stage.WHO, "'Ali Hassan' is in no registry", Span.of(TEXT, 26, 36)),), "reader-1",
)  # fmt: skip
PRIVATE = ("Ali", "Hassan", "Sara", "Nouri", "Zayd")


def test_an_event_keeps_its_public_figures_and_no_other_name() -> None:
    shown = without_names(EVENT, Persons.of(PEOPLE))
    assert not [name for name in PRIVATE if name in str(shown)]
    assert [p.name for p in shown.participants] == ["Islamic State", PRIVATE_PERSON, "Omar Farouk", "a senior commander"]
    assert (shown.casualties[0].said_by, shown.evidence[0].said_by, shown.evidence[0].quote) == (PRIVATE_PERSON, "Omar Farouk", "███ ██████")
    assert (shown.id, shown.where.name, shown.reports) == (EVENT.id, "Mosul", EVENT.reports)


def test_without_knowledge_of_the_reports_every_person_who_takes_part_is_private() -> None:
    shown = without_names(EVENT)
    assert [p.name for p in shown.participants][1:] == [PRIVATE_PERSON, PRIVATE_PERSON, "a senior commander"]


def test_an_event_without_private_persons_is_the_same_object() -> None:
    plain = replace(EVENT, participants=EVENT.participants[:1], casualties=(), evidence=())
    assert without_names(plain) is plain


def test_a_coding_holds_no_private_name_anywhere() -> None:
    shown = coding_without_names(CODING)
    assert not [name for name in PRIVATE if name in to_json(shown)]
    assert [one.name for one in shown.people] == ["Omar Farouk"]
    assert [one.type for one in shown.relations] == [RelationKind.LEADS]
    assert (shown.attributions[0].by, shown.report.url, shown.report.id) == (PRIVATE_PERSON, None, REPORT.id)
    assert len(shown.report.text) == len(TEXT)
    for event in shown.events:
        assert all(shown.report.text[e.start : e.end] == e.quote for e in event.evidence)


def test_who_is_public_in_one_report_is_public_in_the_event() -> None:
    known = Persons.of([Person("Omar Farouk")]) | Persons.of([Person("Omar Farouk", public=True)])
    assert known == persons("", "Omar Farouk")


@pytest.mark.parametrize(("said_by", "shown"), [("Ali Hassan", PRIVATE_PERSON), ("a baker, Ali Hassan", "a baker, ███ ██████"), ("police", "police"), (None, None)])
def test_a_speaker_who_is_private_has_no_name(said_by: str | None, shown: str | None) -> None:
    assert speaker_of(said_by, ALI) == shown


def test_the_name_of_a_group_stays_whatever_its_words() -> None:
    brigade = Participant(Role.SIDE_A, "Hassan Brigade", "hb", ActorKind.REBEL_GROUP, "Hassan Brigade")
    assert name_of(brigade, ALI) == "Hassan Brigade"
    assert without_names(replace(EVENT, participants=(brigade,)), ALI).participants[0].name == "Hassan Brigade"


@pytest.mark.parametrize(
    ("said_by", "names"),
    [
        ("Sara Nouri", ("Sara Nouri",)), ("a baker, Ali Hassan", ("Ali Hassan",)), ("Farmer Ali Hassan", ("Ali Hassan",)), ("Dr Ahmed al-Sudani", ("Ahmed al-Sudani",)),
        ("police Sgt. Omar Bakri", ("Omar Bakri",)), ("Colonel Kahimbi", ("Kahimbi",)), ("HASSAN KARIM", ("HASSAN KARIM",)), ("John O’Neill’s", ("John O’Neill",)),
        ("van der Berg", ("van der Berg",)), ("Maria de la Cruz", ("Maria de la Cruz",)), ("Fatima", ("Fatima",)), ("علي حسن", ("علي حسن",)),
        ("the police chief's widow, Sara Nouri", ("Sara Nouri",)), ("Sara Nouri and Ali Hassan", ("Sara Nouri", "Ali Hassan")),
        ("Sudan Tribune", ()), ("Interior Ministry", ()), ("Reuters", ()), ("the Associated Press", ()), ("AFP", ()), ("MoD", ()), ("TamilNet", ()), ("News24", ()),
        ("Syrian Observatory for Human Rights", ()), ("Investigators", ()), ("Residents", ()), ("Russian officials", ()), ("sources in Algiers", ()), ("France", ()),
        ("U.S. officials", ()), ("a resident", ()), ("the defence ministry", ()), ("Hezbollah", ()), ("Kivu Security Tracker", ()), ("Human Rights Watch", ()),
        ("Interior Minister Omar Farouk", ()), ("police spokesman Idris Traore", ()), ("Idris Traore, a spokesman for the army", ()), ("President Arroyo", ()),
        ("Algiers", ()), ("Face Iraq", ()), ("Kavkaz-Tsentr", ()), ("Sahelstream", ()), ("Moscow-backed Chechen administration", ()),
        ("Omar al-Iraqi", ("Omar al-Iraqi",)), ("Madhav Nepal", ("Madhav Nepal",)), ("Kashmir Singh", ("Kashmir Singh",)), ("Jordan Israel", ("Jordan Israel",)),
        ("David Held", ("David Held",)), ("Tunis Karim", ("Tunis Karim",)), ("Colombo", ("Colombo",)), ("Emily Cypress", ("Emily Cypress",)), ("Spiro Agnews", ("Spiro Agnews",)),
        ("Itar-tass", ()), ("Angop", ()), ("Vox Peccavi", ()), ("Sierra Leonean", ()), ("Sri Lankans", ()), ("Marie-France", ("Marie-France",)), ("Al-Sana", ("Al-Sana",)),
        ("Jamil Mukulu", ()), ("Abu Bakr al-Baghdadi", ()), ("Shekau", ("Shekau",)), ("Omar Shekau", ("Omar Shekau",)),
        ("Military Forces of Mali (2021-)", ()), ("Government of Pakistan", ()), ("", ()),
    ],
)  # fmt: skip
def test_a_speaker_is_a_private_person_unless_the_words_tell_of_a_body_or_an_office(said_by: str, names: tuple[str, ...]) -> None:
    assert private_names_in(said_by) == names


@pytest.mark.parametrize("name", ["He", "Mr", "Prime Minister", "KABUL", "Abuja"])
def test_what_names_nobody_is_no_persons_name_whoever_listed_it(name: str) -> None:
    taking = Participant(Role.VICTIM, name, None, ActorKind.PERSON, name)
    assert mask("He met the Prime Minister in Abuja.", Persons.of([Person(name)])) == "He met the Prime Minister in Abuja."
    assert without_names(replace(EVENT, participants=(taking,), casualties=(), evidence=())).participants == (taking,)


@pytest.mark.parametrize("name", ["He Jiankui", "Prince", "Major", "Florence", "Paris", "Minister Karim", "Mr Ali", "Israel"])
def test_a_name_that_may_be_somebodys_stays_hidden(name: str) -> None:
    taking = Participant(Role.VICTIM, name, None, ActorKind.PERSON, name)
    assert without_names(replace(EVENT, participants=(taking,), casualties=(), evidence=())).participants[0].name == PRIVATE_PERSON
    assert Persons.of([Person(name)]).private == {name}


def test_a_speaker_whom_no_list_holds_is_private() -> None:
    found = Persons.of([Person("Omar Farouk", public=True), Speaker("Sara Nouri"), Speaker("Ansar Dine"), Speaker("Jabhat Fateh", public=True)])
    assert found == persons("Sara Nouri", "Omar Farouk|Jabhat Fateh")


def test_a_speaker_of_an_event_is_private_where_nothing_shows_an_office() -> None:
    shown = without_names(EVENT, Persons.of(PEOPLE[:1]))
    assert (shown.casualties[0].said_by, shown.evidence[1].said_by, shown.evidence[0].said_by) == (PRIVATE_PERSON, PRIVATE_PERSON, "Omar Farouk")
    assert not [name for name in ("Sara", "Nouri") if name in str(shown)]


def test_a_name_that_a_reader_took_for_a_bodys_leaves_the_list_of_organisations() -> None:
    coding = replace(CODING, organisations=(*CODING.organisations, Organisation("Sara Nouri"), Organisation("Al-Amal Front")), people=PEOPLE[:2])
    assert [one.name for one in coding_without_names(coding).organisations] == ["Islamic State", "Al-Amal Front"]
