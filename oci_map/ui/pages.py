"""The middle of the window: the canvas, and the pages of the other views over it."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from oci_map.ui import theme
from oci_map.ui.actions import Actions
from oci_map.ui.jobs import Jobs
from oci_map.ui.session import Session
from oci_map.ui.text_size import adopt
from oci_map.ui.views import MAP, Page, page_class, spec


class Pages(QStackedWidget):
    """Shows the page of the session's view; a page is made when it is first wanted."""

    def __init__(
        self, session: Session, actions: Actions, jobs: Jobs, canvas: QWidget, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._actions = actions
        self._jobs = jobs
        self._canvas = canvas
        self._made: dict[str, Page] = {}
        self.addWidget(canvas)

    @property
    def page(self) -> Page | None:
        """Return the page that is shown; None for the map."""
        return self._made.get(self._session.view)

    def follow(self) -> None:
        """Show what the session's view asks for."""
        name = self._session.view
        if name != MAP and name not in self._made:
            page = page_class(spec(name))(self._session, self._actions, self._jobs, self)
            page.retranslate()
            self._made[name] = page
            self.addWidget(page)
        made = self._made.get(name)
        self.setCurrentWidget(made or self._canvas)
        if made is not None and theme.text_percent() != 100:
            adopt(made)  # what it makes when it is first shown has the measures of 100 %

    def take_focus(self) -> None:
        """Put the keyboard into the view that is shown."""
        if self.page is None:
            self._canvas.setFocus()
        else:
            self.page.take_focus()

    def retranslate(self) -> None:
        """Give all pages their words in the chosen language."""
        for page in self._made.values():
            page.retranslate()
