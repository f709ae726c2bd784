"""What must be known of the open document before it is believed or changed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from oci_map.i18n import _
from oci_map.model.records import Evidence
from oci_map.model.vocabulary import ILLUSTRATIVE
from oci_map.ui import first_picture, icons, theme
from oci_map.ui.actions import Actions
from oci_map.ui.plain import ElidedLabel
from oci_map.ui.session import Session

_HEIGHT = 30


class Banner(QWidget):
    """Says that facts are invented, or that nothing can be changed; hidden when neither holds."""

    def __init__(self, session: Session, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.setObjectName("banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(_HEIGHT)
        self._sign = QLabel(self)
        self._sign.setFixedSize(QSize(16, 16))
        self._text = ElidedLabel(parent=self)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.copy = QToolButton(self)
        self.copy.setProperty("look", "link")
        self.copy.clicked.connect(actions["save_copy"].trigger)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._text, 1)
        row.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignVCenter)
        session.document_changed.connect(self.refresh)
        session.stepped.connect(self.refresh)
        session.language_changed.connect(self.refresh)
        session.theme_changed.connect(self.refresh)
        self.refresh()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def refresh(self, *_of_the_signal: object) -> None:
        """Say what holds for the document as it is now."""
        parts = []
        document = self._session.document
        reading = document is not None and document.read_only
        self.copy.setText(_("Save as a copy…"))
        self.copy.setVisible(reading)
        if reading:
            parts += [
                self._session.reading_because,
                _("This document is read-only: it cannot be changed here. Save a copy to edit."),
            ]
        if self._is_illustrative():
            parts.append(
                _(
                    "Part of this document is invented as an example;"
                    " what is invented carries the mark “Illustrative”."
                )
            )
        self._text.setText(" ".join(filter(None, parts)))
        self.setVisible(bool(parts))
        if parts and not first_picture.holds_back(self.refresh):
            name = "lock" if reading else "flask-conical"
            self._sign.setPixmap(icons.pixmap(name, "warn", theme.px(16), self.devicePixelRatioF()))

    def _is_illustrative(self) -> bool:
        return any(
            evidence.certainty == ILLUSTRATIVE
            for evidence in self._session.snapshot.all(Evidence).values()
        )
