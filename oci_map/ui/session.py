"""The open document as the window sees it: the only bridge from plain Python to Qt signals.

Panels and the canvas are made with the session and know nobody else. They read its attributes,
listen to its signals and call its methods; operations are run through `run`.

Order of signals
- another document, or none: `document_changed`, then `picture_changed`
- one gesture, undone or redone too: `answered`, for the canvas, which paints at once, before the
  panels are told; `stepped(Step)`, `selection_changed` when something selected is gone, then
  `picture_changed`
- a chip, a date, the coordinator, a legend row: `filter_changed`, then `picture_changed`
- `language_changed` and `theme_changed`, each followed by `picture_changed`; palette, fonts and
  catalogues are in force before
- `view_changed`: another view of the document is to be shown; nothing else follows it
- `selection_changed` and `highlight_changed` make no new picture: the canvas paints them over it
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, Final, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal

from oci_map import i18n
from oci_map.document import Document, Step
from oci_map.drawing.places import Places
from oci_map.errors import UserError
from oci_map.graph.analysis import Analysis
from oci_map.graph.filters import Filter
from oci_map.i18n import _
from oci_map.model.ids import RecordId, position_id
from oci_map.model.records import Position
from oci_map.model.snapshot import Snapshot
from oci_map.operations import positions
from oci_map.ui import examples, messages, opening
from oci_map.ui import theme as colours
from oci_map.ui.cluster_keeper import ClusterKeeper
from oci_map.ui.gap_focus import GapFocus
from oci_map.ui.highlight import Highlight
from oci_map.ui.keeping import Keeper
from oci_map.ui.map_places import MapPlaces
from oci_map.ui.picture_keeper import PictureKeeper
from oci_map.ui.preferences import Preferences
from oci_map.ui.shown import Shown
from oci_map.ui.views import MAP

if TYPE_CHECKING:
    from oci_map.drawing.picture import Picture
    from oci_map.drawing.style import Style

P = ParamSpec("P")
T = TypeVar("T")

#: What is dragged from the navigator onto an outline: the id of an organisation.
ORGANISATION_MIME: Final = "application/x-oci-organisation"

Selected = tuple[str, RecordId]  # a noun and the id of one of its records


class Session(QObject):
    """Holds the document, what is shown of it, and what is selected; says what changed."""

    document_changed = Signal()
    answered = Signal()
    stepped = Signal(object)  # Step
    filter_changed = Signal()
    selection_changed = Signal()
    highlight_changed = Signal()
    picture_changed = Signal()
    language_changed = Signal()
    theme_changed = Signal()
    view_changed = Signal()

    def __init__(self, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.preferences = preferences
        self.document: Document | None = None
        self.reading_because = ""  # why the open document can only be read, where that is known
        self.snapshot = Snapshot({})
        self.filter = Filter()
        self.shown = Shown()
        self.view = MAP
        self.selection: tuple[Selected, ...] = ()
        self.highlight: Highlight | None = None
        self.gap_focus = GapFocus(self)
        self.drawing = PictureKeeper(self)
        self.clusters = ClusterKeeper(self, self.drawing.composer)
        self.keeper = Keeper(self)
        self._map_places = MapPlaces()
        self.last_step: Step | None = None
        self.example = ""  # its name, when the open document is one of the examples
        self._analysis: Analysis | None = None
        self._unsubscribe: Callable[[], None] | None = None

    # ------------------------------------------------------------------------------- documents

    def open(self, path: Path | str) -> bool:
        """Open a document instead of the present one; say whether that went well."""
        if self._has_open(Path(path)):
            self.close()
        found = opening.open_document(Path(path), self.preferences, self.drawing.waiting)
        return found is not None and self._take(found.document, found.because, found.analysis)

    def create(self, path: Path | str, begins_with: str | Path | Snapshot = "") -> bool:
        """Make a new document, as `opening.create_document` does, and open it; say if that worked.

        A file that is there is replaced: whoever asks for the path has asked about that.
        """
        if self._has_open(Path(path)):
            self.close()
        document = opening.create_document(Path(path), begins_with)
        return document is not None and self._take(document)

    def _has_open(self, path: Path) -> bool:
        return self.document is not None and self.document.path.resolve() == path.resolve()

    def open_example(self, name: str, *, fresh: bool = False) -> bool:
        """Open the person's own copy of an example; `fresh` makes that copy anew."""
        try:
            if fresh and self.example == name:
                self.close()
            path = examples.working_copy(name, fresh=fresh)
        except UserError as problem:
            messages.problem(_("The example could not be opened"), problem.sentence)
            return False
        return self.open(path)

    def close(self) -> None:
        """Close the document; the window then shows the start page."""
        if self.document is None:
            return
        self._let_go()
        self._show_document()

    def save_copy(self, path: Path | str) -> bool:
        """Write the document, its history included, to another file; work goes on in this one."""
        document, waiting = self.document, self.drawing.waiting
        return document is not None and opening.save_copy(document, Path(path), waiting)

    def save_as(self, path: Path | str) -> bool:
        """Write the document to another file and go on in that one; say whether it went well."""
        return self.save_copy(path) and (self._has_open(Path(path)) or self.open(path))

    def _take(
        self, document: Document, because: str = "", analysis: Analysis | None = None
    ) -> bool:
        """Show a document instead of the present one; say that there is one."""
        self._let_go()
        self.document, self.reading_because = document, because
        self.snapshot = document.snapshot
        self._unsubscribe = document.subscribe(self._on_step)
        self.keep_path()
        self._show_document(analysis)
        self.keeper.begin(document)
        return True

    def keep_path(self) -> None:
        """Remember where the document lies, now that it was opened or put aside."""
        if self.document is not None:
            self.example = examples.name_of(self.document.path)
            if not self.example:
                self.preferences.remember_file(self.document.path)

    def _let_go(self) -> None:
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        if self.document is not None:
            self.keeper.let_go(self.document)
        self.document = None
        self.snapshot = Snapshot({})
        self.example = ""

    def _show_document(self, analysis: Analysis | None = None) -> None:
        self.filter, self.shown = Filter(), Shown()
        self.selection = ()
        self.highlight = None
        self.last_step = None
        self._look_through(analysis)
        self._map_places.forget()
        self.drawing.forget()
        self.document_changed.emit()
        self.picture_changed.emit()

    # --------------------------------------------------------------------------------- gestures

    @property
    def can_edit(self) -> bool:
        """Say whether the open document may be changed."""
        return self.document is not None and not self.document.read_only

    def apply(
        self, operation: Callable[Concatenate[Document, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run an operation on the document; a UserError goes to whoever asked for it."""
        if self.document is None:
            raise UserError(_("No document is open."))
        return operation(self.document, *args, **kwargs)

    def run(
        self, operation: Callable[Concatenate[Document, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> bool:
        """Run an operation on the document; when it is refused, say why and return False."""
        try:
            self.apply(operation, *args, **kwargs)
        except UserError as problem:
            messages.problem(_("That was not done"), problem.sentence)
            return False
        return True

    def undo(self) -> None:
        """Take back the last step."""
        if self.can_edit:
            self.run(Document.undo)

    def redo(self) -> None:
        """Do the step again that was taken back last."""
        if self.can_edit:
            self.run(Document.redo)

    def _on_step(self, step: Step) -> None:
        if self.document is None:
            return
        self.snapshot = self.document.snapshot
        self.last_step = step
        if self._analysis is not None:
            self._look_through(self._analysis.after(self.snapshot, step.change.records))
        kept = tuple(one for one in self.selection if self.snapshot.get(*one) is not None)
        vanished = kept != self.selection
        self.selection = kept
        self.drawing.renew()
        if not self.unplaced():  # else it is placed first, as a step of its own
            self.answered.emit()
        self.stepped.emit(step)
        if vanished:
            self.selection_changed.emit()
        self.picture_changed.emit()

    # --------------------------------------------------------------------------- what is shown

    def show_view(self, name: str) -> None:
        """Show another view of the document: one of `oci_map.ui.views.VIEWS`."""
        if name != self.view:
            self.view = name
            self.view_changed.emit()

    @property
    def analysis(self) -> Analysis:
        """What is known of the snapshot under the filter; made anew for each of the two."""
        if self._analysis is None:
            aside = self.drawing.works_aside
            self._analysis = Analysis(self.snapshot, self.filter, aside=aside)
        return self._analysis

    def _look_through(self, analysis: Analysis | None) -> None:
        """Take another analysis; the former is freed as soon as nobody holds it."""
        former, self._analysis = self._analysis, analysis
        if former is not None:
            former.let_go()

    def set_filter(self, wanted: Filter) -> None:
        """Show something else of the document."""
        self.show_as(wanted, self.shown)

    def show_as(self, wanted: Filter, shown: Shown) -> None:
        """Show something else of the document, or show it otherwise; a saved view does both."""
        before, self.shown = (self.filter, self.shown), shown
        if wanted != self.filter:
            self.filter = wanted
            if self._analysis is not None:
                self._look_through(self._analysis.under(wanted))
            self.filter_changed.emit()
        if before != (wanted, shown):
            self.renew_picture()

    def change_filter(self, **values: Any) -> None:
        """Set some fields of the filter, for instance `as_of="2012-10"`."""
        self.set_filter(replace(self.filter, **values))

    def select(self, *items: Selected) -> None:
        """Select these records and nothing else; what the document does not hold is left out."""
        chosen = tuple(dict.fromkeys(one for one in items if self.snapshot.get(*one) is not None))
        if chosen != self.selection:
            self.selection = chosen
            self.selection_changed.emit()

    def toggle(self, item: Selected) -> None:
        """Add a record to what is selected, or take it out."""
        if item in self.selection:
            self.select(*(one for one in self.selection if one != item))
        else:
            self.select(*self.selection, item)

    def selected(self, noun: str) -> tuple[RecordId, ...]:
        """Return the ids of what is selected of a noun."""
        return tuple(one for kind, one in self.selection if kind == noun)

    def is_pinned(self, organisation: RecordId) -> bool:
        """Say whether an organisation was given its place on the map for good."""
        place = self.snapshot.get("position", position_id(organisation))
        return isinstance(place, Position) and place.pinned

    @property
    def is_filtered(self) -> bool:
        """Say whether anything is left out of what is shown."""
        return self.filter != Filter()

    def set_highlight(
        self, organisations: Iterable[RecordId] = (), kinds: Iterable[str] = ()
    ) -> None:
        """Light these organisations and kinds of lines; nothing given ends it."""
        lit = Highlight(frozenset(organisations), frozenset(kinds))
        highlight = lit if lit.organisations or lit.kinds else None
        if highlight != self.highlight:
            self.highlight = highlight
            self.highlight_changed.emit()

    def set_text_scale(self, scale: float) -> None:
        """Letter the picture larger or smaller than its marks, so that it stays readable."""
        if self.drawing.letter(scale):
            self.renew_picture()

    def renew_picture(self) -> None:
        """Have the picture made anew."""
        self.drawing.renew()
        self.picture_changed.emit()

    @property
    def picture(self) -> Picture | None:
        """What is drawn, made when it is first asked for; None while no document is open.

        On a large map it is made aside: until then it is the former one, put right.
        """
        return self.drawing.picture

    # ----------------------------------------------------------------------------------- places

    @property
    def places(self) -> Places:
        """Where the organisations stand: as the open view or the document says, else for now."""
        return self._map_places.places(self.snapshot, self.shown)

    def unplaced(self) -> bool:
        """Say whether an organisation has no place on the map yet."""
        return not self.snapshot.organisations.keys() <= self.places.keys()

    def give_places(self, places: Places) -> None:
        """Take places that were computed; the document keeps them where it may be written."""
        self._map_places.give(places)
        if self.document is None or not positions.keep_automatic(self.document, places):
            self.renew_picture()

    # --------------------------------------------------------------------- language and colours

    @property
    def style(self) -> Style:
        """The colours in force."""
        return colours.current()

    @property
    def theme(self) -> colours.Name:
        """The name of the colours in force: "light" or "dark"."""
        return colours.current_name()

    def set_language(self, code: str) -> None:
        """Give all texts in this language, and remember it."""
        if code == i18n.language():
            return
        self.preferences.language = code
        i18n.set_language(code)
        self._look_through(None)  # its sentences are in the old language
        self.language_changed.emit()
        self.renew_picture()

    def set_theme(self, choice: colours.Choice) -> None:
        """Follow the system's colours, or be light or dark, and remember it."""
        self.preferences.theme = choice
        self.refresh_theme()

    def refresh_theme(self) -> None:
        """Put on the colours that the choice and the system ask for."""
        before = colours.current()
        colours.put_on(self.preferences.theme)
        if colours.current() is not before:
            self.theme_changed.emit()
            self.renew_picture()
