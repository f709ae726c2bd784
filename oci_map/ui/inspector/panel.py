"""The panel at the right: what is selected, or the whole network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from weakref import ref

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from oci_map import i18n
from oci_map.i18n import _
from oci_map.ui import theme
from oci_map.ui.actions import Actions
from oci_map.ui.inspector.bar import InspectorBar
from oci_map.ui.session import Session
from oci_map.ui.text_size import adopt

if TYPE_CHECKING:
    from oci_map.ui.inspector.page import Page

WIDTH: Final = 332


class InspectorPanel(QWidget):
    """Chooses the page; pages are made when they are first needed."""

    def __init__(self, session: Session, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._actions = actions
        self._pages: dict[str, Page] = {}
        self.bar = InspectorBar(session, actions, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        self._stack = QStackedLayout()
        column.addLayout(self._stack, 1)
        self.setObjectName("inspector")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._shown: tuple[object, ...] = ()
        self._was_painted = False
        self._next_turn = QTimer(self)
        self._next_turn.setSingleShot(True)
        self._next_turn.timeout.connect(self.refresh)
        session.selection_changed.connect(self.refresh)
        # The picture is new after each document, step, filter, language and theme.
        session.picture_changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show what is selected as it is now; nothing is done while nobody sees it."""
        if (self._was_painted or self._shown) and not self.isHidden():
            self._show()

    def _show(self) -> None:
        session = self._session
        if session.document is None:
            return
        # A picture that is only lettered anew is no news here.
        size = theme.text_percent()
        analysis = session.analysis
        known = (analysis.gaps_known, analysis.brokerage_known)
        # Not the analysis itself: a large one is gone before what follows an edit is found.
        shows = (ref(analysis), known, session.selection, i18n.language(), session.style, size)
        if shows == self._shown:
            return
        self._shown = shows
        focused: QWidget | None = QApplication.focusWidget()
        inside = focused is not None and self.isAncestorOf(focused)
        former = self._stack.currentWidget()
        page = self._page()
        self.bar.refresh()
        self.setAccessibleName(_("Inspector"))
        self._stack.setCurrentWidget(page)
        page.refresh()
        now: QWidget | None = QApplication.focusWidget()
        slipped = page is not former or isinstance(now, QLineEdit | QPlainTextEdit)
        if inside and now is not focused and slipped:
            # What is hidden hands the keyboard to what comes next, which may be a name to type
            # over: it waits at the panel instead, from where Tab goes down the page.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        if theme.text_percent() != 100:  # what was made just now has the measures of 100 %
            adopt(self)
            page.fit()

    @property
    def page(self) -> Page:
        """The page that fits the selection, as it is now."""
        self._show()
        return self._page()

    def _page(self) -> Page:
        key = self._key()
        if key not in self._pages:
            self._pages[key] = self._made(key)
            self._pages[key].name_wanted.connect(self.ask_name)
            self._stack.addWidget(self._pages[key])
        return self._pages[key]

    def ask_name(self) -> None:
        """Let the person name what is selected."""
        self.page.ask_name()

    def open_sources(self) -> None:
        """Open who says what the field holds in which the keyboard is, or close it again."""
        from oci_map.ui.inspector.form import Form

        widget: QWidget | None = QApplication.focusWidget()
        while widget is not None and widget is not self:
            parent = widget.parentWidget()
            if isinstance(parent, Form):
                field = parent.field_of(widget)
                if field:
                    parent.toggle_sources(field)
                    return
            widget = parent

    def _key(self) -> str:
        selection = self._session.selection
        if not selection:
            return "whole"
        return "several" if len(selection) > 1 else selection[0][0]

    def _made(self, key: str) -> Page:
        # Each page is imported when it is wanted: the first picture shows only one.
        if key == "whole":
            from oci_map.ui.inspector.whole import WholePage

            return WholePage(self._session, self)
        from oci_map.ui.inspector.group import GroupPage
        from oci_map.ui.inspector.organisation import OrganisationPage
        from oci_map.ui.inspector.record import RecordPage
        from oci_map.ui.inspector.several import SeveralPage

        if key == "organisation":
            return OrganisationPage(self._session, self._actions, self)
        if key == "working_group":
            return GroupPage(self._session, self._actions, self)
        if key == "several":
            return SeveralPage(self._session, self)
        return RecordPage(self._session, key, self._actions, self)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._next_turn.isActive():  # a window that closes waits for nothing
            self._next_turn.stop()
            self._was_painted = False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            # The first picture is not kept waiting for the editors: they come in the next turn.
            self._was_painted = True
            self._next_turn.start(0)
