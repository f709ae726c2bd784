"""Ends the work of the window: each part of that is tried, whatever happened to the one before."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oci_map.ui.main_window import MainWindow


def may_close(window: MainWindow) -> bool:
    """End the work of a window and say that it may close; False when she wants it to stay."""
    try:
        if not window.session.keeper.may_close():
            return False
    except Exception:  # noqa: BLE001 - told as any other mistake; the window must close
        sys.excepthook(*sys.exc_info())
    for step in (window.keep_geometry, window.jobs.close, window.session.close):
        _try(step)
    return True


def _try(step: Callable[[], None]) -> None:
    try:
        step()
    except Exception:  # noqa: BLE001 - told as any other mistake; the window must close
        sys.excepthook(*sys.exc_info())
