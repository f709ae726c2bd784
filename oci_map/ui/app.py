"""Starts the window: the one place where its parts are put together."""

from __future__ import annotations

import gc
import sys

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from oci_map import i18n
from oci_map.ui import preferences, theme
from oci_map.ui.faults import Faults
from oci_map.ui.main_window import MainWindow
from oci_map.ui.preferences import Preferences
from oci_map.ui.session import Session


def main(path: str | None = None, example: str | None = None) -> int:
    """Show the window, with a document or an example open, until the person closes it."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)  # noqa: S101 - nobody makes another kind
    preferences.name_application()
    faults = Faults()
    faults.install()
    window = make_window(Preferences())
    if path is not None:
        window.session.open(path)
    elif example is not None:
        window.session.open_example(example)
    window.show()
    # What is there now stays: it is not looked through each time that something is thrown away.
    gc.freeze()
    window.jobs.collect_garbage()
    try:
        return application.exec()
    finally:
        faults.remove()


def make_window(kept: Preferences) -> MainWindow:
    """Return the window with its session, in the person's language and colours, not yet shown."""
    i18n.set_language(kept.language)
    theme.set_text_percent(kept.text_size)
    theme.load_fonts()
    theme.put_on(kept.theme)
    session = Session(kept)
    window = MainWindow(session)
    session.setParent(window)
    language = SystemLanguage(session)
    language.follow()
    QApplication.styleHints().colorSchemeChanged.connect(session.refresh_theme)
    return window


class SystemLanguage(QObject):
    """Gives Qt's own dialogs, and the formats of numbers, the window's language."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._translator = QTranslator(self)
        session.language_changed.connect(self.follow)

    def follow(self) -> None:
        """Load Qt's texts in the language of the window; English ones are in Qt itself."""
        QApplication.removeTranslator(self._translator)
        if i18n.language() == "nl":
            QLocale.setDefault(QLocale("nl_BE"))
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            if self._translator.load("qtbase_nl", folder):
                QApplication.installTranslator(self._translator)
        else:
            QLocale.setDefault(QLocale("en_GB"))
