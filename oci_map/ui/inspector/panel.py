"""The panel at the right: what is selected, or the whole network."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedLayout, QWidget

from oci_map.ui.actions import Actions
from oci_map.ui.inspector.group import GroupPage
from oci_map.ui.inspector.organisation import OrganisationPage
from oci_map.ui.inspector.page import Page
from oci_map.ui.inspector.record import RecordPage
from oci_map.ui.inspector.several import SeveralPage
from oci_map.ui.inspector.whole import WholePage
from oci_map.ui.session import Session

WIDTH: Final = 332


class InspectorPanel(QWidget):
    """Chooses the page; pages are made when they are first needed."""

    def __init__(self, session: Session, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._actions = actions
        self._pages: dict[str, Page] = {}
        self._stack = QStackedLayout(self)
        self.setObjectName("inspector")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        session.document_changed.connect(self.refresh)
        session.selection_changed.connect(self.refresh)
        # The picture is new after each step, filter, language and theme.
        session.picture_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what is selected as it is now."""
        if self._session.document is None:
            return
        page = self.page
        self._stack.setCurrentWidget(page)
        page.refresh()

    @property
    def page(self) -> Page:
        """The page that fits the selection."""
        key = self._key()
        if key not in self._pages:
            self._pages[key] = self._made(key)
            self._stack.addWidget(self._pages[key])
        return self._pages[key]

    def ask_name(self) -> None:
        """Let the person name what is selected."""
        self.page.ask_name()

    def _key(self) -> str:
        selection = self._session.selection
        if not selection:
            return "whole"
        return "several" if len(selection) > 1 else selection[0][0]

    def _made(self, key: str) -> Page:
        if key == "whole":
            return WholePage(self._session, self)
        if key == "several":
            return SeveralPage(self._session, self)
        if key == "organisation":
            return OrganisationPage(self._session, self._actions, self)
        if key == "working_group":
            return GroupPage(self._session, self._actions, self)
        return RecordPage(self._session, key, self._actions, self)
