"""The gaps of an organisation, of a group, or of the whole map."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from oci_map import i18n
from oci_map.graph.gaps import PairGap
from oci_map.i18n import _, ngettext
from oci_map.model.ids import RecordId
from oci_map.model.records import NONE
from oci_map.ui.inspector.row import RowData, Rows
from oci_map.ui.inspector.section import Section
from oci_map.ui.plain import PlainLabel
from oci_map.ui.session import Session

FEW = 5


class GapSection(Section):
    """Lists gaps, largest first; a click shows both sides."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._owner = RecordId("")
        self._gaps: Sequence[PairGap] = ()
        self._count = 0
        self._why_none = ""
        self._all = False
        self.rows = Rows(session, self)
        self.nothing = PlainLabel(role="second", wrap=True, parent=self)
        self._more = QToolButton(self)
        self._more.setProperty("look", "link")
        self.body.addWidget(self.rows)
        self.body.addWidget(self.nothing)
        self.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self.rows.chosen.connect(self._go_to)
        self._more.clicked.connect(self._show_all)
        self.explained = self.explain(session, "affinity")

    def show_gaps(
        self,
        gaps: Sequence[PairGap],
        *,
        count: int | None = None,
        owner: RecordId = NONE,
        why_none: str,
    ) -> None:
        """Show these gaps; with an owner only the other side is named."""
        if owner != self._owner:
            self._all = False
        self._owner = owner
        self._why_none = why_none
        self._gaps = gaps
        self._count = len(gaps) if count is None else count
        self.refresh()

    def refresh(self) -> None:
        self.set_title(_("Gaps"))
        self.aside.setText(i18n.number(self._count))
        shown = self._gaps if self._all else self._gaps[:FEW]
        self.rows.show_rows([self._row(gap) for gap in shown])
        both = dict.fromkeys(one for gap in shown for one in (gap.one, gap.other))
        self.explained.say(self._why_none, [("organisation", one) for one in both])
        self.nothing.setVisible(not self._gaps)
        self.nothing.setText(self._why_none)
        self._more.setVisible(len(self._gaps) > FEW)
        whole = len(self._gaps) == self._count
        more = _("Show all {count}") if whole else _("Show the {count} largest")
        more = more.format(count=i18n.number(len(self._gaps)))
        self._more.setText(_("Show fewer") if self._all else more)

    def _row(self, gap: PairGap) -> RowData:
        organisations = self._session.snapshot.organisations
        count = len(gap.shared_needs)
        needs = ngettext("{count} shared need", "{count} shared needs", count)
        if self._owner:
            other = gap.other if gap.one == self._owner else gap.one
            text, mark = organisations[other].short, other
        else:
            text = _("{one} and {other}").format(
                one=organisations[gap.one].short, other=organisations[gap.other].short
            )
            mark = gap.one
            needs = ngettext("{count} need", "{count} needs", count)
        names = [self._session.snapshot.needs[one].name for one in gap.shared_needs]
        return RowData(
            key=gap.key,
            text=text,
            mark=mark,
            aside=needs.format(count=count),
            aside_role="gap",
            tip="\n".join([text, *names]),
        )

    def _go_to(self, key: str) -> None:
        for gap in self._gaps:
            if gap.key == key:
                self._session.select(("organisation", gap.one), ("organisation", gap.other))
                return

    def _show_all(self) -> None:
        self._all = not self._all
        self.refresh()
