"""`cairn autonomy GROUP`: what a group's affiliates did, and who claimed it."""

from typing import TYPE_CHECKING

from cairn.cli.filters import choosing
from cairn.cli.leaders import Group
from cairn.cli.options import DEFAULT_RECORD, Form, RecordAt
from cairn.cli.tables import Format

if TYPE_CHECKING:
    from cairn.record import EventFilter


@choosing("order", "limit", "actor", "affiliates")
def autonomy(group: Group, wanted: "EventFilter", record: RecordAt = DEFAULT_RECORD, form: Form = Format.TABLE) -> None:
    """What each affiliate of a group did, and whether it claimed that itself, the group did, somebody else, or nobody."""
    from cairn.cli.answer import show
    from cairn.cli.app import out
    from cairn.notebook import asking, views
    from cairn.record import Record

    with Record.open(record, create=False) as held:
        found = asking.apart(held, group, wanted)
    show(views.autonomy_table(found), form=form, console=out, empty="no event of the record was an affiliate's")
