"""What a new document can begin with here: the creative field, another platform, or as in one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from oci_map.i18n import _
from oci_map.model.snapshot import Snapshot
from oci_map.operations import beginnings
from oci_map.ui import messages

if TYPE_CHECKING:
    from oci_map.ui.session import Session


def ask(session: Session, recent: Sequence[Path]) -> str | Path | Snapshot | None:
    """Ask what a new document begins with; None when there is to be none."""
    found: list[str | Path | Snapshot] = [beginnings.CREATIVE, beginnings.OTHER]
    creative, other = (_(text) for text in beginnings.KINDS.values())
    field = _("Its twelve sectors, the Flemish policy levels and domains.")
    levels = _("Only the usual policy levels: local, regional, national, European.")
    choices = [("waypoints", creative, field), ("file-plus", other, levels)]
    before, name = _document(session, recent)
    if before is not None:
        as_in = _("As in “{document}”").format(document=name)
        found.append(before)
        choices.append(
            ("copy", as_in, _("Its sectors, policy levels and domains, without organisations."))
        )
    place = messages.ask_beginning(choices)
    return None if place is None else found[place]


def _document(session: Session, recent: Sequence[Path]) -> tuple[Path | Snapshot | None, str]:
    """Return the document that is open, else the last one, and its name; None if none is new."""
    if session.document is not None:
        own = beginnings.has_lists_of_its_own(session.snapshot)
        return (session.snapshot if own else None), session.document.path.stem
    return (recent[0], recent[0].stem) if recent else (None, "")
