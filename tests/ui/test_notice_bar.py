"""What is told goes by itself, waits for whoever reads it, and covers nothing to press."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from oci_map.ui.notice_bar import NoticeBar
from tests.ui.windows import copied_example, shown_window


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1200, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def notice(window: QWidget) -> NoticeBar:
    made = NoticeBar(window)
    made.stand_over(window, 0)
    return made


def box(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint()), widget.size())


def test_what_is_told_goes_when_its_time_is_over(notice: NoticeBar) -> None:
    notice.show_said("Copied as an image")
    assert notice._clock.isActive()
    notice._clock.timeout.emit()
    assert not notice.isVisible()


def test_what_somebody_must_know_stays(notice: NoticeBar) -> None:
    notice.show_said("Copied as an image")
    notice.show_note("The document was changed outside this program.")
    assert not notice._clock.isActive()
    assert notice.isVisible()


def test_it_waits_for_whoever_points_at_it(
    qtbot: QtBot, notice: NoticeBar, window: QWidget
) -> None:
    notice.show_written((Path("/home/els/papers.docx"),))
    QTest.mouseMove(window, notice.geometry().center())
    qtbot.waitUntil(notice.underMouse)
    notice._clock.timeout.emit()
    assert notice.isVisible()
    assert notice._clock.isActive()
    QTest.mouseMove(window, QPoint(3, 3))
    qtbot.waitUntil(lambda: not notice.underMouse())
    notice._clock.timeout.emit()
    assert not notice.isVisible()


def test_it_waits_for_the_keyboard(notice: NoticeBar, window: QWidget) -> None:
    QTest.mouseMove(window, QPoint(3, 3))
    notice.show_written((Path("/home/els/papers.docx"),))
    notice._folder.setFocus()
    notice._clock.timeout.emit()
    assert notice.isVisible()
    assert notice._clock.isActive()
    notice._folder.clearFocus()
    notice._clock.timeout.emit()
    assert not notice.isVisible()


def test_it_covers_no_button(notice: NoticeBar, window: QWidget) -> None:
    rows = []
    for place in range(3):  # along the foot, where it stands otherwise
        button = QPushButton("Press", window)
        button.setGeometry(40 + place * 380, 560, 360, 120)
        button.show()
        rows.append(button)
    notice.show_written((Path("/home/els/papers of a roundtable.docx"),))
    assert not any(box(notice).intersects(box(button)) for button in rows)
    assert window.rect().contains(box(notice))


def test_it_is_as_wide_as_its_words(notice: NoticeBar) -> None:
    notice.show_said("Copied")
    narrow = notice.width()
    notice.show_said("Copied " * 12)
    assert narrow < notice.width()
    notice.show_said("Copied " * 80)
    assert notice.width() <= 700
    assert notice.height() > 60


def test_its_buttons_are_whole_where_the_part_it_stands_over_is_narrow(
    notice: NoticeBar, window: QWidget
) -> None:
    part = QWidget(window)
    part.setGeometry(60, 0, 260, 700)
    part.show()
    notice.stand_over(part, 100)
    notice.show_written((Path("/home/els/papers of a roundtable.docx"),))
    layout = notice.layout()
    assert layout is not None
    layout.activate()
    buttons = [one for one in notice.findChildren(QPushButton) if one.isVisible()]
    assert len(buttons) == 2
    for button in buttons:
        assert button.width() >= button.sizeHint().width()
    assert window.rect().contains(box(notice))


def test_beside_the_inspector_it_has_all_of_the_page(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    window.resize(1000, 640)
    window.session.show_view("follow_up")
    qtbot.waitUntil(window.inspector.isVisible)
    window.notice.show_said("Words that need a line of their own. " * 6)
    page = box(window.views)
    assert not page.intersects(box(window.inspector))  # beside it, not over it
    assert page.contains(box(window.notice))
    assert window.notice.width() > page.width() // 2
