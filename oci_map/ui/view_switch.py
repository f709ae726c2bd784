"""The switch between the views, in the middle of the row at the top."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSignalBlocker, QSize
from PySide6.QtWidgets import QWidget

from oci_map.i18n import _
from oci_map.ui import theme
from oci_map.ui.actions import Actions
from oci_map.ui.folding_tabs import FoldingTabs
from oci_map.ui.plain import tooltip
from oci_map.ui.session import Session
from oci_map.ui.views import VIEWS

_LEAST: Final = 160  # px


class ViewSwitch(FoldingTabs):
    """One tab for each view; a click or the arrow keys show it."""

    def __init__(self, session: Session, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._actions = actions
        self.setObjectName("viewSwitch")
        for view in VIEWS:
            self.setTabData(self.addTab(""), view.name)
        self.retranslate()
        self._follow()
        self.currentChanged.connect(self._show)
        session.view_changed.connect(self._follow)
        session.document_changed.connect(self._follow)

    def retranslate(self) -> None:
        """Give the tabs their words in the chosen language."""
        self.setAccessibleName(_("Views of the document"))
        for place, (view, action) in enumerate(zip(VIEWS, self._actions.views, strict=True)):
            self.setTabText(place, _(view.title))
            self.setTabToolTip(place, tooltip(action.toolTip()))

    def minimumSizeHint(self) -> QSize:
        """Let a long name be cut before it pushes a menu out of the row."""
        least = super().minimumSizeHint()
        return QSize(min(least.width(), theme.px(_LEAST)), least.height())

    def wants(self, place: int) -> bool:
        """Say whether a view has a tab: always, or while it is the one that is shown."""
        view = VIEWS[place]
        return view.listed or view.name == self._session.view

    def _show(self, place: int) -> None:
        self._session.show_view(self.tabData(place))

    def _follow(self) -> None:
        self.setVisible(self._session.document is not None and len(VIEWS) > 1)
        names = [view.name for view in VIEWS]
        # A tab that vanishes while it is the present one would choose its neighbour.
        with QSignalBlocker(self):
            for place in range(self.count()):
                self.setTabVisible(place, self.wants(place))
            self.setCurrentIndex(names.index(self._session.view))
        self.updateGeometry()
        self.fold()
