"""Where a record comes from: sources, what they support, how certain that is."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from oci_map.i18n import _
from oci_map.model.fields import NOUNS
from oci_map.model.ids import RecordId, new_id
from oci_map.model.records import Evidence, Source
from oci_map.model.vocabulary import CERTAINTIES, ILLUSTRATIVE
from oci_map.operations import records
from oci_map.ui.inspector.picker import Picker
from oci_map.ui.inspector.row import MenuItem, RowData, Rows
from oci_map.ui.inspector.section import Section
from oci_map.ui.session import Session

_REMOVE = "remove"
_STATED = "stated"


class EvidenceSection(Section):
    """Lists the evidence of a record; a click opens the passage."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent, icon="plus")
        self._session = session
        self._noun = ""
        self._owner = RecordId("")
        self._open = ""
        self.rows = Rows(session, self)
        self.picker = Picker(session, self)
        self.body.addWidget(self.rows)
        self.button.clicked.connect(self._offer)
        self.picker.picked.connect(self._add)
        self.rows.chosen.connect(self._unfold)
        self.rows.asked.connect(self._act)

    def show_owner(self, noun: str, owner: RecordId) -> None:
        """Show the evidence of this record."""
        if owner != self._owner:
            self._open = ""
        self._noun, self._owner = noun, owner
        self.refresh()

    def refresh(self) -> None:
        self.set_title(_("Sources"), _("Add a source…"))
        self.button.setVisible(bool(self._session.snapshot.all(Source)))
        self.button.setEnabled(self._session.can_edit)
        self.rows.show_rows([self._row(one) for one in self._evidence()])

    def _evidence(self) -> list[Evidence]:
        found = self._session.snapshot.evidence_of.get(self._owner, ())
        # What holds for the whole record comes before what supports one field.
        return sorted(
            (one for one in found if one.noun == self._noun), key=lambda one: one.field != ""
        )

    def _row(self, evidence: Evidence) -> RowData:
        source = self._session.snapshot.all(Source)[evidence.source]
        tags = []
        if evidence.certainty != _STATED:
            tone = "warn" if evidence.certainty == ILLUSTRATIVE else ""
            tags.append((_(CERTAINTIES[evidence.certainty]), tone))
        text = source.title
        if evidence.field:
            field = NOUNS[evidence.noun].field(evidence.field).label
            text = _("{field}: {source}").format(field=field, source=source.title)
        return RowData(
            key=evidence.id,
            text=text,
            icon="file-text",
            aside=source.date[:4],
            aside_role="third",
            tags=tuple(tags),
            menu=self._menu(evidence) if self._session.can_edit else (),
            tip=text,
            below=self._passage(evidence, source) if evidence.id == self._open else "",
        )

    def _passage(self, evidence: Evidence, source: Source) -> str:
        parts = [evidence.passage or source.passage, source.address]
        shown = "\n".join(part for part in parts if part)
        return shown or _("No passage was noted.")

    def _menu(self, evidence: Evidence) -> tuple[MenuItem, ...]:
        return (
            *(
                MenuItem(_(text), code, code == evidence.certainty)
                for code, text in CERTAINTIES.items()
            ),
            MenuItem(),
            MenuItem(_("Remove this source here"), _REMOVE),
        )

    def _offer(self) -> None:
        self.picker.offer("source", self.button)

    def _add(self, picked: str) -> None:
        evidence = Evidence(
            id=new_id(), source=RecordId(picked), noun=self._noun, record=self._owner
        )
        self._session.run(records.add, evidence)

    def _unfold(self, key: str) -> None:
        self._open = "" if self._open == key else key
        self.refresh()

    def _act(self, key: str, what: str) -> None:
        if what == _REMOVE:
            self._session.run(records.remove, "evidence", RecordId(key))
        else:
            self._session.run(records.edit, "evidence", RecordId(key), certainty=what)
