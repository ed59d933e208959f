"""YAML as its version 1.2 reads it, with the line of every value: in version 1.1 the country code NO is false, and 18:30 is a number."""

import re
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import yaml

Path = Sequence[int | str]


class _Loader(yaml.SafeLoader):
    """Only true, false, null and decimal numbers are more than text."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - the base class's


for _tag, _pattern, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", "~nN\0"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("merge", r"<<", "<"),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"^(?:{_pattern})$"), list(_first.replace("\0", "")) + ([""] if "\0" in _first else []))


class Duplicate(ValueError):
    """A key that comes twice in one mapping."""


class Document:
    """A YAML document: its value, and the lines of its parts. Raises yaml.YAMLError, and Duplicate for a key that comes twice."""

    def __init__(self, text: str) -> None:
        loader = _Loader(text)
        try:
            self._root = loader.get_single_node()
            _refuse_twice(self._root)
            self.value: Any = None if self._root is None else loader.construct_document(self._root)
        finally:
            loader.dispose()

    def line(self, path: Path) -> int:
        """The line, from 1, of the part at a path, or of the nearest part around it that is there."""
        node, line = self._root, 1
        for step in path:
            found = _step(node, step)
            if found is None:
                break
            line, node = found
        return line


def _step(node: Any, step: int | str) -> tuple[int, Any] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark.line + 1, node.value[step]
    return None


def _refuse_twice(root: Any) -> None:
    waiting, seen = [root], set()
    while waiting:
        node = waiting.pop()
        if node is None or id(node) in seen or isinstance(node, yaml.ScalarNode):
            continue
        seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            waiting += node.value
            continue
        keys: dict[Hashable, int] = {}
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in keys:
                    raise Duplicate(f"line {key.start_mark.line + 1}: {key.value!r} comes twice; it stands in line {keys[key.value]} already")
                keys[key.value] = key.start_mark.line + 1
            waiting.append(value)


def dotted(path: Path) -> str:
    """A path as a person writes it: `sources.0.every`."""
    return ".".join(map(str, path))


def at(values: Mapping[str, Any], *path: int | str) -> Any:
    """The value at a path; None where there is none."""
    found: Any = values
    for step in path:
        try:
            found = found[step]
        except (KeyError, IndexError, TypeError):
            return None
    return found
