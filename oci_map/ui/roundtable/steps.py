"""The steps of a roundtable by their names; the module of one is loaded when it is first wanted."""

from __future__ import annotations

from importlib import import_module
from typing import Final, Protocol, cast

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from oci_map.ui import theme
from oci_map.ui.roundtable.desk import Desk
from oci_map.ui.roundtable.meeting import Meeting

_CLASSES: Final = {
    "theme": "theme_step:ThemeStep",
    "guests": "guests_step:GuestsStep",
    "tables": "tables_step:TablesStep",
    "agenda": "agenda_step:AgendaStep",
    "day": "day_step:DayStep",
}

_LEAST: Final = 200  # narrower, a step was not given its room yet


class Step(QWidget):
    """One step; it shows a meeting and changes it through the desk."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""

    def show_meeting(self, meeting: Meeting) -> None:
        """Show this roundtable."""

    def fit(self) -> None:
        """Give panels the width that there is room for."""

    def forget(self) -> None:
        """Let go of what belongs to a document that is closed."""

    def take_focus(self) -> None:
        """Put the keyboard where work begins."""
        self.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()


def beside(step: QWidget, wide: int, share: float = 0.44) -> int:
    """Return how wide a panel beside the work is: as wanted, but no more than a share of all."""
    room = round(step.width() * share)
    return min(theme.px_wide(wide), room) if room > _LEAST else theme.px_wide(wide)


class _Made(Protocol):
    def __call__(self, desk: Desk, parent: QWidget) -> Step: ...


def step_class(name: str) -> _Made:
    """Return what makes a step."""
    module, made = _CLASSES[name].split(":")
    return cast("_Made", getattr(import_module(f"oci_map.ui.roundtable.{module}"), made))
