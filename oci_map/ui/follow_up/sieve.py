"""The chips over the register: which roundtable, body and emphasis, what only, on which day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from oci_map import i18n
from oci_map.i18n import N_, _, number
from oci_map.model.dates import first_day
from oci_map.model.ids import RecordId
from oci_map.model.records import Emphasis, Roundtable
from oci_map.roundtable.follow_up import Chosen, Register, emphases
from oci_map.roundtable.follow_up_words import body_name
from oci_map.ui.actions import menu_text
from oci_map.ui.chip import Chip
from oci_map.ui.date_menu import DateMenu
from oci_map.ui.flow import Flow
from oci_map.ui.session import Session

_ONLY: Final = {
    "overdue": N_("overdue"),
    "orphans": N_("lacking something"),
    "unanswered": N_("without an answer"),
    "unaddressed": N_("without an addressee"),
    "one-sector": N_("of one sector only"),
}
_LONGEST: Final = 22


class Sieve(QWidget):
    """Says which recommendations are looked at."""

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._register: Register | None = None
        self.which = Chosen()
        self.roundtable, self.body, self.emphasis, self.only = (
            Chip(parent=self) for _one in range(4)
        )
        self.date = Chip(icon="calendar", parent=self)
        self._chips = (self.roundtable, self.body, self.emphasis, self.only)
        self._menus = [QMenu(self) for _chip in self._chips]
        row = Flow(self)
        for chip, menu in zip(self._chips, self._menus, strict=True):
            chip.set_menu(menu)
            row.addWidget(chip)
        self.date.set_menu(DateMenu(session, self))
        row.addWidget(self.date)
        tables, bodies, themes, only = self._menus
        tables.aboutToShow.connect(self._list_roundtables)
        tables.triggered.connect(self._choose_roundtable)
        bodies.aboutToShow.connect(self._list_bodies)
        bodies.triggered.connect(self._choose_body)
        themes.aboutToShow.connect(self._list_emphases)
        themes.triggered.connect(self._choose_emphasis)
        only.aboutToShow.connect(self._list_only)
        only.triggered.connect(self._choose_only)

    def show_register(self, register: Register) -> None:
        """Offer what is in this register; what is gone from it is chosen no longer."""
        self._register = register
        which = self.which
        if which.body and all(load.body != which.body for load in register.loads):
            which = replace(which, body=RecordId(""))
        if which.emphasis not in register.snapshot.all(Emphasis):
            which = replace(which, emphasis=RecordId(""))
        if which.roundtable not in register.snapshot.all(Roundtable):
            which = replace(which, roundtable=RecordId(""))
        self.which = which
        self.retranslate()

    def choose(self, which: Chosen) -> None:
        """Look at other recommendations."""
        if which != self.which:
            self.which = which
            self.retranslate()
            self.changed.emit()

    def show_parts(self, *, choices: bool, roundtable: bool) -> None:
        """Show the chips that choose recommendations, that of the roundtable, or the date alone."""
        self.roundtable.setVisible(choices or roundtable)
        for chip in (self.body, self.emphasis, self.only):
            chip.setVisible(choices)

    def retranslate(self) -> None:
        """Give the chips their words in the chosen language."""
        if self._register is None:
            return
        snapshot, which = self._register.snapshot, self.which
        body = body_name(snapshot, which.body) if which.body else _("any")
        emphasis = snapshot.all(Emphasis).get(which.emphasis)
        theme = _("any") if emphasis is None else emphasis.name
        only = _(_ONLY[which.only]) if which.only else _("all")
        table = snapshot.all(Roundtable).get(which.roundtable)
        # L10n: before the name of a roundtable, or "any".
        meeting = _("any") if table is None else _short(table.name)
        self.roundtable.set_texts(_("Roundtable"), meeting)
        # L10n: before the name of a body, or "any".
        self.body.set_texts(_("Body"), _short(body))
        self.emphasis.set_texts(_("Emphasis"), _short(theme))
        # L10n: before "all", or "overdue".
        self.only.set_texts(_("Shown"), only)
        # L10n: before a date, or "today".
        date = self._session.filter.as_of
        self.date.set_texts(_("As of"), i18n.date(date) or _("today"))

    def _list_roundtables(self) -> None:
        if self._register is None:
            return
        offers = []
        tables = self._register.snapshot.all(Roundtable).values()
        for table in sorted(tables, key=_by_date, reverse=True):
            count = len(self._register.chosen(Chosen(roundtable=table.id)))
            offers.append((table.id, f"{menu_text(table.name, 40)}\t{number(count)}"))
        _fill(self._menus[0], _("Any roundtable"), offers, self.which.roundtable)

    def _list_bodies(self) -> None:
        if self._register is None:
            return
        snapshot = self._register.snapshot
        offers = [
            (load.body, f"{menu_text(body_name(snapshot, load.body), 40)}\t{number(load.total)}")
            for load in self._register.loads
        ]
        _fill(self._menus[1], _("Any body"), offers, self.which.body)

    def _list_emphases(self) -> None:
        if self._register is None:
            return
        entries = self._register.entries
        offers = []
        for one in emphases(self._register.snapshot):
            count = sum(entry.record.emphasis == one.id for entry in entries)
            offers.append((one.id, f"{menu_text(one.name, 40)}\t{number(count)}"))
        _fill(self._menus[2], _("Any emphasis"), offers, self.which.emphasis)

    def _list_only(self) -> None:
        if self._register is None:
            return
        offers = []
        for code, text in _ONLY.items():
            count = len(self._register.chosen(Chosen(only=code)))
            offers.append((code, f"{_(text)}\t{number(count)}"))
        _fill(self._menus[3], _("All of them"), offers, self.which.only)

    def _choose_roundtable(self, action: QAction) -> None:
        self.choose(replace(self.which, roundtable=RecordId(action.data())))

    def _choose_body(self, action: QAction) -> None:
        self.choose(replace(self.which, body=RecordId(action.data())))

    def _choose_emphasis(self, action: QAction) -> None:
        self.choose(replace(self.which, emphasis=RecordId(action.data())))

    def _choose_only(self, action: QAction) -> None:
        self.choose(replace(self.which, only=action.data()))


def _fill(menu: QMenu, none: str, offers: Sequence[tuple[str, str]], chosen: str) -> None:
    menu.clear()
    menu.addAction(none).setData("")
    menu.addSeparator()
    for code, text in offers:
        action = menu.addAction(text)
        action.setData(code)
        action.setCheckable(True)
        action.setChecked(code == chosen)


def _by_date(table: Roundtable) -> tuple[str, RecordId]:
    return first_day(table.date) if table.date else "9999", table.id


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"
