"""The screen of present mode: keys walk through the scenes, the camera glides, B blacks it out."""

from __future__ import annotations

import math
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from oci_map import i18n
from oci_map.drawing.motion import between as picture_between
from oci_map.drawing.motion import moves
from oci_map.drawing.page import SMALL_SIZE
from oci_map.drawing.painter import WordImages, fill_background, paint
from oci_map.drawing.picture import Picture
from oci_map.drawing.strokes import Words, lettering, strokes
from oci_map.drawing.text import text_width
from oci_map.i18n import _
from oci_map.ui import theme
from oci_map.ui.asking import Asking
from oci_map.ui.jobs import Jobs
from oci_map.ui.present.camera import Camera, between, softened
from oci_map.ui.present.show import LEAST_ASPECT, Scene, scenes
from oci_map.ui.session import Session
from oci_map.ui.showing import showing

GLIDE_MS: Final = 900
# Moving more marks than this at once would stutter.
_MOST_MOVING: Final = 150
# While the camera glides, lettering grows in steps that the eye takes for one motion.
_STEP: Final = 1.04
_NEXT: Final = (
    Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Space, Qt.Key.Key_Return,
    Qt.Key.Key_Enter, Qt.Key.Key_N,
)  # fmt: skip
_BACK: Final = (
    Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_PageUp, Qt.Key.Key_Backspace, Qt.Key.Key_P,
)  # fmt: skip
_BLACK: Final = (Qt.Key.Key_B, Qt.Key.Key_Period)
_END: Final = (Qt.Key.Key_Escape, Qt.Key.Key_F5)


class Stage(QWidget):
    """Fills the screen; it reads the document and never writes to it."""

    prepared = Signal()
    arrived = Signal()

    def __init__(self, session: Session, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("stage")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setWindowTitle(_("Presentation — OCI Map"))
        self._session = session
        self._asking = Asking(jobs, self)
        self._asking.answered.connect(self._take)
        self._asking.refused.connect(self._refuse)
        self._made_for = QSize()
        self.scenes: list[Scene] = []
        self.number = 0
        self.is_black = False
        self._text = _("Preparing the presentation…")
        self._still: QPixmap | None = None
        self._round: QPixmap | None = None
        self._words = WordImages()
        self._motion = QVariantAnimation(self)
        self._motion.setDuration(GLIDE_MS)
        self._motion.setStartValue(0.0)
        self._motion.setEndValue(1.0)
        self._motion.valueChanged.connect(self._on_motion)
        self._motion.finished.connect(self._on_arrived)
        self._from: Scene | None = None
        self._way: Picture | None = None
        self.camera: Camera | None = None
        session.document_changed.connect(self.close)
        self.setAccessibleName(self._text)

    def begin(self) -> None:
        """Fill the screen that the window is on, and prepare what is shown."""
        parent = self.parentWidget()
        if parent is not None:
            self.setScreen(parent.screen())
            self.setGeometry(parent.screen().geometry())
        self.showFullScreen()
        self.activateWindow()
        self.setFocus()
        self._prepare()

    @property
    def scene(self) -> Scene | None:
        """What is shown now; None until it is prepared."""
        return self.scenes[self.number] if self.scenes else None

    @property
    def gliding(self) -> bool:
        """Say whether the camera is on its way."""
        return self._motion.state() is QVariantAnimation.State.Running

    # ---------------------------------------------------------------------------- preparing it

    def _prepare(self) -> None:
        self._made_for = self.size()
        aspect = max(LEAST_ASPECT, self.width() / max(1, self.height()))
        self._asking.ask(partial(scenes, showing(self._session), theme.current(), aspect))

    def _take(self, _about: object, made: list[Scene]) -> None:
        self.scenes = made
        self.number = min(self.number, len(made) - 1)
        self._stand()
        self.prepared.emit()

    def _refuse(self, _about: object, sentence: str) -> None:
        self._text = sentence
        self.setAccessibleName(sentence)
        self.update()

    # -------------------------------------------------------------------------- walking through

    def show_number(self, number: int) -> None:
        """Show another scene; beyond the ends nothing happens."""
        if not 0 <= number < len(self.scenes) or number == self.number:
            return
        before, self.number = self.scenes[self.number], number
        after = self.scenes[number]
        few = len(after.sheet.picture.nodes) <= _MOST_MOVING
        still = before.camera == after.camera and not moves(
            before.sheet.picture, after.sheet.picture
        )
        self._motion.stop()
        if self._session.preferences.reduced_motion or not few or still:
            self._stand()
            return
        self._say()
        self._from, self._still, self._round = before, None, None
        self._motion.start()

    def black_out(self) -> None:
        """Make the screen black, or show the scene again."""
        self.is_black = not self.is_black
        self.update()

    def _on_motion(self, value: object) -> None:
        before, after = self._from, self.scene
        if before is None or after is None:
            return
        share = softened(float(value))  # type: ignore[arg-type]  # the animation's own float
        self.camera = between(before.camera, after.camera, share)
        one, other = before.sheet.picture, after.sheet.picture
        self._way = picture_between(one, other, share) if moves(one, other) else other
        self.update()

    def _on_arrived(self) -> None:
        self._stand()

    def _stand(self) -> None:
        """Show the scene at rest."""
        scene = self.scene
        self._from = self._way = self._still = self._round = None
        self.camera = scene.camera if scene is not None else None
        self._say()
        self.update()
        self.arrived.emit()

    def _say(self) -> None:
        scene = self.scene
        if scene is not None:
            self.setAccessibleName(f"{self.count}: {scene.sheet.title}"[:600])
            self.setAccessibleDescription(scene.sheet.description[:600])

    @property
    def count(self) -> str:
        """Which scene of how many."""
        return _("{page} of {pages}").format(
            page=i18n.number(self.number + 1), pages=i18n.number(len(self.scenes))
        )

    # --------------------------------------------------------------------------------- drawing

    def _draw_round(self, painter: QPainter, scene: Scene) -> None:
        """Draw all but the map."""
        sheet = scene.sheet
        fill_background(painter, QRectF(self.rect()), sheet.style.canvas)
        scale = self._scale(scene)
        painter.scale(scale, scale)
        at = scale * self.devicePixelRatioF()
        paint(painter, (*sheet.furniture, self._counted(scene)), at, self._words)

    def _scale(self, scene: Scene) -> float:
        return min(self.width() / scene.sheet.width, self.height() / scene.sheet.height)

    def _draw_map(self, painter: QPainter, scene: Scene, camera: Camera, picture: Picture) -> None:
        scale = self._scale(scene)
        if picture.is_crowded:
            self._draw_crowd(painter, scene, camera, picture)
            return
        painter.scale(scale, scale)
        left, top, right, bottom = scene.area
        # What a near camera sees must not lie over title and legend.
        room = 12.0
        painter.setClipRect(QRectF(0, top - room, right + room, bottom - top + 2 * room))
        painter.translate((left + right) / 2, (top + bottom) / 2)
        painter.scale(camera.scale, camera.scale)
        painter.translate(-camera.x, -camera.y)
        at = scale * camera.scale * self.devicePixelRatioF()
        if self.gliding:
            at = _STEP ** round(math.log(at, _STEP))
        paint(painter, strokes(picture), at, self._words)

    def _draw_crowd(
        self, painter: QPainter, scene: Scene, camera: Camera, picture: Picture
    ) -> None:
        """Draw a map of thousands as closely as is seen of it."""
        from oci_map.ui.crowd.painting import CrowdPainter, Sight

        scale, ratio = self._scale(scene), self.devicePixelRatioF()
        left, top, right, bottom = (scale * one for one in scene.area)
        size = QSize(round(right - left), round(bottom - top))
        zoom = scale * camera.scale
        dx, dy = size.width() / 2 - camera.x * zoom, size.height() / 2 - camera.y * zoom
        part = QPixmap(size * ratio)
        part.setDevicePixelRatio(ratio)
        on_it = QPainter(part)
        fill_background(on_it, QRectF(0, 0, size.width(), size.height()), scene.sheet.style.canvas)
        CrowdPainter(self._words).paint(on_it, picture, Sight(zoom, dx, dy, size, ratio))
        on_it.translate(dx, dy)
        on_it.scale(zoom, zoom)
        about = picture.having(names=(), pills=())  # whom it is about
        paint(on_it, lettering(about), zoom * ratio, self._words)
        on_it.end()
        painter.drawPixmap(QPointF(left, top), part)

    def _counted(self, scene: Scene) -> Words:
        page, text = scene.sheet.page, self.count
        x = page.width - page.right - text_width(text, SMALL_SIZE, 400)
        return Words(
            text, x, page.height - page.bottom - 3, SMALL_SIZE, 400, scene.sheet.style.text_3
        )

    # ---------------------------------------------------------------------------- Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        scene, camera = self.scene, self.camera
        if self.is_black:
            painter.fillRect(self.rect(), Qt.GlobalColor.black)
        elif scene is None or camera is None:
            painter.fillRect(self.rect(), theme.colour("canvas"))
            painter.setPen(theme.colour("text_2"))
            large = theme.font()
            large.setPixelSize(max(12, round(0.035 * self.height())))
            painter.setFont(large)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(40, 40, -40, -40), int(flags), self._text)
        elif self._way is not None:
            painter.drawPixmap(0, 0, self._round_of(scene))
            self._draw_map(painter, scene, camera, self._way)
        else:
            if self._still is None:
                self._still = self._round_of(scene).copy()
                on_it = QPainter(self._still)
                self._draw_map(on_it, scene, scene.camera, scene.sheet.picture)
                on_it.end()
            painter.drawPixmap(0, 0, self._still)

    def _round_of(self, scene: Scene) -> QPixmap:
        """Return title, legend and sources as pixels: they stay while the camera glides."""
        if self._round is None:
            ratio = self.devicePixelRatioF()
            self._round = QPixmap(self.size() * ratio)
            self._round.setDevicePixelRatio(ratio)
            painter = QPainter(self._round)
            self._draw_round(painter, scene)
            painter.end()
        return self._round

    def event(self, event: QEvent) -> bool:
        # Another size has another page; a window is resized once more while it fills the screen.
        if event.type() == QEvent.Type.Resize and self._made_for.isValid():
            self._still = self._round = None
            if self.size() != self._made_for:
                self._prepare()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _END:
            self.close()
        elif key in _BLACK:
            self.black_out()
        elif self.is_black:
            self.black_out()  # any other key brings the picture back, where it was
        elif key in _NEXT:
            self.show_number(self.number + 1)
        elif key in _BACK:
            self.show_number(self.number - 1)
        elif key == Qt.Key.Key_Home:
            self.show_number(0)
        elif key == Qt.Key.Key_End:
            self.show_number(len(self.scenes) - 1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.show_number(self.number + 1)
        elif event.button() == Qt.MouseButton.BackButton:
            self.show_number(self.number - 1)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._motion.stop()
        self._asking.forget()
        super().closeEvent(event)
