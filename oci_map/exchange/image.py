"""A sheet as PNG and PDF, painted into a buffer: Qt reports success even on a full disk."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPageSize, QPainter, QPdfWriter

from oci_map.drawing.painter import WordImages, fill_background, paint
from oci_map.drawing.sheet import Sheet
from oci_map.drawing.strokes import Stroke, strokes
from oci_map.errors import UserError
from oci_map.exchange.png_file import png_file
from oci_map.i18n import _, number
from oci_map.progress import Progress, part

# Fine enough that rounding of coordinates and font sizes to whole dots is never seen.
_PDF_RESOLUTION = 1200
_TOLD_EVERY = 500
# Texts whose images are kept while a page is painted on which most stand only once.
_WORDS = 300


def png(
    sheet: Sheet,
    width: int,
    *,
    transparent: bool = False,
    images: WordImages | None = None,
    progress: Progress | None = None,
) -> bytes:
    """Return the sheet as a PNG file of `width` px; `images` are texts drawn before.

    May raise Cancelled.
    """
    image = _painted(sheet, width, transparent, images or WordImages(_WORDS), progress)
    kept = QImage.Format.Format_RGBA8888 if transparent else QImage.Format.Format_RGB888
    image = image.convertToFormat(kept)
    channels = 4 if transparent else 3
    # Rows begin at whole words, so there may be some bytes to spare at their ends.
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    pixels = rows[:, : channels * width].reshape(image.height(), width, channels)
    texts = {"Title": sheet.title, "Description": sheet.description}
    return png_file(pixels, image.dotsPerMeterX(), texts)


def _painted(
    sheet: Sheet, width: int, transparent: bool, images: WordImages, progress: Progress | None
) -> QImage:
    _ensure_application()
    scale = width / sheet.width
    image = QImage(width, round(sheet.height * scale), QImage.Format.Format_ARGB32_Premultiplied)
    if image.isNull():
        raise UserError(
            _(
                "There is not enough memory for a picture {width} px wide. Nothing was written. "
                "Choose a smaller one, or an SVG, which is sharp in every size."
            ).format(width=number(width))
        )
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    try:
        if not transparent:
            _fill(painter, sheet, scale)
        _paint(painter, sheet, scale, images, progress)
    finally:
        painter.end()
    return image


def pdf(sheets: Sequence[Sheet], progress: Progress | None = None) -> bytes:
    """Return the sheets as the pages of a PDF, each in its own size, text as text.

    May raise Cancelled.
    """
    _ensure_application()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_PDF_RESOLUTION)
    writer.setTitle(sheets[0].title)
    writer.setCreator("OCI Map")
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter()
    try:
        _write_pages(writer, painter, sheets, progress)
    finally:
        painter.end()
    return bytes(data.data())


def _write_pages(
    writer: QPdfWriter, painter: QPainter, sheets: Sequence[Sheet], progress: Progress | None
) -> None:
    for number_of_page, sheet in enumerate(sheets):
        begin = number_of_page / len(sheets)
        share = part(progress, begin, begin + 1 / len(sheets))
        size = QSizeF(*sheet.page.points)
        writer.setPageSize(
            QPageSize(size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
        )
        writer.setPageMargins(QMarginsF(0, 0, 0, 0))
        if number_of_page:
            writer.newPage()
        else:
            painter.begin(writer)
        scale = writer.width() / sheet.width
        painter.resetTransform()
        _fill(painter, sheet, scale)
        _paint(painter, sheet, scale, None, share)


def _fill(painter: QPainter, sheet: Sheet, scale: float) -> None:
    area = QRectF(0, 0, sheet.width * scale, sheet.height * scale)
    fill_background(painter, area, sheet.style.canvas)


def _paint(
    painter: QPainter,
    sheet: Sheet,
    scale: float,
    images: WordImages | None,
    progress: Progress | None,
) -> None:
    painter.scale(scale, scale)
    paint(painter, sheet.furniture, scale, images)
    painter.translate(sheet.dx, sheet.dy)
    painter.scale(sheet.scale, sheet.scale)
    paint(painter, _told(strokes(sheet.picture), sheet, progress), scale * sheet.scale, images)


def _told(drawn: Iterable[Stroke], sheet: Sheet, progress: Progress | None) -> Iterator[Stroke]:
    """Yield the strokes, and say now and then how many there were."""
    about = 4 * len(sheet.picture.nodes) + len(sheet.picture.links) + 1
    for number_of_stroke, stroke in enumerate(drawn):
        if progress is not None and number_of_stroke % _TOLD_EVERY == 0:
            progress.report(min(number_of_stroke / about, 1.0))
        yield stroke


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
