"""A row of choices of which one is on: a switch between a few views of one thing."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from oci_map.ui.folding_tabs import FoldingTabs


class Segments(FoldingTabs):
    """Choices side by side; a click or the arrow keys choose one."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "segments")
        self.currentChanged.connect(self._tell)

    @property
    def choice(self) -> str:
        """The code of the choice that is on; '' while there is none."""
        return str(self.tabData(self.currentIndex()) or "")

    def set_choices(self, choices: Iterable[tuple[str, str]]) -> None:
        """Offer these codes with their texts; the choice stays where it is still offered."""
        offered = list(choices)
        codes = [code for code, _text in offered]
        if codes == [self.tabData(place) for place in range(self.count())]:
            for place, (_code, text) in enumerate(offered):
                self.setTabText(place, text)
            return
        before = self.choice
        with QSignalBlocker(self):
            while self.count():
                self.removeTab(self.count() - 1)
            for code, text in offered:
                self.setTabData(self.addTab(text), code)
            if before in codes:
                self.setCurrentIndex(codes.index(before))
        self.updateGeometry()
        self.fold()

    def choose(self, code: str) -> None:
        """Turn a choice on."""
        for place in range(self.count()):
            if self.tabData(place) == code:
                self.go_to(place)

    def _tell(self, _place: int) -> None:
        if self.choice:
            self.chosen.emit(self.choice)
