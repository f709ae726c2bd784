"""What the actions of saved views do; the list to arrange them is made when it is first wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from oci_map.ui import saved_view
from oci_map.ui.actions import Actions
from oci_map.ui.session import Session

if TYPE_CHECKING:
    from oci_map.ui.saved_views.arrange import ArrangeViews


class ViewDesk(QObject):
    """Connects the actions to the session, and says which of them can be used."""

    def __init__(self, session: Session, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._actions = actions
        self._window = parent
        self.arranging: ArrangeViews | None = None
        actions["view_save"].triggered.connect(self.save)
        actions["view_update"].triggered.connect(self.update)
        actions["view_places"].triggered.connect(self.use_places)
        actions["view_arrange"].triggered.connect(self.arrange)
        session.picture_changed.connect(self.refresh)
        session.document_changed.connect(self.refresh)
        session.stepped.connect(self.refresh)
        self.refresh()

    def refresh(self, *_of_the_signal: object) -> None:
        """Say which actions can be used now."""
        session = self._session
        open_one = session.shown.saved(session.snapshot) is not None
        self._actions["view_update"].setEnabled(session.can_edit and saved_view.differs(session))
        self._actions["view_places"].setEnabled(session.can_edit and open_one)

    def save(self) -> None:
        """Keep what is shown as a new view, and ask for its name."""
        made = saved_view.save(self._session)
        if made is not None:
            self.arrange()
            if self.arranging is not None:
                self.arranging.choose(made)
                self.arranging.ask_name()

    def update(self) -> None:
        """Let the open view keep what is shown now."""
        saved_view.update(self._session)

    def use_places(self) -> None:
        """Let the organisations stand in the document where the open view has them."""
        saved_view.use_places(self._session)

    def arrange(self) -> None:
        """Show the list in which views are renamed, ordered and deleted."""
        if self.arranging is None:
            from oci_map.ui.saved_views.arrange import ArrangeViews

            self.arranging = ArrangeViews(self._session, self._window)
        self.arranging.show()
        self.arranging.raise_()
        self.arranging.activateWindow()
        self.arranging.list.setFocus()
