"""Why there is nothing to see, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

from oci_map.i18n import _

if TYPE_CHECKING:
    from oci_map.ui.session import Session


def why_empty(session: Session) -> str:
    """Say why no organisation is shown, and how one comes to be."""
    if session.snapshot.organisations:
        return _("Nothing matches these filters. Show everything again in the menu View.")
    add, tables = (
        QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        for keys in ("Ctrl+Shift+O", "Ctrl+3")
    )
    text = _(
        "No organisations yet. Add the first one with {keys}, or paste cells of a spreadsheet into"
        " the view “Data tables” ({tables})."
    )
    return text.format(keys=add, tables=tables)
