"""Thousands of lines and marks at once: paths made from arrays, marks stamped into an image."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QByteArray, QDataStream, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath

from oci_map.drawing.painter import path_of
from oci_map.drawing.problem import FloatArray, IntArray
from oci_map.drawing.shapes import shape_path

if TYPE_CHECKING:
    from oci_map.drawing.picture import Shape

_ELEMENT = np.dtype([("kind", ">i4"), ("x", ">f8"), ("y", ">f8")])
# Of a px: a mark is stamped in the nearest of these sizes.
_STEP = 0.5


def lines_path(begin: FloatArray, end: FloatArray) -> QPainterPath:
    """Return the straight lines between two rows of points (m, 2) as one path.

    It is read from the bytes in which Qt writes a path: adding lines one by one takes ten times
    as long.
    """
    count = len(begin)
    path = QPainterPath()
    if not count:
        return path
    elements = np.zeros(2 * count, dtype=_ELEMENT)
    elements["kind"][1::2] = 1  # a line to; 0 is a move
    for place, points in ((0, begin), (1, end)):
        elements["x"][place::2] = points[:, 0]
        elements["y"][place::2] = points[:, 1]
    written = struct.pack(">i", 2 * count) + elements.tobytes() + struct.pack(">ii", 0, 0)
    stream = QDataStream(QByteArray(written))
    stream >> path
    return path


class Stamps:
    """An image (device px) into which marks are stamped."""

    def __init__(self, size: QSize) -> None:
        self.image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
        self.image.fill(Qt.GlobalColor.transparent)
        width = self.image.bytesPerLine() // 4
        self._px: npt.NDArray[np.uint32] = np.frombuffer(
            self.image.bits(), dtype=np.uint32
        ).reshape(size.height(), width)[:, : size.width()]

    def stamp(
        self,
        centres: FloatArray,
        radii: FloatArray,
        colours: Sequence[str],
        colour: IntArray,
        shapes: Sequence[Shape],
        shape: IntArray,
    ) -> None:
        """Stamp marks (k,) at their centres (k, 2), all in device px, the last ones on top."""
        sizes = np.maximum(1, np.round(radii / _STEP)).astype(np.intp)
        values = np.array([QColor(one).rgba() for one in colours], dtype=np.uint32)
        kinds = sizes * len(shapes) + shape
        # Large ones first, as the picture has them: small marks lie over large ones.
        for kind in np.unique(kinds)[::-1].tolist():
            chosen = kinds == kind
            size, which = divmod(kind, len(shapes))
            self._stamp(centres[chosen], values[colour[chosen]], _mask(shapes[which], size))

    def _stamp(self, centres: FloatArray, values: npt.NDArray[np.uint32], mask: FloatArray) -> None:
        half = mask.shape[0] // 2
        at = np.floor(centres).astype(np.intp)
        height, width = self._px.shape
        for row, column in np.argwhere(mask > 0.06).tolist():
            x, y = at[:, 0] + (column - half), at[:, 1] + (row - half)
            inside = (x >= 0) & (y >= 0) & (x < width) & (y < height)
            share = float(mask[row, column])
            if share > 0.94:
                self._px[y[inside], x[inside]] = values[inside]
            else:  # a rim, which is seen where nothing lies under it
                free = inside.copy()
                free[inside] = self._px[y[inside], x[inside]] == 0
                self._px[y[free], x[free]] = _faded(values[free], share)


def _faded(values: npt.NDArray[np.uint32], share: float) -> npt.NDArray[np.uint32]:
    """Return premultiplied colours at a share of their strength."""
    parts = values[:, None] >> np.array([24, 16, 8, 0], dtype=np.uint32) & 255
    faded = (parts * share).astype(np.uint32)
    return np.asarray(
        (faded[:, 0] << 24) | (faded[:, 1] << 16) | (faded[:, 2] << 8) | faded[:, 3],
        dtype=np.uint32,
    )


@lru_cache(maxsize=400)
def _mask(shape: Shape, size: int) -> FloatArray:
    """Return how much of each px a mark covers, its radius being so many half px."""
    radius = size * _STEP
    side = 2 * int(radius + 1.5) + 1
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.GlobalColor.black)
    painter.translate(side / 2, side / 2)
    if shape == "circle" or radius < 1.5:
        painter.drawEllipse(QPointF(), radius, radius)
    else:
        painter.drawPath(path_of(shape_path(shape, 0.0, 0.0, radius)))
    painter.end()
    px = np.frombuffer(image.bits(), dtype=np.uint32).reshape(side, -1)[:, :side]
    return np.asarray((px >> 24) / 255.0, dtype=np.float64)
