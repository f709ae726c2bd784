"""Asks which sheet of a file goes into which table, with its first rows as they would be read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSignalBlocker, QSize, QStringListModel, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QListView,
    QProgressBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from oci_map import i18n
from oci_map.drawing.text import one_line
from oci_map.exchange.spreadsheet import read_sheets
from oci_map.exchange.spreadsheet_book import Sheet
from oci_map.i18n import _, ngettext
from oci_map.model.fields import NOUNS
from oci_map.ui import theme
from oci_map.ui.asking import Asking
from oci_map.ui.plain import ElidedLabel, PlainLabel
from oci_map.ui.push_button import PushButton
from oci_map.ui.tables.columns import TABLES, table, width
from oci_map.ui.tables.incoming import Incoming, incoming, meant_for
from oci_map.ui.tables.incoming_model import IncomingModel

if TYPE_CHECKING:
    from oci_map.model.fields import Field
    from oci_map.ui.jobs import Jobs
    from oci_map.ui.session import Session

_WIDE, _HIGH = 860, 560
_SPAN: Final = 1000  # of the progress bar
_MOST_LISTED: Final = 6  # sheets without scrolling
_ROW, _HEAD = 26, 46
_FRAME: Final = QSize(40, 80)
_LONGEST: Final = 900


class IncomingDialog(QDialog):
    """Reads a file aside, and gives on what was chosen; it changes nothing itself."""

    chosen = Signal(str, object)  # the noun of the table, the rows of the sheet

    def __init__(self, session: Session, jobs: Jobs, shown: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("incomingDialog")
        self._session = session
        self._shown = shown
        self._sheets: tuple[Sheet, ...] = ()
        self._plan: Incoming | None = None
        self._asking = Asking(jobs, self)
        self.file = ElidedLabel(role="title", parent=self)
        self._sheet_label = PlainLabel(role="second", parent=self)
        self._names = QStringListModel(self)
        self.sheets = QListView(self)
        self._table_label = PlainLabel(role="second", parent=self)
        self.table = QComboBox(self)
        self.model = IncomingModel(self)
        self.preview = QTableView(self)
        self.note = PlainLabel(role="second", wrap=True, parent=self)
        self.error = PlainLabel(role="error", wrap=True, parent=self)
        self.bar = QProgressBar(self)
        self.cancel = PushButton(self)
        self.go_on = PushButton(self)
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        self.sheets.setModel(self._names)
        self.sheets.setObjectName("incomingSheets")
        self.sheets.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.sheets.setUniformItemSizes(True)
        self.sheets.setProperty("ownSize", True)
        for spec in TABLES:
            self.table.addItem("", spec.noun)
        self.table.setMaxVisibleItems(len(TABLES))
        self._prepare_preview()
        self.bar.setRange(0, _SPAN)
        self.bar.setTextVisible(False)
        self.error.hide()
        self.go_on.setProperty("primary", True)
        self.go_on.setDefault(True)
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(12)
        self._form.setVerticalSpacing(8)
        self._form.addRow(self._sheet_label, self.sheets)
        self._form.addRow(self._table_label, self.table)
        self._sheet_label.setBuddy(self.sheets)
        self._table_label.setBuddy(self.table)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        column.addWidget(self.file)
        column.addLayout(self._form)
        column.addWidget(self.preview, 1)
        for part in (self.note, self.error, self.bar):
            column.addWidget(part)
        column.addLayout(buttons)

    def _prepare_preview(self) -> None:
        view = self.preview
        view.setObjectName("incomingRows")
        view.setModel(self.model)
        view.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        view.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        view.setWordWrap(False)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(theme.px(_ROW))
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = view.horizontalHeader()
        head.setProperty("ownSize", True)
        head.setFixedHeight(theme.px(_HEAD))
        head.setSectionsClickable(False)
        head.setHighlightSections(False)

    def _connect(self) -> None:
        self._asking.answered.connect(self._take)
        self._asking.refused.connect(self._refuse)
        self._asking.progressed.connect(self._show_progress)
        self.sheets.selectionModel().currentChanged.connect(self._follow_sheet)
        self.sheets.activated.connect(self._on_activated)
        self.table.currentIndexChanged.connect(self._follow_table)
        self.go_on.clicked.connect(self._choose)
        self.cancel.clicked.connect(self.reject)
        self._session.language_changed.connect(self.retranslate)
        self._session.document_changed.connect(self.close)

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        self.setWindowTitle(_("Import a spreadsheet"))
        self._sheet_label.setText(_("Sheet"))
        self.sheets.setAccessibleName(_("Sheet"))
        self._table_label.setText(_("Into the table"))
        self.table.setAccessibleName(_("Into the table"))
        self.preview.setAccessibleName(_("First rows"))
        self.bar.setAccessibleName(_("Progress"))
        self.go_on.setText(_("Continue"))
        for at in range(self.table.count()):
            self.table.setItemText(at, NOUNS[self.table.itemData(at)].plural)
        chosen = self.sheets.currentIndex().row()
        with QSignalBlocker(self.sheets.selectionModel()):
            self._names.setStringList([_listed(one) for one in self._sheets])
            self.sheets.setCurrentIndex(self._names.index(max(0, chosen)))
        self.cancel.setText(_("Cancel"))
        self._show_plan()

    # --------------------------------------------------------------------------------- the file

    def read(self, path: Path) -> None:
        """Read a file, and show what is in it when it is there."""
        self.file.setText(path.name)
        self._sheets = ()
        self.bar.setValue(0)
        self._asking.ask(partial(read_sheets, path), path)
        self._show_parts()
        self.open()
        self.cancel.setFocus()

    def _show_progress(self, done: float, _text: str) -> None:
        self.bar.setValue(round(done * _SPAN))

    def _take(self, _path: object, sheets: tuple[Sheet, ...]) -> None:
        self._sheets = sheets
        if not any(one.rows or one.problem for one in sheets):
            self._refuse(_path, _("There is nothing in this file to import: it has no cells."))
            return
        with QSignalBlocker(self.sheets.selectionModel()):
            self._names.setStringList([_listed(one) for one in sheets])
        first = next((at for at, one in enumerate(sheets) if one.rows), 0)
        self._show_parts()
        self.sheets.setCurrentIndex(self._names.index(first))
        self._follow_sheet()
        (self.sheets if len(sheets) > 1 else self.go_on).setFocus()

    def _refuse(self, _path: object, sentence: str) -> None:
        self._sheets = ()
        self._show_parts()
        self._say_error(sentence)
        self._fit()
        self.cancel.setFocus()

    def _say_error(self, sentence: str) -> None:
        self.error.setText(sentence[:_LONGEST])
        self.error.setAccessibleName(sentence[:_LONGEST])
        self.error.setVisible(bool(sentence))

    def _show_parts(self) -> None:
        """Show what there is to choose, once the file is read."""
        there = bool(self._sheets)
        self._form.setRowVisible(self.sheets, len(self._sheets) > 1)
        self._form.setRowVisible(self.table, there)
        self.preview.setVisible(there)
        reading = self._asking.is_asking
        self.note.setText(_("Reading the file…") if reading else "")
        self.note.setVisible(there or reading)
        self.bar.setVisible(reading)
        rows = min(_MOST_LISTED, len(self._sheets))
        self.sheets.setFixedHeight(max(1, self.sheets.sizeHintForRow(0)) * rows + 4)
        self._say_error("")
        self.go_on.setVisible(there or reading)
        self.go_on.setEnabled(False)
        self.cancel.setText(_("Cancel") if there or reading else _("Close"))
        self._fit()

    def _fit(self) -> None:
        """Be as large as what is shown needs; large once there are rows to look at."""
        layout = self.layout()
        if layout is None:
            return
        layout.activate()
        wide = theme.px_wide(_WIDE)
        high = theme.px_wide(_HIGH) if self._sheets else layout.totalHeightForWidth(wide)
        room = self.screen().availableSize() - _FRAME
        self.resize(QSize(wide, high).boundedTo(room))
        parent = self.parentWidget()
        if parent is not None:
            place = self.frameGeometry()
            place.moveCenter(parent.frameGeometry().center())
            self.move(place.topLeft())

    # ------------------------------------------------------------------------------ what to do

    @property
    def sheet(self) -> Sheet | None:
        """The sheet that is chosen."""
        row = self.sheets.currentIndex().row()
        return self._sheets[row] if 0 <= row < len(self._sheets) else None

    @property
    def noun(self) -> str:
        """The noun of the table that is chosen."""
        return str(self.table.currentData())

    def _follow_sheet(self, *_of_the_signal: object) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        with QSignalBlocker(self.table):
            wanted = meant_for(sheet.rows, self._shown)
            self.table.setCurrentIndex(self.table.findData(wanted))
        self._follow_table()

    def _follow_table(self, *_of_the_signal: object) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        self._plan = incoming(sheet.rows, self.noun, self._columns()) if sheet.rows else None
        self._show_plan()

    def _columns(self) -> Sequence[Field]:
        """Return the columns that the chosen table shows."""
        spec = table(self.noun)
        kept, _widths = self._session.preferences.table(self.noun)
        wanted = kept or spec.columns
        shown = [one for one in spec.fields if one.name in wanted]
        return shown or [one for one in spec.fields if one.name in spec.columns]

    def _show_plan(self) -> None:
        sheet, plan = self.sheet, self._plan
        if sheet is None:
            return
        self.model.show_rows(sheet.rows, plan)
        for column in range(self.model.columnCount()):
            field = plan.fields[column] if plan is not None else None
            self.preview.setColumnWidth(column, theme.px(min(width(field), 200) if field else 110))
        self._say_error(sheet.problem)
        self.note.setText("" if plan is None else _told(plan, len(sheet.rows)))
        self.go_on.setEnabled(plan is not None)

    def _on_activated(self, *_of_the_signal: object) -> None:
        self._choose()

    def _choose(self) -> None:
        sheet, plan = self.sheet, self._plan
        # Enter in the list comes twice: from the list, and from the dialog for its button.
        if sheet is not None and plan is not None and self.isVisible():
            rows = sheet.rows[plan.above :]
            self.close()
            self.chosen.emit(plan.noun, rows)

    # ----------------------------------------------------------------------------- Qt overrides

    def done(self, result: int) -> None:
        """Break off the reading with the dialog, and let go of what was read."""
        self._asking.forget()
        self._sheets = ()
        super().done(result)


def _listed(sheet: Sheet) -> str:
    count = len(sheet.rows)
    rows = ngettext("{count} row", "{count} rows", count).format(count=i18n.number(count))
    name = one_line(sheet.name[:60])
    return f"{name} · " + (_("too large") if sheet.problem else rows)


def _told(plan: Incoming, count: int) -> str:
    """Return in sentences how a sheet would be read."""
    sentences = []
    if plan.above:
        sentences.append(
            ngettext(
                "{count} row above the headings is left out.",
                "{count} rows above the headings are left out.",
                plan.above,
            ).format(count=i18n.number(plan.above))
        )
    if plan.headed:
        known = sum(field is not None for field in plan.fields)
        text = ngettext(
            "{known} of {count} column is known by its heading.",
            "{known} of {count} columns are known by their headings.",
            len(plan.fields),
        )
        sentences.append(text.format(known=i18n.number(known), count=i18n.number(len(plan.fields))))
    else:
        sentences.append(
            _(
                "The first row holds no headings of this table, so the columns are taken in its"
                " order, and the first row too."
            )
        )
    rows = count - plan.above - (1 if plan.headed else 0)
    text = ngettext("{count} row would be read.", "{count} rows would be read.", rows)
    sentences.append(text.format(count=i18n.number(rows)))
    sentences.append(_("Nothing is changed yet: next you see what fits and what does not."))
    return " ".join(sentences)
