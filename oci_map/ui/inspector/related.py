"""The records that point at the one that is shown, as lists to add to, take out of and follow."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QVBoxLayout, QWidget

from oci_map import i18n
from oci_map.i18n import _
from oci_map.model.fields import NOUNS, Kind
from oci_map.model.ids import RecordId, new_id
from oci_map.model.records import NONE, Record
from oci_map.operations import records
from oci_map.ui import naming
from oci_map.ui.inspector.links import Link, Pointing, links_to
from oci_map.ui.inspector.list_section import ListSection
from oci_map.ui.inspector.row import MenuItem, RowData
from oci_map.ui.inspector.section import SIDE
from oci_map.ui.plain import Hairline
from oci_map.ui.record_rows import ordered
from oci_map.ui.session import Session

_FEW: Final = 5
_MORE: Final = 50
_OUT: Final = "out"
_DELETE: Final = "delete"


class RelatedSection(ListSection):
    """What points at a record in one way."""

    made = Signal()  # a new record was made here, and is selected: it wants a name

    def __init__(self, session: Session, link: Link, pointing: Pointing, parent: QWidget) -> None:
        super().__init__(session, parent)
        self.link = link
        self._pointing = pointing
        self._most = _FEW
        self._more = QToolButton(self)
        self._more.setProperty("look", "link")
        self.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self._more.clicked.connect(self._show_more)

    def _start_over(self) -> None:
        self._most = _FEW

    def refresh(self) -> None:
        found = self.found()
        self.setVisible(bool(found))
        if not found:
            return
        self.set_title(self.link.title, _("Add…"))
        self.button.setAccessibleName(_("Add: {what}").format(what=self.link.title))
        self.button.setEnabled(self._session.can_edit)
        self.aside.setText(i18n.number(len(found)))
        listed = ordered(self._session.snapshot, found, "name")[: self._most]
        self.rows.show_rows([self._row(one.id) for one in listed])
        rest = len(found) - len(listed)
        self._more.setVisible(rest > 0)
        self._more.setText(
            _("Show {count} more").format(count=i18n.number(min(rest, _MORE))) if rest > 0 else ""
        )

    def found(self) -> list[Record]:
        """Return the records that point at the one that is shown."""
        return list(self._pointing.at(self._session.snapshot, self.link, self._owner))

    def _row(self, record_id: RecordId) -> RowData:
        snapshot, noun = self._session.snapshot, self.link.noun
        record = snapshot.table(noun)[record_id]
        text, mark = naming.called(snapshot, record), NONE
        if noun == "organisation":
            mark = record.id
        field = self.link.described[1]
        ends = [field, *self.link.others]
        others = [(f.target, RecordId(getattr(record, f.name))) for f in ends]
        others = [one for one in others if one != (field.target, self._owner)]
        if others and not naming.has_name(record):
            text = " – ".join(naming.short(snapshot, *one) for one in others)
            mark = next((one for target, one in others if target == "organisation"), NONE)
        return RowData(
            key=record_id,
            text=text,
            mark=mark,
            icon="" if mark else naming.ICONS.get(noun, "file-text"),
            aside=naming.aside(snapshot, record) or _state(record, noun),
            aside_role="third",
            menu=self._menu(),
            tip=text,
        )

    def _menu(self) -> tuple[MenuItem, ...]:
        if not self._session.can_edit:
            return ()
        if self.link.described[1].required:
            return (MenuItem(_("Delete"), _DELETE),)
        return (MenuItem(_("Take out of this list"), _OUT),)

    # -------------------------------------------------------------------------------- gestures

    def offer(self, under: QWidget) -> None:
        """Let the person choose what should point here, or make a new one."""
        others = self.link.others
        if not self.link.described[1].required:
            taken = {one.id for one in self.found()} | self._itself()
            new = "" if others else _("New…")
            self.picker.offer(self.link.noun, under, without=taken, none=new)
        elif len(others) == 1:
            self.picker.offer(others[0].target, under, without=self._itself(others[0].target))
        elif not others:
            self._add("")

    def _offer(self) -> None:
        self.offer(self.button)

    def _itself(self, noun: str = "") -> set[RecordId]:
        """Return the record that is shown, where it could be offered to point at itself."""
        return {self._owner} if (noun or self.link.noun) == self.link.described[1].target else set()

    def _add(self, picked: str) -> None:
        noun, field = self.link.described
        value: Any = (self._owner,) if field.kind is Kind.REFERENCES else self._owner
        if picked and not field.required:
            before = self._session.snapshot.get(noun.name, RecordId(picked))
            if before is not None:
                if field.kind is Kind.REFERENCES:
                    value = (*getattr(before, field.name), self._owner)
                values: dict[str, Any] = {field.name: value}
                self._session.run(records.edit, noun.name, before.id, **values)
            return
        ends: dict[str, Any] = {one.name: RecordId(picked) for one in self.link.others}
        made = noun.record(id=new_id(), **naming.first_values(noun), **ends, **{field.name: value})
        if self._session.run(records.add, made) and naming.has_name(made):
            self._session.select((noun.name, made.id))
            self.made.emit()

    def _go_to(self, key: str) -> None:
        self._session.select((self.link.noun, RecordId(key)))

    def _act(self, key: str, what: str) -> None:
        noun, field = self.link.described
        record = self._session.snapshot.get(noun.name, RecordId(key))
        if record is None:
            return
        if what == _DELETE:
            self._session.run(records.remove, noun.name, record.id)
            return
        value: Any = NONE
        if field.kind is Kind.REFERENCES:
            value = tuple(one for one in getattr(record, field.name) if one != self._owner)
        values: dict[str, Any] = {field.name: value}
        self._session.run(records.edit, noun.name, record.id, **values)

    def _show_more(self) -> None:
        self._most += _MORE
        self.refresh()


class RelatedBlock(QWidget):
    """A section for each way in which something points here, and a menu with all ways."""

    made = Signal()

    def __init__(
        self,
        session: Session,
        noun: str,
        parent: QWidget,
        *,
        covered: Collection[Link] = (),
        pointing: Pointing | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._pointing = pointing or Pointing()
        self.links = tuple(one for one in links_to(noun) if one not in covered)
        self._owner = RecordId("")
        self.sections: dict[Link, RelatedSection] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._line = Hairline()
        self._column.addWidget(self._line)
        self.adder = QToolButton(self)
        self.adder.setProperty("look", "link")
        self._menu = QMenu(self)
        self.adder.clicked.connect(self._open_menu)
        self._menu.triggered.connect(self._choose)
        foot = QVBoxLayout()
        foot.setContentsMargins(SIDE, 6, SIDE, 8)
        foot.addWidget(self.adder, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addLayout(foot)

    def show_owner(self, owner: RecordId) -> None:
        """Show what points at this record."""
        self._owner = owner
        snapshot = self._session.snapshot
        for link in self.links:
            if link in self.sections or self._pointing.at(snapshot, link, owner):
                self.section(link).show_owner(owner)
        self.adder.setText(_("Connect with…"))
        addable = self._session.can_edit and bool(self.links)
        self.adder.setVisible(addable)
        self._line.setVisible(addable)

    def section(self, link: Link) -> RelatedSection:
        """Return the section of a link; made when it is first wanted."""
        if link not in self.sections:
            made = RelatedSection(self._session, link, self._pointing, self)
            made.made.connect(self.made)
            before = sum(self.links.index(one) < self.links.index(link) for one in self.sections)
            self._column.insertWidget(before, made)
            self.sections[link] = made
        return self.sections[link]

    def _open_menu(self) -> None:
        self._menu.clear()
        for place, link in enumerate(self.links):
            if len(link.others) < 2:
                self._menu.addAction(link.title).setData(place)
        self._menu.popup(self.adder.mapToGlobal(self.adder.rect().bottomLeft()))

    def _choose(self, action: QAction) -> None:
        section = self.section(self.links[action.data()])
        section.show_owner(self._owner)
        section.offer(self.adder)


def _state(record: Record, noun: str) -> str:
    """Return the first choice of a record in words, such as the status of an invitation."""
    for field in NOUNS[noun].fields:
        if field.kind is Kind.CHOICE:
            return _(field.choices[getattr(record, field.name)])
    return ""
