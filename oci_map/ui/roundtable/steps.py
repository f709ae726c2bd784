"""The steps of a roundtable by their names; the module of one is loaded when it is first wanted."""

from __future__ import annotations

from importlib import import_module
from typing import Final, Protocol, cast

from PySide6.QtWidgets import QWidget

from oci_map.ui.roundtable.desk import Desk
from oci_map.ui.roundtable.meeting import Meeting

_CLASSES: Final = {
    "theme": "theme_step:ThemeStep",
    "guests": "guests_step:GuestsStep",
    "tables": "tables_step:TablesStep",
    "agenda": "agenda_step:AgendaStep",
    "day": "day_step:DayStep",
}


class Step(QWidget):
    """One step; it shows a meeting and changes it through the desk."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""

    def show_meeting(self, meeting: Meeting) -> None:
        """Show this roundtable."""

    def forget(self) -> None:
        """Let go of what belongs to a document that is closed."""

    def take_focus(self) -> None:
        """Put the keyboard where work begins."""
        self.setFocus()


class _Made(Protocol):
    def __call__(self, desk: Desk, parent: QWidget) -> Step: ...


def step_class(name: str) -> _Made:
    """Return what makes a step."""
    module, made = _CLASSES[name].split(":")
    return cast("_Made", getattr(import_module(f"oci_map.ui.roundtable.{module}"), made))
