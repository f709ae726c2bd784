"""The needs of an organisation, or the organisations that hold a need."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from oci_map import i18n
from oci_map.i18n import N_, _, ngettext
from oci_map.model.ids import RecordId
from oci_map.model.records import NeedStatement
from oci_map.operations import needs
from oci_map.ui.inspector.list_section import ListSection
from oci_map.ui.inspector.row import MenuItem, RowData
from oci_map.ui.session import Session

PRIORITIES = {3: N_("Needs it most"), 2: N_("Needs it"), 1: N_("Needs it a little")}
_WITHDRAW = "withdraw"


class NeedSection(ListSection):
    """Statements of need seen from one side; `noun` is the side that is listed."""

    def __init__(self, session: Session, noun: str, parent: QWidget) -> None:
        super().__init__(session, parent)
        self._noun = noun  # "need" in an organisation, "organisation" in a need

    def refresh(self) -> None:
        if self._noun == "need":
            self.set_title(_("Needs"), _("Add a need…"))
        else:
            self.set_title(_("Who needs it"), _("Add an organisation…"))
        self.button.setEnabled(self._session.can_edit)
        statements = self._statements()
        self.aside.setText("" if self._noun == "need" else i18n.number(len(statements)))
        self.rows.show_rows([self._row(one) for one in statements])

    def _statements(self) -> list[NeedStatement]:
        snapshot = self._session.snapshot
        if self._noun == "need":
            found = snapshot.needs_of.get(self._owner, ())
            return sorted(found, key=lambda s: (-s.priority, snapshot.needs[s.need].rank))
        found = snapshot.holders_of.get(self._owner, ())
        return sorted(
            found, key=lambda s: (-s.priority, snapshot.organisations[s.organisation].short)
        )

    def _row(self, statement: NeedStatement) -> RowData:
        snapshot = self._session.snapshot
        if self._noun == "need":
            others = len(snapshot.holders_of[statement.need]) - 1
            text = snapshot.needs[statement.need].name
            aside = ngettext("{count} other", "{count} others", others).format(count=others)
            mark = RecordId("")
        else:
            text = snapshot.organisations[statement.organisation].short
            aside = ""
            mark = statement.organisation
        return RowData(
            key=statement.id,
            text=text,
            mark=mark,
            aside=aside,
            tags=((_("most"), ""),) if statement.priority == 3 else (),
            menu=self._menu(statement) if self._session.can_edit else (),
            tip=text,
        )

    def _menu(self, statement: NeedStatement) -> tuple[MenuItem, ...]:
        return (
            *(
                MenuItem(_(text), str(code), code == statement.priority)
                for code, text in PRIORITIES.items()
            ),
            MenuItem(),
            MenuItem(_("Take off the list"), _WITHDRAW),
        )

    def _offer(self) -> None:
        taken = {s.need if self._noun == "need" else s.organisation for s in self._statements()}
        self.picker.offer(self._noun, self.button, without=taken)

    def _add(self, picked: str) -> None:
        pair = (self._owner, RecordId(picked))
        organisation, need = pair if self._noun == "need" else pair[::-1]
        self._session.run(needs.state, organisation, need)

    def _go_to(self, key: str) -> None:
        for statement in self._statements():
            if statement.id == key:
                target = statement.need if self._noun == "need" else statement.organisation
                self._session.select((self._noun, target))
                return

    def _act(self, key: str, what: str) -> None:
        if what == _WITHDRAW:
            self._session.run(needs.withdraw, RecordId(key))
        else:
            self._session.run(needs.set_priority, RecordId(key), int(what))
