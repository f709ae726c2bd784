"""A small picture of the map as it once was, made while the window stays free."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from oci_map.drawing.compose import Composer
from oci_map.drawing.page import fitting_scale
from oci_map.drawing.painter import WordImages, fill_background, paint
from oci_map.drawing.places import stored_places
from oci_map.drawing.strokes import strokes
from oci_map.graph.analysis import Analysis
from oci_map.graph.filters import Filter
from oci_map.i18n import _
from oci_map.model.snapshot import Snapshot
from oci_map.progress import Progress
from oci_map.ui import theme
from oci_map.ui.asking import Asking
from oci_map.ui.jobs import Jobs

if TYPE_CHECKING:
    from oci_map.drawing.picture import Picture
    from oci_map.drawing.style import Style

_HEIGHT: Final = 300
_MARGIN: Final = 10.0
#: A larger map takes longer than one looks at it.
_MOST: Final = 2_000


class Preview(QWidget):
    """Shows the last picture that was asked for; late ones are thrown away."""

    def __init__(self, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._asking = Asking(jobs, self)
        self._asking.answered.connect(self._take)
        self._asked: tuple[Snapshot, str] | None = None
        self._words = WordImages(400)
        self.picture: Picture | None = None
        self.text = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)

    def show_nothing(self, text: str = "") -> None:
        """Show a text instead of a map."""
        self._asking.forget()
        self._asked = self.picture = None
        self.text = text
        self.setAccessibleName(text)
        self.update()

    def show_snapshot(self, snapshot: Snapshot, as_of: str = "") -> None:
        """Draw the map of a snapshot: all of it, or what held on a date."""
        asked = (snapshot, as_of)
        if self._asked is not None and snapshot is self._asked[0] and as_of == self._asked[1]:
            return
        self._asking.forget()
        if not snapshot.organisations:
            self.show_nothing(_("There were no organisations yet."))
            return
        if len(snapshot.organisations) > _MOST:
            self.show_nothing(_("This map is too large for a small picture."))
            return
        self._asked = asked
        self.text = ""
        self.setAccessibleName(_("The map as it was"))
        self._asking.ask(partial(_composed, snapshot, as_of, theme.current()), snapshot)

    def _take(self, _asked: object, picture: Picture) -> None:
        self.picture = picture
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        style = theme.current()
        box = QRectF(self.rect())
        fill_background(painter, box, style.canvas)
        if self.picture is not None and not self.text:
            self._paint_picture(painter, self.picture)
        elif self.text:
            painter.setPen(theme.colour("text_3"))
            painter.setFont(theme.font())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self.text)

    def _paint_picture(self, painter: QPainter, picture: Picture) -> None:
        left, top, right, bottom = picture.bounds
        area = (_MARGIN, _MARGIN, self.width() - _MARGIN, self.height() - _MARGIN)
        scale = fitting_scale(picture.bounds, area, 1.0)
        painter.translate(self.width() / 2, self.height() / 2)
        painter.scale(scale, scale)
        painter.translate(-(left + right) / 2, -(top + bottom) / 2)
        paint(painter, strokes(picture), scale * self.devicePixelRatioF(), self._words)
        painter.resetTransform()


def _composed(snapshot: Snapshot, as_of: str, style: Style, _progress: Progress) -> Picture:
    analysis = Analysis(snapshot, Filter(as_of=as_of))
    return Composer().compose(analysis, style, stored_places(snapshot))
