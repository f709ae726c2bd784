"""What was selected one after the other, to go back and forward through as in a browser."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Signal

from oci_map.ui.session import Selected, Session

_LONGEST: Final = 200
_WIDEST: Final = 2000  # of a selection; a larger one is remembered only so far

Selection = tuple[Selected, ...]


class Trail(QObject):
    """Remembers selections; what was deleted meanwhile is passed over."""

    changed = Signal()  # whether one can go back or forward may be different now

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._way: list[Selection] = [()]
        self._place = 0
        self._going = False
        session.document_changed.connect(self._begin)
        session.selection_changed.connect(self._follow)
        session.stepped.connect(self._look)

    def can_go(self, by: int) -> bool:
        """Say whether there is something to go to, back with -1, forward with 1."""
        return self._reached(by) is not None

    def back(self) -> None:
        """Select what was selected before."""
        self._go(-1)

    def forward(self) -> None:
        """Select again what was selected after this."""
        self._go(1)

    def _go(self, by: int) -> None:
        place = self._reached(by)
        if place is None:
            return
        self._place = place
        self._going = True
        try:
            self._session.select(*self._way[place])
        finally:
            self._going = False
        self.changed.emit()

    def _reached(self, by: int) -> int | None:
        """Return the next place on the way at which something else is selected than now."""
        place = self._place + by
        while 0 <= place < len(self._way):
            there = self._present(self._way[place])
            wanted = bool(there) or not self._way[place]
            if wanted and there != self._session.selection:
                return place
            place += by
        return None

    def _present(self, selection: Selection) -> Selection:
        snapshot = self._session.snapshot
        return tuple(one for one in selection if snapshot.get(*one) is not None)

    def _begin(self) -> None:
        self._way = [()]
        self._place = 0
        self.changed.emit()

    def _follow(self) -> None:
        if self._going:
            return
        selection = self._session.selection[:_WIDEST]
        if selection != self._way[self._place]:
            self._way = [*self._way[: self._place + 1], selection][-_LONGEST:]
            self._place = len(self._way) - 1
        self.changed.emit()

    def _look(self, _step: object) -> None:
        self.changed.emit()
