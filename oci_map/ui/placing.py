"""Gives organisations without a place one, and tidies the whole map up when asked."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal

from oci_map.drawing import places
from oci_map.model.snapshot import Snapshot
from oci_map.progress import Progress
from oci_map.ui import saved_view
from oci_map.ui.asking import Asking
from oci_map.ui.jobs import Jobs
from oci_map.ui.session import Session

# Maps up to this size are laid out faster than a person sees; larger ones in a job.
_AT_ONCE: Final = 80


class Placer(QObject):
    """Watches the document; new organisations stand near those they work with."""

    progressed = Signal(float)  # share of the work done; 1.0 when it ended
    arranged = Signal()  # everything stands elsewhere, because a person asked for it

    def __init__(self, session: Session, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._asking = Asking(jobs, self)
        self._asking.answered.connect(self._take)
        self._asking.progressed.connect(self._on_progress)
        self._asking.ended.connect(self._on_ended)
        session.document_changed.connect(self._on_document)
        session.stepped.connect(self._on_step)

    def tidy(self) -> None:
        """Lay the whole map out anew, as one step; pinned organisations stay."""
        self._arrange(_tidied)

    def in_rings(self) -> None:
        """Arrange the map in rings by policy level, as one step; pinned organisations stay."""
        self._arrange(_ringed)

    def in_columns(self) -> None:
        """Arrange the map in columns by sector, as one step; pinned organisations stay."""
        self._arrange(_columned)

    def _arrange(self, work: Callable[[Snapshot, Progress], places.Places]) -> None:
        if self._session.can_edit and self._session.snapshot.organisations:
            self._ask(work)

    def _on_document(self) -> None:
        self._asking.forget()
        self.progressed.emit(1.0)
        self._place_missing()

    def _on_step(self, _step: object) -> None:
        self._place_missing()

    def _place_missing(self) -> None:
        session = self._session
        if not session.unplaced():
            return
        if len(session.snapshot.organisations) <= _AT_ONCE:
            session.give_places(places.missing_places(session.snapshot))
        else:
            self._ask(_missing)

    def _ask(self, work: Callable[[Snapshot, Progress], places.Places]) -> None:
        snapshot = self._session.snapshot
        self._asking.ask(partial(work, snapshot), (work, snapshot))

    def _on_progress(self, done: float, _text: str) -> None:
        self.progressed.emit(min(done, 0.99))

    def _on_ended(self) -> None:
        self.progressed.emit(1.0)

    def _take(self, asked: tuple[object, Snapshot], found: places.Places) -> None:
        work, snapshot = asked
        # An edit in the meantime has asked anew, or needs no place: this is about an older map.
        if snapshot is not self._session.snapshot:
            return
        if work is _missing:
            self._session.give_places(found)
        else:
            saved_view.tidy(self._session, found)
            self.arranged.emit()


def _missing(snapshot: Snapshot, progress: Progress) -> places.Places:
    return places.missing_places(snapshot, progress)


def _tidied(snapshot: Snapshot, progress: Progress) -> places.Places:
    return places.tidy_places(snapshot, progress)


def _ringed(snapshot: Snapshot, progress: Progress) -> places.Places:
    return places.ringed_places(snapshot, progress)


def _columned(snapshot: Snapshot, progress: Progress) -> places.Places:
    return places.columned_places(snapshot, progress)
