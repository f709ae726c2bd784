"""The bar over the map: which kinds of ties are shown, which groups, at what date, without whom."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from oci_map import i18n
from oci_map.drawing.text import one_line, shortened
from oci_map.graph.filters import INITIATIVE, MEMBERSHIP, ROUNDTABLE
from oci_map.i18n import N_, _
from oci_map.model.vocabulary import PLATFORM
from oci_map.ui import first_picture, saved_view, theme
from oci_map.ui.actions import Actions, menu_text
from oci_map.ui.chip import Chip
from oci_map.ui.date_menu import DateMenu
from oci_map.ui.plain import Hairline, tooltip
from oci_map.ui.saved_views.menu import ViewsMenu
from oci_map.ui.session import Session
from oci_map.ui.switch import Switch

_HEIGHT, _SIDE, _SPACE = 44, 12, 6
_LONGEST_VIEW: Final = 110.0  # px of the name of the open view
_GAPS: Final = "gap"
# What is drawn as a line, and so can be taken off the map by a chip.
KINDS: Final = {
    "cooperation": N_("Cooperation"),
    "project": N_("Joint projects"),
    "funding": N_("Funding"),
    "information": N_("Information"),
    INITIATIVE: N_("Initiatives"),
}
# What counts as cooperation without a line of its own.
MEETINGS: Final = {
    MEMBERSHIP: N_("Sitting in the same group counts as cooperation"),
    ROUNDTABLE: N_("Sitting at the same table counts as cooperation"),
}


class FilterBar(QWidget):
    """Chips with counts; those that find no room are in a menu at the end of the row."""

    def __init__(self, session: Session, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._actions = actions
        self.setObjectName("filterBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(_HEIGHT)
        self._made = False
        self._make()

    def _make(self) -> None:
        """Make what is in the bar; the first picture does without."""
        if first_picture.holds_back(self._make):
            return
        session, actions = self._session, self._actions
        self.chips = {kind: Chip(parent=self) for kind in KINDS}
        self.chips[_GAPS] = Chip(warm=True, parent=self)
        for chip in self.chips.values():
            chip.setCheckable(True)
            chip.clicked.connect(self._choose_kinds)
        self._more_menu = QMenu(self)
        self.more = Chip(parent=self)
        self.more.set_menu(self._more_menu)
        self._line = Hairline(upright=True, parent=self)
        self._line.setObjectName("hairlineStrong")
        self._group_menu = QMenu(self)
        self.groups = Chip(icon="blend", parent=self)
        self.groups.set_menu(self._group_menu)
        self.date_menu = DateMenu(session, self)
        self.date = Chip(icon="calendar", parent=self)
        self.date.set_menu(self.date_menu)
        self.views = Chip(icon="bookmark", parent=self)
        self.views_menu = ViewsMenu(session, actions, self)
        self.views.set_menu(self.views_menu)
        self.without_coordinator = Switch(self)
        self.without_coordinator.clicked.connect(actions["without_coordinator"].trigger)
        self._more_menu.aboutToShow.connect(self._list_more)
        self._more_menu.triggered.connect(self._choose_more)
        self._group_menu.aboutToShow.connect(self._list_groups)
        self._group_menu.triggered.connect(self._choose_group)
        session.picture_changed.connect(self.refresh)
        session.filter_changed.connect(self.refresh)
        session.stepped.connect(self._name_view)
        self._made = True
        self.retranslate()
        # Made after the window was shown, they are not shown with it.
        for part in (self._line, self.groups, self.date, self.views, self.without_coordinator):
            part.show()

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        if not self._made:
            return
        self.without_coordinator.setText(_("Without coordinator"))
        self.without_coordinator.setAccessibleName(_("Without coordinator"))
        self.without_coordinator.setToolTip(self._actions["without_coordinator"].toolTip())
        self.without_coordinator.updateGeometry()
        self.groups.set_texts(_("Groups"))
        self.refresh()

    def refresh(self) -> None:
        """Show the filter and what it leaves."""
        shown = self._session.filter
        counts = self._counts()
        for kind, chip in self.chips.items():
            count = counts.get(kind, 0)
            on = shown.show_gaps if kind == _GAPS else kind in shown.kinds
            chip.setChecked(on)
            text = _("Gaps") if kind == _GAPS else _(KINDS[kind])
            chip.set_texts(text, i18n.number(count))
            # A kind that this document does not use would only take room.
            chip.setProperty("used", kind == _GAPS or count > 0 or not on)
        when = _("As of") if shown.as_of else _("Date")
        self.date.set_texts(when, i18n.date(shown.as_of) or _("all dates"))
        self._name_view()
        self.without_coordinator.setChecked(shown.without_coordinator)
        coordinator = self._session.snapshot.info.coordinator
        self.without_coordinator.setEnabled(coordinator in self._session.snapshot.organisations)
        self._lay_out()

    def _name_view(self, *_of_the_signal: object) -> None:
        """Name the open view, with a dot while something else is shown than what it keeps."""
        session = self._session
        view = session.shown.saved(session.snapshot)
        name = "" if view is None else shortened(one_line(view.name), 12, 500, _LONGEST_VIEW)
        changed = saved_view.differs(session)
        self.views.set_texts(name or _("Views"), "•" if changed else "")
        about = "" if view is None else view.name
        if changed:
            about += "\n" + _("What is shown differs from what this view keeps.")
        self.views.setToolTip(tooltip(about) if about else "")
        self.views.setAccessibleDescription(about[:300])
        self._lay_out()

    def _counts(self) -> dict[str, int]:
        if self._session.document is None:
            return {}
        analysis = self._session.analysis
        return {**analysis.ties_by_kind, _GAPS: analysis.pair_gap_summary.count}

    # --------------------------------------------------------------------------------- choosing

    def _choose_kinds(self) -> None:
        kinds = set(self._session.filter.kinds)
        for kind in KINDS:
            if self.chips[kind].isChecked():
                kinds.add(kind)
            else:
                kinds.discard(kind)
        self._session.change_filter(kinds=frozenset(kinds), show_gaps=self.chips[_GAPS].isChecked())

    def _list_more(self) -> None:
        self._more_menu.clear()
        for kind, chip in self.chips.items():
            if chip.property("used") and not chip.isVisibleTo(self):
                action = self._more_menu.addAction(f"{chip.text()}  {chip.value}")
                action.setCheckable(True)
                action.setChecked(chip.isChecked())
                action.setData(kind)

    def _choose_more(self, action: QAction) -> None:
        self.chips[action.data()].setChecked(action.isChecked())
        self._choose_kinds()

    def _list_groups(self) -> None:
        menu = self._group_menu
        menu.clear()
        for kind, text in MEETINGS.items():
            action = menu.addAction(_(text))
            action.setCheckable(True)
            action.setChecked(kind in self._session.filter.kinds)
            action.setData(("kind", kind))
        menu.addSeparator()
        snapshot = self._session.snapshot
        chosen = self._session.selected("working_group")
        for group in sorted(snapshot.groups.values(), key=lambda one: (one.rank, one.name)):
            if group.kind == PLATFORM:
                continue
            action = menu.addAction(_("Light {group}").format(group=menu_text(group.name, 50)))
            action.setCheckable(True)
            action.setChecked(group.id in chosen)
            action.setData(("group", group.id))

    def _choose_group(self, action: QAction) -> None:
        what, which = action.data()
        if what == "kind":
            kinds = self._session.filter.kinds ^ {which}
            self._session.change_filter(kinds=frozenset(kinds))
        elif action.isChecked():
            self._session.select(("working_group", which))
        else:
            self._session.select()

    # ----------------------------------------------------------------------------------- layout

    def _lay_out(self) -> None:
        if not self._made:
            return
        tail = [self.views, self.groups, self.date]
        self.more.set_texts(_("More"))
        switch = self.without_coordinator
        fixed = self._shorten(tail)
        right = self.width() - _SIDE - switch.sizeHint().width()
        self._place(switch, right)
        room = right - _SIDE - fixed - 8
        shown = self._fitting(room)
        left = _SIDE
        for chip in (*self.chips.values(), self.more):
            chip.setVisible(chip in shown)
            if chip in shown:
                left = self._place(chip, left) + _SPACE
        left += _SPACE
        self._line.setGeometry(QRect(left, (self.height() - 18) // 2, 1, 18))
        left += 1 + 2 * _SPACE
        for chip in tail:
            left = self._place(chip, left) + _SPACE

    def _shorten(self, tail: list[Chip]) -> int:
        """Leave words away until all finds room, those beside an icon first; return its width."""
        switch = self.without_coordinator
        always = 2 * _SPACE + 1 + 2 * _SIDE + 8
        always += sum(chip.sizeHint().width() + _SPACE for chip in (self.chips[_GAPS], self.more))
        fixed = 0
        for short_switch in (False, True):
            switch.set_short(short_switch)
            for short in range(len(tail) + 1):
                for place, chip in enumerate((self.groups, self.views, self.date)):
                    chip.set_short(place < short)
                fixed = sum(chip.sizeHint().width() + _SPACE for chip in tail)
                if always + fixed + switch.sizeHint().width() <= self.width():
                    return fixed + 2 * _SPACE + 1
        return fixed + 2 * _SPACE + 1

    def _fitting(self, room: int) -> list[Chip]:
        """Return the chips that fit, with "More" among them when one does not; gaps go last."""
        used = [chip for chip in self.chips.values() if chip.property("used")]
        if sum(chip.sizeHint().width() + _SPACE for chip in used) <= room:
            return used
        self.more.set_texts(_("More"))
        gaps = self.chips[_GAPS]
        room -= sum(chip.sizeHint().width() + _SPACE for chip in (self.more, gaps))
        shown = []
        for chip in used:
            room -= chip.sizeHint().width() + _SPACE
            if chip is not gaps and room >= 0:
                shown.append(chip)
        return [*shown, gaps, self.more]

    def _place(self, widget: QWidget, left: int) -> int:
        size = widget.sizeHint()
        widget.setGeometry(left, (self.height() - size.height()) // 2, size.width(), size.height())
        return left + size.width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def minimumSizeHint(self) -> QSize:
        return QSize(400, theme.px(_HEIGHT))
