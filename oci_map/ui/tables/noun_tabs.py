"""The row of nouns over the table; those that find no room are in a menu at its end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from oci_map import i18n
from oci_map.i18n import _
from oci_map.model.fields import NOUNS
from oci_map.ui import theme
from oci_map.ui.drop_button import DropButton
from oci_map.ui.fitting import fitting
from oci_map.ui.tables.columns import TABLES

_HEIGHT: Final = 28
_GAP: Final = 2


class NounTabs(QWidget):
    """One button for each noun that has a table, the one that is shown always among them."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("ownSize", True)
        self.setFixedHeight(theme.px(_HEIGHT))
        self._noun = TABLES[0].noun
        self._counts: Mapping[str, int] = {}
        self.buttons: dict[str, QToolButton] = {}
        for spec in TABLES:
            button = QToolButton(self)
            button.setCheckable(True)
            button.setProperty("look", "noun")
            button.setProperty("noun", spec.noun)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(self._on_clicked)
            self.buttons[spec.noun] = button
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._menu.triggered.connect(self._on_menu)
        self.more = DropButton(self)
        self.more.setMenu(self._menu)

    def show_noun(self, noun: str) -> None:
        """Mark the noun whose table is shown."""
        self._noun = noun
        for name, button in self.buttons.items():
            button.setChecked(name == noun)
        self._lay_out()

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Say in the menu how many there are of each."""
        self._counts = counts

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        self.setAccessibleName(_("Data tables"))
        for noun, button in self.buttons.items():
            button.setText(NOUNS[noun].plural)
            button.setAccessibleName(NOUNS[noun].plural)
        self.more.setText(_("More"))
        self.more.setAccessibleName(_("More tables"))
        self._lay_out()

    def fit_text(self) -> None:
        """Take on the size of the text."""
        self.setFixedHeight(theme.px(_HEIGHT))
        self._lay_out()

    def step(self, by: int) -> None:
        """Go to the next noun, or to the one before."""
        nouns = [spec.noun for spec in TABLES]
        at = (nouns.index(self._noun) + by) % len(nouns)
        self.chosen.emit(nouns[at])

    def _lay_out(self) -> None:
        """Show as many as there is room for; the chosen one takes the last place if it must."""
        widths = {noun: button.sizeHint().width() for noun, button in self.buttons.items()}
        menu = self.more.sizeHint().width()
        shown = fitting(widths, self.width(), self._noun, menu, _GAP)
        x = 0
        for noun, button in self.buttons.items():
            button.setVisible(noun in shown)
            if noun in shown:
                button.setGeometry(x, 0, widths[noun], self.height())
                x += widths[noun] + _GAP
        self.more.setVisible(len(shown) < len(self.buttons))
        self.more.setGeometry(x + 2, 1, self.more.sizeHint().width(), self.height() - 2)

    def _fill_menu(self) -> None:
        self._menu.clear()
        for noun, button in self.buttons.items():
            if not button.isVisibleTo(self):
                count = i18n.number(self._counts.get(noun, 0))
                action = self._menu.addAction(f"{NOUNS[noun].plural}\t{count}")
                action.setData(noun)

    def _on_menu(self, action: QAction) -> None:
        self.chosen.emit(action.data())

    def _on_clicked(self) -> None:
        noun = self.sender().property("noun")
        self.show_noun(self._noun)  # a second click must not let go of it
        self.chosen.emit(noun)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, _HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.step(1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)
