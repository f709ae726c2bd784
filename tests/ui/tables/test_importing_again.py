"""A list that was imported, changed in Excel and imported again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from oci_map.model.records import Organisation
from oci_map.model.snapshot import Snapshot
from oci_map.ui.main_window import MainWindow
from oci_map.ui.tables.page import TablesPage
from tests.exchange.spreadsheets import Rows, excel
from tests.ui.tables.sheets import Window, clipboard, draft
from tests.ui.windows import HOWEST, copied_example, shown_window

HEADS = ["Naam", "Afk.", "Gemeente", "Site"]
ROWS: Rows = [HEADS, ["Een & co", "EE", "Gent", ""], ["<img src=x>", "TW", "", "twee.be"]]


@pytest.fixture
def main(qtbot: QtBot, tmp_path: Path, home: Path) -> MainWindow:
    return shown_window(qtbot, copied_example(tmp_path))


def bring_in(main: MainWindow, qtbot: QtBot, path: Path) -> TablesPage:
    """Lead a file to its proposal."""
    main.importer.take(path)
    dialog = main.importer.dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.bar.isHidden)
    dialog.go_on.click()
    page = main.views.page
    assert isinstance(page, TablesPage)
    return page


def named(snapshot: Snapshot, name: str) -> Organisation:
    (found,) = (one for one in snapshot.organisations.values() if one.name == name)
    return found


def test_the_same_file_twice_adds_nothing_and_says_so(
    main: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = excel(tmp_path / "leden.xlsx", {"Leden": ROWS})
    page = bring_in(main, qtbot, path)
    assert not page.proposal.choice.isVisible()
    page.proposal.accept_button.click()
    once = main.session.snapshot
    bring_in(main, qtbot, path)
    assert main.session.snapshot is once
    assert not page.proposal.isVisible()
    assert page.said.text().startswith("All 2 rows are there already")


def test_a_changed_list_is_left_at_first_and_brought_up_to_date_when_asked(
    main: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    page = bring_in(main, qtbot, excel(tmp_path / "a.xlsx", {"Leden": ROWS}))
    page.proposal.accept_button.click()
    once = main.session.snapshot
    later: Rows = [
        HEADS,
        ["EEN & CO", "", "Aalst", "een.be"],
        ["<img src=x>", "TW", "", ""],
        ["Drie", "DR", "Genk", ""],
    ]
    path = excel(tmp_path / "b.xlsx", {"Leden": later})
    panel = bring_in(main, qtbot, path).proposal
    assert panel.title.text().startswith(
        "1 row would be added (Organisation). 2 rows are there already."
    )
    assert panel.choice.leave.isChecked()
    assert panel.choice.update_.text() == "Bring what is there up to date (2 cells change)"
    panel.choice.update_.click()
    assert panel.choice.update_.isChecked()
    assert sorted(panel.model.stringList()) == [
        "EEN & CO, Place: “Gent” becomes “Aalst”.",
        "EEN & CO, Website: becomes “een.be”.",
    ]
    een = named(once, "Een & co")
    sheet = page.sheet
    cell = sheet.model.index(sheet.model.row_of(een.id), sheet.model.column_of("place"))
    assert cell.data() == "Aalst"  # as it would be; nothing is done yet
    assert main.session.snapshot is once
    panel.choice.leave.click()
    assert cell.data() == "Gent"
    assert panel.model.stringList() == []
    panel.choice.update_.click()
    assert panel.accept_button.text() == "Add and bring up to date"
    panel.accept_button.click()
    snapshot = main.session.snapshot
    een = named(snapshot, "Een & co")
    assert (een.place, een.website, een.abbreviation) == ("Aalst", "een.be", "EE")
    assert named(snapshot, "<img src=x>").website == "twee.be"
    assert named(snapshot, "Drie").place == "Genk"
    main.session.undo()
    assert dict(main.session.snapshot.organisations) == dict(once.organisations)
    # Left as they are, only the new one comes in.
    panel = bring_in(main, qtbot, path).proposal
    panel.accept_button.click()
    assert named(main.session.snapshot, "Een & co") == named(once, "Een & co")
    assert named(main.session.snapshot, "Drie").place == "Genk"
    panel = bring_in(main, qtbot, path).proposal
    panel.choice.update_.click()
    assert panel.accept_button.text() == "Bring up to date"
    panel.accept_button.click()
    bring_in(main, qtbot, path)
    assert page.said.text().startswith("All 3 rows are there already")


def test_two_of_one_name_are_not_guessed(main: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    rows: Rows = [["Naam", "Afk."], ["Nieuw", "N1"], ["nieuw", "N2"], ["Ander", "N1"]]
    panel = bring_in(main, qtbot, excel(tmp_path / "a.xlsx", {"A": rows})).proposal
    assert panel.model.stringList() == [
        (
            "nieuw (row 2 of the list), Full name: This stands further up in the list already; what"
            " stands first is taken."
        )
    ]
    assert "cell" not in panel.title.text()
    assert "1 row is left out." in panel.title.text()
    panel.accept_button.click()
    panel = bring_in(main, qtbot, excel(tmp_path / "b.xlsx", {"A": [rows[0], rows[3]]})).proposal
    names = [one.name for one in main.session.snapshot.organisations.values()]
    assert names.count("Nieuw") == names.count("Ander") == 1
    assert panel.proposal is None


def test_seats_come_in_once(main: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    seat = next(iter(main.session.snapshot.memberships.values()))
    group = main.session.snapshot.groups[seat.group].name
    member = main.session.snapshot.organisations[seat.organisation].name
    other = "chair" if seat.role != "chair" else "member"
    rows: Rows = [["Organisatie", "Werkgroep", "Rol"], [member, group, other]]
    before = main.session.snapshot
    panel = bring_in(main, qtbot, excel(tmp_path / "a.xlsx", {"A": rows})).proposal
    assert panel.title.text().startswith("1 row is there already.")
    assert not panel.accept_button.isEnabled()
    assert panel.choice.update_.text() == "Bring what is there up to date (1 cell changes)"
    panel.choice.update_.click()
    panel.accept_button.click()
    after = main.session.snapshot
    assert len(after.memberships) == len(before.memberships)
    assert after.memberships[seat.id].role == other


def test_what_is_pasted_below_the_last_row_is_known_again(window: Window) -> None:
    page, session = window.page, window.session
    before = session.snapshot
    page.sheet.view.go_to(draft(window), 0)
    clipboard("Full name\tPlace\nhowest\tElders\nNieuw\tGent\n")
    window.actions_["table_paste"].trigger()
    panel = page.proposal
    QTest.keyClick(panel.choice.update_, Qt.Key.Key_Space)
    assert panel.choice.update_.hasFocus() or panel.choice.update_.isChecked()
    panel.accept_button.click()
    assert session.snapshot.organisations[HOWEST].place == "Elders"
    assert len(session.snapshot.organisations) == len(before.organisations) + 1
    session.undo()
    assert session.snapshot == before


def test_a_cell_that_cannot_be_read_is_told_although_the_row_is_there(window: Window) -> None:
    page = window.page
    page.sheet.view.go_to(draft(window), 0)
    clipboard("Full name\tFrom\nhowest\tsoon\n")
    window.actions_["table_paste"].trigger()
    panel = page.proposal
    assert panel.title.text().startswith("1 row is there already.")
    panel.choice.update_.click()
    assert "“soon” is not a date" in panel.model.stringList()[0]
    assert not panel.accept_button.isEnabled()


def test_what_is_missing_and_what_is_there_come_together_in_one_step(window: Window) -> None:
    page, session = window.page, window.session
    before = session.snapshot
    page.sheet.view.go_to(draft(window), 0)
    clipboard("Full name\tSectors\nhowest\tDesign; Zzz\nNieuw\tZzz\n")
    window.actions_["table_paste"].trigger()
    panel = page.proposal
    panel.wider_button.click()
    assert panel.choice.leave.isChecked()
    panel.choice.update_.click()
    assert panel.model.stringList()[0].endswith("New media” becomes “Design; Zzz”.")
    panel.accept_button.click()
    (sector,) = (one for one in session.snapshot.sectors.values() if one.name == "Zzz")
    assert session.snapshot.organisations[HOWEST].sectors[1] == sector.id
    assert named(session.snapshot, "Nieuw").sectors == (sector.id,)
    session.undo()
    assert session.snapshot == before
