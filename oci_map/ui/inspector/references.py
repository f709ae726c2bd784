"""Editors of fields that hold other records: one, or several in order."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from oci_map.errors import UserError
from oci_map.i18n import N_, _
from oci_map.model.fields import Field, noun_of
from oci_map.model.ids import RecordId
from oci_map.model.records import Record
from oci_map.operations import naming_new
from oci_map.ui import icons, naming
from oci_map.ui.actions import menu_text
from oci_map.ui.inspector.field_editor import ButtonEditor
from oci_map.ui.picker import Picker
from oci_map.ui.session import Session


class ReferenceEditor(ButtonEditor):
    """Another record, chosen from a list that can be searched; an arrow goes to it."""

    def __init__(self, session: Session, field: Field, parent: QWidget) -> None:
        super().__init__(session, field, parent)
        self._record: Record | None = None
        self.button.clicked.connect(self._offer)
        self.goer = QToolButton(self)
        self.goer.setIcon(icons.icon("chevron-right"))
        self.goer.setIconSize(QSize(14, 14))
        self.goer.setFixedSize(22, 26)
        self.goer.clicked.connect(self._go)
        self._row.addWidget(self.goer)

    def show_record(self, record: Record) -> None:
        self._record = record
        super().show_record(record)
        self.goer.setVisible(len(self.ids()) == 1)
        self.goer.setToolTip(_("Go to it"))
        self.goer.setAccessibleName(_("Go to {name}").format(name=self._full[:80]))

    def set_editable(self, editable: bool) -> None:
        # What may not be changed can still be gone to.
        self.button.setEnabled(editable)

    def ids(self) -> tuple[RecordId, ...]:
        """Return the records it holds, in order."""
        value = "" if self._record is None else getattr(self._record, self.field.name)
        return (RecordId(value),) if value else ()

    @cached_property
    def picker(self) -> Picker:
        """The list it opens; made when it is first wanted."""
        made = Picker(self.session, self)
        made.picked.connect(self._pick)
        made.named.connect(self._name)
        return made

    def _offer(self) -> None:
        if self._record is not None:
            none = "" if self.field.required or not self._full else _("None")
            self._open(without={self._record.id}, none=none)

    def _open(self, without: Collection[RecordId], none: str = "") -> None:
        self.picker.offer(
            self.field.target,
            self.button,
            without=without,
            none=none,
            addable=naming_new.stands_by_name(self.field.target),
        )

    def _pick(self, picked: str) -> None:
        self.edited.emit(self.field.name, RecordId(picked))

    def _name(self, name: str) -> None:
        """Take what is not there yet; it is added in the same step."""
        if self._record is not None:
            noun = noun_of(self._record).name
            self._forget()
            try:
                self.session.apply(naming_new.choose, noun, self._record.id, self.field.name, name)
            except UserError as problem:
                self.refused.emit(self.field.name, problem.sentence)

    def _go(self) -> None:
        if self.ids():
            self.session.select((self.field.target, self.ids()[0]))


_MOVES: Final = {
    "go": N_("Go to it"),
    "first": N_("Put first"),
    "up": N_("Move up"),
    "down": N_("Move down"),
    "out": N_("Take out"),
}


class ReferencesEditor(ReferenceEditor):
    """Several records in order, the first one leading."""

    def __init__(self, session: Session, field: Field, parent: QWidget) -> None:
        super().__init__(session, field, parent)
        self._menu = QMenu(self)
        self._menu.triggered.connect(self._choose)

    def ids(self) -> tuple[RecordId, ...]:
        """Return the records it holds, in order."""
        return () if self._record is None else tuple(getattr(self._record, self.field.name))

    def _offer(self) -> None:
        ids = self.ids()
        if not ids:
            self._offer_more()
            return
        self._menu.clear()
        for place, one in enumerate(ids):
            name = naming.short(self.session.snapshot, self.field.target, one)
            below = self._menu.addMenu(menu_text(name, 50))
            for what, text in _MOVES.items():
                if (what in ("first", "up") and place == 0) or (
                    what == "down" and place == len(ids) - 1
                ):
                    continue
                below.addAction(_(text)).setData((what, one))
        self._menu.addSeparator()
        self._menu.addAction(_("Add another…")).setData(("add", ""))
        self._menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def _offer_more(self) -> None:
        self._open(without=set(self.ids()))

    def _choose(self, action: QAction) -> None:
        data = action.data()
        if not data:
            return
        what, one = data
        if what == "add":
            self._offer_more()
        elif what == "go":
            self.session.select((self.field.target, RecordId(one)))
        else:
            self.edited.emit(self.field.name, moved(self.ids(), RecordId(one), what))

    def _pick(self, picked: str) -> None:
        self.edited.emit(self.field.name, (*self.ids(), RecordId(picked)))


def moved(ids: tuple[RecordId, ...], one: RecordId, what: str) -> tuple[RecordId, ...]:
    """Return the records in the order after one was put first, moved up or down, or taken out."""
    rest = [other for other in ids if other != one]
    place = {"first": 0, "up": max(0, ids.index(one) - 1), "down": ids.index(one) + 1}.get(what)
    if place is not None:
        rest.insert(place, one)
    return tuple(rest)
