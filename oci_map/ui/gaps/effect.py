"""What a seat would change, said before it is given: reckoned aside, the list stays usable."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from oci_map.graph.filters import Filter
from oci_map.graph.what_if import Hypothesis, WhatIf, what_if
from oci_map.graph.wording_what_if import what_if_sentences
from oci_map.i18n import _
from oci_map.model.snapshot import Snapshot
from oci_map.progress import Progress
from oci_map.ui.asking import Asking
from oci_map.ui.jobs import Jobs
from oci_map.ui.plain import PlainLabel
from oci_map.ui.session import Session


class Effect(QFrame):
    """Shows in words what would change if a hypothesis came true."""

    changed = Signal()

    def __init__(self, session: Session, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("effect")
        self._session = session
        self._asking = Asking(jobs, self)
        self._asking.answered.connect(self._show)
        self._asked: tuple[Snapshot, Filter, Hypothesis] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(4)
        self._title = PlainLabel(role="caption", parent=self)
        self.words = PlainLabel(wrap=True, parent=self)
        column.addWidget(self._title)
        column.addWidget(self.words)
        self.hide()

    def ask(self, hypothesis: Hypothesis) -> None:
        """Find out what this would change, and show it."""
        asked = (self._session.snapshot, self._session.filter, hypothesis)
        if asked == self._asked:
            return
        self.forget()
        self._asked = asked
        self._asking.ask(partial(_work, *asked), asked)

    def follow(self) -> None:
        """Show nothing any more once the seat was given, or something else was changed."""
        if not self._is_current():
            self.forget()

    def _is_current(self) -> bool:
        now = (self._session.snapshot, self._session.filter)
        return self._asked is None or self._asked[:2] == now

    def forget(self) -> None:
        """Show nothing."""
        self._asking.forget()
        self._asked = None
        if not self.isHidden():
            self.hide()
            self.changed.emit()

    def _show(self, _asked: object, change: WhatIf) -> None:
        if not self._is_current():
            self.forget()
            return
        self._title.setText(_("What this would change"))
        self.words.setText("\n".join(what_if_sentences(self._session.snapshot, change)))
        self.show()
        self.changed.emit()


def _work(snapshot: Snapshot, shown: Filter, hypothesis: Hypothesis, progress: Progress) -> WhatIf:
    found = what_if(snapshot, shown, hypothesis)
    progress.report(1.0)
    return found
