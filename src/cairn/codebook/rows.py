"""What the codebook's rows have in common."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Text = Annotated[str, Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a codebook file; a key that its class does not name is a fault."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True)
class Entry(Row):
    """A row with an id, a name for people and a definition of one or two sentences."""

    id: Id
    name: Text
    definition: Text
