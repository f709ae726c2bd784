"""Lets the canvas glide from one part of the map to another, instead of jumping."""

from __future__ import annotations

from PySide6.QtCore import QObject, QVariantAnimation, Signal

from oci_map.ui.canvas.shifting import MOVE_MS, eased
from oci_map.ui.canvas.viewport import Viewport


class Gliding(QObject):
    """The way from the view there is to the one that is wanted."""

    moved = Signal(object)  # the Viewport on the way
    arrived = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._from = self.target = Viewport()
        self._motion = QVariantAnimation(self)
        self._motion.setDuration(MOVE_MS)
        self._motion.setStartValue(0.0)
        self._motion.setEndValue(1.0)
        self._motion.valueChanged.connect(self._on_share)
        self._motion.finished.connect(self.arrived)

    @property
    def is_under_way(self) -> bool:
        """Whether it has not arrived yet."""
        return self._motion.state() is QVariantAnimation.State.Running

    def go(self, start: Viewport, target: Viewport, *, at_once: bool) -> None:
        """Go from one view to another."""
        self._motion.stop()
        self._from, self.target = start, target
        if at_once:
            self.arrived.emit()
        else:
            self._motion.start()

    def stop(self) -> None:
        """Stay where it is now."""
        self._motion.stop()

    def _on_share(self, value: object) -> None:
        share = eased(float(value))  # type: ignore[arg-type]  # the animation's own float
        a, b = self._from, self.target
        # Zoom changes by factors, so that the way in looks as fast as the way out.
        zoom = a.zoom * (b.zoom / a.zoom) ** share
        done = share if a.zoom == b.zoom else (zoom - a.zoom) / (b.zoom - a.zoom)
        self.moved.emit(Viewport(zoom, a.dx + (b.dx - a.dx) * done, a.dy + (b.dy - a.dy) * done))
