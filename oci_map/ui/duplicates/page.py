"""The page of possible duplicates: the pairs at the left, the two records at the right."""

from __future__ import annotations

from functools import partial
from typing import ClassVar, Final

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from oci_map import i18n
from oci_map.i18n import _, ngettext, number
from oci_map.model.fields import NOUNS
from oci_map.model.snapshot import Snapshot
from oci_map.operations.distinctions import tell_apart
from oci_map.operations.merge import merge
from oci_map.progress import Progress
from oci_map.search.duplicates import Pair, find_duplicates
from oci_map.ui import theme
from oci_map.ui.actions import Actions
from oci_map.ui.asking import Asking
from oci_map.ui.duplicates.comparison import Comparison
from oci_map.ui.duplicates.pair_list import PairModel
from oci_map.ui.jobs import Jobs
from oci_map.ui.plain import Hairline, PlainLabel
from oci_map.ui.push_button import PushButton
from oci_map.ui.row_paint import show_painted
from oci_map.ui.session import Session
from oci_map.ui.two_lines import TwoLineDelegate
from oci_map.ui.views import Page

_LIST_WIDTH: Final = 320


class DuplicatesPage(Page):
    """Looks for pairs while it is shown, and lets a person decide about each."""

    shows_inspector: ClassVar[bool] = False

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(session, actions, jobs, parent)
        self.setObjectName("duplicates")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._asking = Asking(jobs, self)
        self._asking.answered.connect(self._on_found)
        self._about: tuple[object, ...] = ()
        self._place = 0
        self.model = PairModel(self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        show_painted(self.list, TwoLineDelegate(self.list))
        self._count = PlainLabel(role="head", parent=self)
        self._none = QWidget(self)
        self.nothing = PlainLabel(role="title", wrap=True, parent=self._none)
        self.compared = PlainLabel(role="second", wrap=True, parent=self._none)
        self._side = QWidget(self)
        self._title = PlainLabel(role="title", wrap=True, parent=self._side)
        self.reasons = PlainLabel(role="second", wrap=True, parent=self._side)
        self.comparison = Comparison(self._side)
        self.merge_button = PushButton(self._side)
        self.merge_button.setProperty("primary", "true")
        self.apart_button = PushButton(self._side)
        self._hint = PlainLabel(role="caption", wrap=True, parent=self._side)
        self._lay_out()
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.merge_button.clicked.connect(self.merge)
        self.apart_button.clicked.connect(self.tell_apart)
        session.document_changed.connect(self._on_document)
        session.picture_changed.connect(self.refresh)

    def _lay_out(self) -> None:
        left = QWidget(self)
        left.setFixedWidth(theme.px(_LIST_WIDTH))
        pairs = QVBoxLayout(left)
        pairs.setContentsMargins(12, 14, 8, 8)
        pairs.setSpacing(8)
        pairs.addWidget(self._count)
        pairs.addWidget(self.list, 1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._side)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.merge_button)
        buttons.addWidget(self.apart_button)
        buttons.addStretch(1)
        self._side.setMaximumWidth(theme.px(1000))
        side = QVBoxLayout(self._side)
        side.setContentsMargins(26, 18, 26, 18)
        side.setSpacing(10)
        side.addWidget(self._title)
        side.addWidget(self.reasons)
        side.addSpacing(6)
        side.addWidget(self.comparison)
        side.addWidget(self._hint)
        side.addLayout(buttons)
        side.addStretch(1)
        self._none.setMaximumWidth(theme.px(700))
        none = QVBoxLayout(self._none)
        none.setContentsMargins(26, 24, 26, 18)
        none.setSpacing(10)
        none.addWidget(self.nothing)
        none.addWidget(self.compared)
        none.addStretch(1)
        self._pairs = (left, Hairline(upright=True), area)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for part in self._pairs:
            row.addWidget(part)
        row.addWidget(self._none)
        row.setStretchFactor(area, 1)
        row.setStretchFactor(self._none, 1)

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        self._about = ()  # the reasons are in words
        self.setAccessibleName(_("Possible duplicates"))
        self.list.setAccessibleName(_("Possible duplicates"))
        self.merge_button.setText(_("Merge"))
        self.apart_button.setText(_("Not the same"))
        self.refresh()

    def take_focus(self) -> None:
        """Put the keyboard into the list of pairs."""
        (self.list if self.model.pairs else self).setFocus()

    @property
    def pair(self) -> Pair | None:
        """The pair that is shown side by side."""
        row = self.list.currentIndex().row()
        return self.model.pairs[row] if 0 <= row < len(self.model.pairs) else None

    # ------------------------------------------------------------------------------ looking for

    def refresh(self) -> None:
        """Look for pairs again when the document is another one than was looked through."""
        about = (self.session.snapshot, i18n.language())
        if not self.isVisible() or about == self._about or self.session.document is None:
            return
        self._about = about
        if not self.model.pairs:
            self._say(_("Looking for duplicates…"))
        self._asking.ask(partial(_search, self.session.snapshot), about)

    def _on_found(self, about: object, pairs: tuple[Pair, ...]) -> None:
        if about == self._about:
            self._show(pairs)

    def _show(self, pairs: tuple[Pair, ...]) -> None:
        before = self.pair
        self.model.show_pairs(self.session.snapshot, pairs)
        keys = [one.key for one in pairs]
        if pairs:
            self._say("")
        else:
            self._say(
                _("No two records look alike."),
                _(
                    "Compared are the names, aliases, e-mail addresses, telephones and websites of"
                    " organisations, working groups, needs, people and sources. Accents, legal"
                    " forms and single slips of a letter do not keep two apart."
                ),
            )
        self._count.setText(
            ngettext(
                "{count} possible duplicate", "{count} possible duplicates", len(pairs)
            ).format(count=number(len(pairs)))
        )
        place = keys.index(before.key) if before is not None and before.key in keys else self._place
        self._go_to(min(place, len(pairs) - 1))

    def _go_to(self, place: int) -> None:
        if place >= 0:
            self.list.setCurrentIndex(self.model.index(place))
        self._show_pair()

    def _say(self, text: str, compared: str = "") -> None:
        """Say something in the place of the pairs; '' shows them."""
        deciding = (self.list, self.merge_button, self.apart_button)
        had_focus = any(one.hasFocus() for one in deciding)
        self.nothing.setText(text)
        self.compared.setText(compared)
        for part in self._pairs:
            part.setVisible(not text)
        self._none.setVisible(bool(text))
        if text and had_focus:
            self.setFocus()  # and not wherever Qt would go on to
        elif not text and self.hasFocus():
            self.list.setFocus()

    # ------------------------------------------------------------------------------- deciding

    def merge(self) -> None:
        """Make one record of the two, as it was chosen."""
        pair = self.pair
        if pair is None:
            return
        kept, gone = self.comparison.kept, self.comparison.gone
        if self.session.run(merge, pair.noun, kept, gone, self.comparison.values()):
            self.session.select((pair.noun, kept))

    def tell_apart(self) -> None:
        """Keep that the two are not the same; the pair is not proposed again."""
        pair = self.pair
        if pair is not None and self.session.run(tell_apart, pair.noun, pair.one, pair.other):
            self._show(tuple(one for one in self.model.pairs if one.key != pair.key))

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self._place = current.row()
        self._show_pair()

    def _show_pair(self) -> None:
        pair = self.pair
        self._side.setVisible(pair is not None)
        self.comparison.show_pair(self.session.snapshot, pair)
        self.merge_button.setEnabled(self.session.can_edit and bool(self.comparison.kept))
        self.apart_button.setEnabled(self.session.can_edit)
        if pair is not None:
            self._title.setText(
                _("Are these two one and the same? ({noun})").format(noun=NOUNS[pair.noun].label)
            )
            self._hint.setText(
                _("Choose for each field what stays. Names that are given up become aliases.")
                if pair.noun == "organisation"
                else _("Choose for each field what stays.")
            )
            self.reasons.setText("\n".join(f"– {one}" for one in pair.reasons))

    def _on_document(self) -> None:
        self._place = 0
        self._about = ()
        self._asking.forget()
        self.model.show_pairs(self.session.snapshot, ())
        self._show_pair()
        self.refresh()

    # --------------------------------------------------------------------------- Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()


def _search(snapshot: Snapshot, _progress: Progress) -> tuple[Pair, ...]:
    return find_duplicates(snapshot)
