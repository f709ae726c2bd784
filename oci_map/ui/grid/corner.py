"""The corner between the headers: how the rows are sorted."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QTableView, QVBoxLayout, QWidget

from oci_map.i18n import _
from oci_map.ui.drop_button import DropButton
from oci_map.ui.grid.cells import GROUPS, Subject
from oci_map.ui.grid.rows import ROW_ORDERS, RowOrder
from oci_map.ui.plain import PlainLabel


class Corner(QWidget):
    """Lies over the empty corner of the table."""

    order_changed = Signal()

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        self.setObjectName("gridCorner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.order: RowOrder = "name"
        self._held = PlainLabel(role="head", parent=self)
        self.button = DropButton(self)
        self._menu = QMenu(self.button)
        self._orders = QActionGroup(self)
        for order in ROW_ORDERS:
            action = self._orders.addAction(QAction(self._orders))
            action.setCheckable(True)
            action.setData(order)
        self._menu.addActions(self._orders.actions())
        self._orders.triggered.connect(self._choose)
        self.button.setMenu(self._menu)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 0, 10, 0)
        column.setSpacing(0)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(self.button)
        row.addStretch(1)
        row.addWidget(self._held)
        column.addLayout(row)

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        for action in self._orders.actions():
            action.setText(_(ROW_ORDERS[action.data()]))
        self._say_order()

    def show_subject(self, subject: Subject) -> None:
        """Say what is counted at the end of each row."""
        self._held.setText(_("Groups") if subject is GROUPS else _("Needs"))

    def place(self) -> None:
        """Cover the corner, whose size follows from the headers."""
        table = self._table
        self.setGeometry(0, 0, table.verticalHeader().width(), table.horizontalHeader().height())
        self.raise_()

    def _choose(self, action: QAction) -> None:
        self.order = action.data()
        self._say_order()
        self.order_changed.emit()

    def _say_order(self) -> None:
        for action in self._orders.actions():
            action.setChecked(action.data() == self.order)
        self.button.setText(_(ROW_ORDERS[self.order]))
        self.button.setAccessibleName(_("Order of the rows"))
        self.button.updateGeometry()
