"""The tables as a person works in them: typing, pasting, filling, selecting; real keys."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from oci_map.document import Document
from oci_map.model.fields import NOUNS
from oci_map.model.ids import RecordId
from oci_map.operations import organisations, records
from oci_map.ui.tables.choosing import ChoosingEdit
from oci_map.ui.tables.columns import TABLES
from tests.ui.tables.sheets import (
    CONTROL,
    Window,
    draft,
    editor,
    go_to,
    keys,
    look_for,
    value,
)
from tests.ui.windows import HOWEST

# -------------------------------------------------------------------------------------- typing


def test_letters_begin_an_edit_and_enter_keeps_it_and_goes_down(window: Window) -> None:
    go_to(window, HOWEST, "place")
    row = window.page.sheet.view.currentIndex().row()
    keys(window, "B")
    keys(window, "rugge", Qt.Key.Key_Return)
    assert value(window, HOWEST, "place") == "Brugge"
    assert window.page.sheet.delegate.editor is None
    assert window.page.sheet.view.currentIndex().row() == row + 1
    window.session.undo()
    assert value(window, HOWEST, "place") != "Brugge"


def test_tab_keeps_and_goes_right_and_escape_keeps_nothing(window: Window) -> None:
    go_to(window, HOWEST, "short_name")
    column = window.page.sheet.view.currentIndex().column()
    keys(window, Qt.Key.Key_F2, "X", Qt.Key.Key_Tab)
    assert value(window, HOWEST, "short_name") == "X"
    assert window.page.sheet.view.currentIndex().column() == column + 1
    go_to(window, HOWEST, "short_name")
    keys(window, Qt.Key.Key_F2, "Y", Qt.Key.Key_Escape)
    assert value(window, HOWEST, "short_name") == "X"


def test_a_date_that_is_none_keeps_the_editor_open_with_the_reason(window: Window) -> None:
    go_to(window, HOWEST, "active_from")
    keys(window, Qt.Key.Key_F2, "2012-13-45", Qt.Key.Key_Return)
    assert isinstance(editor(window), QLineEdit)
    assert "is not a date" in window.page.sheet.delegate.reason
    keys(window, (Qt.Key.Key_A, CONTROL), "6/7/2012", Qt.Key.Key_Return)
    assert window.page.sheet.delegate.reason == ""
    assert value(window, HOWEST, "active_from") == "2012-07-06"


def test_what_cannot_be_kept_when_the_editor_is_left_is_said(window: Window) -> None:
    go_to(window, HOWEST, "active_from")
    keys(window, Qt.Key.Key_F2, "soon")
    window.page.filter.setFocus()
    assert window.page.sheet.delegate.editor is None
    assert "“soon” is not a date" in window.page.said.text()
    assert value(window, HOWEST, "active_from") == ""


def test_a_choice_is_found_by_its_first_letters(window: Window) -> None:
    go_to(window, HOWEST, "kind")
    keys(window, Qt.Key.Key_F2)
    assert isinstance(editor(window), ChoosingEdit)
    assert cast("ChoosingEdit", editor(window)).highlighted is not None
    keys(window, (Qt.Key.Key_A, CONTROL), "fu", Qt.Key.Key_Return)
    assert value(window, HOWEST, "kind") == "fund"


def test_tab_takes_the_choice_that_is_lit_and_goes_right(window: Window) -> None:
    go_to(window, HOWEST, "kind")
    keys(window, Qt.Key.Key_F2, (Qt.Key.Key_A, CONTROL), "fu", Qt.Key.Key_Tab)
    assert value(window, HOWEST, "kind") == "fund"
    column = window.page.sheet.view.currentIndex().column()
    assert window.page.sheet.model.fields[column].name == "sectors"
    keys(window, Qt.Key.Key_F2, (Qt.Key.Key_A, CONTROL), "mus", Qt.Key.Key_Return)
    keys(window, "fash", Qt.Key.Key_Tab)
    sectors = cast("tuple[RecordId, ...]", value(window, HOWEST, "sectors"))
    names = [window.session.snapshot.sectors[one].name for one in sectors]
    assert names == ["Music", "Fashion"]


def test_several_sectors_are_chosen_one_after_another(window: Window) -> None:
    before = cast("tuple[RecordId, ...]", value(window, HOWEST, "sectors"))
    go_to(window, HOWEST, "sectors")
    keys(window, Qt.Key.Key_F2, (Qt.Key.Key_A, CONTROL), "mus", Qt.Key.Key_Return)
    assert cast("QLineEdit", editor(window)).text() == "Music; "
    keys(window, "fash", Qt.Key.Key_Return, Qt.Key.Key_Return)
    names = [window.session.snapshot.sectors[one].name for one in value(window, HOWEST, "sectors")]  # type: ignore[attr-defined]
    assert names == ["Music", "Fashion"]
    window.session.undo()
    assert value(window, HOWEST, "sectors") == before


def test_one_reference_is_taken_away_with_none(window: Window) -> None:
    go_to(window, HOWEST, "policy_level")
    assert value(window, HOWEST, "policy_level")
    keys(window, Qt.Key.Key_F2, (Qt.Key.Key_A, CONTROL), "none", Qt.Key.Key_Down)
    keys(window, Qt.Key.Key_Escape)
    keys(window, Qt.Key.Key_F2, (Qt.Key.Key_A, CONTROL), Qt.Key.Key_Backspace, Qt.Key.Key_Return)
    assert value(window, HOWEST, "policy_level") == ""


def test_space_turns_a_yes_into_a_no(window: Window) -> None:
    window.page.sheet.show_columns(["name", "cross_sector"])
    before = value(window, HOWEST, "cross_sector")
    go_to(window, HOWEST, "cross_sector")
    keys(window, Qt.Key.Key_Space)
    assert value(window, HOWEST, "cross_sector") is not before
    keys(window, Qt.Key.Key_Return)
    assert value(window, HOWEST, "cross_sector") is before


def test_a_long_text_has_lines(window: Window) -> None:
    window.page.sheet.show_columns(["name", "note"])
    go_to(window, HOWEST, "note")
    keys(window, Qt.Key.Key_F2)
    assert isinstance(editor(window), QPlainTextEdit)
    keys(window, (Qt.Key.Key_A, CONTROL), "one")
    keys(window, (Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier), "two", Qt.Key.Key_Return)
    assert value(window, HOWEST, "note") == "one\ntwo"


def test_control_enter_keeps_for_all_selected_rows_as_one_step(window: Window) -> None:
    sheet = window.page.sheet
    column = sheet.model.column_of("place")
    sheet.view.go_to(2, column)
    sheet.view.select_block(2, column, 5, column)
    ids = [sheet.model.id_at(row) for row in range(2, 6)]
    keys(window, Qt.Key.Key_F2, "Gent", (Qt.Key.Key_Return, CONTROL))
    assert {value(window, one, "place") for one in ids} == {"Gent"}
    document = window.session.document
    assert document is not None
    assert str(document.undo_label) == "Changed 4 cells in Organisations"
    window.session.undo()
    assert "Gent" not in {value(window, one, "place") for one in ids}


def test_a_step_of_another_view_is_shown_and_what_is_typed_later_wins(window: Window) -> None:
    go_to(window, HOWEST, "place")
    keys(window, Qt.Key.Key_F2, "Mine")
    assert window.session.run(records.edit, "organisation", HOWEST, place="Theirs")
    assert cast("QLineEdit", editor(window)).text() == "Mine"
    row = window.page.sheet.model.row_of(HOWEST)
    column = window.page.sheet.model.column_of("place")
    assert window.page.sheet.model.index(row, column).data() == "Theirs"
    keys(window, Qt.Key.Key_Return)
    assert value(window, HOWEST, "place") == "Mine"


def test_the_row_that_is_edited_goes_away(window: Window) -> None:
    assert window.session.run(organisations.add, "New one")
    assert window.session.document is not None
    there = [one.id for one in window.session.snapshot.organisations.values()][-1]
    go_to(window, there, "place")
    keys(window, Qt.Key.Key_F2, "Gone")
    window.session.undo()
    assert there not in window.page.sheet.model.ids


# ---------------------------------------------------------------------------------- adding rows


def test_the_last_row_becomes_an_organisation(window: Window) -> None:
    window.actions_["table_add"].trigger()
    count = draft(window)
    keys(window, "Zebra", Qt.Key.Key_Return)
    assert draft(window) == count + 1
    names = [one.name for one in window.session.snapshot.organisations.values()]
    assert names.count("Zebra") == 1


def test_tab_goes_on_to_the_next_cell_of_a_row_that_was_just_added(window: Window) -> None:
    window.actions_["table_add"].trigger()
    keys(window, "Kunstwerkt", Qt.Key.Key_Tab, Qt.Key.Key_F2, "KW", Qt.Key.Key_Return)
    (made,) = [
        one for one in window.session.snapshot.organisations.values() if one.name == "Kunstwerkt"
    ]
    assert made.short_name == "KW"


def test_a_membership_waits_for_what_it_needs(window: Window) -> None:
    window.page.show_noun("membership")
    count = draft(window)
    window.page.sheet.view.go_to(count, 2)
    keys(window, Qt.Key.Key_F2, "obs", Qt.Key.Key_Return)
    assert "Not added yet: “Organisation” must be filled in." in window.page.said.text()
    assert draft(window) == count
    window.page.sheet.view.go_to(count, 0)
    keys(window, Qt.Key.Key_F2, "creamoda", Qt.Key.Key_Return)
    window.page.sheet.view.go_to(count, 1)
    keys(window, Qt.Key.Key_F2, "internation", Qt.Key.Key_Return)
    assert draft(window) == count + 1 or "already sits" in window.page.said.text()


# ------------------------------------------------------------------- selection, filter, columns


def test_the_selection_goes_both_ways(window: Window) -> None:
    sheet = window.page.sheet
    sheet.view.go_to(3, 1)
    assert window.session.selection == (("organisation", sheet.model.id_at(3)),)
    window.session.select(("organisation", HOWEST))
    assert sheet.view.chosen_ids() == [HOWEST]
    need = next(iter(window.session.snapshot.needs))
    window.session.select(("need", need))
    assert window.page.sheet.noun == "need"
    assert window.page.sheet.view.chosen_ids() == [need]


def test_selection_current_cell_and_scroll_outlive_steps_and_filters(window: Window) -> None:
    sheet = window.page.sheet
    go_to(window, HOWEST, "place")
    first = sheet.model.id_at(0)
    assert window.session.run(records.remove, "organisation", first)
    assert sheet.model.id_at(sheet.view.currentIndex().row()) == HOWEST
    window.session.undo()
    assert sheet.model.id_at(sheet.view.currentIndex().row()) == HOWEST
    assert sheet.view.chosen_ids() == [HOWEST]
    look_for(window, "howest")
    assert list(sheet.model.ids) == [HOWEST]
    window.page.filter.clear()
    assert len(sheet.model.ids) == len(window.session.snapshot.organisations)
    assert sheet.model.id_at(sheet.view.currentIndex().row()) == HOWEST
    sheet.sort_by(0)
    sheet.sort_by(0)
    assert sheet.view.chosen_ids() == [HOWEST]


def test_the_filter_finds_every_word_and_says_when_there_is_none(window: Window) -> None:
    page = window.page
    look_for(window, "design   FLEM")
    names = [page.sheet.model.index(row, 0).data() for row in range(len(page.sheet.model.ids))]
    assert "Design Vlaanderen" in names
    assert "Howest" not in names
    look_for(window, "<img src=x>")
    assert not page.sheet.model.ids
    assert "No row holds “<img src=x>”." in page.sheet.empty.text()
    assert page.sheet.empty.textFormat() == Qt.TextFormat.PlainText


@pytest.mark.parametrize("typed", ["CREAMODA", "créàmoda", "Creamda", "Craemoda"])
def test_the_filter_forgives_capitals_accents_and_slips(window: Window, typed: str) -> None:
    page = window.page
    look_for(window, typed)
    names = [page.sheet.model.index(row, 0).data() for row in range(len(page.sheet.model.ids))]
    assert names == ["Creamoda"]
    slip = typed in {"Creamda", "Craemoda"}
    assert page.sheet.nearly == slip
    assert page._count.text().startswith("Not found as written" if slip else "1 of 36 rows")
    page.filter.clear()
    assert not page.sheet.nearly


def test_columns_and_widths_are_kept(window: Window, qtbot: QtBot, path: Path) -> None:
    sheet = window.page.sheet
    sheet.show_columns(["name", "website", "id"])
    sheet.view.horizontalHeader().resizeSection(1, 333)
    sheet._keep_widths()
    window.session.close()
    again = Window(path)
    qtbot.addWidget(again)
    assert [one.name for one in again.page.sheet.model.fields] == ["name", "website", "id"]
    assert again.page.sheet.view.columnWidth(1) == 333
    again.jobs.close()
    again.session.close()


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_table_is_shown_in_every_language_and_colour(
    window: Window, language: str, theme: str
) -> None:
    window.session.set_language(language)
    window.session.set_theme("dark" if theme == "dark" else "light")
    window.page.retranslate()
    for spec in TABLES:
        window.actions_["table_next"].trigger()
        assert not window.page.grab().isNull()
        assert window.page.sheet.view.accessibleName() == NOUNS[window.page.sheet.noun].plural
        assert spec.noun in window.page.sheets or window.page.sheets


def test_nothing_can_be_changed_where_only_reading_is_allowed(window: Window) -> None:
    path = cast("Document", window.session.document).path
    window.session.close()
    document = Document.open(path, read_only=True)
    window.session._take(document)
    window.page.take_focus()
    sheet = window.page.sheet
    assert sheet.model.rowCount() == len(window.session.snapshot.organisations)
    sheet.view.go_to(0, 0)
    before = window.session.snapshot
    for name in ("table_paste", "table_fill", "table_empty", "table_add"):
        window.actions_[name].trigger()
        assert "reading only" in window.page.said.text()
    keys(window, "x")
    assert sheet.delegate.editor is None
    assert window.session.snapshot is before


def test_a_name_that_looks_like_markup_stays_as_typed(window: Window) -> None:
    name = "<img src=x>" + "x" * 10_000
    assert window.session.run(
        records.edit, "organisation", HOWEST, name=name, short_name="<b>H</b>"
    )
    model = window.page.sheet.model
    index = model.index(model.row_of(HOWEST), 0)
    assert index.data() == name
    assert "<img" not in index.data(Qt.ItemDataRole.ToolTipRole)
    assert not window.page.grab().isNull()
    record = window.session.snapshot.organisations[HOWEST]
    assert replace(record, name="Howest") != record


def test_a_key_that_acts_finds_the_selection_up_to_date(window: Window) -> None:
    sheet = window.page.sheet
    sheet.view.go_to(1, 0)
    sheet._telling_takes_long = True  # as on a large map
    sheet.view.go_to(2, 0)
    sheet.view.go_to(3, 0)
    assert window.session.selection == (("organisation", sheet.model.id_at(1)),)
    QTest.keyClick(sheet.view, Qt.Key.Key_Delete, CONTROL)
    assert window.session.selection == (("organisation", sheet.model.id_at(3)),)


def test_what_is_selected_is_told_in_the_next_turn(qtbot: QtBot, window: Window) -> None:
    sheet = window.page.sheet
    sheet._telling_takes_long = True
    sheet.view.go_to(4, 0)
    wanted = (("organisation", sheet.model.id_at(4)),)
    qtbot.waitUntil(lambda: window.session.selection == wanted)


def test_control_and_tab_leave_the_table(window: Window) -> None:
    view = window.page.sheet.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert view.hasFocus()
    QTest.keyClick(view, Qt.Key.Key_Tab, CONTROL)
    assert not view.hasFocus()
