"""Lets marks that stand elsewhere in the next picture go there, instead of jumping."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QVariantAnimation, Signal

from oci_map.drawing.motion import between, moves
from oci_map.drawing.picture import Picture

MOVE_MS: Final = 320
# Moving more marks than this at once would stutter.
_MOST_MOVING: Final = 150


class Shifting(QObject):
    """Keeps the picture shown last, and the one on the way from it to the present one."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.passing: Picture | None = None  # on the way; None when at rest
        self.present: Picture | None = None  # where that leads
        self._before: Picture | None = None
        self._motion = QVariantAnimation(self)
        self._motion.setDuration(MOVE_MS)
        self._motion.valueChanged.connect(self._on_share)
        self._motion.finished.connect(self._on_arrived)

    def forget(self) -> None:
        """Begin anew with another document."""
        self._motion.stop()
        self._before = self.present = self.passing = None

    def follow(self, picture: Picture | None, *, at_once: bool) -> None:
        """Go from the picture before to this one; `at_once` without being seen on the way."""
        self._motion.stop()
        self._before, self.present, self.passing = self.present, picture, None
        if at_once or self._before is None or picture is None:
            return
        if len(picture.nodes) <= _MOST_MOVING and moves(self._before, picture):
            self._motion.setStartValue(0.0)
            self._motion.setEndValue(1.0)
            self._motion.start()

    def _on_share(self, value: object) -> None:
        if self._before is not None and self.present is not None:
            share = eased(float(value))  # type: ignore[arg-type]  # the animation's own float
            self.passing = between(self._before, self.present, share)
            self.changed.emit()

    def _on_arrived(self) -> None:
        self.passing = None
        self.changed.emit()


def eased(share: float) -> float:
    """Return how far a motion is after a share of its time: fast at first, then slower."""
    return 1 - (1 - share) ** 3
