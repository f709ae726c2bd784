"""Line icons (Lucide, ISC licence) in the colour of the palette, whatever the theme is."""

from __future__ import annotations

import functools
from typing import Final, Literal

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache

from oci_map import resources
from oci_map.drawing.painter import device_ratio
from oci_map.drawing.style import Style
from oci_map.ui import theme

Ink = Literal["text_1", "text_2", "text_3", "accent_text", "on_accent", "ok", "warn", "gap"]

_LINE: Final = "1.75"  # of 24: the weight of the body text at 16 px


def icon(name: str, ink: Ink = "text_2") -> QIcon:
    """Return an icon by its Lucide name; it follows the theme by itself."""
    return QIcon(_Engine(name, ink))


def beside(text: str) -> str:
    """Return the words of a button with an icon, a little further from it than Qt puts them."""
    return f"\u2009\u2009{text}"


def pixmap(name: str, ink: Ink, size: int, scale: float) -> QPixmap:
    """Return an icon as a picture of `size` px at this scale of the screen."""
    return _drawn(name, getattr(theme.current(), ink), QSize(size, size) * scale, scale)


@functools.cache
def _source(name: str) -> str:
    return resources.path("icons", f"{name}.svg").read_text("utf-8")


def _drawn(name: str, colour: str, size: QSize, scale: float) -> QPixmap:
    key = f"oci-icon/{name}/{colour}/{size.width()}x{size.height()}/{scale}"
    kept = QPixmap()
    if QPixmapCache.find(key, kept):
        return kept
    # Not before the first icon is drawn: the map comes before all of them.
    from PySide6.QtSvg import QSvgRenderer

    text = _source(name).replace("currentColor", colour)
    text = text.replace('stroke-width="2"', f'stroke-width="{_LINE}"')
    made = QPixmap(size)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    renderer = QSvgRenderer(QByteArray(text.encode()))
    renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
    renderer.render(painter, QRectF(0, 0, size.width(), size.height()))
    painter.end()
    made.setDevicePixelRatio(scale)
    QPixmapCache.insert(key, made)
    return made


class _Engine(QIconEngine):
    def __init__(self, name: str, ink: Ink) -> None:
        super().__init__()
        self._name = name
        self._ink = ink

    def _colour(self, mode: QIcon.Mode) -> str:
        style: Style = theme.current()
        if mode == QIcon.Mode.Disabled:
            return style.hairline_strong
        return str(getattr(style, self._ink))

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._ink)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        scale = device_ratio(painter)
        side = min(rect.width(), rect.height())
        drawn = self.scaledPixmap(QSize(side, side) * scale, mode, state, scale)
        corner = rect.center() - QPoint(side // 2, side // 2) + QPoint(side % 2 ^ 1, side % 2 ^ 1)
        painter.drawPixmap(QRect(corner, QSize(side, side)), drawn)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        return _drawn(self._name, self._colour(mode), size, scale)
