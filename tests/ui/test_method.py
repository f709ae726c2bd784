"""The method page in the window: in the Help menu, in both languages, copied and saved."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from oci_map.operations import records
from oci_map.ui import messages
from oci_map.ui.main_window import MainWindow
from oci_map.ui.method.page import MethodPage
from tests.ui.windows import copied_example, shown_window


def page_of(window: MainWindow) -> MethodPage:
    action = next(one for one in window.actions_.views if one.data() == "method")
    action.trigger()
    page = window.views.page
    assert isinstance(page, MethodPage)
    return page


def test_the_page_speaks_of_this_document_in_the_chosen_language(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    page = page_of(window)
    boundary = window.session.snapshot.info.boundary
    assert boundary.splitlines()[0] in page.prose.toPlainText()
    assert "Newman, M. E. J." in page.prose.toPlainText()
    before = page.prose.toPlainText()
    window.session.set_language("nl")
    assert page.prose.toPlainText() != before


def test_what_was_typed_is_not_read_as_markup(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    page = page_of(window)
    info = window.session.snapshot.info
    assert window.session.run(records.edit, "document", info.id, boundary="<img src=x> & <b>all")
    assert "<img src=x> & <b>all" in page.prose.toPlainText()


def test_the_text_can_be_copied_and_saved(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = shown_window(qtbot, copied_example(tmp_path), theme="dark")
    page = page_of(window)
    page.copy.click()
    assert QGuiApplication.clipboard().text().startswith("Method\n======")
    target = tmp_path / "method.pdf"

    def chosen(title: str, suggestion: Path, kinds: str = "") -> Path:
        return target

    monkeypatch.setattr(messages, "ask_save_path", chosen)
    page.save.click()
    assert target.read_bytes().startswith(b"%PDF")
    assert target.stat().st_size > 5_000
    with pypdfium2.PdfDocument(target) as document:
        copied = "".join(one.get_textpage().get_text_range() for one in document)
    assert copied.count("(") == page.prose.toPlainText().count("(") > 5


def test_a_place_that_cannot_be_written_is_said(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    page = page_of(window)
    said: list[str] = []

    def chosen(title: str, suggestion: Path, kinds: str = "") -> Path:
        return tmp_path / "no such folder" / "method.pdf"

    def told(title: str, sentence: str) -> None:
        said.append(sentence)

    monkeypatch.setattr(messages, "ask_save_path", chosen)
    monkeypatch.setattr(messages, "problem", told)
    page.save.click()
    assert len(said) == 1
    assert "Nothing was saved" in said[0]


def test_an_empty_document_has_a_page_too(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot)
    assert window.session.create(tmp_path / "new.ocimap")
    assert "There are no organisations yet." in page_of(window).prose.toPlainText()
