"""Dialogs, and what stands over the map, in a small window with large text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit
from pytestqt.qtbot import QtBot

from oci_map.ui import messages, theme
from oci_map.ui.beginning_dialog import BeginningDialog
from oci_map.ui.saved_views.arrange import ArrangeViews
from tests.ui.windows import HOWEST, copied_example, shown_window

SUGGESTION = "As it stands on 22 November 2026, after the roundtable"


@pytest.fixture
def _large() -> Iterator[None]:
    theme.set_text_percent(200)
    yield
    theme.set_text_percent(100)


class _Reader:
    """Reads the dialog that is open, and agrees with it."""

    def __init__(self) -> None:
        self.room = 0

    def read(self) -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QInputDialog)
        line = dialog.findChild(QLineEdit)
        assert line is not None
        self.room = line.width() - line.fontMetrics().horizontalAdvance(line.text())
        dialog.accept()


@pytest.mark.usefixtures("allow_modal")
def test_a_line_of_text_is_asked_for_where_it_can_be_read(qtbot: QtBot) -> None:
    reader = _Reader()
    QTimer.singleShot(0, reader.read)
    assert messages.ask_text("Keep", "What?", SUGGESTION) == SUGGESTION
    assert reader.room > 0


@pytest.mark.usefixtures("_large")
def test_the_beginnings_grow_with_their_text(qtbot: QtBot) -> None:
    dialog = BeginningDialog([("plus", "A name", "and more"), ("plus", "Other", "and more")], None)
    qtbot.addWidget(dialog)
    dialog.show()
    for card in dialog.cards:
        assert card.height() == theme.px(58)


def test_the_saved_views_are_arranged_within_the_screen(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    window.text_size.choose(200)
    window.actions_["view_arrange"].trigger()
    dialog = window.view_desk.arranging
    assert isinstance(dialog, ArrangeViews)
    room = dialog.screen().availableSize()
    assert dialog.width() < room.width()
    assert dialog.height() < room.height()
    for button in dialog.buttons.values():
        assert button.iconSize().height() == theme.px(16)
    dialog.close()


def test_the_zoom_stands_whole_beside_the_inspector_or_not_at_all(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = shown_window(qtbot, copied_example(tmp_path), language="nl")
    window.resize(1200, 720)
    for percent in (100, 150, 200):
        window.text_size.choose(percent)
        for chosen in ((), (("organisation", HOWEST),)):
            window.session.select(*chosen)
            zoom, inspector = window.zoom, window.inspector
            free = window.canvas.width() - (inspector.width() if inspector.isVisible() else 0)
            if zoom.isVisible():
                assert zoom.x() >= 0
                assert zoom.geometry().right() < free
            else:
                assert zoom.width() > free - 30
    assert not window.zoom.isVisible()  # at 200 % beside the inspector
    window.session.select()
    assert window.zoom.isVisible()
