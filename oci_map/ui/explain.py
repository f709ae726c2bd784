"""A small question mark beside a figure, which opens what the figure is made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from oci_map.graph.method import MEASURES
from oci_map.i18n import _
from oci_map.ui import theme
from oci_map.ui.session import Selected, Session

if TYPE_CHECKING:
    from oci_map.ui.explanation import Explanation

_SIDE: Final = 20


class ExplainButton(QToolButton):
    """A small question mark beside a figure; it opens what the figure is made of."""

    def __init__(self, session: Session, parent: QWidget, *measures: str) -> None:
        super().__init__(parent)
        self._session = session
        self.measures = measures
        self.figure = ""
        self.records: tuple[Selected, ...] = ()
        self.opened: Explanation | None = None
        self.setText("?")
        self.setProperty("look", "explain")
        self.setFixedSize(theme.px(_SIDE), theme.px(_SIDE))
        # What it is at the usual size of text, for whoever makes the text larger.
        self.setProperty("baseHeight", _SIDE)
        self.setProperty("baseWidth", _SIDE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self.open)
        session.language_changed.connect(self.retranslate)
        self.retranslate()

    def say(self, figure: str, records: Sequence[Selected] = ()) -> None:
        """Say what the figure is now, and which records are behind it."""
        self.figure = figure
        self.records = tuple(records)

    def use(self, *measures: str) -> None:
        """Explain other measures; with none there is nothing to explain."""
        self.measures = measures
        self.setVisible(bool(measures))
        self.retranslate()

    def retranslate(self) -> None:
        """Give it its words in the chosen language."""
        names = ", ".join(_(MEASURES[key].name) for key in self.measures)
        words = _("How this is measured: {figures}").format(figures=names)
        self.setToolTip(words)
        self.setAccessibleName(words)

    def open(self) -> None:
        """Show the explanation beside the figure."""
        from oci_map.ui.explanation import Explanation  # not for the first picture

        self.opened = Explanation(
            self._session, self.measures, self.figure, self.records, self.window()
        )
        self.opened.show_beside(self)
