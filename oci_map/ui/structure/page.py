"""The view of clusters and bridges: findings at the left, the map by cluster at the right."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from oci_map import i18n
from oci_map.drawing.appearance import BY_CLUSTER, CLUSTERS, Appearance
from oci_map.drawing.clustering import Clustering
from oci_map.drawing.compose import Composer
from oci_map.drawing.crowd import CROWDED
from oci_map.drawing.picture import Key
from oci_map.drawing.places import Places
from oci_map.drawing.strokes import Emphasis
from oci_map.graph.clusters import Stability
from oci_map.graph.structure import Structure
from oci_map.i18n import _
from oci_map.progress import Progress
from oci_map.ui import theme
from oci_map.ui.actions import Actions
from oci_map.ui.asking import Asking
from oci_map.ui.emptiness import why_empty
from oci_map.ui.explain import ExplainButton
from oci_map.ui.flow import Flow
from oci_map.ui.halves import Halves
from oci_map.ui.jobs import Jobs
from oci_map.ui.picture_view import PictureView
from oci_map.ui.plain import Hairline, PlainLabel
from oci_map.ui.push_button import PushButton
from oci_map.ui.session import Session
from oci_map.ui.structure.entry_button import EntryButton
from oci_map.ui.structure.story import Chapter, story
from oci_map.ui.views import MAP, Page

if TYPE_CHECKING:
    from oci_map.drawing.picture import Picture
    from oci_map.drawing.style import Style
    from oci_map.graph.cooperation import Cooperation

_LEFT: Final = 520
_LOOKS: Final = Appearance(colour_by=BY_CLUSTER, outlines=CLUSTERS)

Result = tuple[list[Chapter], "Picture"]


class StructurePage(Page):
    """How the network hangs together: its clusters, its bridges, what it depends on."""

    shows_filter: ClassVar[bool] = True
    shows_inspector: ClassVar[bool] = False
    wants_room: ClassVar[bool] = True

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(session, actions, jobs, parent)
        self._asking = Asking(jobs, self)
        self._asking.answered.connect(self._take)
        self._asked: object = None
        self._document: object = None
        self.entries: list[EntryButton] = []
        self.marks: list[ExplainButton] = []
        self.chapters: list[Chapter] = []
        self._title = PlainLabel(role="title", parent=self)
        self.on_map = PushButton(self)
        self.progress = PlainLabel(role="caption", parent=self)
        self.view = PictureView(self)
        self._area = QScrollArea(self)
        self._lay_out()
        self.on_map.clicked.connect(self._show_on_map)
        self.view.lettering_changed.connect(self.refresh)
        session.picture_changed.connect(self.refresh)
        session.clusters.changed.connect(self.refresh)

    def _lay_out(self) -> None:
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(20, 16, 8, 0)
        column.setSpacing(8)
        head = Flow(between=8, apart=True)  # with large text the title has a row of its own
        head.addWidget(self._title)
        head.addWidget(self.progress)
        head.addWidget(self.on_map)
        head.setContentsMargins(0, 0, 8, 0)
        column.addLayout(head)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self._area, 1)
        left.setMinimumWidth(380)
        Halves(self, left, self.view, (_LEFT, 1000))

    # --------------------------------------------------------------------------- what it shows

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        self._title.setText(_("Clusters and bridges"))
        self.on_map.setText(_("Show on the map"))
        self.view.setAccessibleName(_("Map of the clusters"))
        self._asked = None
        self.refresh()

    @property
    def complete(self) -> bool:
        """Say whether all is said of the document as it is now."""
        return not self._asking.is_asking and not self.progress.text() and self._is_present()

    def refresh(self) -> None:
        """Say how the network hangs together, once its clusters are known."""
        session = self.session
        if not self.isVisible() or session.document is None:
            return
        if self._document is not session.document:
            self._document = session.document
            self.view.fit()
            self._show_chapters([])
        session.clusters.look()
        structure, held = session.clusters.structure, session.clusters.held
        self.progress.setText(_("Being reckoned…") if held is None else "")
        if not self.chapters:
            self.view.show_picture(None, _("Being reckoned…"))
        if structure is None:
            return
        scale = self.view.lettering_for(session.places)
        asked = (
            session.snapshot, session.filter, theme.current(), i18n.language(),
            theme.text_percent(), held, scale,
        )  # fmt: skip
        if asked == self._asked:
            return
        self._asked = asked
        work = partial(
            _made, structure, held, session.clusters.found, session.places, theme.current(), scale
        )
        self._asking.ask(work, asked)

    def _is_present(self) -> bool:
        return isinstance(self._asked, tuple) and self._asked[0] is self.session.snapshot

    def _take(self, _asked: object, result: Result) -> None:
        chapters, picture = result
        empty = "" if picture.nodes else why_empty(self.session)
        if empty:
            chapters = [Chapter("nothing", "", (), self._purpose()), Chapter("why", "", (), empty)]
        if chapters != self.chapters:
            self._show_chapters(chapters)
        self.on_map.setVisible(not empty)
        self.view.show_picture(picture if picture.nodes else None, empty)
        self.view.setAccessibleDescription(" ".join(one.sentence for one in chapters))
        self._light()

    def _show_chapters(self, chapters: list[Chapter]) -> None:
        lit = [one.entry.title for one in self.entries if one.isChecked()]
        focused: QWidget | None = QApplication.focusWidget()
        had_focus = focused is not None and self._area.isAncestorOf(focused)
        place = self._area.verticalScrollBar().value()
        self.chapters = chapters
        self.entries, self.marks = [], []
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 10, 16)
        column.setSpacing(4)
        for chapter in chapters:
            self._add_chapter(chapter, column, inner)
        column.addStretch(1)
        self._area.setWidget(inner)
        for entry in self.entries:
            entry.setChecked(entry.entry.title in lit[:1])
        self._area.verticalScrollBar().setValue(place)
        self.on_map.setEnabled(any(one.isChecked() for one in self.entries))
        if had_focus and self.entries:
            self.entries[0].setFocus()

    def _add_chapter(self, chapter: Chapter, column: QVBoxLayout, inner: QWidget) -> None:
        if not chapter.title:
            column.addWidget(PlainLabel(chapter.sentence, role="second", wrap=True, parent=inner))
            column.addSpacing(8)
            return
        if self.marks:
            column.addSpacing(8)
            column.addWidget(Hairline(parent=inner))
        head = QHBoxLayout()
        head.setContentsMargins(0, 6, 0, 0)
        head.addWidget(PlainLabel(chapter.title, role="head", parent=inner))
        mark = ExplainButton(self.session, inner, *chapter.measures)
        about = dict.fromkeys(one for entry in chapter.entries for one in entry.organisations)
        mark.say(chapter.sentence, [("organisation", one) for one in about])
        head.addWidget(mark)
        head.addStretch(1)
        column.addLayout(head)
        self.marks.append(mark)
        if chapter.sentence:
            column.addWidget(PlainLabel(chapter.sentence, role="second", wrap=True, parent=inner))
        for entry in chapter.entries:
            button = EntryButton(entry, inner)
            button.clicked.connect(self._choose)
            column.addWidget(button)
            self.entries.append(button)

    def _purpose(self) -> str:
        return _(
            "Here stands into which clusters the network falls apart, who bridges them, and who"
            " holds the map together."
        )

    # --------------------------------------------------------------------------------- choosing

    def _choose(self) -> None:
        """Light what was clicked on the picture, and select it; a second click lets go."""
        chosen = self.sender()
        for one in self.entries:
            if one is not chosen:
                one.setChecked(False)
        lit = [one for one in self.entries if one.isChecked()]
        about = lit[0].entry.organisations if lit else ()
        self.session.select(*(("organisation", one) for one in about))
        self._light()

    def _light(self) -> None:
        lit = [one for one in self.entries if one.isChecked()]
        self.on_map.setEnabled(bool(lit))
        keys = frozenset(Key(one) for entry in lit for one in entry.entry.organisations)
        if len(keys) == 1:
            picture = self.view.picture
            (one,) = keys
            near = picture.neighbours(one) if picture is not None else ()
            self.view.show_emphasis(Emphasis(focus=keys, lit=keys | frozenset(near)))
        else:
            self.view.show_emphasis(Emphasis(lit=keys, dim_links=0.3) if keys else None)

    def _show_on_map(self) -> None:
        self.session.show_view(MAP)

    # ----------------------------------------------------------------------------- Qt overrides

    def take_focus(self) -> None:
        """Put the keyboard on the first finding, or on the picture while there is none."""
        (self.entries[0] if self.entries else self.view).setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()


def _made(
    structure: Structure,
    held: Stability | None,
    clustering: Clustering,
    places: Places,
    style: Style,
    text_scale: float,
    progress: Progress,
) -> Result:
    chapters = story(structure, held, clustering)
    progress.report(0.5)
    there = {one: place for one, place in places.items() if one in structure.analysis.index}
    picture = Composer().compose(
        structure.analysis, style, there, text_scale=text_scale,
        appearance=_LOOKS, clustering=clustering, lettered=len(there) <= CROWDED,
    )  # fmt: skip
    progress.report(1.0)
    # Gaps have a view of their own; here they would hide how things hang together.
    links = tuple(link for link in picture.links if link.role != "gap")
    picture = replace(picture, links=links, pills=())
    if picture.is_crowded:
        picture = _from_afar(picture, clustering, structure.analysis.cooperation)
    return chapters, picture


def _from_afar(picture: Picture, clustering: Clustering, cooperation: Cooperation) -> Picture:
    """Return a large picture with the discs that it is from afar, ready to be painted."""
    from oci_map.drawing.overview import overview_of

    picture.crowd.prepare()
    found = overview_of(picture.nodes, picture.crowd, clustering, cooperation)
    return picture.having(overview=found)
