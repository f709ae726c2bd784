"""Paints the picture of a large map: what is seen of it, as closely as there is room for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from oci_map.drawing import strokes as s
from oci_map.drawing.overview import closed
from oci_map.drawing.painter import WordImages, colour, paint
from oci_map.drawing.shapes import SHAPES
from oci_map.drawing.style import mixed
from oci_map.ui.crowd.discs import paint_discs, paint_names
from oci_map.ui.crowd.lettering import labels
from oci_map.ui.crowd.shapes import Stamps, lines_path
from oci_map.values import dataclass

if TYPE_CHECKING:
    from oci_map.arrays import BoolArray, FloatArray, IntArray
    from oci_map.drawing.crowd import Crowd
    from oci_map.drawing.picture import Box, Picture
    from oci_map.drawing.strokes import Emphasis, Stroke

#: Up to so many marks and ties on the screen each is painted as on a small map.
_FEW_MARKS: Final = 700
_FEW_TIES: Final = 900
# px on the screen.
_LEAST_MARK: Final = 0.9
_LABELS_FROM: Final = 2.2
_HEAVY: Final = 1.4
# The share of its width that a tie has from afar, where there are few.
_SLIM: Final = 0.8
# The zoom from which groups have their outlines, and lettering on the map can be read.
_OUTLINES_FROM: Final = 0.2
_LETTERS_FROM: Final = 0.5
_FAINTEST: Final = 0.16
_STRONGEST: Final = 0.5
_MOST_STRONG: Final = 3_000


@dataclass(frozen=True, slots=True)
class Sight:
    """From where a map is looked at: map px × zoom + (dx, dy) = px of a surface of this size."""

    zoom: float
    dx: float
    dy: float
    size: QSize
    ratio: float = 1.0  # device px a px

    @property
    def box(self) -> Box:
        """The part of the map that is seen (px)."""
        left, top = -self.dx / self.zoom, -self.dy / self.zoom
        across, down = self.size.width() / self.zoom, self.size.height() / self.zoom
        return (left, top, left + across, top + down)


class CrowdPainter:
    """Paints crowds; keeps the path of all ties, which takes longest to make."""

    def __init__(self, words: WordImages | None = None) -> None:
        self._words = WordImages() if words is None else words
        self._crowd: Crowd | None = None
        self._path: QPainterPath | None = None

    def paint(self, painter: QPainter, picture: Picture, sight: Sight) -> None:
        """Paint everything that is seen, nothing brought forward."""
        crowd, overview = picture.crowd, picture.overview
        shut = closed(picture, sight.zoom)
        open_marks = np.ones(len(crowd.radii), dtype=np.bool_)
        if overview is not None and shut.any():
            inside = overview.cluster >= 0
            open_marks[inside] = ~shut[overview.cluster[inside]]
        seen = crowd.seen(sight.box)
        shown = seen[open_marks[seen]]
        painter.setClipRect(QRect(0, 0, sight.size.width(), sight.size.height()))
        painter.save()
        _look(painter, sight)
        few = len(shown) <= _FEW_MARKS
        if sight.zoom >= _OUTLINES_FROM:
            self._draw(painter, s.behind_ties(_without_coordination(picture)), sight)
        if shut.any():
            _paint_dust(painter, picture, seen[~open_marks[seen]], sight)
        self._paint_ties(painter, picture, open_marks, sight)
        if overview is not None and shut.any():
            paint_discs(painter, overview, shut, picture.style, sight.zoom)
        self._draw(painter, _gaps(picture, sight), sight)
        if few:
            marks = (one for node in shown.tolist() for one in _mark(picture, node))
            self._draw(painter, marks, sight)
        else:
            _stamp(painter, picture, shown, sight)
        letters: list[Stroke] = []
        if np.median(crowd.radii[shown]) * sight.zoom >= _LABELS_FROM if len(shown) else False:
            letters += labels(picture, shown, sight.zoom, np.empty(0, dtype=np.intp))
        if sight.zoom >= _LETTERS_FROM:
            letters += _lettering(picture)
        self._draw(painter, letters, sight)
        painter.restore()
        if overview is not None:
            paint_names(painter, overview, shut, picture.style, sight, self._words)

    def paint_forward(
        self, painter: QPainter, picture: Picture, emphasis: Emphasis, sight: Sight
    ) -> None:
        """Paint what is brought forward, over the rest that was dimmed."""
        crowd = picture.crowd
        focus = _places(picture, emphasis.focus)
        lit = focus if emphasis.lit is None else _places(picture, emphasis.lit)
        ties = crowd.ties_of(focus.tolist()) if len(focus) else np.empty(0, dtype=np.intp)
        painter.save()
        _look(painter, sight)
        if emphasis.kinds:
            self._paint_kinds(painter, picture, emphasis, sight)
        ends = crowd.ends[ties[:_MOST_STRONG]]
        strength = mixed(picture.style.canvas, picture.style.text_2, 0.8)
        painter.setPen(_pen(strength, _HEAVY))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPath(lines_path(crowd.centres[ends[:, 0]], crowd.centres[ends[:, 1]]))
        self._draw(painter, _gaps(picture, sight, emphasis), sight)
        near = np.union1d(lit, ends.ravel()) if len(focus) <= 50 else lit
        if len(near) <= _FEW_MARKS:
            marks = (one for node in near.tolist() for one in _mark(picture, node, sight))
            self._draw(painter, marks, sight)
        else:
            _stamp(painter, picture, near, sight)
        if len(near) <= _FEW_MARKS and len(near):
            self._draw(painter, labels(picture, near, sight.zoom, focus), sight)
        painter.restore()

    def _draw(self, painter: QPainter, drawn: Iterable[Stroke], sight: Sight) -> None:
        paint(painter, drawn, sight.zoom * sight.ratio, self._words)

    def _paint_ties(
        self, painter: QPainter, picture: Picture, open_marks: BoolArray, sight: Sight
    ) -> None:
        crowd = picture.crowd
        if not open_marks.any() or not len(crowd.ends):
            return
        ties = crowd.crossing(sight.box, None if open_marks.all() else open_marks)
        if len(ties) <= _FEW_TIES and sight.zoom >= _OUTLINES_FROM:
            rows = np.sort(crowd.links[ties]).tolist()  # over each other as on a small map
            self._draw(painter, s.links([picture.links[one] for one in rows]), sight)
            return
        if len(ties) <= _FEW_TIES:
            self._paint_few(painter, picture, ties)
            return
        style = picture.style
        share = _STRONGEST * (_FEW_TIES / max(len(ties), _FEW_TIES)) ** 0.3
        painter.setPen(_pen(mixed(style.canvas, style.tie, max(share, _FAINTEST)), 1.0))
        # Without smooth rims: four times faster, and nobody sees it among thousands.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, len(ties) <= 10 * _FEW_TIES)
        painter.drawPath(self._path_of(crowd, ties))

    def _paint_few(self, painter: QPainter, picture: Picture, ties: IntArray) -> None:
        """Paint ties from afar in their own colours, as wide as they can be seen."""
        crowd = picture.crowd
        looks: dict[tuple[str, float, tuple[float, ...]], list[int]] = {}
        for one in ties.tolist():
            link = picture.links[crowd.links[one]]
            looks.setdefault((link.colour, link.width, link.dash), []).append(one)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for (line, width, dash), rows in looks.items():
            pen = _pen(line, max(1.0, _SLIM * width))
            if dash:
                pen.setDashPattern([part / max(1.0, _SLIM * width) for part in dash])
            painter.setPen(pen)
            ends = crowd.ends[rows]
            painter.drawPath(lines_path(crowd.centres[ends[:, 0]], crowd.centres[ends[:, 1]]))

    def _path_of(self, crowd: Crowd, ties: IntArray) -> QPainterPath:
        begin, end = crowd.centres[crowd.ends[ties, 0]], crowd.centres[crowd.ends[ties, 1]]
        if len(ties) < len(crowd.ends):
            return lines_path(begin, end)
        if self._path is None or self._crowd is not crowd:
            self._crowd, self._path = crowd, lines_path(begin, end)
        return self._path

    def _paint_kinds(
        self, painter: QPainter, picture: Picture, emphasis: Emphasis, sight: Sight
    ) -> None:
        crowd = picture.crowd
        ties = crowd.crossing(sight.box)
        of_kind = [
            one for one in ties.tolist() if picture.links[crowd.links[one]].kind in emphasis.kinds
        ]
        ends = crowd.ends[of_kind]
        painter.setPen(_pen(mixed(picture.style.canvas, picture.style.tie, 0.7), 1.0))
        painter.drawPath(lines_path(crowd.centres[ends[:, 0]], crowd.centres[ends[:, 1]]))


def _look(painter: QPainter, sight: Sight) -> None:
    painter.translate(sight.dx, sight.dy)
    painter.scale(sight.zoom, sight.zoom)


def _paint_dust(painter: QPainter, picture: Picture, places: IntArray, sight: Sight) -> None:
    """Paint who is in a closed disc as specks: where most stand is seen, and where few do."""
    specks = np.full(len(places), 0.5)
    _stamped(painter, picture, places, specks, sight, 0.45)


def _stamp(painter: QPainter, picture: Picture, places: IntArray, sight: Sight) -> None:
    radii = np.maximum(picture.crowd.radii[places] * sight.zoom, _LEAST_MARK)
    _stamped(painter, picture, places, radii, sight, 1.0)


def _stamped(
    painter: QPainter,
    picture: Picture,
    places: IntArray,
    radii: FloatArray,
    sight: Sight,
    strength: float,
) -> None:
    if not len(places):
        return
    crowd, ratio = picture.crowd, sight.ratio
    stamps = Stamps(sight.size * ratio)
    centres = (crowd.centres[places] * sight.zoom + (sight.dx, sight.dy)) * ratio
    fills = [mixed(picture.style.canvas, one, strength) for one in crowd.fills]
    stamps.stamp(
        centres, radii * ratio, fills, crowd.fill[places], SHAPES, crowd.shape[places]
    )  # fmt: skip
    painter.save()
    painter.resetTransform()
    stamps.draw(painter, ratio)
    painter.restore()


def _mark(picture: Picture, place: int, sight: Sight | None = None) -> tuple[Stroke, ...]:
    node = picture.nodes[place]
    if sight is not None and node.radius * sight.zoom < 3.0:
        # Brought forward it must be found from afar too.
        ink = s.Ink(node.fill, 1.0, picture.style.canvas, 1.0 / sight.zoom)
        return (s.Disc(node.x, node.y, 4.0 / sight.zoom, ink, node.title),)
    return s.node_strokes(node, picture.style)


def _gaps(picture: Picture, sight: Sight, emphasis: Emphasis | None = None) -> list[Stroke]:
    """Return the arcs of the gaps, as wide as they can be seen."""
    least = 1.6 / sight.zoom
    drawn = list(s.gaps(picture, emphasis))
    return [
        s.Path(
            one.steps,
            s.Ink(
                line=one.ink.line,
                width=max(one.ink.width, least),
                opacity=one.ink.opacity,
                dash=tuple(part * max(1.0, least / one.ink.width) for part in one.ink.dash),
            ),
        )
        for one in drawn
    ]


def _lettering(picture: Picture) -> list[Stroke]:
    return list(s.lettering(picture))


def _without_coordination(picture: Picture) -> Picture:
    return picture.having(links=())


def _places(picture: Picture, keys: frozenset[str]) -> IntArray:
    found = (picture.place_of(key) for key in keys)  # type: ignore[arg-type]
    return np.array(sorted(one for one in found if one is not None), dtype=np.intp)


def _pen(line: str, width: float) -> QPen:
    pen = QPen(colour(line), width)
    pen.setCosmetic(True)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen
