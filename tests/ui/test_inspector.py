"""The inspector edits where it shows; the file has it, undo takes it back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from oci_map.graph import aside
from oci_map.model.fields import NOUNS
from oci_map.operations import records
from oci_map.ui.inspector.editors import ChoiceEditor, LongTextEditor, TextEditor
from oci_map.ui.inspector.group import GroupPage
from oci_map.ui.inspector.organisation import OrganisationPage
from oci_map.ui.inspector.references import ReferenceEditor, ReferencesEditor
from oci_map.ui.inspector.several import SeveralPage
from oci_map.ui.inspector.whole import WholePage
from oci_map.ui.main_window import MainWindow
from tests.ui.windows import HOWEST, INTERNATIONALISATION, copied_example, in_file, shown_window


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return copied_example(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, path: Path) -> MainWindow:
    return shown_window(qtbot, path)


def organisation_page(window: MainWindow) -> OrganisationPage:
    window.session.select(("organisation", HOWEST))
    page = window.inspector.page
    assert isinstance(page, OrganisationPage)
    return page


def text_field(page: OrganisationPage | GroupPage, name: str) -> TextEditor:
    editor = page.form.editors[name]
    assert isinstance(editor, TextEditor)
    return editor


def test_typing_a_field_changes_the_file_and_undo_changes_it_back(
    window: MainWindow, path: Path
) -> None:
    line = text_field(organisation_page(window), "place").line
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "Brugge")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert in_file(path).organisations[HOWEST].place == "Brugge"
    assert NOUNS["organisation"].field("place").label in window.status_line.texts[1]
    # The field has nothing typed any more, so the key belongs to the document.
    QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert in_file(path).organisations[HOWEST].place == "Kortrijk"
    assert line.text() == "Kortrijk"
    window.actions_["redo"].trigger()
    assert line.text() == "Brugge"


def test_leaving_a_field_keeps_what_was_typed(window: MainWindow, path: Path) -> None:
    line = text_field(organisation_page(window), "place").line
    line.setFocus()
    line.end(False)
    QTest.keyClicks(line, " aan zee")
    window.canvas.setFocus()
    assert in_file(path).organisations[HOWEST].place.endswith("aan zee")


def test_escape_takes_back_what_was_typed(window: MainWindow, path: Path) -> None:
    line = text_field(organisation_page(window), "place").line
    line.setFocus()
    QTest.keyClicks(line, "xyz")
    QTest.keyClick(line, Qt.Key.Key_Escape)
    window.canvas.setFocus()
    assert line.text() == "Kortrijk"
    assert window.session.selection == (("organisation", HOWEST),)
    assert not window.actions_["undo"].isEnabled()


def test_ctrl_z_while_typing_belongs_to_the_field(window: MainWindow) -> None:
    window.session.run(records.edit, "organisation", HOWEST, note="first")
    line = text_field(organisation_page(window), "place").line
    line.setFocus()
    QTest.keyClicks(line, "x")
    QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.session.snapshot.organisations[HOWEST].note == "first"


def test_a_wrong_date_is_said_at_its_field_and_nothing_happens(
    window: MainWindow, path: Path
) -> None:
    page = organisation_page(window)
    page._show_all_fields()
    line = text_field(page, "active_from").line
    line.setFocus()
    QTest.keyClicks(line, "soon")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert "soon" in page.form.problems["active_from"].text()
    assert page.form.problems["active_from"].isVisible()
    assert line.text() == "soon"
    assert in_file(path).organisations[HOWEST].active_from == ""


def test_an_end_before_its_begin_is_said_at_the_end(window: MainWindow, path: Path) -> None:
    page = organisation_page(window)
    page._show_all_fields()
    for name, typed in (("active_from", "2010"), ("active_to", "2009")):
        line = text_field(page, name).line
        line.setFocus()
        QTest.keyClicks(line, typed)
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert page.form.problems["active_to"].text() == "The end lies before the beginning."
    assert in_file(path).organisations[HOWEST].active_to == ""
    line.selectAll()
    QTest.keyClicks(line, "2012-7")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert not page.form.problems["active_to"].isVisible()
    assert in_file(path).organisations[HOWEST].active_to == "2012-07"


def test_a_date_is_read_in_words_and_typed_in_figures(window: MainWindow) -> None:
    window.session.run(records.edit, "organisation", HOWEST, active_from="2010-03-15")
    line = text_field(organisation_page(window), "active_from").line
    assert line.text() == "15 Mar 2010"
    line.setFocus()
    assert line.text() == "2010-03-15"
    window.canvas.setFocus()
    assert line.text() == "15 Mar 2010"


def test_a_parent_that_makes_a_circle_is_refused_where_it_was_chosen(
    window: MainWindow, path: Path
) -> None:
    other = next(one for one in window.session.snapshot.organisations if one != HOWEST)
    window.session.run(records.edit, "organisation", other, parent=HOWEST)
    page = organisation_page(window)
    page._show_all_fields()
    page.form.editors["parent"].edited.emit("parent", other)
    assert "part of itself" in page.form.problems["parent"].text()
    assert in_file(path).organisations[HOWEST].parent == ""


def test_choices_and_references(window: MainWindow, path: Path) -> None:
    page = organisation_page(window)
    kind = page.form.editors["kind"]
    assert isinstance(kind, ChoiceEditor)
    next(a for a in kind._group.actions() if a.data() == "fund").trigger()
    assert in_file(path).organisations[HOWEST].kind == "fund"
    sectors = page.form.editors["sectors"]
    assert isinstance(sectors, ReferencesEditor)
    before = in_file(path).organisations[HOWEST].sectors
    sectors._offer_more()
    assert not set(sectors.picker.model.ids) & set(before)
    sectors.picker.list.activated.emit(sectors.picker.model.index(0))
    assert in_file(path).organisations[HOWEST].sectors[:-1] == before


def test_a_sector_that_is_not_there_yet_is_added_where_it_is_chosen(
    window: MainWindow, path: Path
) -> None:
    sectors = organisation_page(window).form.editors["sectors"]
    assert isinstance(sectors, ReferencesEditor)
    before = in_file(path)
    sectors._offer_more()
    picker = sectors.picker
    assert picker.search.isVisible()
    QTest.keyClicks(picker.search, "Circus arts")
    assert picker.model.index(picker.model.rowCount() - 1).data() == "Add “Circus arts”"
    picker.list.activated.emit(picker.model.index(picker.model.rowCount() - 1))
    after = in_file(path)
    made = after.organisations[HOWEST].sectors[-1]
    assert after.sectors[made].name_en == "Circus arts"
    assert after.organisations[HOWEST].sectors[:-1] == before.organisations[HOWEST].sectors
    window.session.undo()
    assert in_file(path) == before


def test_what_is_there_is_not_offered_to_be_added(window: MainWindow) -> None:
    sectors = organisation_page(window).form.editors["sectors"]
    assert isinstance(sectors, ReferencesEditor)
    sectors._offer_more()
    QTest.keyClicks(sectors.picker.search, " architecture")
    texts = [sectors.picker.model.index(row).data() for row in range(len(sectors.picker.model.ids))]
    assert texts
    assert not [text for text in texts if text.startswith("Add")]
    sectors.picker.close()


def test_a_level_is_added_by_the_keyboard_alone(window: MainWindow, path: Path) -> None:
    level = organisation_page(window).form.editors["policy_level"]
    assert isinstance(level, ReferenceEditor)
    level._offer()
    QTest.keyClicks(level.picker.search, "Xyzzy")
    QTest.keyClick(level.picker.search, Qt.Key.Key_Return)
    after = in_file(path)
    assert after.levels[after.organisations[HOWEST].policy_level].name_en == "Xyzzy"
    assert not level.picker.isVisible()


def test_name_is_edited_in_the_head(window: MainWindow, path: Path) -> None:
    title = organisation_page(window).header.title
    title.setFocus()
    title.selectAll()
    QTest.keyClicks(title, "Howest 2")
    QTest.keyClick(title, Qt.Key.Key_Return)
    assert in_file(path).organisations[HOWEST].short_name == "Howest 2"


def test_an_empty_name_is_refused(window: MainWindow, path: Path) -> None:
    header = organisation_page(window).header
    header.subtitle.setFocus()
    header.subtitle.selectAll()
    QTest.keyClick(header.subtitle, Qt.Key.Key_Delete)
    QTest.keyClick(header.subtitle, Qt.Key.Key_Return)
    assert header.problem.isVisible()
    assert in_file(path).organisations[HOWEST].name


def test_a_membership_is_added_changed_dated_and_removed(window: MainWindow, path: Path) -> None:
    section = organisation_page(window).groups
    count = len(in_file(path).memberships)
    section.button.click()
    assert INTERNATIONALISATION in section.picker.model.ids
    section.picker.list.activated.emit(section.picker.model.place_of(INTERNATIONALISATION))
    (new,) = [m for m in in_file(path).memberships_of[HOWEST] if m.group == INTERNATIONALISATION]
    row = next(r for r in section.rows.rows if r.data.key == new.id)
    assert row.data.tags == (("Just added", "ok"),)
    section.rows.asked.emit(new.id, "chair")
    assert in_file(path).memberships[new.id].role == "chair"
    section.rows.asked.emit(new.id, "period")
    editor = section.form.editors["active_from"]
    assert isinstance(editor, TextEditor)
    editor.line.setFocus()
    QTest.keyClicks(editor.line, "2011")
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert in_file(path).memberships[new.id].active_from == "2011"
    section.rows.asked.emit(new.id, "remove")
    assert len(in_file(path).memberships) == count
    for _step in range(4):
        window.actions_["undo"].trigger()
    assert len(in_file(path).memberships) == count
    assert not window.actions_["undo"].isEnabled()


def test_needs_and_ties(window: MainWindow, path: Path) -> None:
    page = organisation_page(window)
    page.needs.button.click()
    need = page.needs.picker.model.ids[0]
    page.needs.picker.list.activated.emit(page.needs.picker.model.index(0))
    statement = next(s for s in in_file(path).needs_of[HOWEST] if s.need == need)
    page.needs.rows.asked.emit(statement.id, "3")
    assert next(s for s in in_file(path).needs_of[HOWEST] if s.need == need).priority == 3
    page.needs.rows.asked.emit(statement.id, "withdraw")
    assert need not in {s.need for s in in_file(path).needs_of[HOWEST]}
    ties = len(in_file(path).ties)
    page.partners.button.click()
    page.partners.picker.list.activated.emit(page.partners.picker.model.index(0))
    assert len(in_file(path).ties) == ties + 1


def test_a_gap_shows_both_sides(window: MainWindow) -> None:
    page = organisation_page(window)
    gaps = window.session.analysis.gaps_of(HOWEST)
    assert gaps
    page.gaps.rows.rows[0].click()
    assert len(window.session.selected("organisation")) == 2
    several = window.inspector.page
    assert isinstance(several, SeveralPage)
    assert "do not work together" in several.between.sentences[0].text()


def test_evidence_opens_its_passage(window: MainWindow) -> None:
    page = organisation_page(window)
    row, note = page.evidence.rows.rows[0], page.evidence.rows.notes[0]
    assert not note.isVisibleTo(page)
    row.click()
    assert note.isVisibleTo(page)
    assert note.text()


def test_what_was_to_follow_is_left_when_nothing_is_selected(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(aside, "LARGE", 1)
    session = window.session
    session.select(("organisation", HOWEST))
    page = OrganisationPage(session, window.actions_, window)
    page.refresh()
    page.bridge.sentence.setText("as it was")
    page.refresh()  # as after an edit: the sentence follows in the next turn
    session.select()
    page.refresh()
    QApplication.processEvents()
    assert page.bridge.sentence.text() == "as it was"
    session.select(("organisation", HOWEST))
    page.refresh()
    qtbot.waitUntil(lambda: page.bridge.sentence.text() != "as it was")
    qtbot.waitUntil(lambda: not window.jobs.running)


def test_nothing_selected_shows_the_whole_network(window: MainWindow) -> None:
    window.session.select()
    page = window.inspector.page
    assert isinstance(page, WholePage)
    assert page.title.text() == window.session.snapshot.info.title
    assert page.gap_sentence.text()
    assert page.bridges.sentence.text()


def test_a_group_shows_its_members(window: MainWindow, path: Path) -> None:
    window.session.select(("working_group", INTERNATIONALISATION))
    page = window.inspector.page
    assert isinstance(page, GroupPage)
    shown = [row for row in page.members.rows.rows if row.isVisibleTo(page)]
    assert len(shown) == len(in_file(path).members_of[INTERNATIONALISATION])
    mandate = page.form.editors["mandate"]
    assert isinstance(mandate, LongTextEditor)
    mandate.text.setFocus()
    mandate.text.selectAll()
    QTest.keyClicks(mandate.text, "Go abroad")
    QTest.keyClick(mandate.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert in_file(path).groups[INTERNATIONALISATION].mandate == "Go abroad"


@pytest.mark.parametrize("noun", ["need", "recommendation", "roundtable", "initiative"])
def test_every_noun_of_the_navigator_has_a_page(window: MainWindow, noun: str) -> None:
    record = next(iter(window.session.snapshot.table(noun)))
    window.session.select((noun, record))
    page = window.inspector.page
    page.ask_name()
    assert page.isVisible()


def test_a_new_organisation_asks_for_its_name(window: MainWindow, path: Path) -> None:
    window.actions_["add_organisation"].trigger()
    page = window.inspector.page
    assert isinstance(page, OrganisationPage)
    assert page.header.title.hasFocus()
    QTest.keyClicks(page.header.title, "Nieuw huis")
    QTest.keyClick(page.header.title, Qt.Key.Key_Return)
    ((_noun, new),) = window.session.selection
    assert in_file(path).organisations[new].name == "Nieuw huis"


def test_a_list_that_does_not_hold_all_gaps_does_not_promise_them(window: MainWindow) -> None:
    page = window.inspector.page
    assert isinstance(page, WholePage)
    gaps = window.session.analysis.pair_gap_summary.listed[:12]
    for count, words in ((None, "Show all 12"), (88_811, "Show the 12 largest")):
        page.gaps.show_gaps(gaps, count=count, why_none="")
        assert words in [one.text() for one in page.gaps.findChildren(QToolButton)]
