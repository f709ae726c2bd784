"""The colours of the table of gaps: from far fewer ties than expected to far more."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QColor

from oci_map.ui import theme

# Seven steps; neighbours can be told apart with every kind of colour vision.
_LIGHT: Final = ("#C4501F", "#E4905F", "#F6D3BE", "#F2F1ED", "#CBDFEE", "#86B4DA", "#2F73AE")
_DARK: Final = ("#E5763F", "#A9572F", "#5A3423", "#27292C", "#25394B", "#2F6090", "#5C9BD6")
STEPS: Final = range(-3, 4)
# Letters on a step: white on the strong ones, where that reads better.
_LIGHT_INK: Final = ("#FFFFFF", "#121315", "#121315", "#55585D", "#121315", "#121315", "#FFFFFF")
_DARK_INK: Final = ("#121315", "#FFFFFF", "#FFFFFF", "#B2B4B9", "#FFFFFF", "#FFFFFF", "#121315")


def ground(step: int) -> QColor:
    """Return the colour of a step, −3 to +3."""
    return QColor((_DARK if theme.current().dark else _LIGHT)[step + 3])


def ink(step: int) -> QColor:
    """Return the colour of a number on a step."""
    return QColor((_DARK_INK if theme.current().dark else _LIGHT_INK)[step + 3])
