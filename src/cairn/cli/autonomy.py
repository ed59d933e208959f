"""`cairn autonomy GROUP`: what a group's affiliates did, and who claimed it."""

from cairn.cli.leaders import Group
from cairn.cli.options import DEFAULT_RECORD, Form, RecordAt, Since, Until, wanted
from cairn.cli.tables import Format


def autonomy(group: Group, record: RecordAt = DEFAULT_RECORD, form: Form = Format.TABLE, since: Since = None, until: Until = None) -> None:
    """What each affiliate of a group did, and whether it claimed that itself, the group did, somebody else, or nobody."""
    from cairn.cli.answer import show
    from cairn.cli.app import out
    from cairn.notebook import asking, views
    from cairn.record import Record

    with Record.open(record, create=False) as held:
        found = asking.apart(held, group, wanted(since, until))
    show(views.autonomy_table(found), form=form, console=out, empty="no event of the record was an affiliate's")
