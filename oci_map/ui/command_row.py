"""The row at the top: menus, undo and redo, export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QMenuBar,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from oci_map.i18n import _
from oci_map.ui import first_picture, icons
from oci_map.ui.actions import Actions, menu_text
from oci_map.ui.examples import EXAMPLES
from oci_map.ui.plain import Hairline, tooltip
from oci_map.ui.push_button import PushButton
from oci_map.ui.saved_views.menu import ViewsMenu
from oci_map.ui.session import Session
from oci_map.ui.view_switch import ViewSwitch
from oci_map.ui.views import VIEWS

if TYPE_CHECKING:
    from oci_map.ui.commands import Commands

_HEIGHT = 44

_FILE_HEAD = ("new", "open")
_FILE_TAIL = (
    "save", "save_as", "save_copy", "|", "keep_moment", "version_back", "version_copy", "|",
    "export", "export_again", "copy_impersonal", "|", "close", "quit",
)  # fmt: skip
_EDIT = (
    "undo", "redo", "history_of_record", "go_back", "|",
    "add_organisation", "add_group", "add_need", "remove", "forget_person", "|",
    "copy_picture", "copy_drawing", "copy_table", "|",
    "select_all", "select_none", "search", "find", "|", "back", "forward", "field_sources",
)  # fmt: skip
_VIEW = (
    "zoom_in", "zoom_out", "zoom_actual", "fit", "centre", "pin", "tidy", "rings", "columns", "|",
    "without_coordinator", "show_everything", "|",
    "navigator", "inspector", "legend", "time_strip", "present", "full_screen", "|",
    "reduced_motion", "|", "text_larger", "text_smaller", "text_usual",
)  # fmt: skip
_GRID = (
    "grid_pick", "grid_dates", "grid_clear", "grid_copy", "grid_paste", "|",
    "grid_find", "grid_neither", "grid_columns",
)  # fmt: skip
_FOLLOW_UP = (
    "recommendation_next", "recommendation_previous", "|",
    "recommendation_answer", "recommendation_due",
)  # fmt: skip
_TABLE = (
    "table_copy", "table_copy_heads", "table_paste", "table_fill", "table_empty", "table_add", "|",
    "table_filter", "table_sort", "table_columns", "|", "table_next", "table_previous",
)  # fmt: skip
_ROUNDTABLE = (
    "roundtable_plan", "roundtable_list", "roundtable_next", "roundtable_previous", "|",
    "guests_propose", "guests_add", "guests_must", "guests_not_now", "guests_remove",
    "invitation_copy", "|",
    "guest_proposed", "guest_invited", "guest_accepted", "guest_declined", "guest_attended",
    "guest_absent", "|",
    "seats_find", "seats_pin", "seats_host", "seats_menu", "seats_keep", "seats_back", "|",
    "papers_save", "calendar_save", "day_all",
)  # fmt: skip
_HELP = ("keys", "log_folder", "about")


class CommandRow(QWidget):
    """Menus at the left; undo, redo and the export at the right."""

    def __init__(
        self, session: Session, actions: Actions, commands: Commands, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("commandRow")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(_HEIGHT)
        self._actions = actions
        self._commands = commands
        self._session = session
        self._made = False
        self._make()

    def _make(self) -> None:
        """Make what is in the row; the first picture does without."""
        if first_picture.holds_back(self._make):
            return
        session, actions = self._session, self._actions
        self._bar = QMenuBar(self)
        self._bar.setNativeMenuBar(False)
        # A menu that finds no room would be gone; the views beside it can be scrolled.
        self._bar.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._menus = {name: self._bar.addMenu("") for name in ("file", "edit", "view", "help")}
        self._keys = {name: QShortcut(self) for name in self._menus}
        for key in self._keys.values():
            key.activated.connect(self._open_menu)
        self._recent = QMenu(self._menus["file"])
        self._examples = QMenu(self._menus["file"])
        self._import = QMenu(self._menus["file"])
        self._saved_views = ViewsMenu(session, actions, self._menus["view"])
        self._grid = QMenu(self._menus["edit"])
        self._table = QMenu(self._menus["edit"])
        self._follow_up = QMenu(self._menus["edit"])
        self._roundtable = QMenu(self._menus["edit"])
        self._themes = QMenu(self._menus["view"])
        self._languages = QMenu(self._menus["view"])
        self._fill_menus()
        self.views = ViewSwitch(session, actions, self)
        self._export = PushButton(self)
        self._export.setIcon(icons.icon("share", "text_1"))
        self._export.setIconSize(QSize(14, 14))
        self._export.clicked.connect(actions["export"].trigger)
        self._made = True
        self._lay_out()
        actions["export"].changed.connect(self._follow_export)
        self._follow_export()
        self.retranslate()

    @property
    def bar(self) -> QMenuBar:
        """The menus."""
        return self._bar

    def retranslate(self) -> None:
        """Give menus and buttons their words in the chosen language."""
        if not self._made:
            return
        for name, text in {
            "file": _("&File"),
            "edit": _("&Edit"),
            "view": _("&View"),
            "help": _("&Help"),
        }.items():
            self._menus[name].setTitle(text.replace("&", ""))
            # The letter opens the menu with Alt, without a line under it.
            letter = text.partition("&")[2][:1]
            self._keys[name].setKey(QKeySequence(f"Alt+{letter}") if letter else QKeySequence())
        self._recent.setTitle(_("Open &recent"))
        self._examples.setTitle(_("Open an e&xample"))
        self._import.setTitle(_("&Import"))
        self._saved_views.setTitle(_("Saved &views and looks"))
        self._saved_views.fill()
        self._grid.setTitle(_("&Grid"))
        self._table.setTitle(_("&Table"))
        self._follow_up.setTitle(_("Follow-&up"))
        self._roundtable.setTitle(_("&Roundtable"))
        self._themes.setTitle(_("&Colours"))
        self._languages.setTitle(_("Lan&guage"))
        self._export.setText(icons.beside(_("Export…")))
        for action, example in zip(self._examples.actions(), EXAMPLES, strict=False):
            action.setText(_(example.title))
        self._bar.adjustSize()
        self.views.retranslate()
        # At once, so that no view is seen to move into the menu of those without room and back.
        layout = self.layout()
        if layout is not None:
            layout.activate()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 12, 0)
        row.setSpacing(4)
        row.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        row.addWidget(self.views, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        for name in ("undo", "redo", "present"):
            button = QToolButton(self)
            button.setDefaultAction(self._actions[name])
            button.setIconSize(QSize(16, 16))
            button.setFixedSize(30, 28)
            row.addWidget(button)
        row.addSpacing(6)
        line = Hairline(upright=True)
        line.setObjectName("hairlineStrong")
        line.setFixedHeight(18)
        row.addWidget(line)
        row.addSpacing(6)
        row.addWidget(self._export)

    def _fill_menus(self) -> None:
        file = self._menus["file"]
        self._add(file, _FILE_HEAD)
        file.addMenu(self._recent)
        file.addMenu(self._examples)
        self._add(file, ("reset_example", "|", *_FILE_TAIL))
        file.insertMenu(self._actions["export"], self._import)
        self._add(self._import, ("import_spreadsheet",))
        self._add(self._menus["edit"], _EDIT)
        self._menus["edit"].addSeparator()
        self._menus["edit"].addMenu(self._table)
        self._add(self._table, _TABLE)
        self._menus["edit"].addMenu(self._grid)
        self._add(self._grid, _GRID)
        self._menus["edit"].addMenu(self._roundtable)
        self._add(self._roundtable, _ROUNDTABLE)
        self._menus["edit"].addMenu(self._follow_up)
        self._add(self._follow_up, _FOLLOW_UP)
        for view, action in zip(VIEWS, self._actions.views, strict=True):
            if view.menu == "file":  # what ends work stays last in its menu
                file.insertAction(self._actions["version_back"], action)
            else:
                self._menus["view" if view.listed else view.menu].addAction(action)
        self._menus["view"].addSeparator()
        self._menus["view"].addMenu(self._saved_views)
        self._menus["view"].addSeparator()
        self._add(self._menus["view"], _VIEW)
        for menu, choices in (
            (self._themes, self._actions.themes),
            (self._languages, self._actions.languages),
        ):
            menu.addActions(choices.actions())
            self._menus["view"].addMenu(menu)
        self._add(self._menus["help"], _HELP)
        self._recent.aboutToShow.connect(self._list_recent)
        self._recent.triggered.connect(self._commands.open_recent)
        for example in EXAMPLES:
            self._examples.addAction(_(example.title)).setData(example.name)
        self._examples.triggered.connect(self._commands.open_example)
        self._list_recent()

    def _add(self, menu: QMenu, names: tuple[str, ...]) -> None:
        for name in names:
            if name == "|":
                menu.addSeparator()
            else:
                menu.addAction(self._actions[name])

    def _list_recent(self) -> None:
        # "Clear this list" is shared, so it is taken out before the rest is deleted.
        self._recent.removeAction(self._actions["forget_files"])
        self._recent.clear()
        for path in self._commands.recent_files():
            action = self._recent.addAction(menu_text(path.name))
            action.setData(str(path))
            action.setToolTip(tooltip(str(path)))
        if self._recent.isEmpty():
            self._recent.addAction(_("No document yet")).setEnabled(False)
        else:
            self._recent.addSeparator()
            self._recent.addAction(self._actions["forget_files"])

    def _open_menu(self) -> None:
        for name, key in self._keys.items():
            if key is self.sender():
                self._bar.setActiveAction(self._menus[name].menuAction())

    def _follow_export(self) -> None:
        self._export.setEnabled(self._actions["export"].isEnabled())
        self._export.setToolTip(self._actions["export"].toolTip())
