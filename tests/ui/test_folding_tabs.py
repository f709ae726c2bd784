"""Tabs that find no room are in a menu; the one that is chosen is always read whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from oci_map.ui.fitting import fitting
from oci_map.ui.flow import Flow
from oci_map.ui.folding_tabs import FoldingTabs
from oci_map.ui.segments import Segments
from oci_map.ui.views import VIEWS
from tests.ui.windows import copied_example, shown_window

_NAMES = {str(place): f"Choice number {place}" for place in range(9)}


@pytest.fixture
def tabs(qtbot: QtBot) -> Segments:
    made = Segments()
    qtbot.addWidget(made)
    made.set_choices(_NAMES.items())
    made.resize(2000, 40)
    with qtbot.waitExposed(made):
        made.show()
    made.resize(made.sizeHint())
    return made


def shown(tabs: FoldingTabs) -> list[str]:
    return [tabs.tabText(place) for place in range(tabs.count()) if tabs.isTabVisible(place)]


@given(
    st.lists(st.integers(1, 200), min_size=1, max_size=12),
    st.integers(0, 1500),
    st.integers(0, 80),
    st.integers(0, 6),
    st.data(),
)
def test_what_is_shown_has_room(
    sizes: list[int], room: int, menu: int, gap: int, data: st.DataObject
) -> None:
    widths = dict(enumerate(sizes))
    chosen = data.draw(st.sampled_from(list(widths)))
    found = fitting(widths, room, chosen, menu, gap)
    assert chosen in found
    assert list(found) == sorted(found)
    used = sum(widths[one] for one in found) + gap * (len(found) - 1)
    if len(found) == len(widths):
        assert used <= room or len(widths) == 1 or found == [chosen]
    elif len(found) > 1:
        assert used + menu <= room


def test_all_are_shown_where_there_is_room(tabs: Segments) -> None:
    assert shown(tabs) == list(_NAMES.values())
    assert tabs.more.isHidden()


def test_the_others_are_in_a_menu(tabs: Segments) -> None:
    tabs.resize(400, tabs.height())
    seen = shown(tabs)
    assert 1 < len(seen) < len(_NAMES)
    last = tabs.tabRect(len(seen) - 1)
    assert tabs.tabRect(0).left() >= 0
    assert last.right() < tabs.more.geometry().left()
    assert tabs.more.geometry().right() <= tabs.width()
    tabs._menu.aboutToShow.emit()
    offered = [action.text() for action in tabs._menu.actions()]
    assert seen + offered == list(_NAMES.values())
    assert offered[-1] in tabs.more.toolTip()
    assert offered[-1] in tabs.more.accessibleName()
    tabs._menu.actions()[-1].trigger()
    assert tabs.choice == "8"
    assert shown(tabs)[-1] == offered[-1]
    assert tabs.tabRect(8).right() < tabs.width()
    tabs.resize(tabs.sizeHint())
    assert shown(tabs) == list(_NAMES.values())


def test_a_flow_goes_on_in_another_row(qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    flow = Flow(around)
    parts = [QPushButton(f"Part number {place}") for place in range(5)]
    for part in parts:
        flow.addWidget(part)
    wide = flow.sizeHint().width()
    around.resize(wide, flow.heightForWidth(wide))
    around.show()
    assert len({part.y() for part in parts}) == 1
    around.resize(wide // 2, flow.heightForWidth(wide // 2))
    flow.activate()
    assert len({part.y() for part in parts}) > 1
    assert all(part.geometry().right() < around.width() for part in parts)
    assert all(part.geometry().bottom() < around.height() for part in parts)
    parts[0].hide()
    assert flow.sizeHint().width() < wide
    assert flow.itemAt(9) is None
    assert flow.takeAt(9) is None


def test_arrow_keys_reach_all_of_them(tabs: Segments) -> None:
    tabs.resize(300, tabs.height())
    tabs.setFocus()
    visited = [tabs.choice]
    for _step in range(len(_NAMES)):
        QTest.keyClick(tabs, Qt.Key.Key_Right)
        visited.append(tabs.choice)
        assert tabs.isTabVisible(tabs.currentIndex())
    assert visited == [*_NAMES, "8"]
    tabs.choose("1")
    assert tabs.choice == "1"


def test_the_views_are_all_read_in_dutch_at_1200_px(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    window.resize(1200, 720)
    window.session.set_language("nl")
    views = window.command_row.views
    qtbot.waitUntil(lambda: len(shown(views)) == sum(one.listed for one in VIEWS))
    assert views.more.isHidden()
    window.session.show_view("method")
    assert views.isTabVisible([one.name for one in VIEWS].index("method"))


def test_a_long_name_is_cut_before_it_pushes_a_menu_out(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot, copied_example(tmp_path), language="nl")
    window.resize(1200, 720)
    window.text_size.choose(200)
    bar, switch = window.command_row.bar, window.command_row.views
    for name in ("duplicates", "versions", "gaps"):
        window.session.show_view(name)
        qtbot.waitUntil(lambda: bar.width() >= bar.sizeHint().width())
        for action in bar.actions():
            assert bar.rect().contains(bar.actionGeometry(action)), (name, action.text())
        chosen = switch.tabRect(switch.currentIndex())
        assert switch.rect().contains(chosen)
        assert chosen.right() < switch.more.x()
    window.text_size.choose(100)
    assert switch.elideMode() is Qt.TextElideMode.ElideNone
