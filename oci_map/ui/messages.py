"""Every question and every notice in a dialog; what a person typed is never read as markup."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6 import QtGui, QtWidgets  # its dialogs are set up when the first one is asked for
from PySide6.QtCore import QStandardPaths, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QWidget
from shiboken6 import Shiboken

from oci_map import i18n
from oci_map.i18n import _, ngettext
from oci_map.ui import theme

if TYPE_CHECKING:
    from oci_map.ui.report_dialog import ReportDialog

SUFFIX: Final = ".ocimap"
#: A sentence may quote a name of 10 000 characters; a dialog must still fit the screen.
_LONGEST: Final = 900
_LINE: Final = 400  # px; how wide a question for a line of text is

# Dialogs without a window to belong to would be collected while they stand open.
_standing: set[QtWidgets.QDialog] = set()


def problem(title: str, sentence: str) -> None:
    """Say what went wrong; work goes on when the person closes it."""
    _show(_box(QtWidgets.QMessageBox.Icon.Warning, title, sentence))


def notice(title: str, text: str) -> None:
    """Say something that needs no decision."""
    _show(_box(QtWidgets.QMessageBox.Icon.NoIcon, title, text))


def fault(report: str, count: int = 1, read: Callable[[], None] | None = None) -> None:
    """Say that the program made a mistake; the bound method `read` hears when it is closed."""
    dialog = _fault(report, count)
    if read is not None:
        dialog.finished.connect(read)
    _show(dialog)


def last_fault(report: str, count: int = 1) -> None:
    """Say what went wrong while the window closed, and wait until that was read."""
    dialog = _fault(report, count, closing=True)
    dialog.exec()
    dialog.deleteLater()


def report(title: str, sentence: str, text: str) -> None:
    """Show a report that can be copied, with what it is about above it."""
    from oci_map.ui.report_dialog import ReportDialog

    dialog = ReportDialog(title, sentence, text, _window())
    dialog.show_report.click()
    _show(dialog)


def _fault(text: str, count: int, *, closing: bool = False) -> ReportDialog:
    from oci_map.ui import crash_report
    from oci_map.ui.report_dialog import ReportDialog

    title = ngettext(
        "OCI Map made a mistake", "OCI Map made {count} mistakes", count
    ).format(count=i18n.number(count))  # fmt: skip
    if closing:
        sentence = _(
            "Something went wrong inside the program, and its window is closed. Your documents are"
            " safe: every change is saved. You can start the program again."
        )
    else:
        sentence = _(
            "Something went wrong inside the program. Your document is safe: every change before"
            " this one is saved. You can go on working; if it happens again, close the program"
            " and start it again."
        )
    return ReportDialog(title, sentence, crash_report.text(text), _window())


def confirm(title: str, question: str, verb: str, *, careful: bool = False) -> bool:
    """Ask before something that is not easily taken back; the verb stands on the button.

    `careful` is for what can never be taken back: Enter then does nothing of it.
    """
    box = _box(QtWidgets.QMessageBox.Icon.Question, title, question, closing=False)
    agree = box.addButton(verb, QtWidgets.QMessageBox.ButtonRole.AcceptRole)
    cancel = box.addButton(_("Cancel"), QtWidgets.QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(cancel if careful else agree)
    box.exec()
    agreed = box.clickedButton() is agree
    box.deleteLater()
    return agreed


def choose(title: str, question: str, verbs: Sequence[str]) -> int | None:
    """Ask which of some things to do; return its place among the verbs, None for none."""
    box = _box(QtWidgets.QMessageBox.Icon.Question, title, question, closing=False)
    role = QtWidgets.QMessageBox.ButtonRole.AcceptRole
    buttons = [box.addButton(verb, role) for verb in verbs]
    cancel = box.addButton(_("Cancel"), QtWidgets.QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(buttons[0])
    box.setEscapeButton(cancel)
    box.exec()
    clicked = box.clickedButton()
    box.deleteLater()
    return next((place for place, one in enumerate(buttons) if one is clicked), None)


def ask_beginning(choices: Sequence[tuple[str, str, str]]) -> int | None:
    """Ask what a new document begins with: icons, names and lines that say more; None for none."""
    from oci_map.ui.beginning_dialog import BeginningDialog

    dialog = BeginningDialog(choices, _window())
    dialog.exec()
    dialog.deleteLater()
    return dialog.taken


def ask_text(title: str, label: str, suggestion: str = "") -> str:
    """Ask for a line of text; '' when nothing was given."""
    dialog = QtWidgets.QInputDialog(_window())
    dialog.setWindowTitle(title)
    dialog.setLabelText(label)
    dialog.setTextValue(suggestion)
    # As wide as a name is long: Qt would make it as wide as the question.
    dialog.resize(theme.px_wide(_LINE), dialog.sizeHint().height())
    agreed = dialog.exec()
    dialog.deleteLater()
    return " ".join(dialog.textValue().split()) if agreed else ""


def ask_open_path(folder: Path) -> Path | None:
    """Ask which document to open."""
    chosen, _kind = QtWidgets.QFileDialog.getOpenFileName(
        _window(), _("Open a document"), str(folder), _documents()
    )
    return Path(chosen) if chosen else None


def ask_save_path(title: str, suggestion: Path, kinds: str = "") -> Path | None:
    """Ask where to write; the system asks before a file is replaced."""
    chosen, kind = QtWidgets.QFileDialog.getSaveFileName(
        _window(), title, str(suggestion), kinds or _documents()
    )
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(_first_suffix(kind) or suggestion.suffix)


def documents_folder() -> Path:
    """Return where the person's documents lie; without such a folder, the person's own."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place) if place and Path(place).is_dir() else Path.home()


def ask_folder(title: str, folder: Path) -> Path | None:
    """Ask for a folder."""
    chosen = QtWidgets.QFileDialog.getExistingDirectory(_window(), title, str(folder))
    return Path(chosen) if chosen else None


def ask_template_path(folder: Path) -> Path | None:
    """Ask which PowerPoint file lends its look."""
    kinds = _("PowerPoint templates") + " (*.potx *.pptx)"
    chosen, _kind = QtWidgets.QFileDialog.getOpenFileName(
        _window(), _("Choose a template"), str(folder), kinds
    )
    return Path(chosen) if chosen else None


def ask_spreadsheet_path(folder: Path) -> Path | None:
    """Ask which spreadsheet to bring in."""
    from oci_map.exchange.spreadsheet import SUFFIXES

    endings = " ".join(f"*{one}" for one in SUFFIXES)
    kinds = _("Spreadsheets") + f" ({endings});;" + _("All files") + " (*)"
    chosen, _kind = QtWidgets.QFileDialog.getOpenFileName(
        _window(), _("Import a spreadsheet"), str(folder), kinds
    )
    return Path(chosen) if chosen else None


def ask_colour(
    parent: QWidget, title: str, now: str, taken: Callable[[QtGui.QColor], None]
) -> None:
    """Offer all colours; the bound method `taken` is told which one was chosen."""
    dialog = QtWidgets.QColorDialog(QtGui.QColor(now), parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    dialog.colorSelected.connect(taken)
    dialog.open()


def _documents() -> str:
    return _("OCI Map documents") + f" (*{SUFFIX})"


def _first_suffix(kind: str) -> str:
    """Return '.png' from 'Picture (*.png)'."""
    return kind.rpartition("(*")[2].rstrip(")").split(" ")[0] if "(*" in kind else ""


def _box(
    icon: QtWidgets.QMessageBox.Icon, title: str, text: str, *, closing: bool = True
) -> QtWidgets.QMessageBox:
    box = QtWidgets.QMessageBox(_window())
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setIcon(icon)
    box.setWindowTitle(title)
    box.setText(title)
    box.setInformativeText(text if len(text) <= _LONGEST else text[:_LONGEST] + "…")
    _make_plain(box)
    if closing:
        box.addButton(_("Close"), QtWidgets.QMessageBox.ButtonRole.RejectRole)
    return box


def _make_plain(box: QtWidgets.QMessageBox) -> None:
    # The second text is a label of its own, which would otherwise guess its format.
    for label in box.findChildren(QLabel):
        label.setTextFormat(Qt.TextFormat.PlainText)


def _show(box: QtWidgets.QDialog) -> None:
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    _standing.add(box)
    box.finished.connect(_forget_closed)
    parent = box.parentWidget()
    if parent is None or parent.isVisible():
        box.open()
    else:
        # Said before its window is there, it would come to lie behind it, and block it unseen.
        QTimer.singleShot(0, box, box.open)


def _forget_closed(_result: int) -> None:
    # One that belonged to a window went with it, without a word.
    for box in [one for one in _standing if not Shiboken.isValid(one) or not one.isVisible()]:
        _standing.discard(box)


def _window() -> QWidget | None:
    active = QApplication.activeWindow()
    if active is not None:
        return active
    windows = [one for one in QApplication.topLevelWidgets() if isinstance(one, QMainWindow)]
    return windows[0] if len(windows) == 1 else None
