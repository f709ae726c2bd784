"""The window as a whole: languages, colours, read-only and hostile documents, what is imported."""

from __future__ import annotations

import gettext
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from oci_map import i18n
from oci_map.document import Document
from oci_map.drawing.style import DARK, LIGHT
from oci_map.model.text import clean_text
from oci_map.operations import groups, records
from oci_map.ui import tab_order, theme
from oci_map.ui.app import make_window
from oci_map.ui.inspector.editors import TextEditor
from oci_map.ui.inspector.organisation import OrganisationPage
from oci_map.ui.legend_button import LegendButton
from oci_map.ui.main_window import MainWindow
from oci_map.ui.preferences import Preferences
from tests.programs import said_by
from tests.ui.windows import HOWEST, INTERNATIONALISATION, copied_example, in_file, shown_window

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "<b>bold</b> & “quoted” &amp; {braces} %s",
    "line\nbreak\tand tab",
    "\u202eright to left \u05e9\u05dc\u05d5\u05dd",
    "👩‍👩‍👧 🏳️‍🌈",
    "x" * 10_000,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return copied_example(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, path: Path) -> MainWindow:
    return shown_window(qtbot, path)


# ------------------------------------------------------------------------------------- languages


class Marked(gettext.NullTranslations):
    """A language in which every text that went through gettext can be told apart."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"


@pytest.fixture
def _marked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(i18n._catalogues, "nl", Marked())


def texts(window: MainWindow) -> Counter[str]:
    """Return every text that the window shows or reads out; the zoom depends on long names."""
    return Counter(text for text in _texts(window) if text and "%" not in text)


def _texts(window: MainWindow) -> Iterator[str]:
    yield window.windowTitle()
    for widget in window.findChildren(QWidget):
        if isinstance(widget, QMenu):
            yield widget.title()
        elif not widget.isVisibleTo(window):
            continue
        yield widget.accessibleName()
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        if isinstance(widget, QAbstractButton):
            yield widget.toolTip()
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            yield widget.placeholderText()
        if isinstance(widget, LegendButton):
            yield from widget.texts
    for action in window.findChildren(QAction):
        # Lists such as the recent files are filled when they open.
        if action.objectName() or action.actionGroup() is not None:
            yield action.text()
            yield action.toolTip()


@pytest.mark.usefixtures("_marked")
@pytest.mark.parametrize("selection", ["nothing", "organisation", "working_group", "two"])
def test_changing_the_language_reaches_every_text(
    qtbot: QtBot, tmp_path: Path, selection: str
) -> None:
    chosen = {
        "nothing": (),
        "organisation": (("organisation", HOWEST),),
        "working_group": (("working_group", INTERNATIONALISATION),),
        "two": (("organisation", HOWEST), ("working_group", INTERNATIONALISATION)),
    }[selection]
    changed = shown_window(qtbot, copied_example(tmp_path), language="en")
    changed.session.select(*chosen)
    before = texts(changed)
    changed.session.set_language("nl")
    after = texts(changed)
    i18n.set_language("en")
    (tmp_path / "other").mkdir()
    fresh = shown_window(qtbot, copied_example(tmp_path / "other"), language="nl")
    fresh.session.select(*chosen)
    assert after - texts(fresh) == Counter()
    assert texts(fresh) - after == Counter()
    assert sum("⟦" in text for text in after) > 100
    assert not any("⟦" in text for text in before)


@pytest.mark.usefixtures("_marked")
def test_start_page_changes_its_language(qtbot: QtBot) -> None:
    window = shown_window(qtbot)
    window.session.set_language("nl")
    shown = [w for w in window.start_page.findChildren(QLabel) if w.isVisible() and w.text()]
    assert [one.text() for one in shown if "⟦" not in one.text()] == ["OCI Map"]
    assert all("⟦" in one.texts[0] for one in window.start_page.examples)


def test_dutch_is_there_and_is_remembered(qtbot: QtBot, window: MainWindow) -> None:
    dutch = next(a for a in window.actions_.languages.actions() if a.data() == "nl")
    dutch.trigger()
    assert window.command_row._menus["file"].title() == "Bestand"
    assert window.session.preferences.language == "nl"
    assert window.session.snapshot.groups[INTERNATIONALISATION].name == "Internationalisering"
    i18n.set_language("en")
    again = shown_window(qtbot)
    assert i18n.language() == "en" or again.command_row._menus["file"].title() == "Bestand"


# --------------------------------------------------------------------------------------- colours


def test_colours_change_while_running(window: MainWindow) -> None:
    light = window.grab().toImage()
    dark = next(a for a in window.actions_.themes.actions() if a.data() == "dark")
    dark.trigger()
    assert theme.current() is DARK
    assert window.session.picture is not None
    assert window.session.picture.style is DARK
    image = window.grab().toImage()
    for at in ((400, 22), (100, 900), (1500, 900), (1250, 130)):
        assert image.pixelColor(*at).lightness() < 60
        assert light.pixelColor(*at).lightness() > 200
    next(a for a in window.actions_.themes.actions() if a.data() == "light").trigger()
    assert theme.current() is LIGHT
    assert window.session.preferences.theme == "light"


def test_bars_have_the_colours_of_their_tokens(window: MainWindow) -> None:
    image = window.grab().toImage()
    assert image.pixelColor(300, 22).name().upper() == LIGHT.bar
    assert image.pixelColor(225, 960).name().upper() == LIGHT.sidebar
    assert image.pixelColor(500, 990).name().upper() == LIGHT.bar


# ------------------------------------------------------------------------------ undo and history


def test_undo_has_the_name_of_the_step_everywhere(window: MainWindow) -> None:
    session, undo = window.session, window.actions_["undo"]
    assert undo.text() == "Undo"
    assert not undo.isEnabled()
    session.run(groups.add_member, HOWEST, INTERNATIONALISATION)
    assert undo.text() == "Undo: Added Howest to Internationalisation"
    assert "Undo: Added Howest to Internationalisation" in undo.toolTip()
    session.set_language("nl")
    assert "Howest" in undo.text()
    assert "Howest" in undo.toolTip()
    session.set_language("en")
    assert window.status_line.texts[:2] == ("Saved", undo.text())
    QTest.mouseClick(window.status_line._undo, Qt.MouseButton.LeftButton)
    assert window.actions_["redo"].text() == "Redo: Added Howest to Internationalisation"
    assert not undo.isEnabled()
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, Qt.Key.Key_Z, control | shift)
    assert undo.isEnabled()


def test_a_refused_step_is_said(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr("oci_map.ui.messages.problem", lambda _title, text: said.append(text))
    assert window.session.run(groups.add_member, HOWEST, INTERNATIONALISATION)
    assert not window.session.run(groups.add_member, HOWEST, INTERNATIONALISATION)
    assert "already sits" in said[0]


def test_deleting_asks_and_comes_back(
    window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = in_file(path)
    asked: list[str] = []

    def agree(_title: str, question: str, _verb: str) -> bool:
        asked.append(question)
        return True

    monkeypatch.setattr("oci_map.ui.messages.confirm", agree)
    window.session.select(("organisation", HOWEST))
    window.actions_["remove"].trigger()
    assert "Howest" in asked[0]
    assert HOWEST not in in_file(path).organisations
    assert window.session.selection == ()
    window.actions_["undo"].trigger()
    assert in_file(path) == before


# ------------------------------------------------------------------------------ hard documents


def test_read_only_documents_are_shown_and_not_changed(qtbot: QtBot, path: Path) -> None:
    before = path.read_bytes()
    window = shown_window(qtbot)
    window.session._take(Document.open(path, read_only=True))
    window.session.select(("organisation", HOWEST))
    page = window.inspector.page
    assert isinstance(page, OrganisationPage)
    assert "read-only" in window.banner.text
    assert window.status_line.texts[0] == "Read-only"
    assert page.header.title.isReadOnly()
    place = page.form.editors["place"]
    assert isinstance(place, TextEditor)
    assert place.line.isReadOnly()
    assert not page.form.editors["kind"].isEnabled()
    for name in ("undo", "redo", "add_organisation", "add_group", "remove", "pin", "tidy"):
        assert not window.actions_[name].isEnabled()
    assert not page.groups.button.isEnabled()
    assert all(not row.data.menu for row in page.groups.rows.rows)
    window.session.close()
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_names_are_shown_as_typed_and_never_as_markup(
    window: MainWindow, path: Path, name: str
) -> None:
    session = window.session
    assert session.run(records.edit, "organisation", HOWEST, name=name, short_name=name, place=name)
    assert session.run(records.edit, "working_group", INTERNATIONALISATION, name_en=name)
    assert session.run(groups.add_member, HOWEST, INTERNATIONALISATION)
    for chosen in (
        (("organisation", HOWEST),),
        (("working_group", INTERNATIONALISATION),),
        (("organisation", HOWEST), ("working_group", INTERNATIONALISATION)),
    ):
        session.select(*chosen)
        window.grab()
    for label in window.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText or not label.text()
    for widget in window.findChildren(QWidget):
        # A tooltip is markup only when we made it so, and then what was typed is escaped.
        assert "<img" not in widget.toolTip()
        assert "<b>bold" not in widget.toolTip()
    assert in_file(path).organisations[HOWEST].name == clean_text(name)
    assert window.minimumSizeHint().width() <= 1200


def test_a_document_without_anything(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot)
    assert window.session.create(tmp_path / "empty.ocimap")
    window.grab()
    assert window.navigator.entries["organisation"].count == "0"
    window.actions_["add_group"].trigger()
    window.actions_["add_need"].trigger()
    window.grab()
    window.session.close()
    assert window.start_page.isVisible()


def test_a_file_that_is_no_document(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr("oci_map.ui.messages.problem", lambda _title, text: said.append(text))
    window = shown_window(qtbot)
    wrong = tmp_path / "wrong.ocimap"
    wrong.write_text("not a document")
    assert not window.session.open(wrong)
    assert not window.session.open(tmp_path / "missing.ocimap")
    assert len(said) == 2
    assert window.session.document is None
    assert wrong.read_text() == "not a document"


# -------------------------------------------------------------------------------------- start-up


def test_first_picture_needs_no_heavy_library(home: Path, path: Path) -> None:
    """pyqtgraph, scipy, networkx and sqlite-utils would double the time to the first picture."""
    code = (
        "import sys\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from oci_map.ui import preferences\n"
        "from oci_map.ui.app import make_window\n"
        "app = QApplication([])\n"
        "preferences.name_application()\n"
        "window = make_window(preferences.Preferences())\n"
        f"window.session.open({str(path)!r})\n"
        "window.show()\n"
        "window.grab()\n"
        "heavy = {'pyqtgraph', 'scipy', 'networkx', 'sqlite_utils', 'pandas'} & set(sys.modules)\n"
        "print(sorted(heavy))\n"
        "window.close()\n"
    )
    assert said_by(code).strip() == "[]"


# ----------------------------------------------------------------------------- before it is shown


def test_a_message_before_the_window_is_shown_comes_over_it(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "letter.ocimap"
    path.write_text("Dear all", encoding="utf-8")
    window = make_window(Preferences())
    qtbot.addWidget(window)
    assert not window.session.open(path)
    (box,) = (w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox))
    assert box.parentWidget() is window
    assert not box.isVisible()
    window.show()
    qtbot.waitExposed(window)
    qtbot.waitUntil(box.isVisible)
    box.done(0)
    qtbot.waitUntil(
        lambda: not [w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox)]
    )


# ------------------------------------------------------------------------------------ by keyboard


@pytest.mark.parametrize("selected", ["", HOWEST])
def test_tab_goes_down_the_inspector(qtbot: QtBot, tmp_path: Path, selected: str) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    if selected:
        window.session.select(("organisation", HOWEST))
    window.canvas.setFocus()
    QTest.keyClick(window.canvas, Qt.Key.Key_Tab)
    stops = [
        one.mapTo(window, one.rect().center()).y() // 20
        for one in tab_order.stops(window, window.inspector)
        if window.inspector.isAncestorOf(one) and one.height() <= 40
    ]
    assert len(stops) > 10
    # The menu button stands beside two lines.
    assert all(after >= before - 1 for before, after in pairwise(stops))


# ------------------------------------------------------------------------------------- the dialogs


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_a_list_that_drops_down_is_not_black_on_black(qtbot: QtBot, colours: str) -> None:
    shown_window(qtbot, theme=colours)
    # Names the file dialog offers while one is typed stand in a window of their own.
    names = QListView()
    qtbot.addWidget(names)
    names.resize(120, 60)
    names.show()
    assert names.grab().toImage().pixelColor(60, 30) == theme.colour("surface")
