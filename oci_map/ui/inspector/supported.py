"""What a source supports: the records, and the fields of them, that it is named for."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from oci_map import i18n
from oci_map.i18n import _
from oci_map.model.fields import NOUNS
from oci_map.model.ids import RecordId
from oci_map.model.records import NONE, Evidence
from oci_map.model.vocabulary import CERTAINTIES, ILLUSTRATIVE
from oci_map.operations import evidence as operations
from oci_map.operations import records
from oci_map.ui import naming
from oci_map.ui.inspector.links import Link, Pointing
from oci_map.ui.inspector.list_section import ListSection
from oci_map.ui.inspector.row import MenuItem, RowData
from oci_map.ui.session import Session

LINK: Final = Link("evidence", "source")
_STEP: Final = 50


class SupportedSection(ListSection):
    """The other side of evidence: a click goes to what is supported."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session, parent)
        self._pointing = Pointing()
        self._most = _STEP
        self._noun = ""
        self._more = QToolButton(self)
        self._more.setProperty("look", "link")
        self._menu = QMenu(self)
        self.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self._menu.triggered.connect(self._offer_records)
        self._more.clicked.connect(self._show_more)

    def _start_over(self) -> None:
        self._most = _STEP

    def refresh(self) -> None:
        self.set_title(_("What it supports"), _("Say what it supports…"))
        self.button.setEnabled(self._session.can_edit)
        found = self._found()
        self.aside.setText(i18n.number(len(found)))
        self.rows.show_rows([self._row(one) for one in found[: self._most]])
        rest = len(found) - self._most
        self._more.setVisible(rest > 0)
        self._more.setText(
            _("Show {count} more").format(count=i18n.number(min(rest, _STEP))) if rest > 0 else ""
        )

    def _found(self) -> list[Evidence]:
        found = self._pointing.at(self._session.snapshot, LINK, self._owner)
        order = list(NOUNS)
        return sorted(
            (one for one in found if isinstance(one, Evidence)),
            key=lambda one: (order.index(one.noun), one.record, one.field),
        )

    def _row(self, evidence: Evidence) -> RowData:
        name = naming.short(self._session.snapshot, evidence.noun, evidence.record)
        field = NOUNS[evidence.noun].field(evidence.field).label if evidence.field else ""
        tags: tuple[tuple[str, str], ...] = ()
        if evidence.certainty != "stated":
            tone = "warn" if evidence.certainty == ILLUSTRATIVE else ""
            tags = ((_(CERTAINTIES[evidence.certainty]), tone),)
        organisation = evidence.noun == "organisation"
        remove = MenuItem(_("This source does not support it"), "remove")
        return RowData(
            key=evidence.id,
            text=name,
            mark=evidence.record if organisation else NONE,
            icon="" if organisation else naming.ICONS.get(evidence.noun, "file-text"),
            aside=field,
            aside_role="third",
            tags=tags,
            menu=(remove,) if self._session.can_edit else (),
            tip="\n".join(one for one in (name, NOUNS[evidence.noun].label, field) if one),
        )

    def _offer(self) -> None:
        self._menu.clear()
        for noun in NOUNS.values():
            if noun.listed and noun.name != "evidence" and self._session.snapshot.table(noun.name):
                self._menu.addAction(noun.plural).setData(noun.name)
        self._menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def _offer_records(self, action: QAction) -> None:
        self._noun = action.data()
        self.picker.offer(self._noun, self.button)

    def _add(self, picked: str) -> None:
        self._session.run(operations.add, self._noun, RecordId(picked), self._owner)

    def _go_to(self, key: str) -> None:
        evidence = self._session.snapshot.all(Evidence).get(RecordId(key))
        if evidence is not None:
            self._session.select((evidence.noun, evidence.record))

    def _act(self, key: str, _what: str) -> None:
        self._session.run(records.remove, "evidence", RecordId(key))

    def _show_more(self) -> None:
        self._most += _STEP
        self.refresh()
