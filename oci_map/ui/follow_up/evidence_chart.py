"""The bars of what became of gaps, as the slide has them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from oci_map.drawing.evidence_chart import evidence_parts
from oci_map.drawing.painter import WordImages, paint
from oci_map.drawing.parts import Part
from oci_map.roundtable.evidence import Evidence
from oci_map.ui import theme

_SIZE: Final = 12.0
_HIGH: Final = 10_000.0


class EvidenceChart(QWidget):
    """As high as what there is to show."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._found: Evidence | None = None
        self._images = WordImages()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_evidence(self, found: Evidence | None) -> None:
        """Show what came of a roundtable; nothing when there is none."""
        self._found = found
        said = [part.name for part in self._parts(400.0) if part.kind == "panel"]
        self.setAccessibleName("; ".join(said))
        self.updateGeometry()
        self.update()

    def _parts(self, width: float) -> tuple[Part, ...]:
        if self._found is None:
            return ()
        size = _SIZE * theme.text_percent() / 100
        return evidence_parts(self._found, None, (0.0, 0.0, width, _HIGH), theme.current(), size)

    # --------------------------------------------------------------------------- Qt overrides

    def sizeHint(self) -> QSize:
        parts = self._parts(max(200.0, float(self.width())))
        return QSize(300, round(parts[-1].box[3]) + 4 if parts else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        drawn = (stroke for part in self._parts(float(self.width())) for stroke in part.strokes)
        paint(painter, drawn, self.devicePixelRatioF(), self._images)
