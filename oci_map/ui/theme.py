"""Puts the colours of `drawing/style.py` on the whole window: palette, font and style sheet."""

from __future__ import annotations

import logging
from functools import lru_cache
from typing import Final, Literal, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from oci_map.drawing import painter
from oci_map.drawing.style import DARK, LIGHT, Style
from oci_map.drawing.text import FAMILY
from oci_map.i18n import N_
from oci_map.ui.stylesheet import stylesheet

log = logging.getLogger(__name__)

Choice = Literal["system", "light", "dark"]
Name = Literal["light", "dark"]
CHOICES: Final[dict[Choice, str]] = {
    "system": N_("As the system"),
    "light": N_("Light"),
    "dark": N_("Dark"),
}
BODY_SIZE: Final = 13
#: One style on every system, so that the measures hold everywhere.
STYLE: Final = "Fusion"
#: The property of an application that has it already.
IN_FUSION: Final = "inFusion"
_SCHEMES: Final = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}

_current: Style = LIGHT
_percent: int = 100
_sheet_percent: int = 0  # for which the style sheet in force was made


def current() -> Style:
    """Return the colours in force."""
    return _current


def current_name() -> Name:
    """Return the name of the colours in force."""
    return "dark" if _current.dark else "light"


def colour(token: str) -> QColor:
    """Return a colour of the theme in force by the name of its token, for instance "text_2"."""
    return QColor(getattr(_current, token))


def text_percent() -> int:
    """Return how large the text is, in percent of the usual size."""
    return _percent


def set_text_percent(percent: int) -> None:
    """Make fonts and measures larger from now on; `put_on` then makes it seen."""
    global _percent  # noqa: PLW0603 - the size of the text holds for the whole process
    _percent = percent


def px(size: float) -> int:
    """Return a measure that holds text, in the size that the text has now."""
    return round(size * _percent / 100)


def px_wide(size: float) -> int:
    """Return the width of a panel: it grows with the text, but leaves room for the map."""
    return round(size * (1 + (_percent / 100 - 1) * 0.6))


def load_fonts() -> None:
    """Make the bundled fonts known and the body font; without them the system's font serves."""
    if not painter.load_fonts():
        log.info("not all bundled fonts could be loaded")
    QApplication.setFont(font())


def font(size: int = BODY_SIZE, weight: int = 400, *, figures: bool = False) -> QFont:
    """Return the window's font, in px at 100 %; `figures` gives all digits the same width."""
    return QFont(_font(px(size), weight, figures))


@lru_cache(maxsize=64)
def _font(size: int, weight: int, figures: bool) -> QFont:
    made = QFont()
    made.setFamilies([FAMILY, *_system_families()])
    made.setPixelSize(size)
    made.setWeight(QFont.Weight(weight))
    # Letters where the font wants them, as the canvas draws them, not on whole px.
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if figures:  # not everywhere: hyphens become as wide as digits too
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def letter(widget: QWidget, size: int, weight: int) -> None:
    """Give a widget a font of its own, which grows with the text of the window."""
    widget.setProperty("fontSize", size)
    widget.setProperty("fontWeight", weight)
    widget.setFont(font(size, weight))


def put_on(choice: Choice) -> None:
    """Give the application the colours of this choice."""
    global _current, _sheet_percent  # noqa: PLW0603 - they hold for the whole process
    application = cast("QApplication", QApplication.instance())
    # The system draws the title bar: tell it too.
    application.styleHints().setColorScheme(_SCHEMES[choice])
    wanted = DARK if _is_dark(choice, application) else LIGHT
    if wanted is _current and _sheet_percent == _percent and application.styleSheet():
        return
    _current = wanted
    resized = _sheet_percent not in (0, _percent)
    if resized:
        application.setFont(font())
    _sheet_percent = _percent
    if not application.property(IN_FUSION):
        application.setStyle(QStyleFactory.create(STYLE))
        application.setProperty(IN_FUSION, True)
    sheet = stylesheet(wanted, _percent)
    if not application.styleSheet():
        application.setPalette(palette(wanted))
        application.setStyleSheet(sheet)
        return
    from oci_map.ui.dressing import dress  # not for the first picture

    dress(sheet, palette(wanted), at_once=resized)


def palette(style: Style) -> QPalette:
    """Return the palette for everything that the style sheet does not name."""
    made = QPalette()
    role = QPalette.ColorRole
    for one, value in {
        role.Window: style.window,
        role.WindowText: style.text_1,
        role.Base: style.surface,
        role.AlternateBase: style.sidebar,
        role.Text: style.text_1,
        role.PlaceholderText: style.text_3,
        role.Button: style.surface,
        role.ButtonText: style.text_1,
        role.BrightText: style.text_1,
        role.ToolTipBase: style.surface,
        role.ToolTipText: style.text_1,
        role.Highlight: style.accent,
        role.HighlightedText: style.on_accent,
        role.Accent: style.accent,
        role.Link: style.accent_text,
        role.LinkVisited: style.accent_text,
        role.Light: style.surface,
        role.Midlight: style.hover,
        role.Mid: style.hairline_strong,
        role.Dark: style.text_3,
        role.Shadow: style.hairline_strong,
    }.items():
        made.setColor(one, QColor(value))
    for one in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, one, _faded(style))
    return made


def _faded(style: Style) -> QColor:
    faded = QColor(style.text_3)
    faded.setAlphaF(0.55)
    return faded


def _is_dark(choice: Choice, application: QApplication) -> bool:
    if choice != "system":
        return choice == "dark"
    return application.styleHints().colorScheme() is Qt.ColorScheme.Dark


def _system_families() -> list[str]:
    general = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    return [general.family()] if general.family() else []
