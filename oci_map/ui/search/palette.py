"""The search over the window: one field, and under it what was found of everything."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QListView,
    QMenuBar,
    QVBoxLayout,
    QWidget,
)

from oci_map.i18n import _
from oci_map.ui import icons, theme
from oci_map.ui.actions import Actions
from oci_map.ui.claimed_key import claimed
from oci_map.ui.finder import finder_of
from oci_map.ui.plain import Hairline, PlainLabel
from oci_map.ui.search.commands import CommandList
from oci_map.ui.search.delegate import SearchDelegate, row_height
from oci_map.ui.search.model import SearchModel
from oci_map.ui.search.rows import (
    Group,
    RowKind,
    SearchRow,
    in_order,
    leads_to,
    record_groups,
    record_row,
)
from oci_map.ui.session import Selected, Session
from oci_map.ui.views import MAP, spec

_WIDTH: Final = 660
_TOP: Final = 56
_MOST_HEIGHT: Final = 480
_RECENT: Final = 6
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Palette(QFrame):
    """Lies over the window while it is open; Escape and a click elsewhere close it."""

    def __init__(self, session: Session, actions: Actions, bar: QMenuBar, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._actions = actions
        self._bar = bar
        self._finder = finder_of(session)
        self._commands: CommandList | None = None
        self._recent: list[Selected] = []
        self._before: QWidget | None = None
        self.setObjectName("palette")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.search = QLineEdit(self)
        self.search.setObjectName("paletteSearch")
        self.search.setMaxLength(500)
        self.search.addAction(
            icons.icon("search", "text_3"), QLineEdit.ActionPosition.LeadingPosition
        )
        self.model = SearchModel(self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(SearchDelegate(session, self.list))
        self.list.setMouseTracking(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.nothing = PlainLabel(role="second", wrap=True, parent=self)
        self.nothing.setContentsMargins(10, 8, 10, 12)
        self._hint = PlainLabel(role="caption", parent=self)
        self._hint.setContentsMargins(10, 0, 10, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.search)
        column.addWidget(self.nothing)
        column.addWidget(self.list)
        column.addWidget(Hairline())
        column.addWidget(self._hint)
        self.hide()
        self.search.textChanged.connect(self._on_typed)
        self.search.installEventFilter(self)
        self.list.clicked.connect(self._on_clicked)
        self.list.selectionModel().currentChanged.connect(self._announce)
        self._finder.grown.connect(self._renew)
        session.selection_changed.connect(self._remember_selection)
        session.document_changed.connect(self._forget)
        session.language_changed.connect(self.close_search)
        self._remember_selection()

    # ----------------------------------------------------------------------------------- opening

    def open_search(self) -> None:
        """Open with an empty field, or go back to the field when it is open."""
        if self.isVisible():
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()
            return
        self._before = QApplication.focusWidget()
        self._finder.prepare()
        self._commands = CommandList(self._bar, self._session)
        self._name()
        self.search.clear()
        self._renew()
        self.show()
        self.raise_()
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def close_search(self) -> None:
        """Close and give the keyboard back to whoever had it."""
        if self.isHidden():
            return
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        had_focus = self.search.hasFocus()
        self.hide()
        before, self._before = self._before, None
        if had_focus and before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _name(self) -> None:
        self.search.setPlaceholderText(_("Search everything: names, commands, views, settings"))
        self.search.setAccessibleName(_("Search everything"))
        self.list.setAccessibleName(_("What was found"))
        self._hint.setText(
            _("Enter: go there · Ctrl+Enter: only select it · Tab: next group · Esc: close")
        )

    # -------------------------------------------------------------------------------- what it shows

    def _on_typed(self, _typed: str) -> None:
        self._renew()

    def _renew(self) -> None:
        if self._commands is None:
            return
        typed = self.search.text().strip()
        rows = self._found(typed) if typed else self._offered()
        self.model.show_rows(rows)
        self.nothing.setVisible(not rows)
        self.list.setVisible(bool(rows))
        if not rows:
            self._say_nothing(typed)
        self._take_room(rows)
        self._go_to(self.model.choosable(0, 1))

    def _found(self, typed: str) -> list[SearchRow]:
        groups: list[Group] = []
        if self._session.document is not None:
            found = self._finder.matches(typed)
            groups = record_groups(self._session.snapshot, found, typed, self._recent)
        if self._commands is not None:
            groups += self._commands.group(typed)
        return in_order(groups)

    def _offered(self) -> list[SearchRow]:
        """Return what is offered before anything is typed."""
        snapshot = self._session.snapshot
        recent = [record_row(snapshot, one) for one in self._recent if snapshot.get(*one)]
        commands = self._commands.first() if self._commands is not None else []
        return in_order(
            [
                Group(_("Opened lately"), 0, recent[:_RECENT], 0),
                Group(_("Commands and settings"), 1, commands, 0),
            ]
        )

    def _say_nothing(self, typed: str) -> None:
        if self._session.document is not None and not self._finder.complete:
            self.nothing.setText(_("Still reading the document…"))
            return
        shown = " ".join(typed[:80].split()) + ("…" if len(typed) > 80 else "")
        self.nothing.setText(
            _("Nothing found for “{text}”. Try fewer letters or another word.").format(text=shown)
        )
        self.search.setAccessibleDescription(self.nothing.text())

    def _take_room(self, rows: list[SearchRow]) -> None:
        window = self.window()
        width = min(theme.px_wide(_WIDTH), window.width() - 48)
        wanted = sum(map(row_height, rows)) + 2
        most = max(160, window.height() - theme.px(200))
        self.list.setFixedHeight(min(wanted, theme.px(_MOST_HEIGHT), most))
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((window.width() - width) // 2, _TOP)

    # ------------------------------------------------------------------------------------ choosing

    def _go_to(self, place: int) -> None:
        if place >= 0:
            self.list.setCurrentIndex(self.model.index(place))
            # The head of the first group comes into sight with its first row.
            above = self.model.row_at(place - 1)
            if above is not None and above.kind is RowKind.HEAD:
                self.list.scrollTo(self.model.index(place - 1))

    def _step(self, by: int) -> None:
        here = self.list.currentIndex().row()
        self._go_to(self.model.choosable(here + by, 1 if by > 0 else -1))

    def _on_clicked(self, index: QModelIndex) -> None:
        aside = bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier)
        self._choose(index.row(), only_select=aside)

    def _choose(self, place: int, *, only_select: bool) -> None:
        row = self.model.row_at(place)
        if row is None or row.kind is RowKind.HEAD or not row.enabled:
            return
        self.close_search()
        if row.action is not None:
            row.action.trigger()
        elif row.item is not None:
            self._open(row.item, only_select=only_select)

    def _open(self, found: Selected, *, only_select: bool) -> None:
        session = self._session
        item = leads_to(session.snapshot, found)
        if session.snapshot.get(*item) is None:
            return
        if only_select:
            session.select(item)
            return
        if item[0] == "organisation":
            session.show_view(MAP)
            session.select(item)
            self._actions["centre"].trigger()
            return
        if not _shows_inspector(session.view):
            session.show_view(MAP)
        self._actions["inspector"].setChecked(True)
        session.select(item)

    def _remember_selection(self) -> None:
        selection = self._session.selection
        if len(selection) == 1:
            others = [one for one in self._recent if one != selection[0]]
            self._recent = [selection[0], *others][: 2 * _RECENT]

    def _forget(self) -> None:
        self._recent = []
        self.close_search()

    def _announce(self, current: QModelIndex, _before: QModelIndex) -> None:
        """Let a screen reader say the row while the keyboard stays in the field."""
        row = self.model.row_at(current.row())
        if row is None:
            return
        self.search.setAccessibleDescription(row.spoken)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.search, row.spoken))

    # --------------------------------------------------------------------------- Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            inside = self.rect().contains(self.mapFromGlobal(event.globalPosition().toPoint()))
            if not inside and isinstance(watched, QWidget):
                self.close_search()
            return False
        if watched is not self.search or not isinstance(event, QKeyEvent):
            return False
        if claimed(event, Qt.Key.Key_Escape):  # it closes the search and leaves the selection alone
            return True
        return kind == QEvent.Type.KeyPress and self._take_key(event)

    def _take_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        page = max(1, self.list.height() // theme.px(32) - 1)
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if key == Qt.Key.Key_Escape:
            self.close_search()
        elif key in _ENTER:
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self._choose(self.list.currentIndex().row(), only_select=control)
        elif key in steps:
            self._step(steps[Qt.Key(key)])
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            by = page if key == Qt.Key.Key_PageDown else -page
            here = max(0, min(self.model.rowCount() - 1, self.list.currentIndex().row() + by))
            self._go_to(self.model.choosable(here, 1))
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            by = 1 if key == Qt.Key.Key_Tab else -1
            self._go_to(self.model.next_group(self.list.currentIndex().row(), by))
        else:
            return False
        return True

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, super().sizeHint().height())


def _shows_inspector(view: str) -> bool:
    if view == MAP:
        return True
    from oci_map.ui.views import page_class

    return page_class(spec(view)).shows_inspector
