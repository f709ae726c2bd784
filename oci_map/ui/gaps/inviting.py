"""The button that puts who is behind a gap on the list of a roundtable."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from oci_map import i18n
from oci_map.i18n import _, ngettext, number
from oci_map.model.ids import RecordId
from oci_map.model.records import Roundtable
from oci_map.model.snapshot import Snapshot
from oci_map.ui import naming
from oci_map.ui.actions import menu_text
from oci_map.ui.gaps import deciding
from oci_map.ui.plain import tooltip
from oci_map.ui.push_button import PushButton

_MOST_NAMED = 6  # of those held, in the tooltip


class InviteButton(PushButton):
    """Offers the roundtables that are planned and a new one, and says why the others are not."""

    chosen = Signal(str)  # the id of a roundtable, "" for a new one

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("primary", True)
        self.menu_of_tables = QMenu(self)
        self.menu_of_tables.setToolTipsVisible(True)
        self.menu_of_tables.triggered.connect(self._choose)
        self.setMenu(self.menu_of_tables)

    def offer(self, snapshot: Snapshot, who: Sequence[RecordId]) -> None:
        """Offer the roundtables to whose list these organisations can be put."""
        self.setToolTip(
            _("Puts them on the list of a roundtable. Whom to ask, and when, you decide there.")
        )
        menu = self.menu_of_tables
        menu.clear()
        planned, held = deciding.roundtables(snapshot)
        for table in planned:
            menu.addAction(_entry(snapshot, table, who)).setData(table.id)
        if planned:
            menu.addSeparator()
        menu.addAction(_("To a new roundtable")).setData("")
        if held:
            menu.addSeparator()
            self._say_held(snapshot, held)

    def _say_held(self, snapshot: Snapshot, held: Sequence[Roundtable]) -> None:
        text = ngettext(
            "{count} roundtable was held: nobody can be added to it",
            "{count} roundtables were held: nobody can be added to them",
            len(held),
        )
        action = self.menu_of_tables.addAction(text.format(count=number(len(held))))
        action.setEnabled(False)
        names = [_named(snapshot, table) for table in held[-_MOST_NAMED:]]
        action.setToolTip(tooltip("\n".join(names)))

    def _choose(self, action: QAction) -> None:
        if action.isEnabled():
            self.chosen.emit(action.data())


def _entry(snapshot: Snapshot, table: Roundtable, who: Sequence[RecordId]) -> str:
    """Return the words of an entry: the name, the day, and what to know before it is chosen."""
    said = [menu_text(naming.short(snapshot, "roundtable", table.id))]
    when = i18n.date(table.date) if table.date else _("no date yet")
    said.append(_("{date}, which has passed").format(date=when)
                if deciding.has_passed(table) else when)  # fmt: skip
    if deciding.are_listed(snapshot, table.id, who):
        said.append(_("on the list already"))
    return " · ".join(said)


def _named(snapshot: Snapshot, table: Roundtable) -> str:
    name = naming.short(snapshot, "roundtable", table.id)
    return f"{name}, {i18n.date(table.date)}" if table.date else name
