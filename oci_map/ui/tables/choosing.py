"""A line to type a name in, with a list under it of what it can be: choices or other records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QStringListModel, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMoveEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QListView, QWidget

from oci_map.drawing.text import one_line
from oci_map.model.text import folded
from oci_map.operations.cell_texts import BETWEEN
from oci_map.ui import theme
from oci_map.ui.claimed_key import claimed
from oci_map.values import dataclass

_ROW: Final = 24
_MOST_ROWS: Final = 9
_MOST_FOUND: Final = 200
_LEAST_WIDTH: Final = 220
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be chosen: how it is called, how that is compared, what is entered for it."""

    text: str
    compared: str
    entered: str


class ChoosingEdit(QLineEdit):
    """Typing shortens the list; arrows and Enter choose from it. `several` keeps on choosing."""

    chosen = Signal(str)  # what is entered for one that was chosen

    def __init__(self, offers: Sequence[Offer], parent: QWidget, *, several: bool) -> None:
        super().__init__(parent)
        self._offers = offers
        self._several = several
        self._shown: Sequence[Offer] = ()
        self._model = QStringListModel(self)
        # It lies over the table, and is no window of its own.
        self._area = parent.parentWidget() or parent
        self.list = QListView(self._area)
        self.list.setObjectName("offers")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setModel(self._model)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.hide()
        self.list.clicked.connect(self._on_clicked)
        self.textEdited.connect(self._on_edited)

    def discard_list(self) -> None:
        """Take the list away, for good."""
        self.list.hide()
        self.list.deleteLater()

    @property
    def highlighted(self) -> Offer | None:
        """What Enter would choose."""
        row = self.list.currentIndex().row()
        if not self.list.isVisibleTo(self._area) or not 0 <= row < len(self._shown):
            return None
        return self._shown[row]

    def take_highlighted(self) -> bool:
        """Choose what is lit in the list; say whether the edit is complete with that."""
        offer = self.highlighted
        if offer is None:
            return True
        if not self._several:
            self.chosen.emit(offer.entered)
            return False  # whoever listens has entered it
        self._put(offer.text, "")
        return False

    def complete(self) -> None:
        """Put what is lit for the name that is begun, as Tab does before it goes on."""
        offer = self.highlighted
        if offer is None or not self.isModified() or not folded(self._typed()[:_LONGEST]):
            return
        if self._several:
            self._put(offer.text)
        else:
            self.setText(offer.entered)
            self.setModified(True)

    def _put(self, *ending: str) -> None:
        kept = self.text().rpartition(BETWEEN.strip())[0].strip()
        self.setText(BETWEEN.join([*([kept] if kept else []), *ending]))
        self.setModified(True)
        self.list.hide()

    def _typed(self) -> str:
        """Return what is being typed: the last of several."""
        return self.text().rpartition(BETWEEN.strip())[2] if self._several else self.text()

    def _on_edited(self, _text: str) -> None:
        wanted = folded(self._typed()[:_LONGEST])
        words = wanted.split()
        hits = [one for one in self._offers if all(word in one.compared for word in words)]
        hits.sort(key=lambda one: (one.compared != wanted, not one.compared.startswith(wanted)))
        self._show(hits[:_MOST_FOUND], 0 if words else -1)

    def offer_all(self) -> None:
        """Show everything that can be chosen, with what is there now lit."""
        present = folded(self._typed()[:_LONGEST])
        at = next((n for n, one in enumerate(self._offers) if one.compared == present), -1)
        begin = 0 if at < _MOST_FOUND else at - 4
        self._show(self._offers[begin : begin + _MOST_FOUND], at - begin if at >= 0 else -1)

    def _show(self, offers: Sequence[Offer], lit: int) -> None:
        self._shown = offers
        self._model.setStringList([one_line(one.text[:_LONGEST]) for one in offers])
        self.list.setVisible(bool(offers))
        if offers:
            self._place()
            self.list.raise_()
            self.list.setCurrentIndex(self._model.index(lit) if lit >= 0 else QModelIndex())

    def _place(self) -> None:
        area = self._area
        rows = min(len(self._shown), _MOST_ROWS)
        height = rows * max(theme.px(_ROW), self.list.sizeHintForRow(0)) + 8
        corner = self.mapTo(area, QPoint(0, self.height()))
        if corner.y() + height > area.height():
            corner.setY(max(0, corner.y() - self.height() - height))
        width = min(max(self.width(), theme.px(_LEAST_WIDTH)), area.width())
        corner.setX(max(0, min(corner.x(), area.width() - width)))
        self.list.setGeometry(corner.x(), corner.y(), width, height)

    def _on_clicked(self, _index: QModelIndex) -> None:
        self.take_highlighted()

    def event(self, event: QEvent) -> bool:
        # Escape ends the edit, not the selection of the window.
        return claimed(event, Qt.Key.Key_Escape) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if not self.list.isVisibleTo(self._area):
                self.offer_all()
                return
            by = 1 if event.key() == Qt.Key.Key_Down else -1
            row = max(0, min(len(self._shown) - 1, self.list.currentIndex().row() + by))
            self.list.setCurrentIndex(self._model.index(row))
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.offer_all()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        if self._shown:
            self._place()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.list.hide()
