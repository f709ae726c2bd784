"""Follow-up in a small window with large text: what is read and pressed is whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from oci_map.ui import theme
from oci_map.ui.follow_up.page import FollowUpPage
from oci_map.ui.follow_up.row_list import RowList
from oci_map.ui.push_button import PushButton
from tests.ui.windows import copied_example, shown_window

PARTS = ("board", "list", "dialogue", "network", "commitments", "evidence")


@pytest.fixture(params=[(1280, 650, 100), (1200, 720, 150), (1200, 720, 200)])
def page(request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path) -> FollowUpPage:
    wide, high, percent = request.param
    window = shown_window(qtbot, copied_example(tmp_path), language="nl")
    window.setMinimumSize(0, 0)
    window.resize(wide, high)
    window.session.show_view("follow_up")
    window.text_size.choose(percent)
    page = window.views.page
    assert isinstance(page, FollowUpPage)
    return page


def shown(page: FollowUpPage, part: str) -> None:
    """Show a part, and let the layouts do what was asked of them."""
    page.parts.choose(part)
    assert page.parts.choice == part
    page.parts.chosen.emit(part)
    for _turn in range(5):
        QApplication.processEvents()


def test_no_button_is_cut(page: FollowUpPage) -> None:
    for part in PARTS:
        shown(page, part)
        for button in page.findChildren(PushButton):
            if button.isVisible():
                above = button.parentWidget()
                assert above is not None
                assert button.width() >= button.sizeHint().width(), (part, button.text())
                assert 0 <= button.x() <= above.width() - button.width(), (part, button.text())


def test_what_the_rows_are_about_can_be_read(page: FollowUpPage) -> None:
    seen = 0
    for part in PARTS:
        shown(page, part)
        for rows in page.findChildren(RowList):
            if rows.isVisible():
                seen += 1
                places = [at for at, one in enumerate(rows.model_.columns) if not one.width]
                for place in places:
                    assert rows.columnWidth(place) >= theme.px_wide(150) - 1, part
                rest = sum(
                    rows.columnWidth(at)
                    for at in range(len(rows.model_.columns))
                    if not rows.isColumnHidden(at)
                )
                assert rest <= rows.viewport().width() or rows.columnWidth(
                    places[0]
                ) == theme.px_wide(150)
    assert seen == 3


def test_nothing_stands_over_anything_else(page: FollowUpPage) -> None:
    for part in ("commitments", "evidence"):
        shown(page, part)
        for rows in page.findChildren(RowList):
            above = rows.parentWidget()
            if not rows.isVisible() or above is None:
                continue
            beside = [
                one
                for one in above.findChildren(QWidget)
                if one.parentWidget() is above and one.isVisible() and one is not rows
            ]
            for one in beside:
                assert not one.geometry().intersects(rows.geometry()), (part, type(one).__name__)
