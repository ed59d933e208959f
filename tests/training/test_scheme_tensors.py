"""Labels of other schemes in training windows, and their losses. Left out where PyTorch is absent."""

from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="PyTorch is needed for training only")

from cairn.reading.labels import (  # noqa: E402
    BEGIN,
    CONDUCT,
    COUNTED,
    INCIDENTS,
    INSIDE,
    OUTSIDE,
    ROLES,
    TIES,
)
from tests.reading.made import tokenizer  # noqa: E402
from training.__main__ import mixed  # noqa: E402
from training.documents import Document, Offsets, Schemes  # noqa: E402
from training.losses import losses, total  # noqa: E402
from training.model import Reader  # noqa: E402
from training.tensors import IGNORED, Labelled, batch, labelled  # noqa: E402

TEXT = "The army killed five rebels. The army said the attack killed five."
TOKENIZER = tokenizer()


def at(words: str, number: int = 0) -> Offsets:
    start = -1
    for _ in range(number + 1):
        start = TEXT.index(words, start + 1)
    return start, start + len(words)


def row(schemes: Schemes, **more: object) -> Labelled:
    (found,) = labelled(Document("test", "d", TEXT, schemes=schemes, **more), TOKENIZER)  # type: ignore[arg-type]
    return found


def piece(found: Labelled, words: str, number: int = 0) -> int:
    return found.window.offsets[:, 0].tolist().index(at(words, number)[0], 1)


def test_a_head_without_labels_of_the_set_is_ignored_throughout() -> None:
    found = row(Schemes())
    assert all((labels == IGNORED).all() for labels in found.heads.values())
    assert found.reported == found.told == IGNORED
    assert all(not len(labels) for _, labels in found.stretches.values())


def test_spans_of_a_complete_head_begin_and_go_on_and_unsure_places_are_ignored() -> None:
    found = row(Schemes(spans=(("roles", "Victim", at("five rebels")),), unsure=(("roles", at("army", 1)),), complete=frozenset({"roles"})))
    victims = found.heads["roles"][:, ROLES.index("Victim")]
    first = piece(found, "five")
    assert victims[first : first + 3].tolist() == [BEGIN, INSIDE, OUTSIDE]
    assert victims[piece(found, "army", 1)] == IGNORED
    assert victims[piece(found, "army")] == OUTSIDE


def test_a_report_without_a_template_has_the_label_and_one_with_templates_only_where_a_filler_stands() -> None:
    assert row(Schemes(reported=False)).reported == 0
    assert row(Schemes(reported=True)).reported == IGNORED
    assert row(Schemes(reported=True, spans=(("roles", "Victim", at("rebels")),))).reported == 1


def test_flags_are_right_at_their_place_and_wrong_elsewhere_in_a_complete_set() -> None:
    found = row(Schemes(flags=(("outcomes", at("five"), frozenset({"killed"})),), unsure=(("outcomes", at("five", 1)),), complete=frozenset({"outcomes"})))
    outcomes = found.heads["outcomes"]
    assert outcomes[piece(found, "five")].tolist() == [int(name == "killed") for name in COUNTED]
    assert outcomes[piece(found, "army")].tolist() == [0, 0, 0]
    assert (outcomes[piece(found, "five", 1)] == IGNORED).all()


def test_one_who_is_implied_is_flagged_at_the_head_of_the_window() -> None:
    found = row(Schemes(flags=(("outcomes", None, frozenset({"wounded"})),), complete=frozenset({"outcomes"})))
    assert found.heads["outcomes"][0].tolist() == [int(name == "wounded") for name in COUNTED]


def test_flags_of_an_incomplete_set_are_known_at_their_places_only() -> None:
    found = row(Schemes(flags=(("incidents", at("rebels"), frozenset({"bombing"})),)))
    known = found.heads["incidents"] != IGNORED
    assert known.any(axis=1).sum() == 1
    assert found.heads["incidents"][piece(found, "rebels")].tolist() == [int(name == "bombing") for name in INCIDENTS]


def test_the_pairs_of_a_tied_head_that_are_not_tied_are_wrong() -> None:
    spans = tuple(("roles", "PerpInd", place) for place in (at("army"), at("rebels"), at("attack")))
    found = row(Schemes(spans=spans, ties=(("same_incident", at("army"), at("rebels")),), tied=("roles",)))
    labels = {(TIES[k], a, b): value for k, a, b, value in found.ties.tolist()}
    army, rebels, attack = (piece(found, words) for words in ("army", "rebels", "attack"))
    assert labels["same_incident", army, rebels] == 1
    assert labels["same_incident", army, attack] == labels["same_entity", army, rebels] == 0
    assert {name for name, _, _ in labels} == {"same_entity", "same_incident"}


def test_a_stretch_covers_its_pieces_and_one_that_the_window_cuts_is_left_out() -> None:
    stop = TEXT.index(" The army said")
    stretches = (("conduct", (0, stop), frozenset({"KILL"})), ("conduct", (stop, len(TEXT)), frozenset[str]()))
    found = row(Schemes(stretches=stretches))
    numbers, labels = found.stretches["conduct"]
    assert numbers[1] == 0
    assert numbers[-2] == 1
    assert labels.tolist() == [[int(name == "KILL") for name in CONDUCT], [0] * len(CONDUCT)]
    long = Document("test", "d", TEXT + " Rain fell." * 300, schemes=Schemes(stretches=(("conduct", (0, 3000), frozenset()),)))
    assert all(not len(r.stretches["conduct"][1]) for r in labelled(long, TOKENIZER))


def test_every_loss_is_finite_and_falls_when_the_labels_are_learnt() -> None:
    torch.manual_seed(1)
    schemes = Schemes(
        spans=(("roles", "Victim", at("rebels")), ("entities", "Organisation", at("army"))), complete=frozenset({"roles", "entities", "outcomes"}),
        flags=(("outcomes", at("five"), frozenset({"killed"})), ("incidents", at("rebels"), frozenset({"attack"}))),
        ties=(("same_entity", at("rebels"), at("army")),), tied=("roles", "entities"), stretches=(("conduct", (0, len(TEXT)), frozenset({"KILL"})),), reported=True,
    )  # fmt: skip
    data = batch([row(schemes, told="attack", relevant=True), row(Schemes(reported=False))], torch.device("cpu"))
    model = Reader(dropout=0.0)
    optimiser = torch.optim.Adam(model.parameters(), lr=1e-3)
    seen = []
    for _ in range(8):
        parts = losses(model(data.ids, data.shapes, data.mask), data)
        loss = total(parts)
        assert all(bool(torch.isfinite(value)) for value in parts.values())
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        seen.append(float(loss.detach()))
    assert seen[-1] < seen[0] / 2
    assert {name for name, value in parts.items() if float(value.detach()) > 0} >= {"roles", "entities", "incidents", "outcomes", "conduct", "told", "reported"}


def test_stretches_of_several_windows_are_told_apart() -> None:
    first = row(Schemes(stretches=(("conduct", (0, len(TEXT)), frozenset({"KILL"})),)))
    second = row(Schemes(stretches=(("conduct", (0, len(TEXT)), frozenset({"FAIL"})),)))
    numbers, labels = batch([first, second], torch.device("cpu")).stretches["conduct"]
    assert sorted(set(numbers.flatten().tolist())) == [0, 1, 2]
    assert labels.tolist() == [[1, 0, 0, 0, 0], [0, 0, 0, 1, 0]]


def test_the_final_weights_hold_a_share_of_the_early_ones(tmp_path: Path) -> None:
    early, late = Reader(dropout=0.0), Reader(dropout=0.0)
    torch.save(early.state_dict(), tmp_path / "early.pt")
    expected = 0.9 * late.norm.weight.detach().clone() + 0.1 * early.norm.weight.detach()
    head = "tokens.types.weight"
    start = late.state_dict()[head].clone()
    found = mixed(late, tmp_path / "early.pt", 0.1)
    assert torch.allclose(found.norm.weight, expected)
    assert torch.allclose(found.state_dict()[head], 0.9 * start + 0.1 * early.state_dict()[head])
    assert mixed(early, tmp_path / "absent.pt", 0.1) is early
