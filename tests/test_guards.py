"""The guards of tests/conftest.py, each with a bad test that it must fail and a good one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

_TESTS = """
import logging
import os
import sys
import threading
from pathlib import Path

import platformdirs
import pytest
from PySide6.QtCore import QObject, QSettings, QThread, QTimer, qWarning
from PySide6.QtGui import QColor, QDrag, QPalette
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QMessageBox, QWidget

KEPT = []


def test_good(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    timer = QTimer(window)
    timer.start(1)
    thread = threading.Thread(target=print)
    thread.start()
    thread.join()
    logging.getLogger("x").info("fine")


def test_good_window_that_nobody_keeps(qapp):
    # In a reference cycle: only the garbage collector ends it.
    window = QWidget()
    window.me = window


def test_bad_thread():
    event = threading.Event()
    KEPT.append(event)
    threading.Thread(target=event.wait, daemon=True, name="straggler").start()


class Sleeper(QThread):
    def run(self):
        self.exec()


def test_bad_qthread(qapp):
    thread = Sleeper()
    KEPT.append(thread)
    thread.start()


def test_bad_timer(qapp):
    timer = QTimer()
    KEPT.append(timer)
    timer.start(60_000)


def test_bad_timer_of_an_object(qapp):
    owner = QObject()
    KEPT.append(owner)
    QTimer(owner).start(60_000)


def test_bad_visible_window(qapp):
    window = QWidget()
    window.setWindowTitle("left open")
    window.show()
    KEPT.append(window)


def test_bad_hidden_window(qapp):
    KEPT.append(QDialog())


def test_good_after_the_bad_ones(qapp):
    assert not any(widget.isVisible() for widget in QApplication.topLevelWidgets())


def test_bad_log():
    logging.getLogger("oci_map.store").warning("disk is nearly full")


def test_bad_log_in_a_fixture(late_log):
    pass


@pytest.fixture
def late_log():
    yield
    logging.getLogger("oci_map.store").error("could not close")


def test_good_expected_log(expected_log):
    logging.getLogger("oci_map.store").warning("disk is nearly full")
    assert expected_log[0].getMessage() == "disk is nearly full"


def test_bad_expected_log_that_does_not_come(expected_log):
    pass


def test_bad_qt_warning():
    qWarning("something is odd")


def test_bad_qt_warning_late(late_qt_warning):
    pass


@pytest.fixture
def late_qt_warning():
    yield
    qWarning("something was odd")


def test_bad_modal(qtbot):
    dialog = QDialog()
    qtbot.addWidget(dialog)
    dialog.exec()


def test_bad_question():
    QMessageBox.question(None, "title", "text")


def test_bad_file_question(qtbot):
    QFileDialog.getOpenFileName(None, "title")


def test_bad_drag(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    QDrag(window).exec()


class Asking(QWidget):
    def ask(self):
        QMenu(self).exec()


def test_bad_menu_in_a_slot(qtbot):
    window = Asking()
    qtbot.addWidget(window)
    window.windowTitleChanged.connect(window.ask)
    window.setWindowTitle("new")


def test_good_allowed_modal(qtbot, allow_modal):
    dialog = QDialog()
    qtbot.addWidget(dialog)
    QTimer.singleShot(0, dialog.accept)
    assert dialog.exec() == QDialog.DialogCode.Accepted


def test_good_home(home, real_home):
    assert Path.home() == home != Path(real_home)
    for folder in (platformdirs.user_data_dir("x"), platformdirs.user_config_dir("x")):
        assert Path(folder).is_relative_to(home)
    settings = QSettings("a", "b")
    assert settings.value("key") is None
    settings.setValue("key", 1)
    settings.sync()
    assert Path(settings.fileName()).is_relative_to(home)


@pytest.fixture
def real_home():
    return os.environ["OUTER_HOME"]


def test_good_home_is_a_new_one(home):
    assert QSettings("a", "b").value("key") is None


def test_good_dutch():
    from oci_map import i18n
    i18n._catalogues["nl"] = i18n._catalogues["en"]
    i18n.set_language("nl")


def test_good_english_again():
    assert sys.modules["oci_map.i18n"].language() == "en"


def test_good_dark(qapp):
    qapp.setPalette(QPalette(QColor("black")))
    qapp.setStyleSheet("* { color: red }")


def test_good_light_again(qapp):
    assert qapp.palette().window().color() != QColor("black")
    assert not qapp.styleSheet()


def test_bad_resource():
    open(__file__)
"""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Run the tests above in a process of their own, and give what became of each."""
    folder = tmp_path_factory.mktemp("guards")
    shutil.copy(ROOT / "pyproject.toml", folder)
    (folder / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "conftest.py", folder / "tests")
    (folder / "tests" / "test_sample.py").write_text(_TESTS, encoding="utf-8")
    result = subprocess.run(
        [sys.executable, "-m", "pytest", "--junitxml=result.xml", "-p", "no:cacheprovider"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "OUTER_HOME": str(Path.home())},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1, result.stdout + result.stderr
    report = ET.parse(folder / "result.xml")
    found: dict[str, str] = {}
    for case in report.iter("testcase"):
        name = case.get("name", "")
        faults = [*case.iter("failure"), *case.iter("error")]
        text = "".join(f"{fault.get('message')} {fault.text}" for fault in faults)
        found[name] = found.get(name, "") + text
    return found


REASONS = {
    "test_bad_thread": "left a running thread: straggler",
    "test_bad_qthread": "left a running QThread",
    "test_bad_timer": "left an active timer of 60000 ms",
    "test_bad_timer_of_an_object": "left an active timer of 60000 ms",
    "test_bad_visible_window": "left a visible window: QWidget 'left open'",
    "test_bad_hidden_window": "left a hidden window: QDialog",
    "test_bad_log": "logged WARNING oci_map.store: disk is nearly full",
    "test_bad_log_in_a_fixture": "logged ERROR oci_map.store: could not close",
    "test_bad_expected_log_that_does_not_come": "asked for expected_log and logged no warning",
    "test_bad_qt_warning": "something is odd",
    "test_bad_qt_warning_late": "made Qt warn in its teardown: something was odd",
    "test_bad_modal": "QDialog.exec would wait for ever",
    "test_bad_question": "QMessageBox.question would wait for ever",
    "test_bad_file_question": "QFileDialog.getOpenFileName would wait for ever",
    "test_bad_drag": "QDrag.exec would wait for ever",
    "test_bad_menu_in_a_slot": "QMenu.exec would wait for ever",
    "test_bad_resource": "ResourceWarning",
}


def test_each_bad_test_fails_for_its_reason(outcomes: dict[str, str]) -> None:
    assert {name for name in outcomes if name.startswith("test_bad")} == set(REASONS)
    wrong = {n: outcomes[n] for n, reason in REASONS.items() if reason not in outcomes[n]}
    assert not wrong


def test_good_tests_pass(outcomes: dict[str, str]) -> None:
    good = {name: text for name, text in outcomes.items() if name.startswith("test_good")}
    assert len(good) == 11
    assert not any(good.values()), good
