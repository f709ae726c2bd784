"""Chips, switch, date, legend and time strip: each changes what is shown, and shows what holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from oci_map.graph.filters import DEFAULT_KINDS, Filter
from oci_map.model.ids import RecordId
from oci_map.ui.legend_button import LegendButton
from oci_map.ui.main_window import MainWindow
from oci_map.ui.plain import PlainLabel
from tests.ui.windows import INTERNATIONALISATION, copied_example, shown_window

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    return shown_window(qtbot, copied_example(tmp_path))


def row(window: MainWindow, key: str) -> LegendButton:
    return next(one for one in window.legend.rows if one.row.key == key)


# --------------------------------------------------------------------------------- the filter bar


def test_chips_count_and_hide(window: MainWindow) -> None:
    chip = window.filter_bar.chips["cooperation"]
    assert chip.value == str(window.session.analysis.ties_by_kind["cooperation"])
    count = chip.value
    QTest.mouseClick(chip, LEFT)
    assert "cooperation" not in window.session.filter.kinds
    assert not any(line.kind == "cooperation" for line in window.session.analysis.lines)
    assert chip.value == count
    QTest.mouseClick(chip, LEFT)
    assert window.session.filter == Filter()


def test_gaps_chip(window: MainWindow) -> None:
    picture = window.session.picture
    assert picture is not None
    assert any(link.role == "gap" for link in picture.links)
    QTest.mouseClick(window.filter_bar.chips["gap"], LEFT)
    picture = window.session.picture
    assert picture is not None
    assert not any(link.role == "gap" for link in picture.links)


def test_chips_without_room_are_in_the_menu(qtbot: QtBot, window: MainWindow) -> None:
    bar = window.filter_bar
    window.resize(1200, 720)
    qtbot.waitUntil(lambda: not bar.chips["funding"].isVisible())
    assert bar.more.isVisible()
    assert bar.chips["gap"].isVisible()
    bar._list_more()
    offered = {action.data() for action in bar._more_menu.actions()}
    hidden = {k for k, c in bar.chips.items() if c.property("used") and not c.isVisible()}
    assert offered == hidden
    next(a for a in bar._more_menu.actions() if a.data() == "funding").trigger()
    assert "funding" not in window.session.filter.kinds


def test_w_leaves_the_coordinator_out(window: MainWindow) -> None:
    coordinator = window.session.snapshot.info.coordinator
    window.canvas.setFocus()
    QTest.keyClick(window.canvas, Qt.Key.Key_W)
    assert window.filter_bar.without_coordinator.isChecked()
    assert coordinator not in window.session.analysis.organisations
    assert "left out" in window.status_line.texts[-3]
    QTest.mouseClick(window.filter_bar.without_coordinator, LEFT)
    assert coordinator in window.session.analysis.organisations


def test_w_typed_in_the_search_is_a_letter(window: MainWindow) -> None:
    window.navigator.focus_search()
    QTest.keyClicks(window.navigator.search, "w")
    assert window.navigator.search.text() == "w"
    assert not window.session.filter.without_coordinator


def test_date_from_the_menu_and_typed(window: MainWindow) -> None:
    menu = window.filter_bar.date_menu
    menu._fill()
    event = window.session.analysis.events[0]
    next(a for a in menu.actions() if a.data() == event.date).trigger()
    assert window.session.filter.as_of == event.date
    menu._typed.setText("1/10/2012")
    menu._typed.returnPressed.emit()
    assert window.session.filter.as_of == "2012-10-01"
    assert window.filter_bar.date.value == "1 Oct 2012"
    menu._typed.setText("tomorrow")
    menu._typed.returnPressed.emit()
    assert window.session.filter.as_of == "2012-10-01"
    assert menu._problem.text()


def test_a_date_is_typed_into_the_open_menu(window: MainWindow) -> None:
    menu = window.filter_bar.date_menu
    menu.popup(window.mapToGlobal(window.rect().center()))
    QTest.keyClicks(menu, "2")
    assert menu._typed.hasFocus()
    QTest.keyClicks(menu._typed, "011")
    QTest.keyClick(menu._typed, Qt.Key.Key_Return)
    assert window.session.filter.as_of == "2011"
    assert not menu.isVisible()


def test_the_down_key_reaches_the_date_field(window: MainWindow) -> None:
    menu = window.filter_bar.date_menu
    menu.popup(window.mapToGlobal(window.rect().center()))
    for _step in range(len(window.session.analysis.events) + 2):
        QTest.keyClick(menu, Qt.Key.Key_Down)
    assert menu._typed.hasFocus()
    menu.close()


def test_groups_menu(window: MainWindow) -> None:
    bar = window.filter_bar
    bar._list_groups()
    entry = ("group", INTERNATIONALISATION)
    next(a for a in bar._group_menu.actions() if a.data() == entry).trigger()
    assert window.session.selection == (("working_group", INTERNATIONALISATION),)
    bar._list_groups()
    groups = [a for a in bar._group_menu.actions() if (a.data() or ("",))[0] == "group"]
    assert [a.data()[1] for a in groups if a.isChecked()] == [INTERNATIONALISATION]
    assert all(a.text().startswith("Light ") for a in groups)
    next(a for a in bar._group_menu.actions() if a.data() == ("kind", "membership")).trigger()
    assert window.session.filter.kinds == DEFAULT_KINDS - {"membership"}


def test_show_everything_takes_back_every_filter(window: MainWindow) -> None:
    assert not window.actions_["show_everything"].isEnabled()
    window.session.change_filter(as_of="2011", without_coordinator=True, show_gaps=False)
    window.actions_["show_everything"].trigger()
    assert window.session.filter == Filter()


# ------------------------------------------------------------------------------------- the legend


def test_legend_row_hides_and_shows(window: MainWindow) -> None:
    music = next(one for one in window.legend.rows if one.row.text == "Music")
    count = len(window.session.analysis.organisations)
    QTest.mouseClick(music, LEFT)
    assert window.session.filter.hidden_sectors == {music.row.key}
    assert len(window.session.analysis.organisations) == count - int(music.texts[1])
    QTest.mouseClick(music, LEFT)
    assert window.session.filter == Filter()


def test_alt_click_leaves_only_one_and_again_all(window: MainWindow) -> None:
    music = next(one for one in window.legend.rows if one.row.text == "Music")
    QTest.mouseClick(music, LEFT, Qt.KeyboardModifier.AltModifier)
    assert len(window.session.analysis.organisations) == int(music.texts[1])
    QTest.mouseClick(music, LEFT, Qt.KeyboardModifier.AltModifier)
    assert window.session.filter == Filter()


def test_a_sector_without_anybody_says_none(window: MainWindow) -> None:
    heritage = next(one for one in window.legend.rows if one.row.text == "Heritage")
    assert heritage.texts == ("Heritage", "none")


def test_hidden_lines_stay_in_the_legend(window: MainWindow) -> None:
    for key in ("funding", "strength", "gap", "coordination"):
        QTest.mouseClick(row(window, key), LEFT)
    assert not {"funding", "cooperation", "coordination"} & window.session.filter.kinds
    assert not window.session.filter.show_gaps
    for key in ("funding", "strength", "gap", "coordination"):
        QTest.mouseClick(row(window, key), LEFT)
    assert window.session.filter == Filter()


def test_pointer_on_a_row_highlights(window: MainWindow) -> None:
    music = next(one for one in window.legend.rows if one.row.text == "Music")
    music.pointed.emit(music.row, True)
    assert window.session.highlight is not None
    sectors = {
        window.session.snapshot.organisations[one].sectors[0]
        for one in window.session.highlight.organisations
    }
    assert sectors == {RecordId(music.row.key)}
    music.pointed.emit(music.row, False)
    assert window.session.highlight is None


def test_a_click_on_a_row_is_seen_under_the_pointer(window: MainWindow) -> None:
    for key in (next(one for one in window.legend.rows if one.row.text == "Music").row.key, "gap"):
        one = row(window, key)
        one.pointed.emit(one.row, True)
        QTest.mouseClick(one, LEFT)
        assert window.session.highlight is None
        one.pointed.emit(one.row, True)
        assert window.session.highlight is None


def test_the_focus_stays_in_the_legend_when_rows_go(window: MainWindow) -> None:
    one = row(window, "funding")
    one.setFocus()
    assert window.session.analysis.ties_by_kind.get("coordination")
    window.session.change_filter(without_coordinator=True)
    assert one.hasFocus()


def test_sections_fold_and_stay_folded(qtbot: QtBot, window: MainWindow) -> None:
    head = window.legend.heads[0]
    QTest.mouseClick(head, LEFT)
    assert not any(one.isVisible() for one in head.rows)
    path = window.session.document.path  # type: ignore[union-attr]
    window.close()
    again = shown_window(qtbot, path)
    assert not again.legend.heads[0].isChecked()


def test_legend_by_keyboard(window: MainWindow) -> None:
    music = next(one for one in window.legend.rows if one.row.text == "Music")
    music.setFocus()
    QTest.keyClick(music, Qt.Key.Key_Space)
    assert window.session.filter.hidden_sectors == {music.row.key}


# --------------------------------------------------------------------------------- the time strip


def test_time_strip_steps_by_quarter(window: MainWindow) -> None:
    strip = window.time_strip
    strip.load()
    chart = strip.chart
    assert chart is not None
    assert chart.has_dates
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Left)
    late = window.session.filter.as_of
    assert late.endswith("-10-01")
    QTest.keyClick(chart, Qt.Key.Key_Home)
    early = window.session.filter.as_of
    assert early < late
    assert early.endswith("-01-01")
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert window.session.filter.as_of == early[:4] + "-04-01"
    QTest.keyClick(chart, Qt.Key.Key_End)
    assert window.session.filter.as_of == ""


def test_time_strip_gets_its_chart_without_being_asked(qtbot: QtBot, window: MainWindow) -> None:
    window.time_strip.repaint()
    qtbot.waitUntil(lambda: window.time_strip.chart is not None, timeout=20_000)
    assert window.time_strip.play.isEnabled()


def test_time_strip_follows_the_pointer(window: MainWindow) -> None:
    window.time_strip.load()
    chart = window.time_strip.chart
    assert chart is not None
    window.grab()
    at = chart._box.mapViewToScene(QPointF(4.0, 0.0)).toPoint()
    QTest.mouseClick(chart.viewport(), LEFT, pos=at)
    assert window.session.filter.as_of == chart._quarter(4).begin


def test_time_plays_to_the_end_and_stops(qtbot: QtBot, window: MainWindow) -> None:
    strip = window.time_strip
    strip.load()
    strip._clock.setInterval(1)
    strip.play.click()
    assert window.session.filter.as_of
    qtbot.waitUntil(lambda: not strip.play.isChecked(), timeout=20_000)
    assert window.session.filter.as_of == ""
    assert not strip._clock.isActive()


def test_time_strip_without_dates(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot)
    assert window.session.create(tmp_path / "empty.ocimap")
    window.time_strip.load()
    assert window.time_strip.chart is not None
    assert not window.time_strip.chart.has_dates
    assert not window.time_strip.play.isEnabled()


def test_government_bodies_hide_stand_alone_and_come_back(window: MainWindow) -> None:
    session = window.session
    government = row(window, "government")
    public = int(government.texts[1])
    count = len(session.analysis.organisations)
    QTest.mouseClick(government, LEFT)
    assert len(session.analysis.organisations) == count - public
    QTest.mouseClick(government, LEFT)
    assert session.filter == Filter()
    # Another row alone hides them too; a click on their own row brings them back.
    music = next(one for one in window.legend.rows if one.row.text == "Music")
    QTest.mouseClick(music, LEFT, Qt.KeyboardModifier.AltModifier)
    alone = len(session.analysis.organisations)
    QTest.mouseClick(government, LEFT)
    assert len(session.analysis.organisations) > alone


def test_the_count_of_ties_says_what_it_leaves_out(window: MainWindow) -> None:
    labels = window.status_line.findChildren(PlainLabel)
    ties = next(label for label in labels if label.text().endswith(" ties"))
    assert ties.toolTip().startswith("Lines on the map: ties and initiatives.")
