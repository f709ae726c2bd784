"""Gives the parts of the window their places: side by side, what explains the map over it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from oci_map.ui import theme
from oci_map.ui.inspector.panel import WIDTH as INSPECTOR
from oci_map.ui.navigator import RAIL
from oci_map.ui.navigator import WIDTH as NAVIGATOR

if TYPE_CHECKING:
    from oci_map.ui.main_window import MainWindow

# Below this width the inspector lies over the map, and is there only for a selection.
_INSPECTOR_BESIDE: Final = 1360
#: The height of the window's work from which the time strip is shown.
_STRIP_FROM: Final = 430
_MAP_LEAST: Final = 160
_EDGE, _FOOT = 12, 20


class SideBySide(QObject):
    """Follows the size of the window; `work` holds the panels, `middle` what is between them."""

    def __init__(self, window: MainWindow, work: QWidget, middle: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._work = work
        self._middle = middle
        work.installEventFilter(self)
        window.canvas.installEventFilter(self)

    def place(self) -> None:
        """Give the panels their places: side by side, the inspector over the map when narrow."""
        window = self._window
        width, height = self._work.width(), self._work.height()
        top = window.banner.height() if window.banner.isVisibleTo(self._work) else 0
        window.banner.setGeometry(0, 0, width, window.banner.height())
        page = window.views.page
        spacious = page is None or not page.wants_room
        whole = window.actions_["navigator"].isChecked() and spacious
        left = theme.px_wide(NAVIGATOR) if whole else theme.px(RAIL)
        # With large text in a low window the map itself comes first.
        tall_enough = height >= theme.px(_STRIP_FROM)
        strip = window.actions_["time_strip"].isChecked() and page is None and tall_enough
        if not strip:
            window.time_strip.hide()  # before it would be drawn once more in another width
        window.navigator.set_rail(not whole)
        beside = self._stands_beside()
        wanted = window.actions_["inspector"].isChecked() and (page is None or page.shows_inspector)
        shown = wanted and (beside or bool(window.session.selection))
        panel = theme.px_wide(INSPECTOR)
        right = panel if shown and beside else 0
        self._show_inspector(shown)  # first: the map is fitted beside what lies over it
        window.navigator.setGeometry(0, top, left, height - top)
        self._middle.setGeometry(left, top, width - left - right, height - top)
        window.filter_bar.setVisible(page is None or page.shows_filter)
        window.time_strip.setVisible(strip)
        if beside:
            window.inspector.setGeometry(width - panel, top, panel, height - top)
        else:
            begin = top + window.filter_bar.height() * window.filter_bar.isVisibleTo(window)
            end = height - (window.time_strip.height() if strip else 0)
            window.inspector.setGeometry(width - panel, begin, panel, end - begin)
        window.inspector.raise_()
        self.place_overlays()

    def _stands_beside(self) -> bool:
        """Say whether the inspector stands beside what is shown, and not over it."""
        # A page beside the map is read to its right edge: the inspector must not lie over it.
        page = self._window.views.page
        wants_room = page is not None and page.wants_room
        return wants_room or self._work.width() >= theme.px_wide(_INSPECTOR_BESIDE)

    def _show_inspector(self, shown: bool) -> None:
        window = self._window
        focused: QWidget | None = QApplication.focusWidget()
        had_focus = focused is not None and window.inspector.isAncestorOf(focused)
        window.inspector.setVisible(shown)
        if had_focus and not shown:
            # What is hidden hands the keyboard to whatever comes next.
            window.views.take_focus()

    def follow_selection(self) -> None:
        """Show the inspector or not, and keep what was chosen from lying under it."""
        self.place()
        self._window.canvas.uncover()

    def _covered(self) -> int:
        """Return how many px of the map lie under the inspector."""
        window = self._window
        over = window.inspector.isVisibleTo(window) and not self._stands_beside()
        return theme.px_wide(INSPECTOR) if over else 0

    def place_overlays(self) -> None:
        """Give legend, zoom buttons and notices their places over the map."""
        window = self._window
        canvas, legend, zoom = window.canvas, window.legend, window.zoom
        covered = self._covered()
        # Large text leaves no room for both the legend and what it explains.
        beside = canvas.width() - covered - legend.width() - 2 * _EDGE
        shown = window.actions_["legend"].isChecked() and beside >= theme.px(_MAP_LEAST)
        legend.setVisible(shown)
        legend.move(_EDGE, _EDGE)
        legend.fit_into(max(60, canvas.height() - 2 * _EDGE))
        zoom.adjustSize()
        bottom = canvas.height() - _EDGE
        # Its actions are in the menu too, where it finds no room beside the inspector.
        zoom.setVisible(canvas.width() - covered >= zoom.width() + 2 * _EDGE)
        zoom.move(canvas.width() - covered - zoom.width() - _EDGE, bottom - zoom.height())
        window.notice.stand_over(window.views, covered)
        # A map of nobody has no legend: what it says stands in the middle.
        empty = window.session.document is not None and not window.session.snapshot.organisations
        left = legend.width() + _EDGE if shown and not empty else 0
        # The inspector over the map comes and goes with each click: the map stays as it is.
        # The zoom buttons cover a corner of the foot.
        canvas.set_cover(covered)
        canvas.set_insets(left, 0, 0, _FOOT)

    # ----------------------------------------------------------------------------- Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            if watched is self._work:
                self.place()
            elif watched is self._window.canvas:
                self.place_overlays()
        return super().eventFilter(watched, event)
