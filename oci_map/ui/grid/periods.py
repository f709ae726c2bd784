"""The panel of one cell: all periods an organisation sat in a group, with role, begin and end."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QHideEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLineEdit,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from oci_map import i18n
from oci_map.errors import UserError
from oci_map.i18n import _
from oci_map.model.dates import parse_date
from oci_map.model.ids import RecordId
from oci_map.model.records import Membership
from oci_map.model.vocabulary import ROLES
from oci_map.operations import grid, groups
from oci_map.operations.grid import Cell
from oci_map.ui import icons
from oci_map.ui.drop_button import DropButton
from oci_map.ui.plain import ElidedLabel, PlainLabel
from oci_map.ui.session import Session

_WIDTH = 372
_DATE = 104


class PeriodRow(QWidget):
    """One seat: its role, its begin, its end; nothing is kept before it makes sense."""

    settled = Signal()  # Enter

    def __init__(
        self, session: Session, cell: Cell, seat: Membership | None, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._cell = cell
        self.seat = seat
        self.writes = False  # it makes a step itself, just now
        self._role = seat.role if seat is not None else "member"
        self.role = DropButton(self)
        self.begin, self.end = QLineEdit(self), QLineEdit(self)
        self.remove = QToolButton(self)
        self.problem = PlainLabel(role="error", wrap=True, parent=self)
        self.problem.hide()
        grid_ = QGridLayout(self)
        grid_.setContentsMargins(0, 0, 0, 0)
        grid_.setHorizontalSpacing(6)
        grid_.setVerticalSpacing(2)
        for place, widget in enumerate((self.role, self.begin, self.end, self.remove)):
            grid_.addWidget(widget, 0, place)
        grid_.setColumnStretch(0, 1)
        grid_.addWidget(self.problem, 1, 0, 1, 4)
        self._prepare()

    def _prepare(self) -> None:
        menu = QMenu(self.role)
        for code, text in ROLES.items():
            menu.addAction(_(text)).setData(code)
        menu.triggered.connect(self._choose_role)
        self.role.setMenu(menu)
        self.role.setText(_(ROLES[self._role]))
        self.role.setAccessibleName(_("Role"))
        seat = self.seat
        for edit, label, value in (
            (self.begin, _("From"), "" if seat is None else seat.active_from),
            (self.end, _("Until"), "" if seat is None else seat.active_to),
        ):
            edit.setAccessibleName(label)
            edit.setPlaceholderText(label)
            edit.setFixedWidth(_DATE)
            edit.setMaxLength(20)
            edit.setText(i18n.date(value))
            edit.setReadOnly(not self._session.can_edit)
            edit.editingFinished.connect(self.keep)
            edit.returnPressed.connect(self._settle)
        self.remove.setIcon(icons.icon("trash-2"))
        self.remove.setIconSize(QSize(14, 14))
        self.remove.setFixedSize(26, 26)
        self.remove.setToolTip(_("Take out this period"))
        self.remove.setAccessibleName(self.remove.toolTip())
        self.remove.clicked.connect(self._remove)
        self.remove.setVisible(self._session.can_edit and seat is not None)
        self.role.setEnabled(self._session.can_edit)

    def _settle(self) -> None:
        if self.keep():
            self.settled.emit()

    def keep(self) -> bool:
        """Write what was typed, or say why that cannot be; return whether it is kept."""
        if not self._session.can_edit:
            return True
        try:
            begin, end = self._typed(self.begin), self._typed(self.end)
            self.writes = True
            self._write(begin, end)
        except UserError as problem:
            self.problem.setText(problem.sentence)
            self.problem.show()
            self.window().adjustSize()
            return False
        finally:
            self.writes = False
        self.problem.hide()
        return True

    def _typed(self, edit: QLineEdit) -> str:
        seat = self.seat
        kept = "" if seat is None else (seat.active_from if edit is self.begin else seat.active_to)
        if edit.text() == i18n.date(kept):
            return kept
        try:
            return parse_date(edit.text())
        except ValueError:
            raise UserError(
                _("“{value}” is not a date. Write 2012, 2012-07 or 2012-07-06.").format(
                    value=edit.text()
                )
            ) from None

    def _write(self, begin: str, end: str) -> None:
        if self.seat is None:
            if begin or end:
                added = self._session.apply(grid.add_period, *self._cell, self._role, begin, end)
                self.seat = self._session.snapshot.memberships[added]
        elif (begin, end) != (self.seat.active_from, self.seat.active_to):
            self._session.apply(groups.set_period, self.seat.id, begin, end)
            self.seat = self._session.snapshot.memberships[self.seat.id]

    def _choose_role(self, action: QAction) -> None:
        self._role = action.data()
        self.role.setText(_(ROLES[self._role]))
        self.role.updateGeometry()
        if self.seat is not None:
            self._session.run(groups.change_role, self.seat.id, self._role)

    def _remove(self) -> None:
        if self.seat is not None:
            self._session.run(groups.remove_member, self.seat.id)


class PeriodPanel(QFrame):
    """Opens under a cell; Escape or a click beside it closes it."""

    refused = Signal(str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._session = session
        self._cell: Cell = (RecordId(""), RecordId(""))
        self.setObjectName("picker")
        self.setFixedWidth(_WIDTH)
        self._title = ElidedLabel(role="head", parent=self)
        self._hint = PlainLabel(role="caption", wrap=True, parent=self)
        self.add = QToolButton(self)
        self.add.setProperty("look", "link")
        self.add.clicked.connect(self._add_row)
        self.rows: list[PeriodRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 10, 12, 8)
        self._column.setSpacing(6)
        self._column.addWidget(self._title)
        self._column.addWidget(self._hint)
        self._column.addWidget(self.add)
        session.stepped.connect(self._follow)
        session.document_changed.connect(self.hide)

    def open_for(self, cell: Cell, title: str, at: QPoint) -> None:
        """Show the periods of this cell, near a point of the screen."""
        self._cell = cell
        self._title.setText(title)
        self._hint.setText(_("A year, a month or a day: 2012, 2012-07 or 6/7/2012"))
        self.add.setText(_("Add another period"))
        self._fill()
        self.adjustSize()
        screen = self.screen().availableGeometry()
        left = max(screen.left(), min(at.x(), screen.right() - self.width()))
        top = max(screen.top(), min(at.y(), screen.bottom() - self.height()))
        self.move(left, top)
        self.show()
        if self.rows:
            self.rows[-1].begin.setFocus()
            self.rows[-1].begin.selectAll()

    def _seats(self) -> Sequence[Membership]:
        organisation, group = self._cell
        found = self._session.snapshot.memberships_of.get(organisation, ())
        return sorted((one for one in found if one.group == group), key=grid.in_time)

    def _fill(self) -> None:
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = []
        for seat in self._seats() or (None,):
            self._put(seat)
        self.add.setVisible(self._session.can_edit and bool(self._seats()))

    def _put(self, seat: Membership | None) -> PeriodRow:
        row = PeriodRow(self._session, self._cell, seat, self)
        row.settled.connect(self._settle)
        self._column.insertWidget(1 + len(self.rows), row)
        self.rows.append(row)
        return row

    def _add_row(self) -> None:
        if self.rows and self.rows[-1].seat is None:
            self.rows[-1].begin.setFocus()
            return
        row = self._put(None)
        row.show()
        self.adjustSize()
        row.begin.setFocus()

    def _settle(self) -> None:
        """Close after Enter, unless something typed elsewhere is refused."""
        if all(row.problem.isHidden() for row in self.rows):
            self.close()

    def _follow(self, _step: object) -> None:
        """Show what another view, or undo, did to these periods meanwhile."""
        if not self.isVisible():
            return
        if not any(row.writes for row in self.rows):
            self._fill()
            self.adjustSize()
        self.add.setVisible(self._session.can_edit and bool(self._seats()))

    def hideEvent(self, event: QHideEvent) -> None:
        # A click beside the panel keeps what was typed, as leaving a field does.
        for row in list(self.rows):
            if not row.keep():
                self.refused.emit(row.problem.text())
        super().hideEvent(event)
