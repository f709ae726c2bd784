"""The switch between the views, in the middle of the row at the top."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QTabBar, QToolButton, QWidget

from oci_map.i18n import _
from oci_map.ui.actions import Actions
from oci_map.ui.plain import tooltip
from oci_map.ui.session import Session
from oci_map.ui.views import VIEWS


class ViewSwitch(QTabBar):
    """One tab for each view; a click or the arrow keys show it."""

    def __init__(self, session: Session, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._actions = actions
        self.setObjectName("viewSwitch")
        self.setDrawBase(False)
        self.setExpanding(False)
        # Where there is no room for all, some are read whole and the others are an arrow away.
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        for view in VIEWS:
            self.setTabData(self.addTab(""), view.name)
        self.retranslate()
        self._follow()
        self.currentChanged.connect(self._choose)
        session.view_changed.connect(self._follow)
        session.document_changed.connect(self._follow)

    def retranslate(self) -> None:
        """Give the tabs their words in the chosen language."""
        name = _("Views of the document")
        self.setAccessibleName(name)
        # Qt names its two arrows in English only.
        for arrow, sign in zip(self.findChildren(QToolButton), "←→", strict=False):
            arrow.setAccessibleName(f"{name} {sign}")
        for place, (view, action) in enumerate(zip(VIEWS, self._actions.views, strict=True)):
            self.setTabText(place, _(view.title))
            self.setTabToolTip(place, tooltip(action.toolTip()))

    def _choose(self, place: int) -> None:
        self._session.show_view(self.tabData(place))

    def _follow(self) -> None:
        self.setVisible(self._session.document is not None and len(VIEWS) > 1)
        names = [view.name for view in VIEWS]
        # A tab that vanishes while it is the present one would choose its neighbour.
        with QSignalBlocker(self):
            for place, view in enumerate(VIEWS):
                self.setTabVisible(place, view.listed or view.name == self._session.view)
            self.setCurrentIndex(names.index(self._session.view))
        self.updateGeometry()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Only a bar that is shown lays out its tabs; until then it asks for the room of none.
        self.updateGeometry()
