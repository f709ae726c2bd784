"""Who an organisation works with and through what; its stated ties can be added and changed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from oci_map import i18n
from oci_map.graph.analysis import Partner
from oci_map.graph.filters import INITIATIVE, MEMBERSHIP, ROUNDTABLE
from oci_map.i18n import N_, _
from oci_map.model.ids import RecordId
from oci_map.model.records import Tie
from oci_map.model.vocabulary import TIE_KINDS
from oci_map.operations import ties
from oci_map.ui.inspector.links import Link, Pointing
from oci_map.ui.inspector.list_section import ListSection
from oci_map.ui.inspector.row import MenuItem, RowData
from oci_map.ui.session import Session

FEW = 5
KIND_WORDS = {
    **TIE_KINDS,
    MEMBERSHIP: N_("Same group"),
    INITIATIVE: N_("Initiative"),
    ROUNDTABLE: N_("Same table"),
}
_STRENGTHS = {1: N_("Weak"), 3: N_("Medium"), 5: N_("Strong")}
_REMOVE = "remove"
_TIES = Link("tie", "organisation", "other")


class PartnerSection(ListSection):
    """The strongest partners first; the rest on request."""

    def __init__(self, session: Session, pointing: Pointing, parent: QWidget) -> None:
        super().__init__(session, parent)
        self._pointing = pointing
        self._all = False
        self._more = QToolButton(self)
        self._more.setProperty("look", "link")
        self.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self._more.clicked.connect(self._show_all)

    def _start_over(self) -> None:
        self._all = False

    def refresh(self) -> None:
        self.set_title(_("Works with"), _("Add a tie…"))
        self.button.setEnabled(self._session.can_edit)
        partners = self._session.analysis.partners_of(self._owner)
        self.aside.setText(i18n.number(len(partners)))
        shown = partners if self._all else partners[:FEW]
        self.rows.show_rows([self._row(one) for one in shown])
        self._more.setVisible(len(partners) > FEW)
        more = _("Show all {count}").format(count=i18n.number(len(partners)))
        self._more.setText(_("Show fewer") if self._all else more)

    def _row(self, partner: Partner) -> RowData:
        snapshot = self._session.snapshot
        tie = self._stated(partner.organisation)
        words = [_(KIND_WORDS[kind]) for kind in partner.kinds]
        return RowData(
            key=partner.organisation,
            text=snapshot.organisations[partner.organisation].short,
            mark=partner.organisation,
            aside=words[0] + (f" +{len(words) - 1}" if len(words) > 1 else "") if words else "",
            menu=self._menu(tie) if tie is not None and self._session.can_edit else (),
            tip="\n".join(words),
        )

    def _stated(self, partner: RecordId) -> Tie | None:
        for tie in self._pointing.at(self._session.snapshot, _TIES, self._owner):
            if isinstance(tie, Tie) and partner in (tie.organisation, tie.other):
                return tie
        return None

    def _menu(self, tie: Tie) -> tuple[MenuItem, ...]:
        strength = min(_STRENGTHS, key=lambda step: abs(step - tie.strength))
        return (
            *(
                MenuItem(_(text), f"kind {code}", code == tie.kind)
                for code, text in TIE_KINDS.items()
            ),
            MenuItem(),
            *(
                MenuItem(_(text), f"strength {code}", code == strength)
                for code, text in _STRENGTHS.items()
            ),
            MenuItem(),
            MenuItem(_("Delete this tie"), _REMOVE),
        )

    def _offer(self) -> None:
        self.picker.offer("organisation", self.button, without={self._owner})

    def _add(self, picked: str) -> None:
        self._session.run(ties.add, self._owner, RecordId(picked))

    def _go_to(self, key: str) -> None:
        self._session.select(("organisation", RecordId(key)))

    def _act(self, key: str, what: str) -> None:
        tie = self._stated(RecordId(key))
        if tie is None:
            return
        if what == _REMOVE:
            self._session.run(ties.remove, tie.id)
            return
        name, _space, value = what.partition(" ")
        values: dict[str, object] = {name: int(value) if name == "strength" else value}
        self._session.run(ties.change, tie.id, **values)

    def _show_all(self) -> None:
        self._all = not self._all
        self.refresh()
