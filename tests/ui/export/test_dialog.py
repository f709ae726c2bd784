"""The export dialog: fields, preview, files, refusals, and the same once more."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from oci_map.errors import FileProblem
from oci_map.operations import views
from oci_map.ui import saved_view
from oci_map.ui.export import choice as c
from oci_map.ui.export.dialog import ExportDialog
from oci_map.ui.main_window import MainWindow
from tests.ui.windows import copied_example, in_file, shown_window

LONG = 60_000


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    return shown_window(qtbot, copied_example(tmp_path))


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> ExportDialog:
    window.actions_["export"].trigger()
    dialog = window.exporter.dialog
    assert dialog is not None
    dialog.folder = tmp_path
    dialog.name.setText("picture")
    drawn(qtbot, dialog)
    return dialog


def drawn(qtbot: QtBot, dialog: ExportDialog) -> None:
    """Wait until the preview shows what is chosen."""
    qtbot.waitUntil(lambda: not dialog.preview.drawing, timeout=LONG)


def choose(qtbot: QtBot, dialog: ExportDialog, what: str, record: str = "") -> None:
    """Choose what to export, as a person does in the list."""
    place = dialog.form.what.findData(f"{what}|{record}")
    assert place >= 0
    dialog.form.what.setCurrentIndex(place)
    drawn(qtbot, dialog)


def exported(qtbot: QtBot, window: MainWindow, act: Callable[[], object]) -> tuple[Path, ...]:
    """Return the files that an act writes."""
    with qtbot.waitSignal(window.exporter.written, timeout=LONG) as written:
        act()
    window.notice.hide()
    assert written.args is not None
    return tuple(written.args[0])


def test_the_preview_is_the_picture_that_is_written(
    qtbot: QtBot, window: MainWindow, dialog: ExportDialog
) -> None:
    shown = dialog.preview.page.image.toImage()
    (path,) = exported(qtbot, window, dialog.export.click)
    written = QImage(str(path)).scaled(
        shown.size(), mode=Qt.TransformationMode.SmoothTransformation
    )
    assert path.name == "picture.png"
    assert not dialog.isVisible()
    near = 0
    places = [(x, y) for x in range(0, shown.width(), 7) for y in range(0, shown.height(), 7)]
    for at in places:
        one, other = shown.pixelColor(*at), written.pixelColor(*at)
        near += abs(one.lightness() - other.lightness()) < 60
    assert near > 0.97 * len(places)


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf", ".pptx", ".docx", ".html"])
def test_every_format(qtbot: QtBot, window: MainWindow, dialog: ExportDialog, suffix: str) -> None:
    dialog.form.format.choose(suffix)
    (path,) = exported(qtbot, window, dialog.export.click)
    beginnings = {
        ".png": b"\x89PNG", ".svg": b"<", ".pdf": b"%PDF", ".pptx": b"PK", ".docx": b"PK",
        ".html": b"<!",
    }  # fmt: skip
    assert path.suffix == suffix
    assert path.read_bytes().lower().startswith(beginnings[suffix].lower())


def test_the_notice_says_where_it_is(
    qtbot: QtBot, window: MainWindow, dialog: ExportDialog, tmp_path: Path
) -> None:
    with qtbot.waitSignal(window.exporter.written, timeout=LONG):
        dialog.export.click()
    assert window.notice.isVisible()
    assert "picture.png" in window.notice.text
    assert str(tmp_path) in window.notice.text
    window.notice.hide()


def test_what_a_format_does_not_know_is_not_asked(qtbot: QtBot, dialog: ExportDialog) -> None:
    form = dialog.form
    assert form.scale.isVisibleTo(form)
    assert form.transparent.isVisibleTo(form)
    assert not form.personal.isVisibleTo(form)
    form.format.choose(".pptx")
    assert not form.scale.isVisibleTo(form)
    assert form.choose_template.isVisibleTo(form)
    form.format.choose(".html")
    assert form.personal.isVisibleTo(form)
    choose(qtbot, dialog, c.REPORT)
    assert form.choice.suffix == ".docx"
    assert not form.size_.isVisibleTo(form)
    assert not form.title.isVisibleTo(form)


def test_another_language_than_the_windows(
    qtbot: QtBot, window: MainWindow, dialog: ExportDialog
) -> None:
    dialog.form.format.choose(".html")
    dialog.form.language.choose("nl")
    (path,) = exported(qtbot, window, dialog.export.click)
    text = path.read_text("utf-8")
    assert '<html lang="nl">' in text
    assert "<caption>Organisaties</caption>" in text
    assert window.windowTitle().startswith("OCI")
    assert dialog.windowTitle() == "Export"


def test_a_title_of_ones_own(qtbot: QtBot, window: MainWindow, dialog: ExportDialog) -> None:
    form = dialog.form
    assert form.title.text() == window.session.snapshot.info.title
    form.title.setFocus()
    form.title.selectAll()
    QTest.keyClicks(form.title, "<img src=x> and more")
    form.format.choose(".svg")
    drawn(qtbot, dialog)
    assert dialog.preview.pages is not None
    assert dialog.preview.pages.title == "<img src=x> and more"
    (path,) = exported(qtbot, window, dialog.export.click)
    title = ET.parse(path).getroot().find("{http://www.w3.org/2000/svg}title")
    assert title is not None
    assert title.text == "<img src=x> and more"
    window.actions_["export"].trigger()
    drawn(qtbot, dialog)
    assert form.title.text() == window.session.snapshot.info.title
    assert dialog.name.text() == "map"
    choose(qtbot, dialog, c.REPORT)
    assert dialog.name.text() == "map - report"


def test_all_saved_views(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    session = window.session
    for _number in range(2):
        saved_view.save(session)
    names = [one.name for one in views.in_order(session.snapshot)]
    window.actions_["export"].trigger()
    dialog = window.exporter.dialog
    assert dialog is not None
    dialog.folder = tmp_path
    choose(qtbot, dialog, c.ALL_SAVED)
    assert dialog.preview.pages is not None
    assert len(dialog.preview.pages.sheets) == len(names)
    dialog.preview.page.setFocus()
    first = dialog.preview.page.accessibleDescription()
    QTest.keyClick(dialog.preview.page, Qt.Key.Key_PageDown)
    drawn(qtbot, dialog)
    assert dialog.preview.page.accessibleDescription() != first
    paths = exported(qtbot, window, dialog.export.click)
    assert len(set(paths)) == len(names)
    assert all(path.is_file() and path.parent == tmp_path for path in paths)


def test_the_gap_that_is_looked_at(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    session = window.session
    session.show_view("gaps")
    gap = session.analysis.findings.at_level("sector")[0]
    session.gap_focus.look_at(gap.key)
    window.actions_["export"].trigger()
    dialog = window.exporter.dialog
    assert dialog is not None
    drawn(qtbot, dialog)
    dialog.folder = tmp_path
    assert dialog.form.choice.what == c.FINDING
    assert len(dialog.form.title.text()) > 20
    (path,) = exported(qtbot, window, dialog.export.click)
    assert QImage(str(path)).width() == 1600


def test_once_more_without_a_question(
    qtbot: QtBot, window: MainWindow, dialog: ExportDialog, tmp_path: Path
) -> None:
    (first,) = exported(qtbot, window, dialog.export.click)
    first.write_bytes(b"old")
    (again,) = exported(qtbot, window, window.actions_["export_again"].trigger)
    assert again == first
    assert not dialog.isVisible()
    assert first.read_bytes().startswith(b"\x89PNG")
    other = tmp_path / "other.ocimap"
    window.session.save_copy(other)
    window.session.open(other)
    first.write_bytes(b"of the first document")
    (third,) = exported(qtbot, window, window.actions_["export_again"].trigger)
    assert third == tmp_path / "other.png"
    assert first.read_bytes() == b"of the first document"


def test_once_more_asks_when_there_was_nothing_yet(qtbot: QtBot, window: MainWindow) -> None:
    window.actions_["export_again"].trigger()
    dialog = window.exporter.dialog
    assert dialog is not None
    assert dialog.isVisible()
    drawn(qtbot, dialog)
    dialog.close()


def test_the_last_choice_is_there_the_next_time(
    qtbot: QtBot, window: MainWindow, dialog: ExportDialog
) -> None:
    dialog.form.format.choose(".pdf")
    dialog.form.theme.choose("print")
    exported(qtbot, window, dialog.export.click)
    window.actions_["export"].trigger()
    assert dialog.form.choice.suffix == ".pdf"
    assert dialog.form.choice.theme == "print"
    drawn(qtbot, dialog)


def test_a_file_that_is_there(dialog: ExportDialog, tmp_path: Path) -> None:
    assert dialog.export.text() == "Export"
    (tmp_path / "taken.png").write_bytes(b"x")
    dialog.name.setText("taken")
    assert dialog.export.text() == "Replace"
    assert "will be replaced" in dialog.note.text()


@pytest.mark.parametrize("name", ["", "   ", "a/b", "..", 'what"', "x" * 250, "bell\x07", "a\nb?"])
def test_a_name_that_cannot_be_one(dialog: ExportDialog, name: str) -> None:
    dialog.name.setText(name)
    assert not dialog.export.isEnabled()
    assert dialog.note.text()


def test_a_folder_that_is_gone(
    qtbot: QtBot, window: MainWindow, dialog: ExportDialog, tmp_path: Path
) -> None:
    dialog.folder = tmp_path / "gone"
    dialog.start()
    qtbot.waitUntil(dialog.error.isVisible, timeout=LONG)
    assert "picture.png" in dialog.error.text()
    assert dialog.isVisible()
    qtbot.waitUntil(dialog.export.isEnabled, timeout=LONG)
    assert window.exporter.last is None


def test_a_full_disk(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tmp_path / "picture.png"
    before.write_bytes(b"before")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    dialog.start()
    qtbot.waitUntil(dialog.error.isVisible, timeout=LONG)
    assert before.read_bytes() == b"before"
    left = {one.suffix for one in tmp_path.iterdir()} - {".lock"}
    assert left == {".ocimap", ".png"}


def test_a_template_that_is_none(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = tmp_path / "mine.potx"
    template.write_bytes(b"no package")
    monkeypatch.setattr("oci_map.ui.messages.ask_template_path", lambda _folder: template)
    dialog.form.format.choose(".pptx")
    dialog.form.choose_template.click()
    dialog.start()
    qtbot.waitUntil(dialog.error.isVisible, timeout=LONG)
    assert "mine.potx" in dialog.error.text()
    assert not (tmp_path / "picture.pptx").exists()
    dialog.form.drop_template.click()
    assert dialog.form.choice.template == ""


def test_once_more_says_what_went_wrong(
    qtbot: QtBot, window: MainWindow, dialog: ExportDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    exported(qtbot, window, dialog.export.click)
    said: list[str] = []
    monkeypatch.setattr("oci_map.ui.messages.problem", lambda _title, text: said.append(text))

    def refuse(_path: Path, _data: bytes) -> None:
        raise FileProblem("It is open in another program.")

    monkeypatch.setattr("oci_map.exchange.formats.write_whole", refuse)
    window.actions_["export_again"].trigger()
    qtbot.waitUntil(lambda: bool(said), timeout=LONG)
    assert said == ["It is open in another program."]


def test_cancel_while_it_writes(qtbot: QtBot, dialog: ExportDialog, tmp_path: Path) -> None:
    choose(qtbot, dialog, c.DECK)
    dialog.start()
    assert dialog.bar.isVisible()
    dialog.cancel.click()
    qtbot.waitUntil(lambda: not dialog.bar.isVisible(), timeout=LONG)
    assert dialog.isVisible()
    assert not list(tmp_path.glob("*.pptx"))


def test_an_edit_is_in_the_preview(
    qtbot: QtBot, window: MainWindow, dialog: ExportDialog, tmp_path: Path
) -> None:
    before = dialog.preview.pages
    window.session.change_filter(without_coordinator=True)
    drawn(qtbot, dialog)
    assert dialog.preview.pages is not before
    assert dialog.preview.pages is not None
    assert "Without" in dialog.preview.pages.sheets[0].description
    assert in_file(tmp_path / "map.ocimap").organisations


def test_the_dialog_follows_language_and_document(
    qtbot: QtBot, window: MainWindow, dialog: ExportDialog
) -> None:
    window.session.set_language("nl")
    assert dialog.form.title.accessibleName()
    drawn(qtbot, dialog)
    window.session.close()
    assert not dialog.isVisible()


def test_everything_has_a_name_and_a_way_by_keys(dialog: ExportDialog) -> None:
    dialog.form.format.choose(".pptx")
    reached = set()
    for _step in range(40):
        focused = dialog.focusWidget()
        assert focused is not None
        interface = QAccessible.queryAccessibleInterface(focused)
        assert interface.text(QAccessible.Text.Name).strip(), focused
        reached.add(focused)
        dialog.focusNextChild()
    assert {dialog.form.what, dialog.form.title, dialog.name, dialog.export} <= reached


def test_then_and_now_is_offered_where_it_is_looked_at(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    window.session.show_view("compare")
    window.actions_["export"].trigger()
    dialog = window.exporter.dialog
    assert dialog is not None
    dialog.folder = tmp_path
    drawn(qtbot, dialog)
    assert dialog.form.choice.what == c.THEN_AND_NOW
    assert dialog.form.what.currentText() == "Then and now"
    assert dialog.preview.pages is not None
    assert len(dialog.preview.pages.sheets) == 2
    files = exported(qtbot, window, dialog.export.click)
    assert len(files) == 2
    assert all(path.stat().st_size > 1000 for path in files)
    window.session.show_view("map")
    window.actions_["export"].trigger()
    assert dialog.form.choice.what == c.PRESENT


def test_without_a_date_there_is_no_then(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    window.session.create(tmp_path / "empty.ocimap")
    window.session.show_view("compare")
    window.actions_["export"].trigger()
    dialog = window.exporter.dialog
    assert dialog is not None
    drawn(qtbot, dialog)
    assert dialog.form.what.findData(f"{c.THEN_AND_NOW}|") < 0
    assert dialog.form.choice.what == c.PRESENT


def test_enter_presses_the_button_that_has_the_focus(dialog: ExportDialog) -> None:
    dialog.cancel.setFocus()
    QTest.keyClick(dialog.cancel, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert not list(dialog.folder.glob("picture*"))


def test_with_its_frame_it_fits_the_screen(dialog: ExportDialog) -> None:
    # What is drawn round it must not push the button that exports off a small screen.
    room = dialog.screen().availableSize()
    assert dialog.height() <= room.height() - 40
    assert dialog.width() <= room.width()
