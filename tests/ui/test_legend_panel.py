"""The legend beside the map."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from oci_map.document import Document
from oci_map.operations import organisations
from tests.ui.windows import shown_window


def test_an_empty_legend_is_no_empty_box(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "empty.ocimap"
    Document.create(path).close()
    window = shown_window(qtbot, path)
    legend = window.legend
    qtbot.waitUntil(lambda: legend.height() == 0)
    assert window.session.run(organisations.add, "First")
    qtbot.waitUntil(lambda: legend.height() > 40)
    window.close()
