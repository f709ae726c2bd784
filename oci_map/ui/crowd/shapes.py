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

from oci_map.arrays import FloatArray, IntArray
from oci_map.drawing.painter import path_of
from oci_map.drawing.shapes import shape_path

if TYPE_CHECKING:
    from oci_map.drawing.shapes import Shape

_ELEMENT = np.dtype([("kind", ">i4"), ("x", ">f8"), ("y", ">f8")])
# Of a px: a mark is stamped in the nearest of these sizes.
_STEP = 0.5
# px: what is smaller is a dot, whatever its shape.
_ROUND = 1.5
# px round the image of stamps: the largest mark of which half may lie beyond its edge.
_EDGE = 64


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
    """An image (device px) into which marks are stamped.

    It is a little larger than what is shown, so that no mark must be cut at its edge.
    """

    def __init__(self, size: QSize) -> None:
        whole = QSize(size.width() + 2 * _EDGE, size.height() + 2 * _EDGE)
        self.image = QImage(whole, QImage.Format.Format_ARGB32_Premultiplied)
        self.image.fill(Qt.GlobalColor.transparent)
        self._size = size
        self._width = self.image.bytesPerLine() // 4
        self._px: npt.NDArray[np.uint32] = np.frombuffer(self.image.bits(), dtype=np.uint32)

    def draw(self, painter: QPainter, ratio: float) -> None:
        """Draw what was stamped; the painter has no transform, `ratio` device px a px."""
        self.image.setDevicePixelRatio(ratio)
        painter.drawImage(QPointF(-_EDGE / ratio, -_EDGE / ratio), self.image)

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
        sizes = np.clip(np.round(radii / _STEP), 1, 2 * (_EDGE - 2)).astype(np.intp)
        at = np.floor(centres).astype(np.intp)
        reach = sizes // 2 + 1
        near = (
            (at[:, 0] + reach >= 0) & (at[:, 0] - reach < self._size.width())
            & (at[:, 1] + reach >= 0) & (at[:, 1] - reach < self._size.height())
        )  # fmt: skip
        place = (at[near, 1] + _EDGE) * self._width + at[near, 0] + _EDGE
        values = np.array([QColor(one).rgba() for one in colours], dtype=np.uint32)
        # The smallest have no other shape than round.
        shape = np.where(sizes * _STEP < _ROUND, shapes.index("circle"), shape)
        kinds, colour = (sizes * len(shapes) + shape)[near], colour[near]
        # Large ones first, as the picture has them: small marks lie over large ones.
        for kind in np.unique(kinds)[::-1].tolist():
            chosen = kinds == kind
            size, which = divmod(kind, len(shapes))
            self._stamp(place[chosen], values, colour[chosen], _mask(shapes[which], size))

    def _stamp(
        self,
        place: IntArray,
        values: npt.NDArray[np.uint32],
        colour: IntArray,
        mask: FloatArray,
    ) -> None:
        half, px = mask.shape[0] // 2, self._px
        whole = values[colour]
        for row, column in np.argwhere(mask > 0.06).tolist():
            at = place + ((row - half) * self._width + column - half)
            share = float(mask[row, column])
            if share > 0.94:
                px[at] = whole
            else:  # a rim, which is seen where nothing lies under it
                under = px[at]
                px[at] = np.where(under == 0, _faded(values, share)[colour], under)


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
    if shape == "circle" or radius < _ROUND:
        painter.drawEllipse(QPointF(), radius, radius)
    else:
        painter.drawPath(path_of(shape_path(shape, 0.0, 0.0, radius)))
    painter.end()
    px = np.frombuffer(image.bits(), dtype=np.uint32).reshape(side, -1)[:, :side]
    return np.asarray((px >> 24) / 255.0, dtype=np.float64)
