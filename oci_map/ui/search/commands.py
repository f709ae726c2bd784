"""Everything the menus offer, found by its words: commands, views, colours, languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from oci_map.i18n import _
from oci_map.search.index import Index, Rank
from oci_map.ui.actions import SPECS
from oci_map.ui.search.rows import Group, RowKind, SearchRow
from oci_map.ui.session import Session
from oci_map.ui.views import VIEWS
from oci_map.values import dataclass

_ENGLISH: Final = {spec.name: spec.text for spec in SPECS} | {
    f"view_{view.name}": view.title for view in VIEWS
}
#: What people call it who do not know the program yet, in both languages at any time.
_ALSO: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "import_spreadsheet": ("importeren", "invoeren", "rekenblad", "Excel", "CSV",
                               "LibreOffice", "ODS", "lijst", "list"),
        "view_tables": ("import", "importeren", "spreadsheet", "rekenblad", "Excel", "CSV"),
        "table_paste": ("import", "importeren", "Excel", "CSV"),
        "view_duplicates": ("merge", "samenvoegen", "ontdubbelen", "double"),
        "export": ("print", "afdrukken", "PowerPoint", "slides", "Word", "PDF", "report",
                   "verslag"),
        "save_copy": ("share", "delen", "send", "versturen", "colleague"),
        "copy_impersonal": ("GDPR", "AVG", "privacy", "share", "delen"),
        "forget_person": ("GDPR", "AVG", "privacy"),
        "view_versions": ("backup", "reservekopie", "restore", "terugzetten"),
        "present": ("projector", "beamer", "slide show", "diavoorstelling"),
    }
)  # fmt: skip
_MOST: Final = 8
#: Offered before anything is typed, after the views.
_OFFERED: Final = ("new", "open", "add_organisation", "export")
#: They wait for a selection.
_OF_SELECTION: Final = frozenset({"remove", "centre", "pin", "select_none"})
_OF_STEPS: Final = frozenset({"undo", "redo"})


@dataclass(frozen=True, slots=True, eq=False)
class Command:
    """An entry of a menu and where it stands."""

    action: QAction
    text: str
    path: str


class CommandList:
    """The entries of a menu bar as they are now."""

    def __init__(self, bar: QMenuBar, session: Session) -> None:
        self._session = session
        self._commands = list(_entries(bar))
        self._index: Index[int] = Index()
        for place, one in enumerate(self._commands):
            english = plain_text(_ENGLISH.get(one.action.objectName(), ""))
            last = one.path.rpartition(" · ")[2]
            also = _ALSO.get(one.action.objectName(), ())
            self._index.put(place, (one.text, english, f"{last} {one.text}"), also)

    def group(self, typed: str) -> list[Group]:
        """Return the commands that fit what was typed; those that cannot be used stand last."""
        found = self._index.matches(typed)
        ranked = sorted((not self._commands[place].action.isEnabled(), rank, place)
                        for place, rank in found.items())  # fmt: skip
        rows = [self._row(self._commands[place]) for _off, _rank, place in ranked[:_MOST]]
        usable = [rank for off, rank, _place in ranked if not off]
        return [Group(_("Commands and settings"), min(usable, default=Rank.NOTE), rows, len(rows))]

    def first(self) -> list[SearchRow]:
        """Return some commands that can be used now, for when nothing is typed."""
        offered = (*(f"view_{view.name}" for view in VIEWS), *_OFFERED)
        usable = {one.action.objectName(): one for one in self._commands if one.action.isEnabled()}
        return [self._row(usable[name]) for name in offered if name in usable]

    def _row(self, command: Command) -> SearchRow:
        action = command.action
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        on = action.isCheckable() and action.isChecked()
        aside = _("{place}, now on").format(place=command.path) if on else command.path
        if not action.isEnabled():
            aside = why_not(self._session, action)
        return SearchRow(
            RowKind.COMMAND, command.text, aside, action=action, keys=keys,
            enabled=action.isEnabled(),
        )  # fmt: skip


def why_not(session: Session, action: QAction) -> str:
    """Return why a command cannot be used now."""
    name = action.objectName()
    view = next((spec.needs for spec in SPECS if spec.name == name), "")
    if session.document is None:
        return _("Open a document first")
    if name in _OF_STEPS:
        return _("There is no step for that")
    if view == "edit" and not session.can_edit:
        return _("This document is open for reading only")
    if name in _OF_SELECTION:
        return _("Select something first")
    for known in VIEWS:
        if known.name == view:
            return _("Only in the view “{view}”").format(view=_(known.title))
    return _("Not possible at the moment")


def plain_text(text: str) -> str:
    """Return the words of a menu entry without the sign for its letter."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def _entries(bar: QMenuBar) -> Iterator[Command]:
    for action in bar.actions():
        menu = action.menu()
        if isinstance(menu, QMenu):
            yield from _of_menu(menu, plain_text(action.text()))


def _of_menu(menu: QMenu, path: str) -> Iterator[Command]:
    menu.aboutToShow.emit()  # lists of files are filled only then
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from _of_menu(inner, f"{path} · {plain_text(action.text())}")
        elif action.text() and not action.isSeparator() and action.isVisible():
            yield Command(action, plain_text(action.text()), path)
