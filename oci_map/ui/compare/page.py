"""The view of two dates: sentences and figures at the left, one picture of both at the right."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from oci_map import i18n
from oci_map.drawing.changes import MOST_LINES, Changes, changed, sample
from oci_map.drawing.compose import Composer
from oci_map.drawing.crowd import CROWDED
from oci_map.drawing.picture import Key
from oci_map.drawing.places import Places
from oci_map.graph.analysis import Analysis
from oci_map.graph.compare import Comparison, Pair, compare_within
from oci_map.graph.timeline import year_before
from oci_map.graph.wording_compare import comparison_sentences
from oci_map.i18n import _
from oci_map.progress import Progress
from oci_map.ui import theme
from oci_map.ui.actions import Actions
from oci_map.ui.asking import Asking
from oci_map.ui.compare.key import ChangesKey
from oci_map.ui.compare.moments import MomentChip
from oci_map.ui.emptiness import why_empty
from oci_map.ui.explain import ExplainButton
from oci_map.ui.flow import Flow
from oci_map.ui.halves import Halves
from oci_map.ui.indicator_table import IndicatorTable
from oci_map.ui.jobs import Jobs
from oci_map.ui.picture_view import PictureView
from oci_map.ui.plain import PlainLabel
from oci_map.ui.session import Selected, Session
from oci_map.ui.views import Page

if TYPE_CHECKING:
    from oci_map.drawing.picture import Picture
    from oci_map.drawing.style import Style

_LEFT: Final = 420
_LEAST: Final = 360

Result = tuple[Comparison, "Picture"]


class ComparePage(Page):
    """What became of the map between two dates."""

    shows_filter: ClassVar[bool] = True
    shows_inspector: ClassVar[bool] = False
    wants_room: ClassVar[bool] = True

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(session, actions, jobs, parent)
        self._asking = Asking(jobs, self)
        self._asking.answered.connect(self._show)
        self._asked: object = None
        self._document: object = None
        self.found: Comparison | None = None
        self._found_of: object = None  # of which document, filter and dates
        self._title = PlainLabel(role="title", parent=self)
        self.before = MomentChip(session, self)
        self.after = MomentChip(session, self)
        self._arrow = PlainLabel("→", role="second", parent=self)
        self.sentences = PlainLabel(wrap=True, parent=self)
        self._table_title = PlainLabel(role="section", parent=self)
        self.table = IndicatorTable(self)
        self.explained = ExplainButton(
            session, self, "tie-weight", "dependence", "cuts", "ei-index"
        )
        self._note = PlainLabel(role="caption", wrap=True, parent=self)
        self.view = PictureView(self)
        self.key = ChangesKey(self)
        self._lay_out()
        for moment in (self.before, self.after):
            moment.chosen.connect(self.refresh)
        self.view.lettering_changed.connect(self.refresh)
        session.picture_changed.connect(self.refresh)

    def _lay_out(self) -> None:
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(self._title)
        dates = Flow()  # with large text the second date has a row of its own
        dates.addWidget(self.before)
        towards = QWidget(left)
        second = QHBoxLayout(towards)
        second.setContentsMargins(0, 0, 0, 0)
        second.setSpacing(6)
        second.addWidget(self._arrow)
        second.addWidget(self.after)
        dates.addWidget(towards)
        column.addLayout(dates)
        column.addWidget(self.sentences)
        head = QHBoxLayout()
        head.addWidget(self._table_title)
        head.addWidget(self.explained)
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(self.table)
        column.addWidget(self._note)
        column.addStretch(1)
        self._left = left
        self._area = area = QScrollArea(self)
        area.setWidget(left)
        area.setWidgetResizable(True)
        right = QWidget(self)
        stack = QVBoxLayout(right)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(self.view, 1)
        stack.addWidget(self.key)
        self._split = Halves(self, area, right, (_LEFT, 1000))

    # --------------------------------------------------------------------------- what it shows

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        self._title.setText(_("Then and now"))
        self._area.setAccessibleName(_("Then and now"))
        self.before.name(_("Then"))
        self.after.name(_("Now"))
        self._table_title.setText(_("Without the coordinator"))
        self._note.setText(
            _(
                "The band is where 95% of maps by chance lie: the same ties, sectors dealt out"
                " again. A change within the band says little."
            )
        )
        self.view.setAccessibleName(_("Map of what changed"))
        self.key.retranslate()
        self._asked = None
        self._widen()
        self.refresh()

    def _widen(self) -> None:
        """Give the words at the left the room that their longest line needs."""
        bar = self._area.verticalScrollBar().sizeHint().width() + 2 * self._area.frameWidth()
        self._area.setMinimumWidth(max(_LEAST, self._left.minimumSizeHint().width() + bar))
        self._split.refresh()

    def refresh(self) -> None:
        """Compare the two dates of the present document, aside where that takes longer."""
        session = self.session
        if not self.isVisible() or session.document is None:
            return
        if self._document is not session.document:
            self._document = session.document
            self._asked = None
            self._choose_dates()
        dates = (self.before.date, self.after.date)
        places = session.places
        scale = self.view.lettering_for(places)
        look = (places, theme.current(), i18n.language(), scale)
        asked = (session.snapshot, session.filter, dates, look)
        if asked == self._asked:
            return
        self._asked = asked
        if self.found is None:
            self.view.show_picture(None, _("Comparing…"))
        analysis = session.analysis.apart()
        # For lettering of another size nothing is compared again.
        known = self.found if self._found_of == asked[:3] else None
        work = partial(_compared, analysis, dates, places, theme.current(), scale, known)
        self._asking.ask(work, asked)

    def _choose_dates(self) -> None:
        """Begin with the first meeting and now; without meetings, with the last year."""
        self.found = None
        self.view.fit()
        analysis = self.session.analysis
        dates = [event.date for event in analysis.events]
        self.before.set_date(min(dates, default=year_before(analysis.new_ties_per_quarter)))
        self.after.set_date("")

    def _show(self, asked: object, result: Result) -> None:
        if self.session.document is not self._document:
            return
        found, picture = result
        self.found, self._found_of = found, asked[:3] if isinstance(asked, tuple) else None
        snapshot = self.session.snapshot
        empty = "" if picture.nodes else why_empty(self.session)
        said = comparison_sentences(snapshot, snapshot, found)
        self.sentences.setText("\n\n".join([self._purpose(), empty] if empty else said))
        for part in (self._table_title, self.explained, self.table, self._note, self.key):
            part.setVisible(not empty)
        titles = [i18n.date(one.date) or _("all dates") for one in (self.before, self.after)]
        self.table.show_comparison(found, *titles)
        self.explained.say(self.sentences.text(), _changed(found))
        self.key.show_counts(len(found.new), len(found.lost), len(found.kept))
        self.view.show_picture(picture if picture.nodes else None, empty)
        self.view.setAccessibleDescription(self.sentences.text())
        self._widen()

    def _purpose(self) -> str:
        return _(
            "Here two dates are compared: who joined and left, which ties are new or ended, and"
            " how much hangs on the coordinator."
        )

    # ----------------------------------------------------------------------------- Qt overrides

    def take_focus(self) -> None:
        """Put the keyboard on the first date."""
        self.before.chip.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()


def _compared(
    analysis: Analysis,
    dates: tuple[str, str],
    places: Places,
    style: Style,
    text_scale: float,
    known: Comparison | None,
    progress: Progress,
) -> Result:
    found = compare_within(analysis, *dates) if known is None else known
    progress.report(0.5)
    # All that ever was stands on it: whoever came or left is at one of the dates only.
    always = analysis.under(replace(analysis.filter, as_of="", show_gaps=False))
    there = {one: place for one, place in places.items() if one in always.index}
    picture = Composer().compose(
        always, style, there, text_scale=text_scale, lettered=len(there) <= CROWDED
    )
    picture = changed(picture, _changes(found))
    if picture.is_crowded:
        picture.crowd.prepare()
    progress.report(1.0)
    return found, picture


def _changed(found: Comparison) -> list[Selected]:
    """Return the organisations whose ties changed, and who joined or left."""
    pairs = (one for pair in (*found.new, *found.lost) for one in pair)
    ids = dict.fromkeys((*found.joined, *found.left, *pairs))
    return [("organisation", one) for one in ids]


def _changes(found: Comparison) -> Changes:
    return Changes(
        new=_keys(found.new),
        lost=_keys(found.lost),
        kept=_keys(found.kept),
        joined=frozenset(Key(one) for one in found.joined),
        left=frozenset(Key(one) for one in found.left),
    )


def _keys(pairs: tuple[Pair, ...]) -> tuple[tuple[Key, Key], ...]:
    return tuple((Key(one), Key(other)) for one, other in sample(pairs, MOST_LINES))
