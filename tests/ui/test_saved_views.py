"""Saved views in the window: opening one changes no data; saving, arranging, moving are steps."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from oci_map.drawing.appearance import BY_LEVEL
from oci_map.drawing.picture import Key
from oci_map.drawing.places import stored_places
from oci_map.drawing.view_settings import read
from oci_map.graph.filters import Filter
from oci_map.model.ids import RecordId
from oci_map.model.records import SavedView
from oci_map.operations import views
from oci_map.ui import messages, saved_view
from oci_map.ui.main_window import MainWindow
from oci_map.ui.saved_views.arrange import ArrangeViews
from oci_map.ui.saved_views.model import ID_ROLE, ViewsModel
from tests.ui.windows import HOWEST, INTERNATIONALISATION, copied_example, in_file, shown_window

EXAMPLE_VIEW = RecordId("view-without-coordinator")


def entry(menu: QMenu, data: object) -> QAction:
    menu.aboutToShow.emit()
    return next(one for one in menu.actions() if one.isCheckable() and one.data() == data)


def saved(window: MainWindow, view: RecordId) -> SavedView:
    record = window.session.snapshot.get("saved_view", view)
    assert isinstance(record, SavedView)
    return record


def save(window: MainWindow) -> RecordId:
    window.actions_["view_save"].trigger()
    desk = window.view_desk.arranging
    assert isinstance(desk, ArrangeViews)
    desk.close()
    return window.session.shown.view


def test_opening_a_view_changes_nothing_in_the_file(qtbot: QtBot, tmp_path: Path) -> None:
    path = copied_example(tmp_path)
    window = shown_window(qtbot, path)
    before, session = path.read_bytes(), window.session
    menu = window.filter_bar.views_menu
    entry(menu, EXAMPLE_VIEW).trigger()
    assert session.filter == Filter(as_of="2012-10-01", without_coordinator=True)
    assert window.filter_bar.views.text().startswith("Without the")
    assert window.filter_bar.views.value == ""
    assert entry(menu, EXAMPLE_VIEW).isChecked()
    entry(menu, "").trigger()
    assert session.filter == Filter()
    assert window.filter_bar.views.text() == "Views"
    assert path.read_bytes() == before


def test_a_changed_filter_is_marked_until_the_view_is_updated(qtbot: QtBot, tmp_path: Path) -> None:
    path = copied_example(tmp_path)
    window = shown_window(qtbot, path)
    session, update = window.session, window.actions_["view_update"]
    saved_view.open_view(session, EXAMPLE_VIEW)
    assert not update.isEnabled()
    session.change_filter(show_gaps=False)
    saved_view.dress(session, colour_by=BY_LEVEL)
    assert window.filter_bar.views.value == "•"
    session.select(("organisation", HOWEST))
    assert update.isEnabled()
    update.trigger()
    assert window.filter_bar.views.value == ""
    assert not update.isEnabled()
    kept = read(saved(window, EXAMPLE_VIEW).settings).settings
    assert (kept.filter, kept.appearance) == (session.filter, session.shown.appearance)
    assert in_file(path).get("saved_view", EXAMPLE_VIEW) == saved(window, EXAMPLE_VIEW)
    session.undo()
    assert window.filter_bar.views.value == "•"


def test_a_view_keeps_places_of_its_own(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    session = window.session
    view = save(window)
    document_places = stored_places(session.snapshot)
    assert saved_view.move(session, {HOWEST: (500.0, 501.0)})
    assert session.document is not None
    assert str(session.document.undo_label) == "Moved Howest in the view “View 2”"
    assert stored_places(session.snapshot) == document_places
    assert session.places[HOWEST] == (500.0, 501.0)
    assert not saved_view.differs(session)
    picture = session.picture
    assert picture is not None
    node = picture.node(Key(HOWEST))
    assert node is not None
    assert (node.x, node.y) == (500.0, 501.0)
    session.undo()
    assert session.places[HOWEST] != (500.0, 501.0)
    session.redo()
    saved_view.leave(session)
    assert session.places == document_places
    saved_view.open_view(session, view)
    window.actions_["view_places"].trigger()
    saved_view.leave(session)
    assert session.places[HOWEST] == (500.0, 501.0)
    session.undo()
    assert session.places == document_places


def test_dropping_on_a_group_in_a_view_is_one_step_and_moves_only_there(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    session = window.session
    save(window)
    before, places = session.snapshot, stored_places(session.snapshot)
    outsider = next(
        one
        for one in session.snapshot.organisations
        if all(
            m.group != INTERNATIONALISATION for m in session.snapshot.memberships_of.get(one, ())
        )
    )
    saved_view.join(session, outsider, INTERNATIONALISATION, {outsider: (7.0, 8.0)})
    assert session.places[outsider] == (7.0, 8.0)
    assert stored_places(session.snapshot) == places
    session.undo()
    assert session.snapshot == before


def test_tidying_in_a_view_leaves_the_places_of_the_document(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    session = window.session
    view = save(window)
    saved_view.move(session, {HOWEST: (0.0, 0.0)})
    places, kept = stored_places(session.snapshot), saved(window, view)
    window.placer.tidy()
    qtbot.waitUntil(lambda: saved(window, view) != kept, timeout=20_000)
    assert stored_places(session.snapshot) == places


def test_a_deleted_view_gives_the_places_back_and_undo_brings_it_again(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    session = window.session
    view = save(window)
    saved_view.move(session, {HOWEST: (500.0, 501.0)})
    session.run(views.delete, view)
    assert session.places[HOWEST] != (500.0, 501.0)
    assert window.filter_bar.views.text() == "Views"
    assert not window.actions_["view_places"].isEnabled()
    session.undo()
    assert session.places[HOWEST] == (500.0, 501.0)
    assert window.filter_bar.views.text() == "View 2"


def test_damaged_settings_say_what_is_wrong_and_stay(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    session = window.session
    told: list[tuple[str, str]] = []
    monkeypatch.setattr(messages, "problem", lambda *words: told.append(words))
    text = '{"filter":{"as_of":"2012-99","show_gaps":false},"places":7,"later":1}'
    session.run(views.update, EXAMPLE_VIEW, text)
    saved_view.open_view(session, EXAMPLE_VIEW)
    assert len(told) == 1
    assert "Without the coordinator" in told[0][0]
    assert "filter.as_of" in told[0][1]
    assert session.filter == Filter(show_gaps=False)
    assert saved(window, EXAMPLE_VIEW).settings == text
    session.change_filter(show_gaps=True)
    saved_view.update(session)
    assert '"later":1' in saved(window, EXAMPLE_VIEW).settings


def test_the_list_follows_every_step_row_by_row(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    session = window.session
    model = ViewsModel(session, window)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    save(window)
    session.run(views.duplicate, EXAMPLE_VIEW)
    names = [model.index(row).data() for row in range(model.rowCount())]
    assert names[1].endswith("(copy)")
    session.run(views.reorder, [model.index(2).data(ID_ROLE)])
    assert model.index(0).data() == "View 2"
    for _step in range(3):
        session.undo()
    assert model.rowCount() == 1
    assert session.document is not None
    while session.document.redo_label is not None:
        session.redo()
    assert [model.index(row).data() for row in range(3)] == ["View 2", *names[:2]]
    tester.deleteLater()


def test_a_row_is_renamed_and_dragged(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    session = window.session
    view = save(window)
    model = ViewsModel(session, window)
    assert model.setData(model.index(1), "<b>Bestuur</b> 👩🏽‍🎨")
    assert not model.setData(model.index(1), "  ")
    assert saved(window, view).name_en == "<b>Bestuur</b> 👩🏽‍🎨"
    data: QMimeData = model.mimeData([model.index(1)])
    move = Qt.DropAction.MoveAction
    assert not model.dropMimeData(data, move, 0, 0, QModelIndex())
    assert model.index(0).data(ID_ROLE) == view
    model.dropMimeData(data, move, -1, -1, QModelIndex())
    assert model.index(1).data(ID_ROLE) == view


def test_the_list_is_worked_by_keyboard(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    session = window.session
    view = save(window)
    saved_view.leave(session)
    window.actions_["view_arrange"].trigger()
    desk = window.view_desk.arranging
    assert isinstance(desk, ArrangeViews)
    desk.choose(view)
    QTest.keyClick(desk, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert desk.model.row_of(view) == 0
    assert desk.current is not None
    assert desk.current.id == view
    QTest.keyClick(desk, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert desk.model.rowCount() == 3
    desk.choose(view)
    desk.show_it.click()
    assert session.shown.view == view
    desk.title.setText("Wie?")
    desk.title.editingFinished.emit()
    assert read(saved(window, view).settings).settings.title_en == "Wie?"
    assert not saved_view.differs(session)
    desk.buttons["trash-2"].click()
    assert session.snapshot.get("saved_view", view) is None
    session.set_language("nl")
    desk.close()


def test_outlines_are_ticked_in_the_menu(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    menu = window.filter_bar.views_menu
    menu.aboutToShow.emit()
    outlines = menu.actions()[-1].menu()
    assert isinstance(outlines, QMenu)
    next(one for one in outlines.actions() if one.data() == INTERNATIONALISATION).trigger()
    picture = window.session.picture
    assert picture is not None
    assert Key(INTERNATIONALISATION) not in {one.key for one in picture.outlines}
    menu.aboutToShow.emit()
    again = next(one for one in outlines.actions() if one.data() == INTERNATIONALISATION)
    assert not again.isChecked()
