"""Why there is nothing to see, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

from oci_map.i18n import _
from oci_map.model.records import NeedStatement

if TYPE_CHECKING:
    from oci_map.ui.session import Session


def why_empty(session: Session) -> str:
    """Say why no organisation is shown, and how one comes to be."""
    if session.snapshot.organisations:
        return _("Nothing matches these filters. Show everything again in the menu View.")
    text = _(
        "No organisations yet. Add the first one with {keys}, import a spreadsheet ({sheet}), or"
        " paste cells of one into the view “Data tables” ({tables})."
    )
    keys = {"keys": "Ctrl+Shift+O", "sheet": "Ctrl+Shift+I", "tables": "Ctrl+3"}
    said = [text.format_map({name: _key(one) for name, one in keys.items()})]
    if not session.snapshot.sectors:
        said.append(
            _(
                "Sectors of your own come along with what you import or paste, or are typed where"
                " an organisation says its sectors."
            )
        )
    return "\n\n".join(said)


def what_gaps_need(session: Session) -> str:
    """Say what must be filled in before gaps can be found; '' when it is."""
    if not session.snapshot.organisations:
        return why_empty(session)
    if session.snapshot.all(NeedStatement):
        return ""
    text = _(
        "Say who needs what: in the view “Grid” ({grid}), or paste it into the table “Needs of"
        " organisations” ({tables})."
    )
    return text.format(grid=_key("Ctrl+4"), tables=_key("Ctrl+3"))


def _key(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
