"""The guests at a table as a short list: for who reads the picture with a screen reader too."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QListView, QWidget

from oci_map.i18n import _
from oci_map.model.ids import RecordId
from oci_map.ui import theme
from oci_map.ui.record_delegate import ROW_HEIGHT, RecordDelegate
from oci_map.ui.record_model import RecordModel
from oci_map.ui.record_rows import Row
from oci_map.ui.roundtable.meeting import Meeting
from oci_map.ui.session import Session


class GuestNames(QListView):
    """Names with their marks; choosing one puts the picture on that guest."""

    chosen = Signal(str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = RecordModel(self)
        self._guests: tuple[RecordId, ...] = ()
        self.setModel(self._model)
        self.setObjectName("guestNames")
        self.setProperty("ownSize", True)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(RecordDelegate(session, self))
        self.clicked.connect(self._tell)
        self.activated.connect(self._tell)

    def show_guests(self, meeting: Meeting, guests: Sequence[RecordId]) -> None:
        """Show these guests, what is fixed marked in words."""
        self._guests = tuple(guests)
        rows = []
        for guest in guests:
            organisation = meeting.task.organisations[guest]
            name = meeting.task.company.names[guest]
            pinned = any((guest, at) in meeting.pinned for at in range(1, meeting.rounds + 1))
            rows.append(Row(organisation, name, _("fixed") if pinned else "", name))
        self._model.show_rows("organisation", rows)
        self.setAccessibleName(_("Who sits here"))
        self.setFixedHeight(len(rows) * theme.px(ROW_HEIGHT) + 2)

    def _tell(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self._guests[index.row()])
