"""Finds records for the window: one index, read in portions, that follows each step."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from oci_map.document import Step
from oci_map.search.index import Rank
from oci_map.search.records import RecordIndex
from oci_map.ui.record_rows import Row
from oci_map.ui.session import Selected, Session

#: Read at once when somebody asks: a usual document is complete then; of a larger one only the
#: first records, so that the letter stands there at once.
_AT_ONCE: Final = 1500
_FIRST: Final = 500


class Finder(QObject):
    """Holds the index of the open document; the first question makes it."""

    grown = Signal()  # more of the document was read: ask again

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._index: RecordIndex | None = None
        self._begun = False
        self._last: Step | None = None  # that the index has taken in
        self._asked = ""
        self._answer: dict[Selected, Rank] = {}
        self._further = QTimer(self)
        self._further.setInterval(0)
        self._further.timeout.connect(self._read)
        session.document_changed.connect(self._forget)
        session.stepped.connect(self._follow)

    @property
    def complete(self) -> bool:
        """Say whether the whole document has been read."""
        return self._index is not None and self._index.complete

    def prepare(self) -> None:
        """Begin to read the document: somebody is about to ask."""
        if self._index is None and self._session.document is not None:
            self._index = RecordIndex(self._session.snapshot)
            self._begun = False
            self._last = self._session.last_step
            self._further.start()

    def matches(self, typed: str) -> dict[Selected, Rank]:
        """Return the records that fit what was typed, as far as the document was read."""
        self.prepare()
        if self._index is None:
            return {}
        if self._session.last_step is not None:
            self._follow(self._session.last_step)  # who asks may hear of it before this does
        if not self._begun:
            self._begun = True
            self._index.read(_AT_ONCE if self._index.unread <= _AT_ONCE else _FIRST)
        if typed != self._asked:
            self._asked, self._answer = typed, self._index.matches(typed)
        return self._answer

    def among(self, noun: str, rows: list[Row], typed: str) -> list[Row]:
        """Return the rows of a noun that fit what was typed, the best first; all for nothing."""
        if not typed.strip():
            return rows
        found = self.matches(typed)
        ranked = [(rank, row) for row in rows if (rank := found.get((noun, row.id))) is not None]
        return [row for _rank, row in sorted(ranked, key=_by_rank)]

    def _read(self) -> None:
        if self._index is not None:
            self._index.read()
            self._renew()
        if self._index is None or self._index.complete:
            self._further.stop()
            self.grown.emit()

    def _follow(self, step: Step) -> None:
        if self._index is not None and step is not self._last:
            self._last = step
            self._index.follow(step.change.records, self._session.snapshot)
            self._renew()

    def _forget(self) -> None:
        self._index = None
        self._further.stop()
        self._renew()

    def _renew(self) -> None:
        self._asked, self._answer = "", {}


def finder_of(session: Session) -> Finder:
    """Return the one finder of a session; it is made when it is first wanted."""
    found = session.findChild(Finder)
    return found if isinstance(found, Finder) else Finder(session)


def _by_rank(ranked: tuple[Rank, Row]) -> int:
    return ranked[0]
