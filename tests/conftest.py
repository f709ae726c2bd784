"""What every test gets, and what no test may leave behind.

A Qt warning, a log warning, a running thread, an active timer or a window that is left fails the
test that left it; a modal question, which would hang it, raises. The person's own folders and
language are out of reach. tests/test_guards.py shows each guard failing a bad test.
"""

from __future__ import annotations

import gc
import logging
import os
import re
import sys
import tempfile
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Two tests at once on two cores are slower when each numpy starts two threads.
for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")
# Without one, which is how containers start, Qt warns and makes its own.
_runtime = tempfile.TemporaryDirectory(prefix="oci-map-runtime-")  # made readable by its owner only
os.environ["XDG_RUNTIME_DIR"] = _runtime.name
# The language of the machine is nobody's business here; tests ask for Dutch by name.
for _variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "OCI_MAP_LANG"):
    os.environ.pop(_variable, None)
os.environ["LANG"] = "C.UTF-8"

import pytest
from hypothesis import HealthCheck, settings
from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QMessageLogContext,
    QSettings,
    QThread,
    QThreadPool,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QDrag, QFont, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QColorDialog,
    QDialog,
    QFileDialog,
    QFontDialog,
    QInputDialog,
    QMenu,
    QMessageBox,
    QWidget,
)
from shiboken6 import Shiboken

# A shared machine is slow at times: no test depends on how long an example takes.
settings.register_profile(
    "quick",
    deadline=None,
    max_examples=40,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("full", settings.get_profile("quick"), max_examples=400)
settings.load_profile("quick")


# ------------------------------------------------------------- folders, language and appearance

_look = pytest.StashKey[tuple[QPalette, QFont, str]]()


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test an empty home folder, with all folders that programs look for in it."""
    folder = tmp_path_factory.mktemp("home")
    for variable in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(variable, str(folder))
    for variable in ("APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(folder / variable.lower()))
    for kind in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(folder / kind.lower()))
    # QSettings reads XDG_CONFIG_HOME only once in a process.
    for file_format in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        for scope in (QSettings.Scope.UserScope, QSettings.Scope.SystemScope):
            QSettings.setPath(file_format, scope, str(folder / f"config-{scope.name}"))
    return folder


@pytest.fixture(scope="session")
def qapp(qapp: QApplication, request: pytest.FixtureRequest) -> QApplication:
    """Give the application, and remember how it looked at first."""
    request.config.stash[_look] = (qapp.palette(), qapp.font(), qapp.styleSheet())
    return qapp


@pytest.fixture(autouse=True)
def _as_before(request: pytest.FixtureRequest) -> Iterator[None]:
    """Give the next test English, the light theme, the plain font and an empty clipboard again."""
    yield
    i18n = sys.modules.get("oci_map.i18n")
    if i18n is not None:
        i18n.set_language("en")
    palette, font, style_sheet = request.config.stash.get(_look, (None, None, ""))
    app = QApplication.instance()
    if isinstance(app, QApplication) and palette is not None and font is not None:
        if app.styleSheet() != style_sheet:
            app.setStyleSheet(style_sheet)
        if app.palette() != palette:
            app.setPalette(palette)
        if app.font() != font:
            app.setFont(font)
        # Without a window system, Qt would free what is left on the clipboard too late.
        app.clipboard().clear()


# ------------------------------------------------------------------------------ modal questions


class ModalQuestionError(AssertionError):
    """A test reached a dialog that waits for an answer that nobody gives."""


_MODAL: dict[type, tuple[str, ...]] = {
    QDialog: ("exec",),
    QDrag: ("exec",),
    QMessageBox: ("about", "aboutQt", "critical", "information", "question", "warning"),
    QFileDialog: (
        "getExistingDirectory",
        "getExistingDirectoryUrl",
        "getOpenFileName",
        "getOpenFileNames",
        "getOpenFileUrl",
        "getOpenFileUrls",
        "getSaveFileName",
        "getSaveFileUrl",
    ),
    QInputDialog: ("getDouble", "getInt", "getItem", "getMultiLineText", "getText"),
    QColorDialog: ("getColor",),
    QFontDialog: ("getFont",),
}


@pytest.fixture
def allow_modal() -> None:
    """Let this test open modal dialogs; it must close them itself."""


@pytest.fixture(autouse=True)
def _no_modal(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "allow_modal" in request.fixturenames:
        return
    for kind, names in _MODAL.items():
        for name in names:
            monkeypatch.setattr(kind, name, _refusal(f"{kind.__name__}.{name}"))


def _refusal(name: str) -> Callable[..., NoReturn]:
    def refuse(*_args: object, **_options: object) -> NoReturn:
        raise ModalQuestionError(f"{name} would wait for ever for an answer")

    return refuse


def _no_menu_exec(menu: QMenu, name: str) -> object:
    if name == "exec":
        raise ModalQuestionError("QMenu.exec would wait for ever for a choice; use QMenu.popup")
    return object.__getattribute__(menu, name)


# An instance finds exec, which is static as well, past its class. There is no way back from
# this, so that allow_modal does not reach menus.
QMenu.__getattribute__ = _no_menu_exec  # type: ignore[method-assign, assignment]


# ----------------------------------------------------------------------------------- log records


class _Records(logging.Handler):
    """Keeps what a test logs as a warning or worse."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


_records = pytest.StashKey[_Records]()
_present = pytest.StashKey["_Present"]()


@pytest.fixture
def expected_log(request: pytest.FixtureRequest) -> list[logging.LogRecord]:
    """Give the log warnings and errors of this test, which must cause at least one."""
    records: list[logging.LogRecord] = request.node.stash[_records].records
    return records


def _unexpected_log(item: pytest.Item) -> Iterator[str]:
    records = item.stash[_records].records
    if "expected_log" not in getattr(item, "fixturenames", ()):
        for record in records:
            yield f"logged {record.levelname} {record.name}: {record.getMessage()}"
    elif not records:
        yield "asked for expected_log and logged no warning"


class _QtWarnings:
    """Keeps the Qt warnings of a teardown; pytest-qt looks at those of the test itself only."""

    def __init__(self, ignored: Sequence[str]) -> None:
        self.ignored = ignored
        self.messages: list[str] = []

    def handle(self, kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        loud = kind in {QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg}
        if loud and not any(re.search(pattern, message) for pattern in self.ignored):
            self.messages.append(f"made Qt warn in its teardown: {message}")


# ----------------------------------------------------------------- threads, timers and windows


class _Present:
    """The threads, timers and windows that exist at one moment."""

    def __init__(self) -> None:
        self.threads = {
            thread
            for thread in threading.enumerate()
            # Python's stand-in for a thread that Qt started; it stays when that one has ended.
            if not isinstance(thread, threading._DummyThread)
        }
        # Qt objects are kept by their address: keeping them would keep them alive.
        self.qt: dict[int, tuple[str, Any]] = {}
        for thing in Shiboken.getAllValidWrappers():
            text = _description(thing)
            if text:
                self.qt[Shiboken.getCppPointer(thing)[0]] = (text, thing)

    def forget_objects(self) -> None:
        """Keep the addresses only."""
        self.qt = {address: (text, None) for address, (text, _thing) in self.qt.items()}

    def new(self, before: _Present) -> Iterator[str]:
        """Say what was not there before."""
        for thread in self.threads - before.threads:
            yield f"left a running thread: {thread.name}"
        for address, (text, _thing) in self.qt.items():
            if address not in before.qt:
                yield f"left {text}"


def _description(thing: object) -> str:
    """Describe a Qt object that no test may leave, or return nothing for any other."""
    if isinstance(thing, QTimer) and thing.isActive():
        return f"an active timer of {thing.interval()} ms, {thing.parent()!r}"
    if isinstance(thing, QThread) and thing.isRunning() and thing != _main_thread():
        return f"a running QThread: {thing!r}"
    if isinstance(thing, QThreadPool) and thing.activeThreadCount():
        return f"{thing.activeThreadCount()} running thread(s) in a QThreadPool"
    # Qt itself keeps the label of the last tool tip.
    if isinstance(thing, QWidget) and thing.isWindow() and not thing.inherits("QTipLabel"):
        state = "a visible" if thing.isVisible() else "a hidden"
        return f"{state} window: {type(thing).__name__} {thing.windowTitle()!r}"
    return ""


def _main_thread() -> QThread | None:
    app = QCoreApplication.instance()
    return app.thread() if app else None


def _left_behind(before: _Present) -> list[str]:
    """Say what a test left behind, once everything had its chance to end."""
    _let_qt_delete()
    if not list(_Present().new(before)):
        return []
    # Only now, because it is slow: things in reference cycles, and threads about to end.
    gc.collect()
    _let_qt_delete()
    for thread in _Present().threads - before.threads:
        thread.join(timeout=2)
    QThreadPool.globalInstance().waitForDone(2000)
    after = _Present()
    found = list(after.new(before))
    _tidy_up(after, before)
    return found


def _let_qt_delete() -> None:
    if QCoreApplication.instance():
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _tidy_up(after: _Present, before: _Present) -> None:
    """Keep what one test left from troubling the next ones."""
    for address, (_text, thing) in after.qt.items():
        if address in before.qt or not Shiboken.isValid(thing):
            continue
        if isinstance(thing, QTimer):
            thing.stop()
        elif isinstance(thing, QThread):
            thing.quit()
            thing.wait(2000)
        elif isinstance(thing, QWidget) and QApplication.instance():
            thing.hide()
            thing.deleteLater()
    _let_qt_delete()


# ------------------------------------------------------------------------------- around each test


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, object, object]:
    """Note what is there before the test and its fixtures."""
    item.stash[_records] = _Records()
    logging.getLogger().addHandler(item.stash[_records])
    item.stash[_present] = _Present()
    item.stash[_present].forget_objects()
    return (yield)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    """Fail the test for what it left, after its fixtures have put things away."""
    qt = _QtWarnings(item.config.getini("qt_log_ignore"))
    previous = qInstallMessageHandler(qt.handle)
    try:
        result = yield
    finally:
        left = _left_behind(item.stash[_present])
        qInstallMessageHandler(previous)
        logging.getLogger().removeHandler(item.stash[_records])
    found = [*_unexpected_log(item), *qt.messages, *left]
    if found:
        pytest.fail("This test " + "\nand it ".join(found), pytrace=False)
    return result
