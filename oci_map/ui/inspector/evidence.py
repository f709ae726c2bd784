"""Where a record comes from: sources, what they support, how certain that is."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from oci_map.i18n import _
from oci_map.model.fields import NOUNS
from oci_map.model.ids import RecordId, new_id
from oci_map.model.records import Evidence, Source
from oci_map.model.vocabulary import CERTAINTIES, ILLUSTRATIVE
from oci_map.operations import evidence as operations
from oci_map.operations import records
from oci_map.ui.inspector.form import Form
from oci_map.ui.inspector.row import MenuItem, RowData, Rows
from oci_map.ui.inspector.section import Section
from oci_map.ui.picker import Picker
from oci_map.ui.session import Session

_REMOVE: Final = "remove"
_GO: Final = "go"
_STATED: Final = "stated"


class EvidenceList(QWidget):
    """The evidence of a record, or of one field of it; a click opens passage and certainty."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._noun = ""
        self._owner = RecordId("")
        self._field: str | None = None
        self.open = ""
        self.rows = Rows(session, self)
        self.form: Form | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.rows)
        self.rows.chosen.connect(self._unfold)
        self.rows.asked.connect(self._act)

    @cached_property
    def picker(self) -> Picker:
        """The list of sources; made when it is first wanted."""
        made = Picker(self._session, self)
        made.picked.connect(self._add)
        return made

    def show_owner(self, noun: str, owner: RecordId, field: str | None = None) -> None:
        """Show the evidence of this record; with a field only what supports that."""
        if (owner, field) != (self._owner, self._field):
            self.open = ""
        self._noun, self._owner, self._field = noun, owner, field
        self.refresh()

    def refresh(self) -> None:
        """Show what holds now."""
        found = self.evidence()
        self.rows.show_rows([self._row(one) for one in found])
        opened = next((one for one in found if one.id == self.open), None)
        if opened is not None and self.form is None:
            self.form = Form(self._session, "evidence", ("certainty", "passage"), self)
            self.form.setContentsMargins(23, 0, 0, 6)
        if self.form is not None:
            if opened is not None:
                self.rows.place_under(self.open, self.form)
                self.form.show_record(opened)
            self.form.setVisible(opened is not None)

    def offer(self, under: QWidget) -> None:
        """Let the person choose a source."""
        self.picker.offer("source", under, none=_("New source…"))

    def evidence(self) -> list[Evidence]:
        """Return the evidence that is listed."""
        found = self._session.snapshot.evidence_of.get(self._owner, ())
        # What holds for the whole record comes before what supports one field.
        return sorted(
            (one for one in found if one.noun == self._noun and self._field in (None, one.field)),
            key=lambda one: one.field != "",
        )

    def _row(self, evidence: Evidence) -> RowData:
        source = self._session.snapshot.all(Source)[evidence.source]
        tags = []
        if evidence.certainty != _STATED:
            tone = "warn" if evidence.certainty == ILLUSTRATIVE else ""
            tags.append((_(CERTAINTIES[evidence.certainty]), tone))
        text = source.title
        if evidence.field and self._field is None:
            field = NOUNS[evidence.noun].field(evidence.field).label
            text = _("{field}: {source}").format(field=field, source=source.title)
        return RowData(
            key=evidence.id,
            text=text,
            icon="bookmark",
            aside=source.date[:4],
            aside_role="third",
            tags=tuple(tags),
            menu=self._menu(evidence),
            tip=text,
            below=_told(evidence, source) if evidence.id == self.open else "",
        )

    def _menu(self, evidence: Evidence) -> tuple[MenuItem, ...]:
        go = MenuItem(_("Go to the source"), _GO)
        if not self._session.can_edit:
            return (go,)
        return (
            *(
                MenuItem(_(text), code, code == evidence.certainty)
                for code, text in CERTAINTIES.items()
            ),
            MenuItem(),
            go,
            MenuItem(_("Remove this source here"), _REMOVE),
        )

    def _add(self, picked: str) -> None:
        source = RecordId(picked)
        if not picked:
            made = Source(id=new_id(), title=_("New source"))
            if not self._session.run(records.add, made):
                return
            source = made.id
        known = {one.id for one in self.evidence()}
        if self._session.run(
            operations.add, self._noun, self._owner, source, field=self._field or ""
        ):
            self.open = next((one.id for one in self.evidence() if one.id not in known), "")
            self.refresh()

    def _unfold(self, key: str) -> None:
        self.open = "" if self.open == key else key
        self.refresh()

    def _act(self, key: str, what: str) -> None:
        if what == _REMOVE:
            self._session.run(records.remove, "evidence", RecordId(key))
        elif what == _GO:
            evidence = self._session.snapshot.all(Evidence).get(RecordId(key))
            if evidence is not None:
                self._session.select(("source", evidence.source))
        else:
            self._session.run(records.edit, "evidence", RecordId(key), certainty=what)


class EvidenceSection(Section):
    """The evidence of a record under a heading, with a button to add more."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent, icon="plus")
        self._session = session
        self.list = EvidenceList(session, self)
        self.body.addWidget(self.list)
        self.button.clicked.connect(self._offer)

    @property
    def rows(self) -> Rows:
        """The rows of the list."""
        return self.list.rows

    @property
    def picker(self) -> Picker:
        """The list of sources to choose from."""
        return self.list.picker

    def show_owner(self, noun: str, owner: RecordId) -> None:
        """Show the evidence of this record."""
        self.set_title(_("Sources"), _("Add a source…"))
        self.button.setEnabled(self._session.can_edit)
        self.list.show_owner(noun, owner)

    def refresh(self) -> None:
        self.list.refresh()

    def _offer(self) -> None:
        self.list.offer(self.button)


def _told(evidence: Evidence, source: Source) -> str:
    """Return what the source itself says; the passage of the evidence stands in its field."""
    parts = [part for part in (source.passage, source.address) if part]
    if not evidence.passage and not parts:
        return _("No passage was noted.")
    return "\n".join(parts)
