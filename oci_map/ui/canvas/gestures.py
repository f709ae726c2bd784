"""Mouse and keyboard on the canvas: what a press, a drag and a key mean."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent

from oci_map.drawing.hits import gap_at
from oci_map.drawing.picture import Key, Link, Node, encloses
from oci_map.model.ids import RecordId
from oci_map.operations import groups
from oci_map.ui import saved_view
from oci_map.ui.canvas import walk
from oci_map.ui.canvas.emphasis import emphasis
from oci_map.ui.canvas.menu import gap_menu, membership_menu, open_gap, organisation_menu

if TYPE_CHECKING:
    from oci_map.ui.canvas.view import CanvasView

Mode = Literal["idle", "pressed", "moving", "panning", "lasso"]

# px the pointer must travel before a press becomes a drag.
_SLACK: Final = 5.0
_PAN_STEP: Final = 60.0
# With so many lines only the pills that are always drawn are looked for.
_MANY_LINKS: Final = 5_000
_ARROWS: Final[dict[int, walk.Direction]] = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}


class Gestures:
    """Follows one gesture at a time; what it leads to is an operation, run by the session."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self._mode: Mode = "idle"
        self._pressed = QPointF()
        self._last = QPointF()
        self._shift = False
        self._node: Node | None = None
        self._clicked: Node | Link | None = None
        self.moving: dict[Key, Node] = {}
        self.lasso: list[tuple[float, float]] = []
        self.target: Key | None = None  # the group a drag would add to
        self.by_keyboard = False
        self.dropped = False  # while a move by hand is being written

    # ---------------------------------------------------------------------------------- mouse

    def press(self, event: QMouseEvent) -> None:
        """Begin: on a mark to select or move it, elsewhere to pan or to draw a lasso."""
        self.by_keyboard = False
        self._clicked = None
        self._pressed = self._last = event.position()
        self._shift = bool(event.modifiers() & _SHIFT)
        self._node = self._node_at(event.position())
        button = event.button()
        if button == Qt.MouseButton.RightButton:
            self._open_menu(event)
        elif button == Qt.MouseButton.MiddleButton:
            self._set_mode("panning")
        elif button == Qt.MouseButton.LeftButton:
            self._set_mode("pressed")

    def move(self, event: QMouseEvent) -> None:
        """Go on with what was begun; without a button, hover."""
        at = event.position()
        if self._mode == "idle":
            disc = self._view.discs.is_at(at)
            node = self._node_at(at)
            found = node if node is not None else self._gap_at(at)
            self._view.hover(found.key if found is not None else None)
            hand = found is not None or disc
            shape = Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor
            self._view.setCursor(shape)
            return
        if self._mode == "pressed" and _distance(at, self._pressed) > _SLACK:
            self._begin_drag()
        if self._mode == "panning":
            step = at - self._last
            self._view.show_view(self._view.viewport.moved(step.x(), step.y()))
        elif self._mode == "moving":
            self._drag_to(at)
        elif self._mode == "lasso":
            self.lasso.append((at.x(), at.y()))
            self._view.update()
        self._last = at

    def release(self, event: QMouseEvent) -> None:
        """End: a click selects, a drag moves, a lasso selects what it holds."""
        mode, at = self._mode, event.position()
        if mode == "pressed":
            self._click(at, shift=self._shift)
        elif mode == "moving":
            self._finish_move(at)
        elif mode == "lasso":
            self._finish_lasso()
        self.cancel()

    def double_click(self, event: QMouseEvent) -> None:
        """Bring a mark, or the whole picture, into view."""
        if self._view.discs.has_just_opened():
            return
        # What the first click hit: the map may be gliding out from under the inspector since.
        at = event.position()
        hit = self._clicked or self._node_at(at) or self._gap_at(at)
        if isinstance(hit, Node):
            self._view.centre_on(RecordId(hit.key))
        elif hit is not None:
            open_gap(self._view.session, hit.key)
        else:
            self._view.fit()

    def cancel(self) -> None:
        """Forget the gesture; nothing was done yet."""
        self._set_mode("idle")
        self._node = None
        self.moving = {}
        self.lasso = []
        self.target = None
        self._view.update()

    def _begin_drag(self) -> None:
        if self._node is None and self._shift:
            self._set_mode("lasso")
            self.lasso = [(self._pressed.x(), self._pressed.y())]
        elif self._node is None:
            self._set_mode("panning")
        elif self._view.session.can_edit:
            self._view.hover(None)
            self._set_mode("moving")
        else:
            self._set_mode("panning")

    def _drag_to(self, at: QPointF) -> None:
        picture, node = self._view.picture, self._node
        if picture is None or node is None:
            return
        zoom = self._view.viewport.zoom
        dx, dy = (at.x() - self._pressed.x()) / zoom, (at.y() - self._pressed.y()) / zoom
        chosen = {Key(one) for one in self._view.session.selected("organisation")}
        keys = chosen if node.key in chosen else {node.key}
        self.moving = {
            one.key: replace(one, x=one.x + dx, y=one.y + dy)
            for one in picture.nodes
            if one.key in keys
        }
        self.target = self._target(RecordId(node.key), at) if len(keys) == 1 else None
        self._view.update()

    def _finish_move(self, at: QPointF) -> None:
        if self._node is None or not self.moving:
            return
        organisation = RecordId(self._node.key)
        places = {RecordId(key): (node.x, node.y) for key, node in self.moving.items()}
        target = self.target
        session = self._view.session
        if target is None:
            self.dropped = True
            saved_view.move(session, places)
            self.dropped = False
        else:
            # A menu asks, because dropping inside an outline may also just mean "stand here".
            menu = membership_menu(session, organisation, RecordId(target), places, self._view)
            menu.popup(self._view.mapToGlobal(at.toPoint()))

    def _finish_lasso(self) -> None:
        picture = self._view.picture
        if picture is None or len(self.lasso) < 3:
            return
        import numpy as np

        corners = np.array([self._view.viewport.to_map(x, y) for x, y in self.lasso])
        held = [node for node in picture.nodes if encloses(corners, node.x, node.y)]
        self._view.session.select(*(("organisation", RecordId(node.key)) for node in held))

    def _click(self, at: QPointF, *, shift: bool) -> None:
        session = self._view.session
        self._clicked = self._node
        if self._node is not None:
            item = ("organisation", RecordId(self._node.key))
            if shift:
                session.toggle(item)
            else:
                session.select(item)
            return
        group = self._name_at(at)
        if group is not None:
            session.select(*self._behind(group))
            return
        gap = self._clicked = self._gap_at(at)
        if gap is not None:
            session.gap_focus.look_at(gap.key)
            session.select(*(("organisation", RecordId(one)) for one in (gap.one, gap.other)))
        elif not self._view.discs.open() and not shift:
            session.select()

    def _behind(self, key: Key) -> list[tuple[str, RecordId]]:
        """Return what the name of an outline stands for: a group, or who is in a cluster."""
        picture = self._view.picture
        clustering = picture.clustering if picture is not None else None
        for cluster in clustering.listed if clustering is not None else ():
            if cluster.key == key:
                return [("organisation", one) for one in cluster.members]
        return [("working_group", RecordId(key))]

    def _open_menu(self, event: QMouseEvent) -> None:
        if self._node is not None:
            organisation = RecordId(self._node.key)
            if organisation not in self._view.session.selected("organisation"):
                self._view.session.select(("organisation", organisation))
            menu = organisation_menu(self._view.session, self._view, organisation)
            menu.popup(event.globalPosition().toPoint())
            return
        gap = self._gap_at(event.position())
        if gap is not None:
            self._view.session.gap_focus.look_at(gap.key)
            menu = gap_menu(self._view.session, self._view, gap.key)
            menu.popup(event.globalPosition().toPoint())

    # --------------------------------------------------------------- drags from other widgets

    def aim(self, organisation: RecordId, at: QPointF) -> bool:
        """Show the group an organisation would join when dropped here; say whether there is one."""
        self.target = self._target(organisation, at)
        self._view.update()
        return self.target is not None

    def drop(self, organisation: RecordId) -> None:
        """Add an organisation to the group that was aimed at."""
        target = self.target
        self.cancel()
        if target is not None:
            session = self._view.session
            if session.run(groups.add_member, organisation, RecordId(target)):
                session.select(("organisation", organisation))

    def _target(self, organisation: RecordId, at: QPointF) -> Key | None:
        """Return the smallest drawn group here that the organisation does not sit in yet."""
        picture = self._view.picture
        if picture is None:
            return None
        sits_in = {
            membership.group
            for membership in self._view.session.snapshot.memberships_of.get(organisation, ())
        }
        around = picture.groups_at(*self._view.map_point(at))
        groups = self._view.session.snapshot.groups
        open_to_it = (key for key in around if RecordId(key) in groups)  # clusters are not
        return next((key for key in open_to_it if RecordId(key) not in sits_in), None)

    # -------------------------------------------------------------------------------- keyboard

    def key(self, event: QKeyEvent) -> bool:
        """Act on a key; say whether it was one of ours."""
        self.by_keyboard = True
        key = event.key()
        session = self._view.session
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in _ARROWS:
            if control:
                dx, dy = {"left": (1, 0), "right": (-1, 0), "up": (0, 1), "down": (0, -1)}[
                    _ARROWS[key]
                ]
                self._view.show_view(self._view.viewport.moved(dx * _PAN_STEP, dy * _PAN_STEP))
            elif session.selected("organisation") or not self._view.discs.key(key):
                self._walk(_ARROWS[key], add=bool(event.modifiers() & _SHIFT))
        elif key == Qt.Key.Key_Escape:
            if self._mode != "idle":
                self.cancel()
            else:
                self._view.discs.leave()
                session.select()
        elif key in (Qt.Key.Key_Menu, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if session.selected("organisation") or not self._view.discs.key(key):
                self._menu_of_selected()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._view.zoom_in()
        elif key == Qt.Key.Key_Minus:
            self._view.zoom_out()
        else:
            return False
        self._view.update()
        return True

    def _walk(self, direction: walk.Direction, *, add: bool) -> None:
        picture = self._view.picture
        session = self._view.session
        if picture is None:
            return
        chosen = session.selected("organisation")
        reached = walk.step(picture, Key(chosen[-1]) if chosen else None, direction)
        if reached is None:
            return
        item = ("organisation", RecordId(reached))
        if add:
            session.select(*session.selection, item)
        else:
            session.select(item)
        node = picture.node(reached)
        if node is not None and not self._view.rect().contains(
            self._view.widget_point(node.x, node.y)
        ):
            self._view.centre_on(RecordId(reached))

    def _menu_of_selected(self) -> None:
        picture = self._view.picture
        chosen = self._view.session.selected("organisation")
        node = picture.node(Key(chosen[-1])) if picture is not None and chosen else None
        if node is not None:
            menu = organisation_menu(self._view.session, self._view, RecordId(node.key))
            menu.popup(self._view.mapToGlobal(self._view.widget_point(node.x, node.y)))

    # ----------------------------------------------------------------------------------- where

    def _node_at(self, at: QPointF) -> Node | None:
        picture = self._view.picture
        if picture is None or self._view.discs.is_at(at):  # who is in a closed disc is not seen
            return None
        x, y = self._view.map_point(at)
        return picture.node_at(x, y, 6.0 / self._view.viewport.zoom)

    def _gap_at(self, at: QPointF) -> Link | None:
        view = self._view
        picture = view.picture
        if picture is None:
            return None
        x, y = view.map_point(at)
        many = len(picture.links) > _MANY_LINKS
        shown = None if many else emphasis(view.session, picture, view.hovered)
        return gap_at(picture, x, y, 5.0 / view.viewport.zoom, shown)

    def _name_at(self, at: QPointF) -> Key | None:
        picture = self._view.picture
        if picture is None:
            return None
        x, y = self._view.map_point(at)
        for text in picture.names:
            left, top, right, bottom = text.box
            if left <= x <= right and top <= y <= bottom:
                return text.key
        return None

    def _set_mode(self, mode: Mode) -> None:
        self._mode = mode
        if mode == "panning":
            self._view.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif mode == "idle":
            self._view.setCursor(Qt.CursorShape.ArrowCursor)


_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier


def _distance(one: QPointF, other: QPointF) -> float:
    return math.hypot(one.x() - other.x(), one.y() - other.y())
