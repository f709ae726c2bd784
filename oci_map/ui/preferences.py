"""Settings of this machine: language, colours, recent files, the window's place.

The only place that makes a QSettings, and it makes it without arguments: with names it would
ignore the default format and write into the home folder even in a test.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QCoreApplication, QSettings, Qt
from PySide6.QtWidgets import QApplication

from oci_map import i18n
from oci_map.model.text import clean_text
from oci_map.ui.theme import CHOICES, Choice

_MOST_RECENT: Final = 8


def name_application() -> None:
    """Say where settings are kept; before the first Preferences is made."""
    QCoreApplication.setOrganizationName("OCI Map")
    QCoreApplication.setApplicationName("OCI Map")
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)


def user_name() -> str:
    """Return how the person is known to this computer, for the history; '' when unknown."""
    from getpass import getuser

    try:
        return clean_text(getuser())[:80]
    except (OSError, KeyError, ImportError):
        return ""


class Preferences:
    """Reads and writes the settings; what cannot be read counts as not set."""

    def __init__(self) -> None:
        self._settings = QSettings()

    @property
    def language(self) -> i18n.Language:
        """The language of the window: what was asked for at this start, else what was kept."""
        kept = os.environ.get("OCI_MAP_LANG") or self._text("language")
        return next((one for one in i18n.LANGUAGES if one == kept), i18n.system_language())

    @language.setter
    def language(self, code: str) -> None:
        self._settings.setValue("language", code)

    @property
    def theme(self) -> Choice:
        """Light, dark, or as the system is."""
        kept = self._text("theme")
        return next((choice for choice in CHOICES if choice == kept), "system")

    @theme.setter
    def theme(self, choice: Choice) -> None:
        self._settings.setValue("theme", choice)

    @property
    def text_size(self) -> int:
        """How large the text is, in percent, 100 to 200."""
        kept = self._text("text_size")
        return max(100, min(200, int(kept))) if kept.isdecimal() and len(kept) < 5 else 100

    @text_size.setter
    def text_size(self, percent: int) -> None:
        self._settings.setValue("text_size", str(percent))

    @property
    def recent_files(self) -> tuple[Path, ...]:
        """The documents opened last, newest first."""
        try:
            kept = json.loads(self._text("recent_files") or "[]")
        except ValueError:
            return ()
        return tuple(Path(one) for one in kept if isinstance(one, str))[:_MOST_RECENT]

    def remember_file(self, path: Path) -> None:
        """Put a document first among the recent ones."""
        self._keep_files([path, *(one for one in self.recent_files if one != path)])

    def forget_file(self, path: Path) -> None:
        """Leave a document out of the recent ones."""
        if path in self.recent_files:
            self._keep_files([one for one in self.recent_files if one != path])

    def forget_files(self) -> None:
        """Leave out all recent documents."""
        self._keep_files([])

    def is_shown(self, panel: str, *, otherwise: bool = True) -> bool:
        """Say whether a panel, or a section of one, stands open."""
        kept = self._text(f"shown/{panel}")
        return otherwise if kept == "" else kept == "yes"

    def set_shown(self, panel: str, shown: bool) -> None:
        """Remember whether a panel stands open."""
        self._settings.setValue(f"shown/{panel}", "yes" if shown else "no")

    @property
    def reduced_motion(self) -> bool:
        """Say whether nothing should glide: the person's choice, else what the system says."""
        kept = self._text("reduced_motion")
        if kept:
            return kept == "yes"
        # Only Windows tells Qt; elsewhere the choice in the View menu serves.
        effects = QApplication.isEffectEnabled(Qt.UIEffect.UI_General)
        return sys.platform == "win32" and not effects

    @reduced_motion.setter
    def reduced_motion(self, reduced: bool) -> None:
        self._settings.setValue("reduced_motion", "yes" if reduced else "no")

    @property
    def geometry(self) -> QByteArray:
        """Where the window stood; empty the first time."""
        kept = self._settings.value("geometry")
        return kept if isinstance(kept, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, place: QByteArray) -> None:
        self._settings.setValue("geometry", place)

    def table(self, noun: str) -> tuple[tuple[str, ...], dict[str, int]]:
        """Return the columns of a noun's table and how wide they are; empty when not set."""
        try:
            kept = json.loads(self._text(f"tables/{noun}") or "{}")
            columns = tuple(one for one in kept.get("columns", ()) if isinstance(one, str))
            widths = {
                name: max(32, min(2000, width))
                for name, width in kept.get("widths", {}).items()
                if isinstance(width, int)
            }
        except (ValueError, AttributeError, TypeError):
            return (), {}
        return columns, widths

    def keep_table(self, noun: str, columns: Sequence[str], widths: Mapping[str, int]) -> None:
        """Remember the columns of a noun's table and how wide they are."""
        kept = {"columns": list(columns), "widths": dict(widths)}
        self._settings.setValue(f"tables/{noun}", json.dumps(kept))

    def kept(self, name: str) -> dict[str, object]:
        """Return the values that were kept under a name; none when there are no sound ones."""
        try:
            kept = json.loads(self._text(name) or "{}")
        except (ValueError, RecursionError):
            return {}
        return kept if isinstance(kept, dict) else {}

    def keep(self, name: str, values: Mapping[str, object]) -> None:
        """Keep values of plain kinds under a name."""
        self._settings.setValue(name, json.dumps(dict(values)))

    def _keep_files(self, files: list[Path]) -> None:
        texts = [str(one) for one in files[:_MOST_RECENT]]
        self._settings.setValue("recent_files", json.dumps(texts))

    def _text(self, key: str) -> str:
        kept = self._settings.value(key)
        return kept if isinstance(kept, str) else ""
