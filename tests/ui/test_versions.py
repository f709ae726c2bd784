"""Earlier versions: what was kept, how it looked, what changed since, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from oci_map.document import Document
from oci_map.model.ids import RecordId
from oci_map.model.records import NamedSnapshot
from oci_map.operations import records
from oci_map.ui import log_file, messages, moment_words
from oci_map.ui.main_window import MainWindow
from oci_map.ui.versions import entries
from oci_map.ui.versions.page import VersionsPage
from tests.ui.windows import HOWEST, copied_example, in_file, shown_window

VAF = RecordId("vaf")
HOSTILE = "<img src=x> & \u202eright to left 👩‍👩‍👧"


def publish(window: MainWindow) -> None:
    document = window.session.document
    assert document is not None
    assert document.work is not None
    document.work.publish()


def shown(qtbot: QtBot, window: MainWindow) -> VersionsPage:
    """Return the page when its list and the first version stand."""
    window.session.show_view("versions")
    page = window.views.page
    assert isinstance(page, VersionsPage)
    settle(qtbot, page)
    return page


def settle(qtbot: QtBot, page: VersionsPage) -> None:
    qtbot.waitUntil(lambda: not page._listing.is_asking)
    qtbot.waitUntil(lambda: not page._settle.isActive() and not page._reading.is_asking)


def choose(qtbot: QtBot, page: VersionsPage, wanted: Callable[[entries.Entry], bool]) -> None:
    row = next((row for row, one in enumerate(page.model.entries) if wanted(one)), -1)
    assert row >= 0, page.model.entries
    page.list.setCurrentIndex(page.model.index(row))
    settle(qtbot, page)


def texts(page: VersionsPage) -> list[str]:
    return [label.text() for label in page.detail.findChildren(QLabel) if label.isVisible()]


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """A window on a document with one version, and an edit since."""
    window = shown_window(qtbot, copied_example(tmp_path))
    window.session.run(records.edit, "organisation", HOWEST, note="first")
    publish(window)
    window.session.run(records.remove, "organisation", VAF)
    return window


def is_kept(entry: entries.Entry) -> bool:
    return entry.file is not None and entry.steps_since == 1


def test_a_version_is_listed_with_what_changed_since(qtbot: QtBot, window: MainWindow) -> None:
    page = shown(qtbot, window)
    QAbstractItemModelTester(page.model)
    choose(qtbot, page, is_kept)
    assert "1 step since" in page.detail.beside.text()
    assert "Organisations −1" in page.detail.beside.text()
    said = texts(page)
    assert "Organisations" in said
    assert "1 deleted" in said
    qtbot.waitUntil(lambda: page.detail.preview.picture is not None)
    picture = page.detail.preview.picture
    assert picture is not None
    assert any(str(node.key) == str(VAF) for node in picture.nodes)


def test_going_back_is_undone_with_one_undo(qtbot: QtBot, window: MainWindow) -> None:
    session = window.session
    before = session.snapshot
    page = shown(qtbot, window)
    choose(qtbot, page, is_kept)
    page.detail.back.click()
    assert VAF in session.snapshot.organisations
    settle(qtbot, page)
    assert not page.detail.back.isEnabled()  # this is how everything is now
    session.undo()
    assert session.snapshot == before


def test_a_version_opens_as_a_copy(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(qtbot, window)
    choose(qtbot, page, is_kept)
    target = tmp_path / "then.ocimap"
    asked: list[Path] = []

    def answer(_title: str, suggestion: Path, _kinds: str = "") -> Path:
        asked.append(suggestion)
        return target

    monkeypatch.setattr(messages, "ask_save_path", answer)
    assert window.session.document is not None
    former = window.session.document.path
    page.detail.copy.click()
    assert asked[0].name.startswith("map as of ")
    assert window.session.document.path == target
    assert VAF in window.session.snapshot.organisations
    assert VAF not in in_file(former).organisations


def test_a_copy_never_replaces_the_open_document(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(qtbot, window)
    choose(qtbot, page, is_kept)
    document = window.session.document
    assert document is not None
    told: list[str] = []

    def answer(*_given: object) -> Path:
        assert document is not None
        return document.path

    def tell(_title: str, sentence: str) -> None:
        told.append(sentence)

    monkeypatch.setattr(messages, "ask_save_path", answer)
    monkeypatch.setattr(messages, "problem", tell)
    page.open_copy()
    assert "another name" in told[0]
    assert window.session.document is document


def test_a_moment_gets_a_name_and_can_be_gone_back_to(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(*_given: object) -> str:
        return HOSTILE

    monkeypatch.setattr(messages, "ask_text", answer)
    page = shown(qtbot, window)
    page.keep.click()
    (kept,) = [
        one for one in window.session.snapshot.all(NamedSnapshot).values() if "<img" in one.name
    ]
    assert kept.date[:2] == "20"
    window.session.run(records.remove, "organisation", HOWEST)
    settle(qtbot, page)
    choose(qtbot, page, lambda one: one.snapshot == kept.id)
    assert "<img src=x>" in page.detail.title.text()
    assert "1 step since" in page.detail.beside.text()
    page.detail.back.click()
    assert HOWEST in window.session.snapshot.organisations

    def target(*_given: object) -> Path:
        return tmp_path / "named.ocimap"

    settle(qtbot, page)
    window.session.undo()
    settle(qtbot, page)
    choose(qtbot, page, lambda one: one.snapshot == kept.id)
    monkeypatch.setattr(messages, "ask_save_path", target)
    page.open_copy()
    assert HOWEST in window.session.snapshot.organisations


def test_no_name_keeps_no_moment(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(*_given: object) -> str:
        return ""

    monkeypatch.setattr(messages, "ask_text", answer)
    before = window.session.snapshot
    window.actions_["keep_moment"].trigger()
    assert window.session.snapshot is before


def test_a_date_on_the_map_shows_its_map_only(qtbot: QtBot, window: MainWindow) -> None:
    page = shown(qtbot, window)
    choose(qtbot, page, lambda one: not one.whole)
    assert not page.detail.back.isVisible()
    assert "Then and now" in page.detail.caption.text()
    qtbot.waitUntil(lambda: page.detail.preview.picture is not None)


def test_a_damaged_version_says_so_and_is_not_offered(qtbot: QtBot, window: MainWindow) -> None:
    page = shown(qtbot, window)
    file = next(one.file for one in page.model.entries if is_kept(one))
    assert file is not None
    file.write_bytes(file.read_bytes()[:20_000])
    page._chosen = ""
    page.refresh()
    settle(qtbot, page)
    choose(qtbot, page, is_kept)
    assert page.detail.preview.text == "This version cannot be shown."
    assert not page.detail.back.isEnabled()
    assert not page.detail.copy.isEnabled()


def test_a_document_without_versions_says_when_there_will_be_some(
    qtbot: QtBot, tmp_path: Path
) -> None:
    Document.create(tmp_path / "new.ocimap").close()
    window = shown_window(qtbot, tmp_path / "new.ocimap")
    page = shown(qtbot, window)
    assert page.count.text() == "0 earlier versions"
    assert "No earlier version yet" in page.detail.nothing.text()


def test_what_can_only_be_read_cannot_go_back(qtbot: QtBot, window: MainWindow) -> None:
    document = window.session.document
    assert document is not None
    path = document.path
    window.session.close()
    window.session._take(Document.open(path, read_only=True))
    page = shown(qtbot, window)
    choose(qtbot, page, lambda one: one.file is not None)
    assert not page.detail.back.isEnabled()
    assert page.detail.copy.isEnabled()
    assert not page.keep.isEnabled()


@pytest.mark.parametrize(("language", "theme"), [("nl", "dark"), ("en", "light")])
def test_the_page_speaks_both_languages_and_keys_reach_it(
    qtbot: QtBot, tmp_path: Path, language: str, theme: str
) -> None:
    window = shown_window(qtbot, copied_example(tmp_path), language=language, theme=theme)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(
        window,
        Qt.Key.Key_Y,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    page = window.views.page
    assert isinstance(page, VersionsPage)
    settle(qtbot, page)
    assert page.list.hasFocus()
    assert page.keep.text()
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    settle(qtbot, page)
    window.session.set_language("en" if language == "nl" else "nl")
    settle(qtbot, page)
    assert page.detail.title.text()


def test_the_log_folder_is_shown_also_when_nothing_went_wrong_yet(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = shown_window(qtbot)
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    window.actions_["log_folder"].trigger()
    assert [Path(one) for one in opened] == [log_file.folder()]
    assert log_file.folder().is_dir()


def test_times_are_told_by_the_clock_of_the_computer() -> None:
    from datetime import UTC, datetime

    now = datetime(2026, 7, 6, 12, 0, tzinfo=UTC)
    assert moment_words.when("2026-07-06T11:59:00+00:00", now).endswith(":59")
    assert "2025" in moment_words.when("2025-07-06T11:59:00+00:00", now)
    assert moment_words.when("nonsense", now) == "nonsense"
