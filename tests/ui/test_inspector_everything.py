"""Every noun has a page; what points at a record, who says so, and the way back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from oci_map.model import records as r
from oci_map.model.fields import NOUNS, Kind
from oci_map.model.ids import RecordId
from oci_map.operations import evidence, records
from oci_map.ui.inspector.colour import ColourEditor, contrast
from oci_map.ui.inspector.editors import TextEditor
from oci_map.ui.inspector.links import Link, Pointing, links_to
from oci_map.ui.inspector.record import RecordPage
from oci_map.ui.inspector.references import ReferencesEditor, moved
from oci_map.ui.main_window import MainWindow
from tests.examples import snapshot_of
from tests.ui.inspector_windows import organisation_page, record_page
from tests.ui.windows import HOWEST, copied_example, in_file, shown_window

LISTED = [noun.name for noun in NOUNS.values() if noun.listed]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return copied_example(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, path: Path) -> MainWindow:
    return shown_window(qtbot, path)


# ------------------------------------------------------------------------------------ every noun


def test_every_noun_has_a_page_with_an_editor_for_each_field(window: MainWindow) -> None:
    run = window.session.run
    person = r.Person(id=RecordId("p"), name="<img src=x> An", organisation=HOWEST)
    assert run(records.add, person)
    meeting = next(iter(window.session.snapshot.all(r.Roundtable)))
    for one in (
        r.Wish(id=RecordId("w"), roundtable=meeting, organisation=HOWEST),
        r.TableSheet(id=RecordId("t"), roundtable=meeting, question="<b>Why?"),
        r.Commitment(id=RecordId("c"), roundtable=meeting, text="<b>To call", table=2),
        r.GapOutcome(id=RecordId("g"), roundtable=meeting, gap="sectors:a:b"),
    ):
        assert run(records.add, one)
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


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("noun", ["roundtable", "recommendation"])
def test_labels_are_read_whole(window: MainWindow, language: str, noun: str) -> None:
    window.session.set_language(language)
    form = record_page(window, noun).form
    for name, editor in form.editors.items():
        label = form._labels[name]
        assert label.text() == editor.field.label
        wrapped = label.fontMetrics().boundingRect(
            QRect(0, 0, label.width(), 2000), int(Qt.TextFlag.TextWordWrap), label.text()
        )
        assert wrapped.width() <= label.width()
        assert wrapped.height() <= label.height()
