"""A spreadsheet comes in as a file, and goes the road that pasting goes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QMenu, QMenuBar
from pytestqt.qtbot import QtBot

from oci_map.exchange.spreadsheet_cells import Block
from oci_map.model.fields import NOUNS
from oci_map.ui import messages
from oci_map.ui.main_window import MainWindow
from oci_map.ui.search.commands import CommandList
from oci_map.ui.tables.columns import TABLES, table
from oci_map.ui.tables.incoming import headings_at, incoming, meant_for
from oci_map.ui.tables.incoming_dialog import IncomingDialog
from oci_map.ui.tables.page import TablesPage
from tests.exchange.spreadsheets import Rows, excel, old_excel, open_document, open_table
from tests.ui.windows import copied_example, shown_window

HEADS = ["Naam", "Afk.", "Sector(en)", "Fax", "Werkgroep"]


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, home: Path) -> MainWindow:
    return shown_window(qtbot, copied_example(tmp_path))


@pytest.fixture
def members(tmp_path: Path) -> Path:
    rows: Rows = [
        ["Ledenlijst 2026"],
        [],
        HEADS,
        ["Een & co", "EE", "Design", 123, "Hubs"],
        ["<img src=x>", "TW", "Design; Zzz", 456, "Hubs"],
    ]
    seats: Rows = [["Organisatie", "Werkgroep"], *[["Howest", "Hubs"]] * 3]
    sheets: dict[str, Rows] = {"Toelichting": [], "Leden": rows, "Zetels": seats}
    return excel(tmp_path / "leden.xlsx", sheets)


def _dialog(window: MainWindow, qtbot: QtBot) -> IncomingDialog:
    """Return the dialog once the file is read."""
    dialog = window.importer.dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.bar.isHidden)
    return dialog


def _page(window: MainWindow) -> TablesPage:
    page = window.views.page
    assert isinstance(page, TablesPage)
    return page


def _menu(within: QMenuBar | QMenu, text: str) -> QMenu:
    (found,) = (one.menu() for one in within.actions() if one.text() == text)
    assert isinstance(found, QMenu)
    return found


def test_from_the_menu_to_the_table_and_back_by_one_undo(
    window: MainWindow, members: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = window.session
    before = session.snapshot
    asked: list[Path] = []

    def answer(folder: Path) -> Path:
        asked.append(folder)
        return members

    monkeypatch.setattr(messages, "ask_spreadsheet_path", answer)
    file = _menu(window.command_row.bar, "File")
    (entry,) = _menu(file, "&Import").actions()
    assert (entry.text(), entry.shortcut().toString()) == ("&Spreadsheet…", "Ctrl+Shift+I")
    entry.trigger()
    dialog = _dialog(window, qtbot)
    names = dialog.sheets.model()
    assert [names.index(row, 0).data() for row in range(names.rowCount())] == [
        "Toelichting · 0 rows", "Leden · 4 rows", "Zetels · 4 rows",
    ]  # fmt: skip
    assert dialog.sheet is not None
    assert dialog.sheet.name == "Leden"  # the first that holds anything
    assert dialog.noun == "organisation"
    head = dialog.model.headerData(1, Qt.Orientation.Horizontal)
    assert head == "Afk.\n→ Name on the map"
    assert dialog.model.headerData(3, Qt.Orientation.Horizontal) == "Fax\nleft out"
    assert dialog.model.index(1, 0).data() == "<img src=x>"
    assert dialog.note.text().startswith(
        "1 row above the headings is left out. 3 of 5 columns are known by their headings. 2 rows"
    )
    dialog.go_on.click()
    assert not dialog.isVisible()
    assert session.view == "tables"
    panel = _page(window).proposal
    assert session.snapshot is before  # nothing is done before it is agreed to
    assert panel.title.text().startswith("1 cell does not fit. 2 rows would be added")
    assert "For “Werkgroep”, import the same sheet into the table" in panel.notes.text()
    panel.wider_button.click()
    panel.accept_button.click()
    made = {one.name: one for one in session.snapshot.organisations.values()}
    assert made["Een & co"].abbreviation == "EE"
    assert len(made["<img src=x>"].sectors) == 2
    assert session.document is not None
    assert str(session.document.undo_label) == "Imported 6 cells into Organisations"
    session.undo()
    assert dict(session.snapshot.organisations) == dict(before.organisations)
    assert dict(session.snapshot.sectors) == dict(before.sectors)
    # The next one is looked for where this one was.
    window.actions_["import_spreadsheet"].trigger()
    _dialog(window, qtbot).reject()
    assert asked[1] == members.parent


def test_enter_in_the_list_of_sheets_goes_on_once(
    window: MainWindow, members: Path, qtbot: QtBot
) -> None:
    window.importer.take(members)
    dialog = _dialog(window, qtbot)
    gone = QSignalSpy(dialog.chosen)
    assert dialog.sheets.hasFocus()
    QTest.keyClick(dialog.sheets, Qt.Key.Key_Down)
    QTest.keyClick(dialog.sheets, Qt.Key.Key_Return)
    assert gone.count() == 1
    assert gone.at(0)[0] == "membership"
    assert not dialog.isVisible()
    assert dialog.sheet is None  # nothing is kept of the file


def test_another_sheet_goes_into_another_table(
    window: MainWindow, members: Path, qtbot: QtBot
) -> None:
    window.importer.take(members)
    dialog = _dialog(window, qtbot)
    dialog.sheets.setCurrentIndex(dialog.sheets.model().index(2, 0))
    assert dialog.noun == "membership"
    dialog.table.setCurrentIndex(dialog.table.findData("need_statement"))
    assert dialog.model.headerData(1, Qt.Orientation.Horizontal) == "Werkgroep\nleft out"
    dialog.table.setCurrentIndex(dialog.table.findData("membership"))
    dialog.go_on.click()
    page = _page(window)
    assert page.sheet.noun == "membership"
    page.proposal.wider_button.click()
    # The same membership three times is one.
    assert "2 cells do not fit. 1 row would be added" in page.proposal.title.text()
    page.proposal.cancel()
    assert window.session.document is not None
    assert window.session.document.undo_label is None


def test_a_list_without_headings_goes_into_the_table_that_is_shown(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    window.session.show_view("tables")
    _page(window).show_noun("need")
    path = tmp_path / "lijst.csv"
    path.write_text("Ruimte;Space\nTijd;Time\n", encoding="cp1252")
    window.importer.take(path)
    dialog = _dialog(window, qtbot)
    assert not dialog.sheets.isVisible()
    assert dialog.noun == "need"
    assert dialog.model.headerData(0, Qt.Orientation.Horizontal) == "Column 1\n→ Name in Dutch"
    assert "The first row holds no headings of this table" in dialog.note.text()
    dialog.go_on.click()
    _page(window).proposal.accept_button.click()
    needs = {(one.name_nl, one.name_en) for one in window.session.snapshot.needs.values()}
    assert {("Ruimte", "Space"), ("Tijd", "Time")} <= needs


def test_one_row_of_a_file_is_laid_into_the_table_once(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "een.csv"
    path.write_text("Een;EE", encoding="utf-8")
    window.importer.take(path)
    _dialog(window, qtbot).go_on.click()
    _page(window).proposal.accept_button.click()
    (made,) = (o for o in window.session.snapshot.organisations.values() if o.name == "Een")
    assert made.short_name == "EE"


def test_a_workbook_of_1997_comes_in_through_the_window(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    rows: Rows = [["Naam", "Vanaf"], ["Oud & wijs", date(1997, 3, 1)]]
    window.importer.take(old_excel(tmp_path / "oud.xls", rows))
    _dialog(window, qtbot).go_on.click()
    _page(window).proposal.accept_button.click()
    organisations = window.session.snapshot.organisations.values()
    (made,) = (one for one in organisations if one.name == "Oud & wijs")
    assert made.active_from == "1997-03-01"


def test_a_filter_does_not_hide_what_comes_in(
    window: MainWindow, members: Path, qtbot: QtBot
) -> None:
    window.session.show_view("tables")
    page = _page(window)
    page.filter.setText("Howest")
    window.importer.take(members)
    _dialog(window, qtbot).go_on.click()
    assert page.filter.text() == ""
    page.proposal.accept_button.click()
    chosen = [record for _noun, record in window.session.selection]
    assert len(chosen) == 2


def test_a_file_that_cannot_be_read_says_why_and_nothing_else_happens(
    window: MainWindow, members: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    broken = tmp_path / "kapot.xlsx"
    broken.write_bytes(members.read_bytes()[:3000])
    window.importer.take(broken)
    dialog = _dialog(window, qtbot)
    assert dialog.error.isVisible()
    assert dialog.error.text().startswith("“kapot.xlsx” cannot be read as a spreadsheet")
    assert not dialog.go_on.isVisible()
    assert dialog.cancel.text() == "Close"
    dialog.cancel.click()
    assert not dialog.isVisible()
    empty = open_document(tmp_path / "leeg.ods", open_table("A", []))
    window.importer.take(empty)
    dialog = _dialog(window, qtbot)
    assert dialog.error.text() == "There is nothing in this file to import: it has no cells."
    dialog.close()
    assert window.session.view == "map"


def test_reading_is_broken_off_with_the_dialog(
    window: MainWindow, members: Path, qtbot: QtBot
) -> None:
    window.importer.take(members)
    dialog = window.importer.dialog
    assert dialog is not None
    assert dialog.bar.isVisible()
    assert dialog.note.text() == "Reading the file…"
    dialog.reject()
    qtbot.waitUntil(lambda: not window.jobs.running)
    assert dialog.sheet is None
    assert not dialog.isVisible()


def test_a_sheet_with_headings_alone_is_told_to_hold_nothing(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = excel(tmp_path / "a.xlsx", {"A": [["Naam", "Website"], [None, None], ["", " "]]})
    window.importer.take(path)
    dialog = _dialog(window, qtbot)
    dialog.go_on.click()
    page = _page(window)
    # The one row there is may be a record as well: the person sees it, and decides.
    assert page.proposal.isVisible()
    page.proposal.cancel()
    assert window.session.document is not None
    assert window.session.document.undo_label is None


def test_the_dialog_speaks_the_language_that_is_chosen_while_it_stands(
    window: MainWindow, members: Path, qtbot: QtBot
) -> None:
    window.importer.take(members)
    dialog = _dialog(window, qtbot)
    window.session.set_language("nl")
    assert dialog.table.currentText() == NOUNS["organisation"].plural == "Organisaties"
    assert dialog.sheet is not None
    assert dialog.sheet.name == "Leden"
    head = dialog.model.headerData(0, Qt.Orientation.Horizontal)
    assert head == "Naam\n→ Volledige naam"
    dialog.close()


def test_without_a_document_nothing_can_be_imported(
    window: MainWindow, members: Path, qtbot: QtBot
) -> None:
    window.importer.take(members)
    dialog = _dialog(window, qtbot)
    window.session.close()
    assert not dialog.isVisible()
    assert not window.actions_["import_spreadsheet"].isEnabled()
    window.importer.ask()  # asks for no file either


def test_the_command_is_found_by_its_usual_words(window: MainWindow) -> None:
    commands = CommandList(window.command_row.bar, window.session)
    for typed in ("import", "importeren", "excel", "rekenblad", "csv", "spreadsheet"):
        rows = [row for group in commands.group(typed) for row in group.rows]
        assert "import_spreadsheet" in [row.action.objectName() for row in rows if row.action]


def test_a_spreadsheet_that_is_opened_says_how_it_comes_in(
    window: MainWindow, members: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(messages, "problem", lambda _title, sentence: said.append(sentence))
    assert not window.session.open(members)
    assert "is not a document of OCI Map" in said[0]
    assert said[0].endswith("choose Import, Spreadsheet in the menu File.")


# ----------------------------------------------------------------- which table, which headings


@pytest.mark.parametrize(
    ("heads", "noun"),
    [
        ("Naam|Afk.|Sector(en)|Werkgroep", "organisation"),
        ("Organisatie|Werkgroep|Lid sinds", "membership"),
        ("Organisation|Need|Priority", "need_statement"),
        ("Naam|Organisatie|Functie|E-mail|GSM", "person"),
        ("Organisatie|Thema|Prioriteit", "need_statement"),
        ("Title|Type|Address", "source"),
    ],
)
def test_the_headings_say_which_table_is_meant(heads: str, noun: str) -> None:
    rows = (tuple(heads.split("|")), ("x",) * len(heads.split("|")))
    assert meant_for(rows, "tie") == noun


def test_every_table_knows_its_own_headings() -> None:
    for spec in TABLES:
        labels = tuple(field.label for field in spec.fields)
        rows: Block = (labels, ("x",) * len(labels))
        assert meant_for(rows, "organisation") == spec.noun
        plan = incoming(rows, spec.noun, ())
        assert plan.headed
        assert all(plan.fields)


def test_headings_are_found_below_a_title_and_never_far_down() -> None:
    title: Block = (("Leden", "", ""), ("stand 2026", "", ""), ("Naam", "Website", "Gemeente"))
    rows = (*title, ("Een", "een.be", "Gent"))
    assert headings_at(rows) == 2
    plan = incoming(rows, "organisation", table("organisation").fields)
    assert (plan.above, plan.headed) == (2, True)
    assert headings_at((("x", "y", "z"),) * 20 + rows) == 0
    assert headings_at(()) == 0
    assert headings_at((("Naam", "Website"),)) == 0
    assert meant_for((), "need") == "need"
