"""Copies on the clipboard and drags out of the window: the forms, the files, what is left."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QGuiApplication, QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from oci_map.exchange.clipboard_table import from_html, from_text
from oci_map.graph.analysis import Analysis
from oci_map.operations import records
from oci_map.ui.main_window import MainWindow
from oci_map.ui.sharing.rows import shown_rows
from tests.examples import snapshot_of
from tests.ui.windows import HOWEST, copied_example, shown_window

LONG = 60_000
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
HOSTILE = "<img src=x>\t=1+1\n“é” 🎭"


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    yield shown_window(qtbot, copied_example(tmp_path))
    QGuiApplication.clipboard().clear()


def clipboard() -> QMimeData:
    return QGuiApplication.clipboard().mimeData()


def test_copy_as_an_image(qtbot: QtBot, window: MainWindow) -> None:
    window.canvas.setFocus()
    with qtbot.waitSignal(window.sharing.said, timeout=LONG):
        QTest.keyClick(window.canvas, Qt.Key.Key_C, CONTROL)
    data = clipboard()
    image = QImage()
    assert image.loadFromData(data.data("image/png"))
    assert (image.width(), image.height()) == (1600, 900)
    assert data.hasImage()
    assert window.notice.isVisible()
    assert "image" in window.notice.text
    window.notice.hide()


def test_copy_as_svg(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.sharing.said, timeout=LONG):
        QTest.keyClick(window.canvas, Qt.Key.Key_V, CONTROL | SHIFT)
    root = ET.fromstring(bytes(clipboard().data("image/svg+xml").data()))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    window.notice.hide()


def test_copy_as_a_table(qtbot: QtBot, window: MainWindow) -> None:
    session = window.session
    document = session.document
    assert document is not None
    records.edit(document, "organisation", HOWEST, name=HOSTILE)
    QTest.keyClick(window.canvas, Qt.Key.Key_C, CONTROL | SHIFT)
    window.notice.hide()
    rows = from_text(clipboard().text())
    spaced = [[cell.replace("\t", " ") for cell in row] for row in rows]
    assert spaced == from_html(clipboard().html())
    count = len(session.analysis.organisations)
    assert rows[0][0] == "Organisation"
    assert len(rows) == 1 + count + 2 + len(session.analysis.lines)
    name = session.snapshot.organisations[HOWEST].name
    assert [row[0] for row in rows[1 : count + 1]].count(name) == 1


def test_the_table_holds_what_is_shown_and_no_more(window: MainWindow) -> None:
    session = window.session
    before = len(shown_rows(session.analysis))
    session.change_filter(without_coordinator=True)
    assert len(shown_rows(session.analysis)) < before


@pytest.mark.parametrize("name", ["oci-worked-example", "oci-sources"])
def test_every_row_of_the_table_has_all_its_cells(name: str) -> None:
    rows = shown_rows(Analysis(snapshot_of(name)))
    assert {len(row) for row in rows} == {6}
    assert all(isinstance(cell, str) for row in rows for cell in row)


def test_the_table_of_an_empty_map(window: MainWindow, tmp_path: Path) -> None:
    window.session.create(tmp_path / "empty.ocimap")
    assert len(shown_rows(window.session.analysis)) == 1


class Dropped:
    """What a drag carried, as the program it is dropped on finds it."""

    def __init__(self) -> None:
        self.formats: list[str] = []
        self.path = Path()
        self.content = b""
        self.image = QImage()

    def take(self, drag: QDrag) -> None:
        data = drag.mimeData()
        self.formats = data.formats()
        self.path = Path(data.urls()[0].toLocalFile())
        self.content = self.path.read_bytes()
        self.image.loadFromData(data.data("image/png"))


@pytest.fixture
def dropped(monkeypatch: pytest.MonkeyPatch) -> Dropped:
    found = Dropped()

    def execute(drag: QDrag, *_actions: Qt.DropAction) -> Qt.DropAction:
        found.take(drag)
        return Qt.DropAction.CopyAction

    monkeypatch.setattr(QDrag, "exec", execute)
    return found


def drag(widget: QWidget, keys: Qt.KeyboardModifier) -> None:
    """Press on a widget, move far, and keep the button down."""
    start = QPoint(12, 12)
    for kind, at in (
        (QEvent.Type.MouseButtonPress, start), (QEvent.Type.MouseMove, start + QPoint(60, 40)),
    ):  # fmt: skip
        event = QMouseEvent(
            kind, QPointF(at), QPointF(widget.mapToGlobal(at)), Qt.MouseButton.LeftButton,
            Qt.MouseButton.LeftButton, keys,
        )  # fmt: skip
        QApplication.sendEvent(widget, event)


def test_drag_the_picture_out_by_its_handle(
    qtbot: QtBot, window: MainWindow, dropped: Dropped
) -> None:
    drag(window.sharing.handle, Qt.KeyboardModifier.NoModifier)
    qtbot.waitUntil(lambda: bool(dropped.content), timeout=LONG)
    assert dropped.path.name == "map.png"
    assert dropped.content.startswith(b"\x89PNG")
    assert dropped.image.width() == 1600
    assert "image/svg+xml" in dropped.formats
    window.session.close()
    assert not dropped.path.parent.exists()


def test_drag_from_the_map_with_alt_and_shift(
    qtbot: QtBot, window: MainWindow, dropped: Dropped
) -> None:
    before = window.canvas.viewport
    drag(window.canvas, Qt.KeyboardModifier.AltModifier | SHIFT)
    qtbot.waitUntil(lambda: bool(dropped.content), timeout=LONG)
    assert dropped.path.suffix == ".svg"
    assert window.canvas.viewport == before
    first = dropped.path
    dropped.content = b""
    drag(window.canvas, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: bool(dropped.content), timeout=LONG)
    assert not first.exists()


def test_a_drag_without_alt_moves_the_map(window: MainWindow, dropped: Dropped) -> None:
    before = window.canvas.viewport
    drag(window.canvas, Qt.KeyboardModifier.NoModifier)
    assert window.canvas.viewport != before
    assert not dropped.formats


def test_a_click_on_the_handle_copies(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.sharing.said, timeout=LONG):
        QTest.mouseClick(window.sharing.handle, Qt.MouseButton.LeftButton)
    assert clipboard().hasImage()
    window.notice.hide()


def test_no_room_for_the_file(
    qtbot: QtBot, window: MainWindow, dropped: Dropped, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr("oci_map.ui.messages.problem", lambda _title, text: said.append(text))

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    drag(window.sharing.handle, Qt.KeyboardModifier.NoModifier)
    qtbot.waitUntil(lambda: bool(said), timeout=LONG)
    assert not dropped.formats


def test_copying_is_for_the_map(window: MainWindow) -> None:
    window.session.show_view("tables")
    assert not window.actions_["copy_picture"].isEnabled()
    assert window.actions_["table_copy"].isEnabled()
