"""The views that share the middle of the window, and the switch between them."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from oci_map.ui.views import MAP, VIEWS, Page
from tests.ui.windows import copied_example, shown_window


def test_each_view_shows_its_page_and_the_tools_that_belong_to_it(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    for view, action in zip(VIEWS, window.actions_.views, strict=True):
        action.trigger()
        assert window.session.view == view.name
        assert action.isChecked()
        page = window.views.page
        assert (page is None) is (view.name == MAP)
        if isinstance(page, Page):
            assert page.isVisible()
            assert window.filter_bar.isVisible() is page.shows_filter
            assert window.inspector.isVisible() is page.shows_inspector
        assert window.canvas.isVisible() is (page is None)


def test_each_view_changes_its_words_with_the_language(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    for action in window.actions_.views:
        action.trigger()
    window.session.set_language("nl")
    assert window.command_row.views.tabText(0) == "Kaart"


def test_a_click_on_the_view_that_is_shown_changes_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    window.actions_.views[0].trigger()
    assert window.actions_.views[0].isChecked()
    assert window.session.view == MAP
