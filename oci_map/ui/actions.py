"""Every action of the window once: its words, its key, its icon; menus and buttons share them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from oci_map import i18n
from oci_map.i18n import N_, _
from oci_map.ui import first_picture, theme
from oci_map.ui.icons import icon
from oci_map.ui.plain import tooltip
from oci_map.ui.session import Session
from oci_map.ui.views import MAP, VIEWS
from oci_map.values import dataclass


@dataclass(frozen=True, slots=True)
class Spec:
    """What an action is called, on which key it lies, and what it needs to be of use."""

    name: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    checkable: bool = False
    needs: str = ""  # "", "document", "edit", "own", or the view in which it can be used


_NEEDS_DOCUMENT: Final = "document"
_NEEDS_EDIT: Final = "edit"
_NEEDS_OWN: Final = "own"  # whoever does it says itself whether it can be done

SPECS: Final = (
    Spec("new", N_("&New…"), ("Ctrl+N",), "file-plus"),
    Spec("open", N_("&Open…"), ("Ctrl+O",), "folder-open"),
    Spec("forget_files", N_("Clear this list")),
    Spec("reset_example", N_("Reset example…"), (), "rotate-ccw"),
    Spec("save", N_("&Save"), ("Ctrl+S",), needs=_NEEDS_EDIT),
    Spec("save_as", N_("Save &as…"), ("Ctrl+Alt+Shift+S",), needs=_NEEDS_DOCUMENT),
    Spec("save_copy", N_("Save a &copy…"), ("Ctrl+Shift+S",), needs=_NEEDS_DOCUMENT),
    Spec("keep_moment", N_("&Keep this moment…"), ("Ctrl+Shift+T",), "bookmark",
         needs=_NEEDS_EDIT),
    Spec("version_back", N_("Go &back to this version"), ("Ctrl+Alt+B",), needs="versions"),
    Spec("version_copy", N_("Open this &version as a copy…"), ("Ctrl+Alt+O",), needs="versions"),
    Spec("copy_impersonal", N_("Export a copy without &personal data…"), needs=_NEEDS_DOCUMENT),
    Spec("export", N_("&Export…"), ("Ctrl+E",), "share", needs=_NEEDS_DOCUMENT),
    Spec("export_again", N_("&Repeat last export"), ("Ctrl+Shift+E",), needs=_NEEDS_DOCUMENT),
    Spec("import_spreadsheet", N_("&Spreadsheet…"), ("Ctrl+Shift+I",), needs=_NEEDS_EDIT),
    Spec("close", N_("C&lose"), ("Ctrl+W",), needs=_NEEDS_DOCUMENT),
    Spec("quit", N_("&Quit"), ("Ctrl+Q",)),
    Spec("undo", N_("Undo"), ("Ctrl+Z",), "undo-2"),
    Spec("redo", N_("Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), "redo-2"),
    Spec("history_of_record", N_("&History of this record"), ("Ctrl+Shift+H",), "history",
         needs=_NEEDS_DOCUMENT),
    Spec("go_back", N_("&Go back to the chosen step"), ("Ctrl+Alt+Z",), needs="history"),
    Spec("add_organisation", N_("Add &organisation"), ("Ctrl+Shift+O",), "plus", needs=_NEEDS_EDIT),
    Spec("add_group", N_("Add working &group"), ("Ctrl+Shift+G",), needs=_NEEDS_EDIT),
    Spec("add_need", N_("Add &need"), ("Ctrl+Shift+N",), needs=_NEEDS_EDIT),
    Spec("copy_picture", N_("&Copy as an image"), ("Ctrl+C",), "copy", needs=MAP),
    Spec("copy_drawing", N_("Copy as S&VG"), ("Ctrl+Shift+V",), needs=MAP),
    Spec("copy_table", N_("Copy as a &table"), ("Ctrl+Shift+C",), needs=MAP),
    Spec("remove", N_("&Delete what is selected"), ("Ctrl+Del",), "trash-2"),
    Spec("forget_person", N_("Forget th&is person for good…")),
    Spec("select_all", N_("Select &all organisations"), ("Ctrl+A",), needs=_NEEDS_DOCUMENT),
    Spec("select_none", N_("Select nothing"), ("Esc",)),
    Spec("search", N_("&Search everything…"), ("Ctrl+K",), "search"),
    Spec("find", N_("&Find…"), ("Ctrl+F",), needs=_NEEDS_DOCUMENT),
    Spec("back", N_("&Back"), ("Alt+Left",), "chevron-left", needs=_NEEDS_OWN),
    Spec(
        "forward", N_("F&orward"), ("Alt+Right",), "chevron-right", needs=_NEEDS_OWN,
    ),
    Spec("field_sources", N_("Sources of this &field"), ("Ctrl+I",), needs=_NEEDS_DOCUMENT),
    Spec("zoom_in", N_("Zoom &in"), ("Ctrl++", "Ctrl+="), "plus", needs=_NEEDS_DOCUMENT),
    Spec("zoom_out", N_("Zoom &out"), ("Ctrl+-",), "minus", needs=_NEEDS_DOCUMENT),
    Spec("zoom_actual", N_("&Actual size"), ("Ctrl+0",), needs=_NEEDS_DOCUMENT),
    Spec("fit", N_("&Fit the whole map"), ("F",), "maximize", needs=_NEEDS_DOCUMENT),
    Spec("centre", N_("&Centre on what is selected"), (), "crosshair"),
    Spec("pin", N_("&Pin on the map"), checkable=True),
    Spec("tidy", N_("&Tidy up the map"), (), "sparkles", needs=_NEEDS_EDIT),
    Spec("rings", N_("Arrange in &rings by policy level"), (), needs=_NEEDS_EDIT),
    Spec("columns", N_("Arrange in co&lumns by sector"), (), needs=_NEEDS_EDIT),
    Spec(
        "without_coordinator", N_("&Without coordinator"), ("W",), checkable=True,
        needs=_NEEDS_DOCUMENT,
    ),
    Spec("show_everything", N_("Show &everything"), (), "eye", needs=_NEEDS_DOCUMENT),
    Spec("text_larger", N_("&Larger text"), ("Alt++", "Alt+="), needs=_NEEDS_OWN),
    Spec("text_smaller", N_("&Smaller text"), ("Alt+-",), needs=_NEEDS_OWN),
    Spec("text_usual", N_("&Usual text size"), ("Alt+0",), needs=_NEEDS_OWN),
    Spec("view_save", N_("&Save as a new view"), ("Ctrl+Shift+B",), "bookmark", needs=_NEEDS_EDIT),
    Spec("view_update", N_("&Update this view"), ("Ctrl+Shift+U",), needs=_NEEDS_OWN),
    Spec("view_places", N_("Use these &places for the document"), needs=_NEEDS_OWN),
    Spec("view_arrange", N_("&Arrange views…"), ("Ctrl+Shift+L",), needs=_NEEDS_DOCUMENT),
    Spec("navigator", N_("&Navigator"), ("F9",), checkable=True),
    Spec("inspector", N_("&Inspector"), ("F8",), checkable=True),
    Spec("legend", N_("&Legend"), (), checkable=True),
    Spec("time_strip", N_("&Time strip"), (), checkable=True),
    Spec("present", N_("&Present"), ("F5",), "play", needs=_NEEDS_DOCUMENT),
    Spec("full_screen", N_("F&ull screen"), ("F11",), checkable=True),
    Spec("reduced_motion", N_("&Reduce motion"), checkable=True),
    Spec("recommendation_next", N_("To the &next state"), ("Ctrl+Right",), needs="follow_up"),
    Spec("recommendation_previous", N_("To the &state before"), ("Ctrl+Left",), needs="follow_up"),
    Spec("recommendation_answer", N_("Write the &answer…"), ("Ctrl+Alt+A",), needs="follow_up"),
    Spec("recommendation_due", N_("&Due date…"), ("Ctrl+Alt+D",), needs="follow_up"),
    Spec("grid_pick", N_("Choose &role or priority…"), ("Alt+Down",), needs="grid"),
    Spec("grid_dates", N_("&Since and until…"), ("F2",), "calendar", needs="grid"),
    Spec("grid_clear", N_("C&lear these cells"), ("Ctrl+Backspace",), needs="grid"),
    Spec("grid_copy", N_("&Copy these cells"), ("Ctrl+C",), needs="grid"),
    Spec("grid_paste", N_("&Paste a block"), ("Ctrl+V",), needs="grid"),
    Spec("grid_find", N_("&Find rows"), ("Ctrl+Shift+F",), needs="grid"),
    Spec("grid_neither", N_("In &neither of two"), ("Ctrl+Shift+K",), needs="grid"),
    Spec(
        "grid_columns", N_("&Needs instead of groups"), ("Ctrl+G",), checkable=True, needs="grid"
    ),
    Spec("table_copy", N_("&Copy cells"), ("Ctrl+C",), needs="tables"),
    Spec("table_copy_heads", N_("Copy cells with column &names"), ("Ctrl+Shift+C",),
         needs="tables"),
    Spec("table_paste", N_("&Paste cells"), ("Ctrl+V",), needs="tables"),
    Spec("table_fill", N_("&Fill down"), ("Ctrl+D",), needs="tables"),
    Spec("table_empty", N_("&Empty cells"), ("Del",), needs="tables"),
    Spec("table_add", N_("&Add a row"), ("Ctrl+Shift+Return",), "plus", needs="tables"),
    Spec("table_filter", N_("F&ilter rows"), ("Ctrl+Shift+F",), needs="tables"),
    Spec("table_sort", N_("&Sort by this column"), ("Ctrl+Shift+R",), needs="tables"),
    Spec("table_columns", N_("Choose co&lumns"), ("Ctrl+Shift+M",), needs="tables"),
    Spec("table_next", N_("Ne&xt table"), ("Ctrl+PgDown",), needs="tables"),
    Spec("table_previous", N_("P&revious table"), ("Ctrl+PgUp",), needs="tables"),
    Spec("roundtable_plan", N_("&Plan a roundtable"), ("Ctrl+Alt+N",), "plus",
         needs="roundtables"),
    Spec("roundtable_list", N_("&List of roundtables"), ("Ctrl+Alt+L",), "panel-left",
         needs="roundtables"),
    Spec("roundtable_next", N_("Ne&xt step"), ("Ctrl+PgDown",), needs="roundtables"),
    Spec("roundtable_previous", N_("P&revious step"), ("Ctrl+PgUp",), needs="roundtables"),
    Spec("guests_propose", N_("P&ropose guests"), ("Ctrl+Alt+P",), needs="roundtables"),
    Spec("guests_add", N_("&Add a guest…"), ("Ctrl+Shift+Return",), needs="roundtables"),
    Spec("guests_must", N_("It &must come"), ("Ctrl+M",), needs="roundtables"),
    Spec("guests_not_now", N_("&Not this time"), ("Ctrl+Shift+M",), needs="roundtables"),
    Spec("guests_remove", N_("&Take off the list"), ("Del",), needs="roundtables"),
    Spec("guest_proposed", N_("On the list, not asked yet"), ("1",), needs="roundtables"),
    Spec("guest_invited", N_("Invited"), ("2",), needs="roundtables"),
    Spec("guest_accepted", N_("Accepted"), ("3",), needs="roundtables"),
    Spec("guest_declined", N_("Declined"), ("4",), needs="roundtables"),
    Spec("guest_attended", N_("Attended"), ("5",), needs="roundtables"),
    Spec("guest_absent", N_("Did not come"), ("6",), needs="roundtables"),
    Spec("seats_find", N_("&Seat the guests"), ("Ctrl+Alt+S",), needs="roundtables"),
    Spec("seats_pin", N_("&Fix or release the seat"), ("P",), needs="roundtables"),
    Spec("seats_host", N_("&Host of this table"), ("H",), needs="roundtables"),
    Spec("seats_menu", N_("&Wishes for this guest…"), ("Shift+F10",), needs="roundtables"),
    Spec("seats_keep", N_("&Keep as plan A"), ("K",), needs="roundtables"),
    Spec("seats_back", N_("&Back to plan A"), ("Shift+K",), needs="roundtables"),
    Spec("invitation_copy", N_("&Copy the invitation"), ("Ctrl+Shift+C",), needs="roundtables"),
    Spec("papers_save", N_("Save the pa&pers…"), ("Ctrl+Alt+W",), needs="roundtables"),
    Spec("calendar_save", N_("Save a calen&dar file…"), ("Ctrl+Alt+K",), needs="roundtables"),
    Spec("day_all", N_("All &others are here"), ("Ctrl+Alt+A",), needs="roundtables"),
    Spec("keys", N_("&Keyboard shortcuts"), ("F1",)),
    Spec("log_folder", N_("Show the &log folder"), (), "folder-open"),
    Spec("about", N_("&About OCI Map")),
)  # fmt: skip


class Actions(QObject):
    """Holds the actions by name; keeps their words and whether they can be used up to date."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._actions: dict[str, QAction] = {}
        for spec in SPECS:
            self._actions[spec.name] = self._make(spec)
        self.themes = self._choices(list(theme.CHOICES))
        self.languages = self._choices(list(i18n.LANGUAGES))
        self.views = self._make_views()
        session.document_changed.connect(self.refresh)
        session.stepped.connect(self.refresh)
        session.selection_changed.connect(self.refresh)
        session.filter_changed.connect(self.refresh)
        session.theme_changed.connect(self.refresh)
        session.view_changed.connect(self.refresh)
        session.language_changed.connect(self.retranslate)
        self.retranslate()

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def all(self) -> list[QAction]:
        """Return every action, in the order in which they are described."""
        return [*self._actions.values(), *self.views]

    def retranslate(self) -> None:
        """Give every action its words in the chosen language."""
        for spec in SPECS:
            self._actions[spec.name].setText(_(spec.text))
        for choice in self.themes.actions():
            choice.setText(_(theme.CHOICES[choice.data()]))
        for action, view in zip(self.views, VIEWS, strict=True):
            action.setText(_(view.title))
        for choice in self.languages.actions():
            # Each in its own language: whoever lands in the wrong one must find the way back.
            choice.setText(i18n.LANGUAGES[choice.data()])
        if not first_picture.holds_back(self._say_tips):
            self._say_tips()
        self.refresh()

    def _say_tips(self) -> None:
        texts = [spec.text for spec in SPECS] + [view.title for view in VIEWS]
        for action, text in zip(self.all(), texts, strict=True):
            if action not in (self["undo"], self["redo"]):  # these name their step
                action.setToolTip(_tip(_(text), action))

    def refresh(self, *_of_the_signal: object) -> None:
        """Say which actions can be used now, and name what undo would undo."""
        session = self._session
        holds = {
            "": True,
            _NEEDS_DOCUMENT: session.document is not None,
            _NEEDS_EDIT: session.can_edit,
        }
        for spec in SPECS:
            # What is not named here is the view that the action belongs to.
            there = session.document is not None and session.view == spec.needs
            if spec.needs != _NEEDS_OWN:
                self._actions[spec.name].setEnabled(holds.get(spec.needs, there))
        for action, view in zip(self.views, VIEWS, strict=True):
            action.setEnabled(session.document is not None)
            action.setChecked(session.view == view.name)
        organisations = session.selected("organisation")
        self["remove"].setEnabled(session.can_edit and bool(session.selection))
        one_person = len(session.selected("person")) == 1
        self["forget_person"].setEnabled(session.can_edit and one_person)
        self["select_none"].setEnabled(bool(session.selection))
        self["centre"].setEnabled(bool(organisations))
        self["pin"].setEnabled(session.can_edit and bool(organisations))
        self["pin"].setChecked(bool(organisations) and all(map(session.is_pinned, organisations)))
        self["reset_example"].setEnabled(bool(session.example))
        self["without_coordinator"].setChecked(session.filter.without_coordinator)
        self["reduced_motion"].setChecked(session.preferences.reduced_motion)
        self["show_everything"].setEnabled(session.is_filtered)
        self._name_steps()
        _check(self.themes, session.preferences.theme)
        _check(self.languages, i18n.language())

    def _name_steps(self) -> None:
        document = self._session.document if self._session.can_edit else None
        undo = document.undo_label if document is not None else None
        redo = document.redo_label if document is not None else None
        for action, label, plain, named in (
            (self["undo"], undo, _("Undo"), _("Undo: {step}")),
            (self["redo"], redo, _("Redo"), _("Redo: {step}")),
        ):
            action.setEnabled(label is not None)
            text = plain if label is None else named.format(step=menu_text(str(label)))
            action.setText(text)
            # The step names what a person typed: Qt would read tags in it as markup.
            action.setToolTip(tooltip(_tip(text, action)))

    def _make(self, spec: Spec) -> QAction:
        action = QAction(self)
        action.setObjectName(spec.name)
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        action.setCheckable(spec.checkable)
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        if spec.icon:
            action.setIcon(icon(spec.icon))
        return action

    def _make_views(self) -> list[QAction]:
        """Return an action for each view, in the order of the views."""
        actions = []
        for view in VIEWS:
            action = QAction(self)
            action.setObjectName(f"view_{view.name}")
            action.setShortcut(QKeySequence(view.key))
            action.setCheckable(True)
            action.setData(view.name)
            action.triggered.connect(self._show_view)
            actions.append(action)
        return actions

    def _show_view(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._session.show_view(action.data())
            self.refresh()  # a click on the present view must not uncheck it

    def _choices(self, codes: list[str]) -> QActionGroup:
        group = QActionGroup(self)
        for code in codes:
            action = group.addAction(QAction(group))
            action.setCheckable(True)
            action.setData(code)
        return group


def menu_text(text: str, most: int = 70) -> str:
    """Return a text a person typed as a menu shows it: one line, not too long, & as &."""
    line = " ".join(text[: most * 4].split())
    return (line if len(line) <= most else line[: most - 1].rstrip() + "…").replace("&", "&&")


def _tip(text: str, action: QAction) -> str:
    """Return the words of a tooltip: without the underlined letter, with the key."""
    plain = text.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…")
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return f"{plain} ({keys})" if keys else plain


def _check(group: QActionGroup, code: str) -> None:
    for action in group.actions():
        action.setChecked(action.data() == code)
