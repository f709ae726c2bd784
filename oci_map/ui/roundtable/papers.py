"""The papers of a roundtable: ticked, and saved as Word, PDF or a calendar file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from oci_map.i18n import _
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.progress import Progress
from oci_map.ui import icons
from oci_map.ui.plain import PlainLabel
from oci_map.ui.push_button import PushButton
from oci_map.ui.roundtable.desk import Desk
from oci_map.ui.roundtable.meeting import Meeting
from oci_map.ui.writing import Work, Writing, pages

_LONGEST: Final = 60


class Papers(QWidget):
    """Offers the papers there can be, and writes those that are asked for."""

    written = Signal(tuple)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._head = PlainLabel(role="head", parent=self)
        self.kinds: dict[str, QCheckBox] = {}
        self.words = PlainLabel(role="caption", wrap=True, parent=self)
        self.papers = PushButton(self)
        self.papers.setIcon(icons.icon("file-text", "on_accent"))
        self.papers.setProperty("primary", True)
        self.cards = PushButton(self)
        self.badges = PushButton(self)
        self.calendar = PushButton(self)
        self.calendar.setIcon(icons.icon("calendar", "text_1"))
        self._writing = Writing(desk.jobs, self)
        self._writing.written.connect(self.written)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(7)
        self._column.addWidget(self._head)
        self._offer_kinds()
        for part in (self.words, self.papers, self.cards, self.badges, self.calendar):
            self._column.addWidget(part)
        self.papers.clicked.connect(self.save)
        self.cards.clicked.connect(self.save_cards)
        self.badges.clicked.connect(self.save_badges)
        self.calendar.clicked.connect(self.save_calendar)

    def _offer_kinds(self) -> None:
        from oci_map.exchange.roundtable_papers import PAPERS

        for code in PAPERS:
            box = QCheckBox(self)
            box.setChecked(True)
            self.kinds[code] = box
            self._column.addWidget(box)

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        from oci_map.exchange.roundtable_papers import PAPERS

        self._head.setText(_("Papers"))
        for code, box in self.kinds.items():
            box.setText(_(PAPERS[code]))
        self.papers.setText(icons.beside(_("Save as Word or PDF…")))
        self.cards.setText(_("Name cards…"))
        self.badges.setText(_("Badges…"))
        self.calendar.setText(icons.beside(_("Calendar file…")))
        self.papers.setToolTip(
            _("Writes the ticked papers into one document, for Word or to print")
        )
        self.cards.setToolTip(
            _("A card for each guest, with its table in each round, for Word or to print")
        )
        self.badges.setToolTip(_("Badges to cut, eight on a sheet"))

    def show_meeting(self, meeting: Meeting) -> None:
        """Offer what can be printed of this roundtable."""
        from oci_map.exchange.roundtable_papers import SEATED

        seated = bool(meeting.plan)
        for code, box in self.kinds.items():
            box.setEnabled(seated or code not in SEATED)
        self.words.setText("" if seated else _("Some papers need a plan of the tables first."))
        self.words.setVisible(not seated)
        self.papers.setEnabled(bool(meeting.coming))
        self.cards.setEnabled(bool(meeting.coming))
        self.badges.setEnabled(bool(meeting.coming))
        self.calendar.setEnabled(bool(meeting.roundtable.date))
        day = (
            _("The day, the hours and the place, for the calendar of whoever opens it")
            if meeting.roundtable.date
            else _("The roundtable needs a date first.")
        )
        self.calendar.setToolTip(day)

    # ---------------------------------------------------------------------------------- writing

    def save(self) -> None:
        """Ask where the ticked papers go, and write them."""
        kinds = [code for code, box in self.kinds.items() if box.isChecked() and box.isEnabled()]
        self._write(_("Papers"), ".docx", partial(_papers, *self._what(), kinds))

    def save_cards(self) -> None:
        """Ask where the name cards go, and write them."""
        self._write(_("Name cards"), ".docx", partial(_cards, *self._what(), "fold"))

    def save_badges(self) -> None:
        """Ask where the badges go, and write them."""
        self._write(_("Badges"), ".docx", partial(_cards, *self._what(), "cut"))

    def save_calendar(self) -> None:
        """Ask where the calendar file goes, and write it."""
        self._write(_("Calendar"), ".ics", partial(_calendar, *self._what()))

    def _what(self) -> tuple[Snapshot, RecordId]:
        return self._desk.session.snapshot, self._desk.chosen

    def _write(self, name: str, suffix: str, work: Work) -> None:
        meeting = self._desk.meeting
        if meeting is None:
            return
        title = "".join(c for c in meeting.roundtable.name[:_LONGEST] if c.isalnum() or c in " -_")
        calendar = _("Calendar file")
        kinds = f"{calendar} (*.ics)" if suffix == ".ics" else pages()
        self._writing.write(title.strip() or _("Roundtable"), name, kinds, suffix, work)


def _papers(
    snapshot: Snapshot, roundtable: RecordId, kinds: list[str], path: Path, progress: Progress
) -> list[Path]:
    from oci_map.exchange.roundtable_papers import write_papers

    return write_papers(snapshot, roundtable, kinds, path, progress=progress)


def _cards(
    snapshot: Snapshot, roundtable: RecordId, kind: str, path: Path, _progress: Progress
) -> list[Path]:
    from oci_map.exchange.name_cards import write_cards

    return write_cards(snapshot, roundtable, path, kind)


def _calendar(
    snapshot: Snapshot, roundtable: RecordId, path: Path, _progress: Progress
) -> list[Path]:
    from oci_map.exchange.calendar_file import write_calendar

    return [write_calendar(snapshot, roundtable, path)]
