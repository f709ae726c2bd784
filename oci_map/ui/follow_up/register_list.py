"""The register as a list: a recommendation in each row, to be sorted by any column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from oci_map import i18n
from oci_map.i18n import N_, _
from oci_map.model.dates import last_day
from oci_map.model.records import Emphasis
from oci_map.model.snapshot import Snapshot
from oci_map.roundtable.follow_up import Entry
from oci_map.roundtable.follow_up_words import (
    body_names,
    initiatives_words,
    lacks_words,
    origin_words,
    supporters_words,
)
from oci_map.ui.follow_up.row_list import Column, RowList
from oci_map.ui.follow_up.words import STATES, state_word

_LONGEST: Final = 300


class RegisterList(RowList[Entry]):
    """Number, text, who must answer, who stands behind it, theme, state, date and what it lacks."""

    def __init__(self, parent: QWidget) -> None:
        self._snapshot = Snapshot({})
        columns: tuple[Column[Entry], ...] = (
            Column(N_("No."), 44, _number, order=_by_number, figures=True),
            Column(N_("Recommendation"), 0, _text, ink=_plain, tip=_whole_text),
            Column(N_("Addressed to"), 130, self._bodies, ink=_addressed),
            Column(N_("Supporters"), 84, _supporters, order=_by_support, tip=self._names,
                   figures=True, spare=True),
            Column(N_("Emphasis"), 120, self._emphasis, spare=True),
            Column(N_("Status"), 112, _status, order=_by_status, ink=_done),
            Column(N_("Due on"), 88, _due, order=_by_date, ink=_late),
            Column(N_("What it lacks"), 136, _lacks, ink=_warm),
            Column(N_("Answer"), 150, _answer, tip=_whole_answer, spare=True),
            Column(N_("From the group"), 130, self._origin, spare=True),
            Column(N_("Served by"), 84, _served, order=_by_served, tip=self._initiatives,
                   figures=True, spare=True),
        )  # fmt: skip
        super().__init__(columns, _key, parent)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)

    def retranslate(self) -> None:
        """Give it its words in the chosen language."""
        super().retranslate()
        self.setAccessibleName(_("Recommendations"))

    def show_entries(self, snapshot: Snapshot, entries: Sequence[Entry]) -> None:
        """Show these rows; what is selected stays selected."""
        self._snapshot = snapshot
        self.show_rows(entries)

    def _bodies(self, entry: Entry) -> str:
        return body_names(self._snapshot, entry.bodies)

    def _names(self, entry: Entry) -> str:
        return supporters_words(self._snapshot, entry)

    def _origin(self, entry: Entry) -> str:
        return origin_words(self._snapshot, entry)

    def _initiatives(self, entry: Entry) -> str:
        return initiatives_words(self._snapshot, entry)

    def _emphasis(self, entry: Entry) -> str:
        emphasis = self._snapshot.all(Emphasis).get(entry.record.emphasis)
        return "" if emphasis is None else " ".join(emphasis.name.split())


def _key(entry: Entry) -> str:
    return entry.record.id


def _number(entry: Entry) -> str:
    return "" if entry.record.number is None else str(entry.record.number)


def _by_number(entry: Entry) -> int:
    return 10**9 if entry.record.number is None else entry.record.number


def _text(entry: Entry) -> str:
    return " ".join(entry.record.name[:_LONGEST].split())


def _whole_text(entry: Entry) -> str:
    return entry.record.name


def _plain(_entry: Entry) -> str:
    return "text_1"


def _addressed(entry: Entry) -> str:
    return "gap_text" if "unaddressed" in entry.lacks else "text_2"


def _supporters(entry: Entry) -> str:
    return i18n.number(len(entry.record.supporters))


def _by_support(entry: Entry) -> int:
    return len(entry.record.supporters)


def _status(entry: Entry) -> str:
    return state_word(entry.record.status)


def _by_status(entry: Entry) -> int:
    return STATES.index(entry.record.status)


def _done(entry: Entry) -> str:
    return "ok" if entry.record.status == "done" else "text_2"


def _due(entry: Entry) -> str:
    return i18n.date(entry.record.due_on)


def _by_date(entry: Entry) -> str:
    return last_day(entry.record.due_on)


def _late(entry: Entry) -> str:
    return "warn" if entry.overdue else "text_2"


def _lacks(entry: Entry) -> str:
    return ", ".join(lacks_words(entry))


def _answer(entry: Entry) -> str:
    return " ".join(entry.record.answer[:_LONGEST].split())


def _whole_answer(entry: Entry) -> str:
    return entry.record.answer


def _served(entry: Entry) -> str:
    return i18n.number(len(entry.initiatives)) if entry.initiatives else ""


def _by_served(entry: Entry) -> int:
    return len(entry.initiatives)


def _warm(_entry: Entry) -> str:
    return "gap_text"
