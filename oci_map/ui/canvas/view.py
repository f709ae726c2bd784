"""The widget that shows the network: paints the Picture, keeps the view, passes gestures on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QEvent,
    QPoint,
    QPointF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from oci_map.drawing.page import text_scale
from oci_map.drawing.picture import Box, Key, Picture
from oci_map.i18n import _
from oci_map.model.ids import RecordId
from oci_map.ui import first_picture
from oci_map.ui.canvas import describe
from oci_map.ui.canvas.discs import Discs
from oci_map.ui.canvas.free_room import FreeRoom
from oci_map.ui.canvas.gestures import Gestures
from oci_map.ui.canvas.gliding import Gliding
from oci_map.ui.canvas.overlay import paint_overlay
from oci_map.ui.canvas.pixels import Pixels
from oci_map.ui.canvas.shifting import Shifting
from oci_map.ui.canvas.viewport import MOST_ZOOM, STEP, Viewport, fitting
from oci_map.ui.session import ORGANISATION_MIME, Session

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

_WHEEL_NOTCH: Final = 120.0
# px that labels and outlines usually take round the outermost marks.
_ROUND_MARKS: Final = 60.0


class CanvasView(QWidget):
    """Shows the session's picture; zoom, pan, hover, selection and gestures."""

    zoom_changed = Signal(float)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.viewport = Viewport()
        self.hovered: Key | None = None
        self.gestures = Gestures(self)
        self.discs = Discs(self)
        self._free = FreeRoom()
        self._refitting = False
        self._anything = False  # whether the picture before showed a mark
        self._pixels = Pixels(self)
        self._pixels.due.connect(self.update)
        # The whole picture stays in view, whatever the size of the window, until a person
        # zooms or pans.
        self._fitted = True
        self._gliding = Gliding(self)
        self._gliding.moved.connect(self._look_from)
        self._gliding.arrived.connect(self._on_arrived)
        self._shifting = Shifting(self)
        self._shifting.changed.connect(self._on_shift)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(320, 240)
        session.document_changed.connect(self._on_document)
        session.answered.connect(self._answer)
        session.picture_changed.connect(self._on_picture)
        session.drawing.improved.connect(self._on_picture)
        session.selection_changed.connect(self._on_look)
        session.highlight_changed.connect(self._on_look)
        session.language_changed.connect(self._describe)
        self._describe()

    # ---------------------------------------------------------------------------------- view

    @property
    def picture(self) -> Picture | None:
        """The picture that is shown."""
        return self.session.picture

    def zoom_in(self) -> None:
        """Show everything a step larger."""
        self._zoom_by(STEP)

    def zoom_out(self) -> None:
        """Show everything a step smaller."""
        self._zoom_by(1 / STEP)

    def zoom_to_actual(self) -> None:
        """Show everything in its own size."""
        self._zoom_by(1 / self.viewport.zoom)

    def fit(self) -> None:
        """Show the whole picture in the part of the canvas no panel lies over."""
        self._fitted = True
        self._free.mind()
        self._glide(self._fitting())

    def centre_on(self, organisation: RecordId) -> None:
        """Bring an organisation into the middle."""
        node = self.picture.node(Key(organisation)) if self.picture is not None else None
        if node is not None:
            self.come_near(node.x, node.y, self.viewport.zoom)

    def come_near(self, x: float, y: float, zoom: float) -> None:
        """Bring a place of the map into the middle, larger."""
        self._fitted = False
        self._glide(Viewport(min(zoom, MOST_ZOOM)).centred_on(x, y, self.room()))

    def set_insets(self, left: float, top: float, right: float, bottom: float) -> None:
        """Say how many px at each edge are covered by panels."""
        if (left, top, right, bottom) != self._free.insets:
            self._free.insets = (left, top, right, bottom)
            self._refit()

    def set_cover(self, cover: float) -> None:
        """Say how many px at the right lie under a panel that comes and goes."""
        self._free.set_cover(cover)

    def uncover(self) -> None:
        """Glide just so far that what is selected does not lie under that panel."""
        if not self._free.cover or self.picture is None or not self.isVisible():
            return
        chosen = [Key(record) for _noun, record in self.session.selection]
        before = self._gliding.target if self._gliding.is_under_way else self.viewport
        after = self._free.uncovering(before, self.picture, chosen, self.width(), self.height())
        if after != before:
            self._glide(after)

    def show_view(self, viewport: Viewport) -> None:
        """Show another part of the map at once."""
        self._gliding.stop()
        self._fitted = False
        self._set_viewport(viewport)

    def widget_point(self, x: float, y: float) -> QPoint:
        """Return where a place of the map is on this widget."""
        at = self.viewport.to_widget(x, y)
        return QPoint(round(at[0]), round(at[1]))

    def hover(self, key: Key | None) -> None:
        """Light an organisation and those it works with."""
        if key != self.hovered:
            self.hovered = key
            self._on_look()

    def room(self) -> Box:
        """Return the part that no panel covers."""
        return self._free.box(self.width(), self.height())

    def _fitting(self) -> Viewport:
        """Return the view of the whole picture, lettered for the zoom that this takes."""
        places = self.session.places.values()
        if not places:
            return self.viewport
        # From the marks alone one can tell how large the lettering must be, so that the
        # picture is made once.
        across, down = [x for x, _y in places], [y for _x, y in places]
        marks = (
            min(across) - _ROUND_MARKS, min(down) - _ROUND_MARKS,
            max(across) + _ROUND_MARKS, max(down) + _ROUND_MARKS,
        )  # fmt: skip
        room = self._free.box_to_fit(self.width(), self.height())
        self.session.set_text_scale(text_scale(fitting(marks, room).zoom))
        picture = self.picture
        return self.viewport if picture is None else fitting(picture.bounds, room)

    def _refit(self) -> None:
        """Keep the whole picture in view, at once; not while that is being done already."""
        if self._fitted and not self._refitting and self.isVisible():
            self._refitting = True
            self._gliding.stop()
            self._look_from(self._fitting())
            self._refitting = False

    def _zoom_by(self, factor: float) -> None:
        self._fitted = False
        left, top, right, bottom = self.room()
        self._glide(self.viewport.zoomed(factor, (left + right) / 2, (top + bottom) / 2))

    def _glide(self, target: Viewport) -> None:
        still = self.session.preferences.reduced_motion or not self.isVisible()
        self._gliding.go(self.viewport, target, at_once=still)

    def _on_arrived(self) -> None:
        if self._fitted:
            self._look_from(self._gliding.target)
        else:
            self._set_viewport(self._gliding.target)

    def _set_viewport(self, viewport: Viewport) -> None:
        self._look_from(viewport)
        # Not on the way: labels placed anew at each frame would flicker.
        self.session.set_text_scale(text_scale(viewport.zoom))

    def _look_from(self, viewport: Viewport) -> None:
        zoom_before = self.viewport.zoom
        self.viewport = viewport
        self._pixels.outdate()
        if viewport.zoom != zoom_before:
            self.zoom_changed.emit(viewport.zoom)
        self.update()

    # ------------------------------------------------------------------------------- session

    def _on_document(self) -> None:
        self._shifting.forget()
        self.hovered = None
        self.gestures.cancel()
        self._fitted = True
        self._anything = False
        self._refit()

    def _answer(self) -> None:
        """Show at once what a gesture did: that is what a person waits for."""
        if self.isVisible():
            self._take_picture()
            differing = self._pixels.renew(self._shifting.passing or self.picture)
            if differing is not None:
                # Only what looks different now; what lies over the map is painted with the panels.
                self.repaint(differing - self.childrenRegion())
            self.update()

    def _on_picture(self) -> None:
        if not self.isVisible():  # it is made for the size that is shown, when it is shown
            self._shifting.forget()
            self.hovered = None
        elif self.picture is not self._shifting.present:
            self._take_picture()
            self._on_look()

    def _take_picture(self) -> None:
        # What was dragged by hand stands where it was dropped already.
        at_once = self.session.preferences.reduced_motion or self.gestures.dropped
        self._shifting.follow(self.picture, at_once=at_once)
        there = self.picture is not None and bool(self.picture.nodes)
        if there and not self._anything:
            # A large map that was laid out while the window stood open.
            self._refit()
        self._anything = there
        if self.hovered is not None and (
            self.picture is None or self.picture.node(self.hovered) is None
        ):
            self.hovered = None

    def _on_shift(self) -> None:
        self._pixels.outdate()
        self.update()

    def _on_look(self) -> None:
        self._pixels.outdate()
        self._describe()
        self.update()

    def _describe(self) -> None:
        self.setAccessibleName(_("Network of organisations"))
        self.setAccessibleDescription(describe.selection(self.session))

    # --------------------------------------------------------------------------- Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        """Copy the rendered picture, then draw what moves with the pointer over it."""
        painter = QPainter(self)
        painter.setClipRegion(event.region())
        self._pixels.draw(painter, self._shifting.passing or self.picture)
        paint_overlay(painter, self)
        painter.end()
        first_picture.painted()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the whole picture in view, or the middle in the middle."""
        self._pixels.outdate()
        old = event.oldSize()
        if self._fitted:
            self._free.mind()
            self._refit()
        elif old.isValid():
            dx, dy = (self.width() - old.width()) / 2, (self.height() - old.height()) / 2
            self._set_viewport(self.viewport.moved(dx, dy))

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the picture to the size the window really has."""
        super().showEvent(event)
        self._refit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Paint nothing that nobody sees."""
        super().hideEvent(event)
        self._pixels.stop()

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew for another screen or palette."""
        self._pixels.forget()
        super().changeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a gesture."""
        self._gliding.stop()
        self.gestures.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with a gesture, or hover."""
        self.gestures.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a gesture."""
        self.gestures.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Bring what was clicked into the middle."""
        self.gestures.double_click(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk and act by keyboard."""
        if not self.gestures.key(event):
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer; two fingers on a touchpad move the picture."""
        fine = event.pixelDelta()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if not fine.isNull() and not control:
            self.show_view(self.viewport.moved(fine.x(), fine.y()))
        else:
            notches = event.angleDelta().y() / _WHEEL_NOTCH
            at = event.position()
            self.show_view(self.viewport.zoomed(STEP**notches, at.x(), at.y()))
        event.accept()

    def leaveEvent(self, _event: QEvent) -> None:
        """Stop hovering."""
        self.hover(None)
        self.discs.leave()

    def event(self, event: QEvent) -> bool:
        """Show the full name and what is behind a mark as a tooltip."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = self.map_point(QPointF(event.pos()))
            text = self.discs.tip() or describe.at(self.session, *at)
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def map_point(self, at: QPointF) -> tuple[float, float]:
        """Return the place on the map under a point of the widget."""
        return self.viewport.to_map(at.x(), at.y())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take organisations dragged from a list."""
        if self._dragged(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show the group that would take the organisation."""
        dragged = self._dragged(event.mimeData())
        if dragged is not None and self.gestures.aim(dragged, event.position()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """Forget the group that was aimed at."""
        self.gestures.cancel()

    def dropEvent(self, event: QDropEvent) -> None:
        """Make the organisation a member of the group it was dropped on."""
        dragged = self._dragged(event.mimeData())
        if dragged is not None:
            self.gestures.drop(dragged)
            event.acceptProposedAction()

    def _dragged(self, data: QMimeData) -> RecordId | None:
        if not data.hasFormat(ORGANISATION_MIME) or not self.session.can_edit:
            return None
        organisation = RecordId(bytes(data.data(ORGANISATION_MIME).data()).decode("utf-8"))
        return organisation if organisation in self.session.snapshot.organisations else None
