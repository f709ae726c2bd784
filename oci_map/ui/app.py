"""Starts the window: the one place where its parts are put together."""

from __future__ import annotations

import sys
from functools import partial

from PySide6.QtCore import QLibraryInfo, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from oci_map import i18n
from oci_map.errors import UserError
from oci_map.ui import first_picture, preferences, theme
from oci_map.ui.ahead import Ahead
from oci_map.ui.main_window import MainWindow
from oci_map.ui.preferences import Preferences
from oci_map.ui.safety_net import SafetyNet
from oci_map.ui.session import Session


def main(path: str | None = None, example: str | None = None) -> int:
    """Show the window, with a document or an example open, until the person closes it."""
    application = QApplication.instance() or _application()
    assert isinstance(application, QApplication)  # noqa: S101 - nobody makes another kind
    preferences.name_application()
    net = SafetyNet()
    net.spread()
    try:
        return _run(net, path, example)
    except UserError:
        raise  # the command line says it
    except Exception:  # noqa: BLE001 - told in a dialog: whoever clicks an icon sees no terminal
        net.faults.on_exception(*sys.exc_info())
        return 1
    finally:
        net.take_away()


def _run(net: SafetyNet, path: str | None, example: str | None) -> int:
    application = QApplication.instance()
    assert isinstance(application, QApplication)  # noqa: S101 - `main` made it
    if path is not None or example is not None:
        first_picture.begin()
    window = make_window(Preferences())
    if path is not None:
        window.session.open(path)
    elif example is not None:
        window.session.open_example(example)
    elif not net.crashed_early:
        window.session.keeper.take_up()
    if window.session.document is None:
        first_picture.end()  # the start page has none
    # Last, what was made late takes the measures of the text.
    first_picture.holds_back(window.text_size.follow)
    first_picture.cover(
        (
            window.command_row, window.banner, window.navigator, window.filter_bar, window.zoom,
            window.time_strip, window.inspector, window.status_line,
        )
    )  # fmt: skip
    ahead = Ahead(window, window.jobs)
    if not first_picture.holds_back(ahead.start):
        ahead.start()
    stand = partial(_stand, window)
    if not first_picture.holds_back(stand):
        stand()
    window.show()
    net.hold(window)
    # What is there now stays: it is not looked through each time that something is thrown away.
    window.jobs.set_apart()
    window.jobs.collect_garbage()
    return application.exec()


def _stand(window: MainWindow) -> None:
    from oci_map.ui.standing import Standing

    Standing(window.session, window.jobs).begin()


def _application() -> QApplication:
    # Asked for here, the style costs nothing; PySide is long about a `QStyle` that it is given.
    made = QApplication([*sys.argv[:1], "-style", theme.STYLE])
    made.setProperty(theme.IN_FUSION, True)
    return made


def make_window(kept: Preferences) -> MainWindow:
    """Return the window with its session, in the person's language and colours, not yet shown."""
    i18n.set_language(kept.language)
    theme.set_text_percent(kept.text_size)
    theme.load_fonts()
    theme.put_on(kept.theme)
    session = Session(kept)
    # Before the window: it writes the names of keys, which are Qt's own words.
    language = SystemLanguage(session)
    language.follow()
    window = MainWindow(session)
    session.setParent(window)
    session.keeper.told.connect(window.notice.show_note)
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
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            if self._translator.load("qtbase_nl", folder):
                QApplication.installTranslator(self._translator)
        if not first_picture.holds_back(self._use_formats):
            self._use_formats()

    def _use_formats(self) -> None:
        # All languages and countries of the world come with it: not before the first picture.
        from PySide6.QtCore import QLocale

        QLocale.setDefault(QLocale("nl_BE" if i18n.language() == "nl" else "en_GB"))
