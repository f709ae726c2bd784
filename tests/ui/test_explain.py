"""Every figure has a question mark that opens its measure and the records behind it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from oci_map.graph.method import MEASURES
from oci_map.ui.compare.page import ComparePage
from oci_map.ui.explain import ExplainButton
from oci_map.ui.explanation import Explanation
from oci_map.ui.gaps.page import GapsPage
from oci_map.ui.main_window import MainWindow
from tests.ui.windows import HOWEST, copied_example, shown_window


def opened(qtbot: QtBot, button: ExplainButton) -> Explanation:
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert button.opened is not None
    assert button.opened.isVisible()
    return button.opened


def marks(widget: QWidget) -> list[ExplainButton]:
    QApplication.processEvents()
    return [one for one in widget.findChildren(ExplainButton) if one.isVisible()]


def test_what_an_organisation_bridges_is_explained(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    window.session.select(("organisation", HOWEST))
    button = next(one for one in marks(window.inspector.page) if "constraint" in one.measures)
    shown = opened(qtbot, button)
    text = shown.prose.toPlainText()
    assert text.startswith("Howest")
    for key in button.measures:
        assert MEASURES[key].source in text
        assert MEASURES[key].not_meaning in text
    partners = window.session.analysis.partners_of(HOWEST)
    assert shown.list.count() == len(partners)
    first = shown.list.item(0)
    shown.list.itemActivated.emit(first)
    assert window.session.selected("organisation") == (partners[0].organisation,)


def test_escape_closes_it(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    button = marks(window.inspector.page)[0]
    shown = opened(qtbot, button)
    with qtbot.waitSignal(shown.destroyed):
        QTest.keyClick(shown.prose, Qt.Key.Key_Escape)


def test_it_leads_to_all_measures(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    shown = opened(qtbot, marks(window.inspector.page)[0])
    shown.method.click()
    assert window.session.view == "method"


def page(window: MainWindow, name: str) -> QWidget:
    window.session.show_view(name)
    found = window.views.page
    assert found is not None
    return found


@pytest.mark.parametrize("language", ["en", "nl"])
def test_gaps_and_dates_are_explained(qtbot: QtBot, tmp_path: Path, language: str) -> None:
    window = shown_window(qtbot, copied_example(tmp_path), language=language)
    gaps = page(window, "gaps")
    assert isinstance(gaps, GapsPage)
    button = gaps.list.card.explained
    assert "expected" in button.measures
    assert button.records
    assert opened(qtbot, button).close()
    compare = page(window, "compare")
    assert isinstance(compare, ComparePage)
    qtbot.waitUntil(lambda: compare.found is not None, timeout=20_000)
    assert opened(qtbot, compare.explained).close()


def test_every_mark_names_what_it_explains(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot, copied_example(tmp_path), language="nl")
    for one in window.findChildren(ExplainButton):
        assert one.accessibleName()
        assert one.focusPolicy() == Qt.FocusPolicy.StrongFocus
        assert set(one.measures) <= MEASURES.keys()
