"""While the program starts the panels wait for the map; then they show all that they would have."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from oci_map.ui import first_picture
from oci_map.ui.app import make_window
from oci_map.ui.main_window import MainWindow
from oci_map.ui.preferences import Preferences
from tests.ui.windows import copied_example, shown_window


@pytest.fixture
def _starting() -> Iterator[None]:
    first_picture.begin()
    yield
    first_picture.end()


def started(qtbot: QtBot, path: Path) -> MainWindow:
    """Return a window as the start of the program shows it, before it is painted."""
    window = make_window(Preferences())
    qtbot.addWidget(window)
    setattr(qtbot, "windows", [*getattr(qtbot, "windows", []), window])  # noqa: B010 - it lives on
    window.resize(1600, 1000)
    assert window.session.open(path)
    first_picture.cover((window.navigator, window.filter_bar))
    window.show()
    return window


@pytest.mark.usefixtures("_starting")
def test_the_panels_come_after_the_picture(qtbot: QtBot, tmp_path: Path) -> None:
    window = started(qtbot, copied_example(tmp_path))
    assert window.status_line.texts == ()
    qtbot.waitUntil(window.navigator.updatesEnabled)
    assert window.navigator.model.rowCount() > 0
    assert len(window.status_line.texts) >= 3


@pytest.mark.usefixtures("_starting")
def test_they_show_what_they_show_otherwise(qtbot: QtBot, tmp_path: Path) -> None:
    path = copied_example(tmp_path)
    late = started(qtbot, path)
    qtbot.waitUntil(late.navigator.updatesEnabled)
    shown = texts(late)
    late.close()
    usual = texts(shown_window(qtbot, path))
    assert shown - usual == Counter()
    assert usual - shown == Counter()


@pytest.mark.usefixtures("_starting")
def test_who_searches_at_once_need_not_wait(qtbot: QtBot, tmp_path: Path) -> None:
    window = started(qtbot, copied_example(tmp_path))
    window.actions_["find"].trigger()
    assert window.navigator.model.rowCount() > 0
    qtbot.waitExposed(window)
    assert window.navigator.search.isVisible()


@pytest.mark.usefixtures("_starting")
def test_a_panel_that_fails_does_not_keep_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    done = []
    told = []

    def tell(kind: type[BaseException], _value: object, _trace: object) -> None:
        told.append(kind)

    monkeypatch.setattr(sys, "excepthook", tell)

    def fail() -> None:
        raise ValueError

    def work() -> None:
        done.append(1)

    assert first_picture.holds_back(fail)
    assert first_picture.holds_back(work)
    assert first_picture.holds_back(work)
    first_picture.end()
    assert done == [1]
    assert told == [ValueError]
    assert not first_picture.holds_back(work)


def texts(window: MainWindow) -> Counter[str]:
    """Return what can be read in the panels, in no order."""
    parts: list[QWidget] = [
        *window.filter_bar.findChildren(QWidget),
        *window.navigator.findChildren(QWidget),
    ]
    words = [spoken(part) for part in parts if part.isVisible()]
    menus = [
        action.text() for menu in window.command_row._menus.values() for action in menu.actions()
    ]
    return Counter([*words, *menus, *window.status_line.texts])


def spoken(part: QWidget) -> str:
    """Return the name of a widget; a button without one is called what stands on it."""
    text = part.text() if isinstance(part, QAbstractButton) else ""
    return part.accessibleName() or text
