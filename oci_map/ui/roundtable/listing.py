"""The roundtables at the left: those to come, those that were held, and a new one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QPainter
from PySide6.QtWidgets import (
    QListView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from oci_map import i18n
from oci_map.drawing.text import one_line
from oci_map.i18n import _, ngettext, number
from oci_map.model.dates import first_day
from oci_map.model.guests import GONE, held
from oci_map.model.ids import RecordId
from oci_map.model.records import Invitation, Roundtable
from oci_map.model.snapshot import Snapshot
from oci_map.ui import icons, theme
from oci_map.ui.plain import PlainLabel, tooltip
from oci_map.ui.push_button import PushButton
from oci_map.ui.roundtable.desk import today
from oci_map.ui.row_paint import paint_ground, write
from oci_map.ui.session import Session
from oci_map.values import dataclass

_Index = QModelIndex | QPersistentModelIndex
_ROW: Final = 48
_HEAD: Final = 30
_LONGEST: Final = 300
ID_ROLE: Final = Qt.ItemDataRole.UserRole
WORDS_ROLE: Final = Qt.ItemDataRole.UserRole + 1
_NONE: Final = RecordId("")


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: a roundtable, or the heading over some of them."""

    text: str
    id: RecordId = _NONE
    words: str = ""


def entries(snapshot: Snapshot) -> list[Entry]:
    """Return the rows: the next one first, then those held, the latest first.

    Its guests are those its own page counts: who declined or stayed away is none of them.
    """
    records = sorted(
        snapshot.all(Roundtable).values(),
        key=lambda one: (first_day(one.date) if one.date else "9999", one.name, one.id),
    )
    over = held(snapshot, today())
    been = [one for one in records if one.id in over]
    coming = [one for one in records if one.id not in over]
    guests: dict[RecordId, set[RecordId]] = {}
    for one in snapshot.all(Invitation).values():
        if one.status not in GONE:
            guests.setdefault(one.roundtable, set()).add(one.organisation)
    rows = []
    for head, some in ((_("Planned"), coming), (_("Held"), list(reversed(been)))):
        if some:
            rows.append(Entry(head))
            rows += [
                Entry(one.name, one.id, _words(one, len(guests.get(one.id, ())))) for one in some
            ]
    return rows


def _words(roundtable: Roundtable, guests: int) -> str:
    when = i18n.date(roundtable.date) if roundtable.date else _("no date yet")
    count = ngettext("{count} guest", "{count} guests", guests).format(count=number(guests))
    return f"{when} · {count}"


class EntryModel(QAbstractListModel):
    """Rows of two lines, some of them headings."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[Entry] = []

    def show_rows(self, rows: Sequence[Entry]) -> bool:
        """Show these rows; say whether that changed anything."""
        if list(rows) == self.rows:
            return False
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()
        return True

    def code(self, index: _Index) -> RecordId:
        """Return what a row stands for; '' for a heading or no row."""
        return self.rows[index.row()].id if index.isValid() else _NONE

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(row.text[:_LONGEST])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{one_line(row.text[:_LONGEST])}, {row.words}" if row.id else row.text
        if role == Qt.ItemDataRole.ToolTipRole and row.id:
            return tooltip(row.text)
        if role == ID_ROLE:
            return row.id
        return row.words if role == WORDS_ROLE else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag
        if not self.rows[index.row()].id:
            return flags.ItemIsEnabled
        return flags.ItemIsEnabled | flags.ItemIsSelectable


class EntryDelegate(QStyledItemDelegate):
    """Paints such rows."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(120, theme.px(_ROW if index.data(ID_ROLE) else _HEAD))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        if not index.data(ID_ROLE):
            write(painter, box.adjusted(10, 6, -8, 0), index.data(), theme.font(11, 600), "text_3")
            painter.restore()
            return
        chosen = paint_ground(painter, box.adjusted(2, 1, -2, -1), option.state)
        half = box.height() / 2
        above = QRectF(box.left() + 10, box.top() + 5, box.width() - 18, half - 4)
        ink = "accent_text" if chosen else "text_1"
        write(painter, above, index.data(), theme.font(13, 500 if chosen else 400), ink)
        below = above.translated(0, half - 5)
        write(painter, below, index.data(WORDS_ROLE), theme.font(12, 400), "text_3")
        painter.restore()


class RoundtableList(QWidget):
    """Says which roundtable is to be shown, and how a new one should begin."""

    chosen = Signal(str)
    plan_wanted = Signal(str, str)  # "empty", "gaps" or "need", and the need

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("roundtableList")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self.model = EntryModel(self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(EntryDelegate(self.list))
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._title = PlainLabel(role="head", parent=self)
        self.plan = PushButton(self)
        self.plan.setIcon(icons.icon("plus", "text_1"))
        self.menu = QMenu(self.plan)
        self.menu.aboutToShow.connect(self.fill_menu)
        self.menu.triggered.connect(self._plan)
        self.plan.setMenu(self.menu)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 16, 6, 10)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self.list, 1)
        column.addWidget(self.plan)
        self.list.selectionModel().currentChanged.connect(self._tell)

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        self._title.setText(_("Roundtables"))
        self.list.setAccessibleName(_("Roundtables"))
        self.plan.setText(icons.beside(_("Plan a roundtable")))
        self.plan.setToolTip(_("An empty one, from the gaps that are planned, or about a need"))

    def refresh(self, chosen: RecordId) -> None:
        """Show the roundtables of the document, with this one chosen."""
        blocked = self.list.selectionModel().blockSignals(True)
        changed = self.model.show_rows(entries(self._session.snapshot))
        places = [row.id for row in self.model.rows]
        if chosen in places and chosen:
            place = self.model.index(places.index(chosen))
            if changed or self.list.currentIndex() != place:
                self.list.setCurrentIndex(place)
        self.list.selectionModel().blockSignals(blocked)
        self.list.viewport().update()
        self.plan.setEnabled(self._session.can_edit)

    def fill_menu(self) -> None:
        """Offer how a roundtable can begin."""
        menu = self.menu
        menu.clear()
        menu.addAction(_("An empty one")).setData(("empty", ""))
        menu.addAction(_("From the gaps that are planned")).setData(("gaps", ""))
        needs = sorted(self._session.snapshot.needs.values(), key=lambda one: (one.rank, one.name))
        if needs:
            menu.addSeparator()
            about = menu.addMenu(_("About a need"))
            for need in needs:
                name = one_line(need.name[:80]).replace("&", "&&")
                about.addAction(name).setData(("need", need.id))

    def _plan(self, action: QAction) -> None:
        data = action.data()
        if data:
            self.plan_wanted.emit(*data)

    def _tell(self, now: QModelIndex, _before: QModelIndex) -> None:
        chosen = now.data(ID_ROLE)
        if chosen:
            self.chosen.emit(chosen)
