"""Every noun has a page; what points at a record, who says so, and the way back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from oci_map.model import records as r
from oci_map.model.fields import NOUNS, Kind
from oci_map.model.ids import RecordId
from oci_map.operations import evidence, records
from oci_map.ui.inspector.colour import ColourEditor, contrast
from oci_map.ui.inspector.editors import TextEditor
from oci_map.ui.inspector.links import Link, Pointing, links_to
from oci_map.ui.inspector.organisation import OrganisationPage
from oci_map.ui.inspector.record import RecordPage
from oci_map.ui.inspector.references import ReferencesEditor, moved
from oci_map.ui.main_window import MainWindow
from tests.examples import snapshot_of
from tests.ui.windows import HOWEST, INTERNATIONALISATION, copied_example, in_file, shown_window

LISTED = [noun.name for noun in NOUNS.values() if noun.listed]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return copied_example(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, path: Path) -> MainWindow:
    return shown_window(qtbot, path)


def record_page(window: MainWindow, noun: str, record: RecordId | None = None) -> RecordPage:
    chosen = record or next(iter(window.session.snapshot.table(noun)))
    window.session.select((noun, chosen))
    page = window.inspector.page
    assert isinstance(page, RecordPage)
    return page


def organisation_page(window: MainWindow) -> OrganisationPage:
    window.session.select(("organisation", HOWEST))
    page = window.inspector.page
    assert isinstance(page, OrganisationPage)
    return page


# ------------------------------------------------------------------------------------ every noun


def test_every_noun_has_a_page_with_an_editor_for_each_field(window: MainWindow) -> None:
    run = window.session.run
    person = r.Person(id=RecordId("p"), name="<img src=x> An", organisation=HOWEST)
    assert run(records.add, person)
    for noun in LISTED:
        record = next(iter(window.session.snapshot.table(noun)))
        window.session.select((noun, record))
        page = window.inspector.page
        page.ask_name()
        assert page.isVisible(), noun
        if isinstance(page, RecordPage):
            shown = set(page.form.editors)
            wanted = {f.name for f in NOUNS[noun].fields if f.kind is not Kind.DATA} - {"rank"}
            hidden = {"evidence": {"noun", "record", "field"}, "gap_note": {"gap"}}
            assert shown == wanted - hidden.get(noun, set())
            assert page.header.title.text()
            assert "{" not in page.header.title.text()


def test_a_reference_is_followed_from_its_field(window: MainWindow) -> None:
    tie = next(iter(window.session.snapshot.ties.values()))
    editor = record_page(window, "tie", tie.id).form.editors["organisation"]
    editor.goer.click()  # type: ignore[attr-defined]
    assert window.session.selection == (("organisation", tie.organisation),)


def test_several_references_change_their_order() -> None:
    a, b, c = (RecordId(one) for one in "abc")
    assert moved((a, b, c), c, "first") == (c, a, b)
    assert moved((a, b, c), c, "up") == (a, c, b)
    assert moved((a, b, c), a, "down") == (b, a, c)
    assert moved((a, b, c), b, "out") == (a, c)


def test_several_references_in_the_window(window: MainWindow, path: Path) -> None:
    kept = window.session.snapshot.all(r.Recommendation).values()
    chosen = next(one for one in kept if len(one.supporters) > 1)
    editor = record_page(window, "recommendation", chosen.id).form.editors["supporters"]
    assert isinstance(editor, ReferencesEditor)
    editor.button.click()
    second = editor._menu.actions()[1].menu()
    assert isinstance(second, QMenu)
    first = next(a for a in second.actions() if a.data()[0] == "first")
    first.trigger()
    editor._menu.close()
    after = in_file(path).all(r.Recommendation)[chosen.id].supporters
    assert after == moved(chosen.supporters, chosen.supporters[1], "first")


def test_a_colour_says_how_it_stands_out(window: MainWindow, path: Path) -> None:
    page = record_page(window, "sector")
    editor = page.form.editors["colour"]
    assert isinstance(editor, ColourEditor)
    editor.line.setFocus()
    editor.line.selectAll()
    QTest.keyClicks(editor.line, "#ffff00")
    assert "little" in editor.contrast.text()
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert in_file(path).sectors[page.form.record_id].colour == "#ffff00"
    editor.line.selectAll()
    QTest.keyClicks(editor.line, "bluish")
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert page.form.problems["colour"].isVisible()
    editor._offer()
    actions = editor._menu.actions()
    editor._menu.close()
    assert len(actions) > 2
    actions[0].trigger()
    assert in_file(path).sectors[page.form.record_id].colour == actions[0].data()


def test_contrast_is_that_of_the_guidelines() -> None:
    from PySide6.QtGui import QColor

    assert contrast(QColor("#000000"), QColor("#ffffff")) == pytest.approx(21.0)
    assert contrast(QColor("#777777"), QColor("#ffffff")) == pytest.approx(4.48, abs=0.01)


# --------------------------------------------------------------------------- what points at it


def test_links_follow_from_the_fields_and_leave_none_out() -> None:
    for noun in NOUNS:
        fields = {
            (other.name, field.name)
            for other in NOUNS.values()
            for field in other.fields
            if other.listed and field.target == noun
        }
        links = links_to(noun)
        reached = {(one.noun, name) for one in links for name in (one.field, one.twin) if name}
        assert reached == fields


@pytest.mark.parametrize("noun", LISTED)
def test_all_that_points_at_a_record_is_found(noun: str) -> None:
    snapshot = snapshot_of("oci-worked-example")
    pointing = Pointing()
    for record in list(snapshot.table(noun))[:5]:
        for link in links_to(noun):
            found = {one.id for one in pointing.at(snapshot, link, record)}
            names = [name for name in (link.field, link.twin) if name]
            several = link.described[1].kind is Kind.REFERENCES
            assert found == {
                one.id
                for one in snapshot.table(link.noun).values()
                for name in names
                if record in (getattr(one, name) if several else (getattr(one, name),))
            }


def test_an_initiative_is_joined_and_left_from_the_organisation(
    window: MainWindow, path: Path
) -> None:
    page = organisation_page(window)
    link = Link("initiative", "partners")
    place = page.related.links.index(link)
    page.related._open_menu()
    action = next(a for a in page.related._menu.actions() if a.data() == place)
    page.related._menu.close()
    action.trigger()
    section = page.related.sections[link]
    chosen = section.picker.model.ids[1]  # the first row makes a new one
    section.picker.list.activated.emit(section.picker.model.index(1))
    assert HOWEST in in_file(path).all(r.Initiative)[chosen].partners
    assert section.isVisibleTo(page)
    row = next(one for one in section.rows.rows if one.data.key == chosen)
    section.rows.asked.emit(chosen, "out")
    assert HOWEST not in in_file(path).all(r.Initiative)[chosen].partners
    window.actions_["undo"].trigger()
    row.click()
    assert window.session.selection == (("initiative", chosen),)


def test_a_person_is_made_from_the_organisation_and_asks_for_a_name(
    window: MainWindow, path: Path
) -> None:
    page = organisation_page(window)
    section = page.related.section(Link("person", "organisation"))
    section.show_owner(HOWEST)
    section.offer(page.related.adder)
    section.picker.list.activated.emit(section.picker.model.index(0))
    ((noun, new),) = window.session.selection
    assert noun == "person"
    made = window.inspector.page
    assert isinstance(made, RecordPage)
    assert made.header.title.hasFocus()
    QTest.keyClicks(made.header.title, "An Peeters")
    QTest.keyClick(made.header.title, Qt.Key.Key_Return)
    kept = in_file(path).all(r.Person)[new]
    assert (kept.name, kept.organisation) == ("An Peeters", HOWEST)


def test_a_tie_and_an_invitation_are_made_by_choosing_the_other_end(
    window: MainWindow, path: Path
) -> None:
    related = organisation_page(window).related
    ties = related.section(next(one for one in related.links if one.noun == "tie"))
    ties.show_owner(HOWEST)
    before = {one.id for one in ties.found()}
    ties.offer(related.adder)
    assert HOWEST not in ties.picker.model.ids
    ties.picker.list.activated.emit(ties.picker.model.index(0))
    (new,) = {one.id for one in ties.found()} - before
    assert HOWEST in (in_file(path).ties[new].organisation, in_file(path).ties[new].other)
    ties.rows.asked.emit(new, "delete")
    assert new not in in_file(path).ties


def test_long_lists_are_shown_in_steps(window: MainWindow) -> None:
    page = record_page(window, "roundtable")
    section = page.related.section(Link("invitation", "roundtable"))
    section.show_owner(page.form.record_id)
    assert len([one for one in section.rows.rows if one.isVisibleTo(page)]) == 5
    section._more.click()
    shown = [one for one in section.rows.rows if one.isVisibleTo(page)]
    assert len(shown) == min(len(section.found()), 55)


def test_from_a_source_to_what_it_supports(window: MainWindow, path: Path) -> None:
    source = RecordId("source-answer")
    page = record_page(window, "source", source)
    assert page.supported is not None
    row = page.supported.rows.rows[0]
    kept = window.session.snapshot.all(r.Evidence)[RecordId(row.data.key)]
    row.click()
    assert window.session.selection == ((kept.noun, kept.record),)
    page = record_page(window, "source", source)
    assert page.supported is not None
    page.supported._offer()
    needs = next(a for a in page.supported._menu.actions() if a.data() == "need")
    page.supported._menu.close()
    needs.trigger()
    need = page.supported.picker.model.ids[0]
    page.supported.picker.list.activated.emit(page.supported.picker.model.index(0))
    assert source in {one.source for one in in_file(path).evidence_of[need]}


def test_a_decision_about_a_gap_names_both_sides(window: MainWindow) -> None:
    page = record_page(window, "gap_note")
    assert page.about is not None
    assert "pair:" not in page.header.title.text()
    page.about.rows.rows[0].click()
    assert len(window.session.selection) == 2


# ------------------------------------------------------------------------------ who says so


def test_a_field_shows_its_certainty_and_opens_who_says_so(window: MainWindow, path: Path) -> None:
    page = organisation_page(window)
    mark = page.form.marks["policy_level"]
    assert mark.certainty == "inferred"
    mark.click()
    sources = page.form.sources
    assert sources is not None
    (kept,) = sources.list.evidence()
    assert kept.field == "policy_level"
    sources.adder.click()
    sources.list.picker.list.activated.emit(sources.list.picker.model.index(1))
    assert len(sources.list.evidence()) == 2
    assert mark.certainty == "stated"
    form = sources.list.form
    assert form is not None
    assert form.isVisibleTo(page)
    passage = form.editors["passage"]
    passage.edited.emit("passage", "p. 12")
    assert "p. 12" in {one.passage for one in in_file(path).evidence_of[HOWEST]}
    mark.click()
    assert not sources.isVisibleTo(page)


def test_the_keyboard_opens_the_sources_of_the_field_it_is_in(window: MainWindow) -> None:
    page = organisation_page(window)
    editor = page.form.editors["place"]
    assert isinstance(editor, TextEditor)
    editor.line.setFocus()
    window.actions_["field_sources"].trigger()
    assert page.form.open_field == "place"
    focused = QApplication.focusWidget()
    assert focused is not None
    assert page.form.isAncestorOf(focused)
    window.actions_["field_sources"].trigger()
    assert page.form.open_field == ""
    assert editor.line.hasFocus()


def test_unknown_is_an_answer_and_is_shown_as_one(window: MainWindow, path: Path) -> None:
    page = organisation_page(window)
    page._show_all_fields()
    editor = page.form.editors["website"]
    assert isinstance(editor, TextEditor)
    page.form.marks["website"].click()
    sources = page.form.sources
    assert sources is not None
    sources.unknown.click()
    assert editor.line.placeholderText() == "Unknown"
    assert "Unknown" in editor.line.accessibleName()
    assert page.form.marks["website"].certainty == "unknown"
    kept = in_file(path)
    assert evidence.unknown(kept, "organisation", kept.organisations[HOWEST], "website")
    page._show_all_fields()
    assert editor.isVisibleTo(page)  # an answer is not hidden among the empty fields
    editor.line.setFocus()
    QTest.keyClicks(editor.line, "https://howest.be")
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert page.form.marks["website"].certainty == ""
    window.actions_["undo"].trigger()
    sources.show_field("organisation", HOWEST, "website")
    sources.unknown.click()
    assert editor.line.placeholderText() == "Add website…"


# ----------------------------------------------------------------------------- back and forward


def selected(window: MainWindow) -> list[tuple[str, RecordId]]:
    """Return what is selected now."""
    return list(window.session.selection)


def test_back_and_forward_go_through_what_was_selected(window: MainWindow) -> None:
    session, back, forward = window.session, window.actions_["back"], window.actions_["forward"]
    assert not back.isEnabled()
    group = ("working_group", INTERNATIONALISATION)
    for one in (("organisation", HOWEST), group, ("need", next(iter(session.snapshot.needs)))):
        session.select(one)
    back.trigger()
    assert selected(window) == [group]
    back.trigger()
    assert selected(window) == [("organisation", HOWEST)]
    forward.trigger()
    assert selected(window) == [group]
    back.trigger()
    back.trigger()
    assert selected(window) == []
    assert not back.isEnabled()


def test_what_was_deleted_is_passed_over(window: MainWindow) -> None:
    session = window.session
    for one in (("organisation", HOWEST), ("working_group", INTERNATIONALISATION)):
        session.select(one)
    session.run(records.remove, "working_group", INTERNATIONALISATION)
    assert selected(window) == []
    window.actions_["back"].trigger()
    assert selected(window) == [("organisation", HOWEST)]


def test_the_buttons_at_the_side_of_a_mouse(window: MainWindow) -> None:
    window.session.select(("organisation", HOWEST))
    QTest.mouseClick(window.inspector.bar, Qt.MouseButton.BackButton)
    assert selected(window) == []
    QTest.mouseClick(window.inspector.bar, Qt.MouseButton.ForwardButton)
    assert selected(window) == [("organisation", HOWEST)]


# ------------------------------------------------------------------------------- the keyboard


def test_after_choosing_the_keyboard_is_where_it_was_asked_for(
    window: MainWindow, path: Path
) -> None:
    page = organisation_page(window)
    page.ask_name()  # the name is marked: the next letter would replace it
    QTest.mouseClick(page.groups.button, Qt.MouseButton.LeftButton)
    QTest.keyClick(page.groups.picker.list, Qt.Key.Key_Return)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert not page.header.title.hasFocus()
    QTest.keyClicks(focused, "x")
    assert in_file(path).organisations[HOWEST].short_name == "Howest"
    assert page.header.title.text() == "Howest"
    page.header.title.setFocus()
    QTest.mouseClick(page.needs.button, Qt.MouseButton.LeftButton)
    QTest.keyClick(page.needs.picker.list, Qt.Key.Key_Escape)
    assert not page.header.title.hasFocus()


def test_a_row_that_goes_hands_the_keyboard_to_the_row_before(window: MainWindow) -> None:
    page = organisation_page(window)
    shown = [row for row in page.needs.rows.rows if row.isVisible()]
    shown[-1].setFocus()
    page.needs.rows.asked.emit(shown[-1].data.key, "withdraw")
    assert shown[-2].hasFocus()


def test_escape_in_a_refused_date_takes_it_back_and_keeps_the_selection(
    window: MainWindow,
) -> None:
    page = organisation_page(window)
    page._show_all_fields()
    editor = page.form.editors["active_from"]
    assert isinstance(editor, TextEditor)
    editor.line.setFocus()
    QTest.keyClicks(editor.line, "soon")
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert page.form.problems["active_from"].isVisible()
    QTest.keyClick(editor.line, Qt.Key.Key_Escape)
    assert window.session.selection == (("organisation", HOWEST),)
    assert editor.line.text() == ""
    assert not page.form.problems["active_from"].isVisible()


def test_the_inspector_over_a_narrow_map_closes_and_lets_the_keyboard_out(
    window: MainWindow,
) -> None:
    window.resize(1200, 720)
    page = organisation_page(window)
    page.header.title.setFocus()
    assert window.inspector.isVisible()
    left = False
    for _step in range(200):
        window.focusNextPrevChild(True)
        focused = QApplication.focusWidget()
        assert focused is not None
        left = left or not window.inspector.isAncestorOf(focused)
    assert left
    page.header.title.setFocus()
    window.actions_["inspector"].trigger()
    assert not window.inspector.isVisible()
    assert window.canvas.hasFocus()
    window.actions_["inspector"].trigger()
    page.header.title.setFocus()
    QTest.keyClick(page.header.title, Qt.Key.Key_Escape)
    window.actions_["select_none"].trigger()
    assert not window.inspector.isVisible()
    assert window.canvas.hasFocus()


def test_going_to_another_record_never_puts_the_keyboard_into_its_name(
    window: MainWindow,
) -> None:
    page = organisation_page(window)
    page.form.marks["policy_level"].click()
    assert page.form.sources is not None
    assert page.form.sources.adder.hasFocus()
    for noun in ("source", "sector", "tie"):
        shown = record_page(window, noun)
        assert not shown.header.title.hasFocus()
        assert not shown.header.subtitle.hasFocus()
    assert window.inspector.hasFocus()
    window.focusNextPrevChild(True)
    focused: QWidget | None = QApplication.focusWidget()
    assert focused is not None
    assert window.inspector.isAncestorOf(focused)


def test_a_box_to_tick_shows_that_it_has_the_keyboard(window: MainWindow) -> None:
    box = record_page(window, "tie").form.editors["directed"].box  # type: ignore[attr-defined]
    window.canvas.setFocus()
    before = box.grab().toImage()
    box.setFocus(Qt.FocusReason.TabFocusReason)
    assert box.grab().toImage() != before
