"""A sheet as PNG and PDF, painted into a buffer: Qt reports success even on a full disk."""

from __future__ import annotations

import os
import sys
from functools import lru_cache

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPageSize, QPainter, QPdfWriter

from oci_map.drawing.painter import WordImages, fill_background, paint
from oci_map.drawing.sheet import Sheet
from oci_map.drawing.strokes import strokes

_POINTS_PER_INCH = 72
# Fine enough that rounding of coordinates and font sizes to whole dots is never seen.
_PDF_RESOLUTION = 1200


def png(sheet: Sheet, width: int) -> bytes:
    """Return the sheet as a PNG file of `width` px."""
    _ensure_application()
    scale = width / sheet.width
    image = QImage(width, round(sheet.height * scale), QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(image)
    _paint(painter, sheet, scale, WordImages())
    painter.end()
    image.setText("Title", sheet.title)
    image.setText("Description", sheet.description)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image_writer = QImageWriter(buffer, QByteArray(b"png"))
    if not image_writer.write(image.convertToFormat(QImage.Format.Format_RGB888)):
        raise RuntimeError(f"no PNG in memory: {image_writer.errorString()}")
    return bytes(data.data())


def pdf(sheet: Sheet, width: int) -> bytes:
    """Return the sheet as a PDF page, `width` px of 1/96 inch wide, text as text."""
    _ensure_application()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_PDF_RESOLUTION)
    writer.setTitle(sheet.title)
    writer.setCreator("OCI Map")
    points = width * _POINTS_PER_INCH / 96
    size = QSizeF(points, points * sheet.height / sheet.width)
    writer.setPageSize(
        QPageSize(size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    )
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter(writer)
    _paint(painter, sheet, writer.width() / sheet.width, None)
    painter.end()
    return bytes(data.data())


def _paint(painter: QPainter, sheet: Sheet, scale: float, images: WordImages | None) -> None:
    painter.scale(scale, scale)
    fill_background(painter, QRectF(0, 0, sheet.width, sheet.height), sheet.style.canvas)
    paint(painter, sheet.furniture, scale, images)
    painter.translate(sheet.dx, sheet.dy)
    painter.scale(sheet.scale, sheet.scale)
    paint(painter, strokes(sheet.picture), scale * sheet.scale, images)


def _ensure_application() -> None:
    """Start Qt without a window where none is running: fonts need it, a display does not."""
    if QGuiApplication.instance() is None:
        _start_application()


@lru_cache(maxsize=1)
def _start_application() -> QGuiApplication:
    # Remembered, because Qt ends with the object.
    if not sys.platform.startswith(("win", "darwin")):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return QGuiApplication(["oci-map"])
