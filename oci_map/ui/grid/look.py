"""How the grid is painted: its measures, and its colours in each theme."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPixmap, QPixmapCache

from oci_map.drawing.style import STYLES, Style, ink_on, mixed
from oci_map.ui import theme
from oci_map.ui.grid.cells import Shown, Subject
from oci_map.values import dataclass

ROW_HEIGHT: Final = 28  # at the usual size of text, as all measures here
WIDTHS: Final = {"working_group": 66, "need": 44}
_RADIUS: Final = 4.0
_GAP: Final = 1.0
_PRIORITIES: Final = {
    False: {"1": "#CBDFEE", "2": "#86B4DA", "3": "#2F73AE"},
    True: {"1": "#25394B", "2": "#2F6090", "3": "#5C9BD6"},
}


@dataclass(frozen=True, slots=True)
class Tile:
    """The colours of a cell that holds something."""

    fill: QColor
    line: QColor | None
    ink: QColor


def width_of(subject: Subject) -> int:
    """Return how wide the cells are."""
    return theme.px(WIDTHS[subject.noun])


def row_height() -> int:
    """Return how high the cells are."""
    return theme.px(ROW_HEIGHT)


@lru_cache(maxsize=8)
def tiles(name: str) -> dict[str, Tile]:
    """Return the colours of each role and priority in a theme; `_` is what is past or to come.

    Roles are greys, so that selection and gaps keep their colours; the letter says which it is.
    """
    style = STYLES[name]
    strong = style.text_2
    middle = mixed(style.surface, style.text_2, 0.34)
    faint = mixed(style.surface, style.text_2, 0.15)
    made = {
        "chair": _filled(strong),
        "secretary": _filled(middle),
        "member": Tile(QColor(faint), None, QColor(style.text_1)),
        "observer": _lined(style, style.text_2),
        "_": _lined(style, style.text_3),
    }
    return made | {code: _filled(fill) for code, fill in _PRIORITIES[style.dark].items()}


def _filled(fill: str) -> Tile:
    return Tile(QColor(fill), None, QColor(ink_on(fill)))


def _lined(style: Style, ink: str) -> Tile:
    return Tile(QColor(style.surface), QColor(style.hairline_strong), QColor(ink))


def empty_tile(subject: Subject, scale: float) -> QPixmap:
    """Return one empty cell; thousands of them are painted as one pattern."""
    style = theme.current()
    width, height = width_of(subject), row_height()
    key = f"oci-grid/{style.name}/{width}/{height}/{scale}"
    kept = QPixmap()
    if QPixmapCache.find(key, kept):
        return kept
    made = QPixmap(round(width * scale), round(height * scale))
    made.setDevicePixelRatio(scale)
    made.fill(QColor(style.surface))
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(mixed(style.surface, style.text_2, 0.055)))
    painter.drawRoundedRect(_tile_box(QRectF(0, 0, width, height)), _RADIUS, _RADIUS)
    painter.end()
    QPixmapCache.insert(key, made)
    return made


def paint_cell(painter: QPainter, box: QRectF, shown: Shown) -> None:
    """Paint what a cell holds: its letter or figure, and the years of its period."""
    tile = tiles(theme.current().name)[shown.tone if shown.holds else "_"]
    painter.setPen(QPen(tile.line, 1) if tile.line is not None else Qt.PenStyle.NoPen)
    painter.setBrush(tile.fill)
    inside = _tile_box(box)
    if tile.line is not None:
        inside.adjust(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(inside, _RADIUS, _RADIUS)
    painter.setPen(tile.ink)
    letters = theme.font(12, 600 if shown.holds else 400)
    middle = int(Qt.AlignmentFlag.AlignCenter)
    painter.setFont(letters)
    if not shown.years:
        painter.drawText(box, middle, shown.text)
    else:
        left = box.adjusted(theme.px(3), 0, theme.px(19) - box.width(), 0)
        painter.drawText(left, middle, shown.text)
        painter.setFont(theme.font(11, figures=True))
        painter.drawText(box.adjusted(theme.px(18), 0, -2, 0), middle, shown.years)
    if shown.more:
        _paint_more(painter, inside, tile.ink, shown.more)


def paint_misfit(painter: QPainter, box: QRectF, text: str) -> None:
    """Paint a text that does not fit into the cell it was pasted at."""
    inside = _tile_box(box)
    painter.setPen(QPen(theme.colour("warn"), 1))
    painter.setBrush(theme.colour("warn_soft"))
    painter.drawRoundedRect(inside.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
    font = theme.font(11)
    painter.setFont(font)
    room = int(inside.width()) - 6
    cut = QFontMetrics(font).elidedText(text[:60], Qt.TextElideMode.ElideRight, room)
    painter.drawText(inside, int(Qt.AlignmentFlag.AlignCenter), cut)


def _paint_more(painter: QPainter, box: QRectF, ink: QColor, more: int) -> None:
    """Say with dots that the cell holds further periods."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    for place in range(min(more, 3)):
        painter.drawEllipse(QRectF(box.right() - 6 - 5 * place, box.top() + 3, 3, 3))


def paint_chosen(painter: QPainter, box: QRectF) -> None:
    """Paint a block of cells that are selected."""
    accent = theme.colour("accent")
    painter.setPen(QPen(accent, 1))
    soft = QColor(accent)
    soft.setAlphaF(0.16 if theme.current().dark else 0.11)
    painter.setBrush(soft)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS + 1, _RADIUS + 1)


def paint_current(painter: QPainter, box: QRectF, *, focused: bool) -> None:
    """Paint the frame of the cell that the keyboard is at."""
    painter.setPen(QPen(theme.colour("accent" if focused else "text_3"), 2 if focused else 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(_tile_box(box), _RADIUS, _RADIUS)


def band() -> QColor:
    """Return the tint of the row and the column of the current cell."""
    tint = theme.colour("text_2")
    tint.setAlphaF(0.09 if theme.current().dark else 0.07)
    return tint


def _tile_box(box: QRectF) -> QRectF:
    return box.adjusted(_GAP, _GAP, -_GAP, -_GAP)
