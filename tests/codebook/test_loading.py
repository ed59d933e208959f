"""A folder of YAML is a codebook, or every fault in it is told at once."""

import shutil
from pathlib import Path

import pytest

from cairn.codebook import DATA, load
from cairn.codebook.files import SHAPES, Files
from cairn.errors import CodebookError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "codebook"))


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_own_codebook_is_read_once() -> None:
    assert load() is load()


def test_a_copy_is_the_same_codebook(folder: Path) -> None:
    assert load(folder).digest == load().digest
    assert load(folder).types == load().types


def test_a_user_may_add_a_type(folder: Path) -> None:
    row = (folder / "event_types.yaml").read_text(encoding="utf-8").split("  - id: other\n")[1]
    with (folder / "event_types.yaml").open("a", encoding="utf-8") as file:
        file.write("\n  - id: cyber_attack\n" + row.replace("rank: 990", "rank: 991"))
    assert load(folder).types["cyber_attack"].rank == 991


def test_every_fault_is_told_at_once_with_its_path(folder: Path) -> None:
    edit(folder / "event_types.yaml", "rank: 20\n", "rank: twenty\n")
    edit(folder / "event_types.yaml", "    violent: true\n", "    violent: true\n    colour: red\n")
    edit(folder / "weapons.yaml", "gtd: 6", "gtd: 66")
    (folder / "roles.yaml").unlink()
    (folder / "statuses.yaml").write_text("statuses: [", encoding="utf-8")
    with pytest.raises(CodebookError) as raised:
        load(folder)
    message = str(raised.value)
    paths = ("types[1].rank", "types[0].colour", "weapons[0].gtd", "roles.yaml: can not", "statuses.yaml: is no")
    for part in ("5 fault(s)", *paths):
        assert part in message


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("event_types.yaml", "rank: 20\n", "rank: 10\n", "ranks differ"),
        ("event_types.yaml", "id: grenade", "id: grenades", "lacks a row 'grenade'"),
        ("event_types.yaml", "id: grenade", "id: attack", "comes twice"),
        ("event_types.yaml", "sub_event_type: Grenade", "sub_event_type: Attack", "belongs to"),
        ("event_types.yaml", "weight: 1.0", "weight: 1.5", "less than or equal to 1"),
        ("event_types.yaml", "[recapture, retake", "[recapture, recapture, retake", "'recapture' comes twice"),
        ("event_types.yaml", "{side_a:", "{side_c:", "sides"),
        ("event_types.yaml", "type: COERCE", "type: CRIME", "plover"),
        ("qualifiers.yaml", 'patterns: ["', 'patterns: ["(', "no regular expression"),
        ("qualifiers.yaml", "families: [battle", "families: [skirmish", "families[0]"),
        ("people.yaml", "nouns: [soldier", "nouns: [villager, soldier", "stands under 'civilians' too"),
        ("precisions.yaml", "id: week", "id: fortnight", "when[2].id"),
        ("statuses.yaml", "id: denied", "id: planned", "lacks a row 'denied'"),
        ("actor_kinds.yaml", "inter: 8", "inter: 9", "inter"),
    ],
)
def test_a_fault_is_told(folder: Path, file: str, old: str, new: str, fault: str) -> None:
    edit(folder / file, old, new)
    with pytest.raises(CodebookError, match=r"fault\(s\)") as raised:
        load(folder)
    assert file in str(raised.value)
    assert fault in str(raised.value)


def test_a_folder_that_is_not_there_is_told_file_by_file(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="9 fault"):
        load(tmp_path / "nowhere")


def test_files_stand_in_the_order_of_their_shapes() -> None:
    assert list(Files.__annotations__.values())[1:] == list(SHAPES.values())
