"""What can be done with a guest at a table, as a menu."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu

from oci_map.i18n import _, number
from oci_map.model.ids import RecordId
from oci_map.ui.actions import menu_text
from oci_map.ui.roundtable.meeting import Meeting


def fill_menu(menu: QMenu, meeting: Meeting, guest: RecordId, round_: int, table: int) -> None:
    """Fill a menu; each action carries what to do and, where it needs one, with whom or where."""
    menu.clear()
    pinned = (guest, round_) in meeting.pinned
    menu.addAction(_("Release the seat") if pinned else _("Fix the seat")).setData(("pin", ""))
    is_host = meeting.host(round_, table) == guest
    menu.addAction(_("Host no longer") if is_host else _("Let it host this table")).setData(
        ("host", "")
    )
    menu.addSeparator()
    own = meeting.task.organisations[guest]
    records = meeting.snapshot.organisations
    others = sorted(
        {one for one in meeting.task.organisations.values() if one != own},
        key=lambda one: records[one].short.casefold(),
    )
    for code, text in (("together", _("Always with")), ("apart", _("Never with"))):
        sub = menu.addMenu(text)
        for one in others:
            sub.addAction(menu_text(records[one].short)).setData((code, one))
    menu.addSeparator()
    for other in range(1, meeting.tables + 1):
        if other != table:
            text = _("Move to table {table}").format(table=number(other))
            menu.addAction(text).setData(("move", str(other)))
