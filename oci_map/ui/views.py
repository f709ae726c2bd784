"""The views of a document that share the middle of the window: the map, and pages beside it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtWidgets import QWidget

from oci_map.i18n import N_
from oci_map.values import dataclass

if TYPE_CHECKING:
    from oci_map.ui.actions import Actions
    from oci_map.ui.jobs import Jobs
    from oci_map.ui.session import Session

MAP: Final = "map"


@dataclass(frozen=True, slots=True)
class ViewSpec:
    """What a view is called, on which key it lies, and where its page is made."""

    name: str
    title: str
    key: str
    page: str = ""  # "module:class" of a Page; the map is the canvas itself
    listed: bool = True  # else it has a tab only while it is shown, and stands in another menu
    menu: str = "edit"  # where it stands when it is not listed


VIEWS: Final = (
    ViewSpec(MAP, N_("Map"), "Ctrl+1"),
    ViewSpec("gaps", N_("Gaps"), "Ctrl+2", "oci_map.ui.gaps.page:GapsPage"),
    ViewSpec("tables", N_("Data tables"), "Ctrl+3", "oci_map.ui.tables.page:TablesPage"),
    ViewSpec("grid", N_("Grid"), "Ctrl+4", "oci_map.ui.grid.page:GridPage"),
    ViewSpec("compare", N_("Then and now"), "Ctrl+5", "oci_map.ui.compare.page:ComparePage"),
    ViewSpec("history", N_("History"), "Ctrl+6", "oci_map.ui.history.page:HistoryPage"),
    ViewSpec(
        "roundtables", N_("Roundtables"), "Ctrl+7", "oci_map.ui.roundtable.page:RoundtablePage"
    ),
    ViewSpec("structure", N_("Clusters"), "Ctrl+8", "oci_map.ui.structure.page:StructurePage"),
    ViewSpec("follow_up", N_("Follow-up"), "Ctrl+9", "oci_map.ui.follow_up.page:FollowUpPage"),
    ViewSpec(
        "duplicates",
        N_("Possible duplicates"),
        "Ctrl+Shift+D",
        "oci_map.ui.duplicates.page:DuplicatesPage",
        listed=False,
    ),
    ViewSpec(
        "versions",
        N_("Earlier versions"),
        "Ctrl+Shift+Y",
        "oci_map.ui.versions.page:VersionsPage",
        listed=False,
        menu="file",
    ),
    ViewSpec(
        "method",
        N_("Method"),
        "Shift+F1",
        "oci_map.ui.method.page:MethodPage",
        listed=False,
        menu="help",
    ),
)


class Page(QWidget):
    """One view beside the map; made when it is first shown, and then kept.

    A page listens to the session as a panel does, and works only while it is shown: what changed
    meanwhile is taken in by `showEvent`.
    """

    #: Whether the filter bar stands over it, and the inspector beside it.
    shows_filter: ClassVar[bool] = False
    shows_inspector: ClassVar[bool] = True
    #: Whether it needs the width that the navigator takes.
    wants_room: ClassVar[bool] = False

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        self.actions_ = actions
        self.jobs = jobs

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""

    def show_record(self, noun: str, record: str) -> None:
        """Show what this view has about one record; about all when there is no noun."""

    def take_focus(self) -> None:
        """Put the keyboard where work begins."""
        self.setFocus()


def spec(name: str) -> ViewSpec:
    """Return one view; an unknown name raises KeyError."""
    for one in VIEWS:
        if one.name == name:
            return one
    raise KeyError(name)


def page_class(view: ViewSpec) -> type[Page]:
    """Return the class of a view's page; its module is loaded only now."""
    module, name = view.page.split(":")
    found: type[Page] = getattr(import_module(module), name)
    return found
