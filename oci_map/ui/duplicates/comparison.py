"""Two records side by side: where they differ, one says what survives."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from oci_map.i18n import _, ngettext, number
from oci_map.model.fields import Field, Kind, noun_of
from oci_map.model.ids import RecordId
from oci_map.model.records import Record
from oci_map.model.snapshot import Snapshot
from oci_map.operations.cell_texts import shown
from oci_map.operations.labels import name_of
from oci_map.operations.merge import Plan, differing, plan, suggested
from oci_map.operations.merge_words import consequences
from oci_map.operations.record_names import RecordNames
from oci_map.search.duplicates import Pair
from oci_map.ui.actions import menu_text
from oci_map.ui.plain import ElidedLabel, PlainLabel, tooltip

_LONGEST: Final = 46
_ONE, _OTHER, _BOTH = range(3)


class Comparison(QWidget):
    """Shows a pair, and says what would be merged how."""

    chosen = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._snapshot = Snapshot({})
        self._noun = ""
        self._records: tuple[Record, Record] | None = None
        self.groups: dict[str, QButtonGroup] = {}
        self._inner: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(14)
        self.consequences = PlainLabel(role="second", wrap=True, parent=self)
        self._column.addWidget(self.consequences)
        self._column.addStretch(1)

    @property
    def kept(self) -> RecordId:
        """The record that stays; the one on which more hangs."""
        return self._records[0].id if self._records is not None else RecordId("")

    @property
    def gone(self) -> RecordId:
        """The record that goes."""
        return self._records[1].id if self._records is not None else RecordId("")

    def show_pair(self, snapshot: Snapshot, pair: Pair | None) -> None:
        """Show a pair as it is now, or nothing."""
        self._snapshot = snapshot
        self._records = None
        self.groups = {}
        if self._inner is not None:
            self._column.removeWidget(self._inner)
            self._inner.hide()
            self._inner.deleteLater()
            self._inner = None
        self.consequences.setText("")
        if pair is None:
            return
        one, other = snapshot.get(pair.noun, pair.one), snapshot.get(pair.noun, pair.other)
        if one is None or other is None:
            return
        self._noun = pair.noun
        hanging = [
            len(plan(snapshot, pair.noun, a.id, b.id).moved)
            for a, b in ((other, one), (one, other))
        ]
        self._records = (one, other) if hanging[0] >= hanging[1] else (other, one)
        self._inner = self._table(sorted(hanging, reverse=True))
        self._column.insertWidget(0, self._inner)
        self._say_consequences()

    def values(self) -> dict[str, object]:
        """Return the fields with the values that were chosen for them."""
        if self._records is None:
            return {}
        one, other = self._records
        values: dict[str, object] = {}
        for name, group in self.groups.items():
            mine, theirs = getattr(one, name), getattr(other, name)
            choice = group.checkedId()
            if choice == _BOTH:
                values[name] = tuple(dict.fromkeys((*mine, *theirs)))
            else:
                values[name] = mine if choice == _ONE else theirs
        return values

    def planned(self) -> Plan | None:
        """Return what merging would do, as it is chosen now."""
        if self._records is None:
            return None
        return plan(self._snapshot, self._noun, self.kept, self.gone, self.values())

    def _table(self, hanging: list[int]) -> QWidget:
        assert self._records is not None  # noqa: S101 - by whom it is called
        inner = QWidget(self)
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(7)
        for column, stretch in ((1, 1), (2, 1)):
            grid.setColumnStretch(column, stretch)
        for column, record in enumerate(self._records, start=1):
            head = ElidedLabel(name_of(self._snapshot, record), role="sentence", parent=inner)
            grid.addWidget(head, 0, column)
            count = hanging[column - 1]
            text = ngettext("{count} record hangs on it", "{count} records hang on it", count)
            said = PlainLabel(text.format(count=number(count)), role="caption", parent=inner)
            grid.addWidget(said, 1, column)
        fields = differing(*self._records)
        names = RecordNames(self._snapshot)
        for place, field in enumerate(fields, start=2):
            label = PlainLabel(field.label, role="second", parent=inner)
            grid.addWidget(label, place, 0, Qt.AlignmentFlag.AlignVCenter)
            self._offer(grid, place, field, names, inner)
        if not fields:
            said = PlainLabel(_("They hold the same in every field."), role="second", parent=inner)
            grid.addWidget(said, 2, 1, 1, 2)
        return inner

    def _offer(
        self, grid: QGridLayout, place: int, field: Field, names: RecordNames, parent: QWidget
    ) -> None:
        assert self._records is not None  # noqa: S101 - by whom it is called
        group = QButtonGroup(parent)
        for choice, record in enumerate(self._records):
            text = shown(names, field, record)
            if not getattr(record, field.name) and field.kind is not Kind.YES_NO:
                text = _("empty")
            grid.addWidget(_radio(group, choice, field, text, parent), place, choice + 1)
        several = field.kind in (Kind.REFERENCES, Kind.TEXTS) and all(
            getattr(record, field.name) for record in self._records
        )
        if several:  # beside nothing, both would be the one
            both = _radio(group, _BOTH, field, _("both"), parent)
            grid.addWidget(both, place, 3)
        one, other = self._records
        taken = suggested(one, other).get(field.name, getattr(one, field.name))
        start = _ONE if taken == getattr(one, field.name) else _BOTH if several else _OTHER
        group.button(start).setChecked(True)
        group.idClicked.connect(self._on_choice)
        self.groups[field.name] = group

    def _on_choice(self, _choice: int) -> None:
        self._say_consequences()
        self.chosen.emit()

    def _say_consequences(self) -> None:
        made = self.planned()
        if made is None:
            return
        said = consequences(self._snapshot, made)
        aliases = getattr(made.kept, "aliases", ())
        if aliases:
            label = noun_of(made.kept).field("aliases").label
            said.append(f"{label}: {'; '.join(aliases)[:400]}")
        self.consequences.setText("\n".join(said))


def _radio(
    group: QButtonGroup, choice: int, field: Field, text: str, parent: QWidget
) -> QRadioButton:
    button = QRadioButton(menu_text(text, _LONGEST), parent)
    button.setToolTip(tooltip(text))
    button.setAccessibleName(f"{field.label}: {text[:200]}")
    button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    if choice == _BOTH:
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    group.addButton(button, choice)
    return button
