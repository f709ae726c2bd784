"""Opens under a field: who says so, and that nobody knows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from oci_map.i18n import _
from oci_map.model.fields import NOUNS
from oci_map.model.ids import RecordId
from oci_map.operations import evidence
from oci_map.ui.inspector.evidence import EvidenceList
from oci_map.ui.session import Session


class FieldSources(QWidget):
    """The sources of one field, a button to add one, and “unknown” as a choice."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._noun = self._field = ""
        self._record = RecordId("")
        self.setObjectName("fieldSources")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.list = EvidenceList(session, self)
        self.adder = QToolButton(self)
        self.adder.setProperty("look", "link")
        self.unknown = QCheckBox(self)
        foot = QHBoxLayout()
        foot.setContentsMargins(6, 0, 4, 0)
        foot.addWidget(self.adder)
        foot.addStretch(1)
        foot.addWidget(self.unknown)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 4, 6)
        column.setSpacing(2)
        column.addWidget(self.list)
        column.addLayout(foot)
        self.adder.clicked.connect(self._offer)
        self.unknown.clicked.connect(self._mark)

    def show_field(self, noun: str, record: RecordId, field: str) -> None:
        """Show who says what a field holds."""
        self._noun, self._record, self._field = noun, record, field
        kept = self._session.snapshot.get(noun, record)
        if kept is None:
            return
        described = NOUNS[noun].field(field)
        self.setAccessibleName(_("Sources of “{field}”").format(field=described.label))
        self.list.show_owner(noun, record, field)
        self.adder.setText(_("Add a source…"))
        self.adder.setEnabled(self._session.can_edit)
        self.unknown.setText(_("Nobody knows"))
        self.unknown.setAccessibleName(_("Nobody knows “{field}”").format(field=described.label))
        self.unknown.setToolTip(_("“Unknown” is an answer too: it is shown, counted and kept."))
        self.unknown.setVisible(evidence.may_be_unknown(described))
        self.unknown.setEnabled(self._session.can_edit)
        self.unknown.setChecked(bool(evidence.unknown(self._session.snapshot, noun, kept, field)))

    def _offer(self) -> None:
        self.list.offer(self.adder)

    def _mark(self, wanted: bool) -> None:
        verb = evidence.mark_unknown if wanted else evidence.unmark_unknown
        self._session.run(verb, self._noun, self._record, self._field)
