"""Offers to save what can be read of a damaged document into a new one."""

from __future__ import annotations

from pathlib import Path

from oci_map.errors import DamagedFile, UserError
from oci_map.i18n import _
from oci_map.ui import messages


def offer(path: Path, problem: DamagedFile) -> Path | None:
    """Say what is wrong with a document, and save what is left of it where she wants it.

    Return the new document, which is then opened, or None.
    """
    from oci_map.store import salvage_words
    from oci_map.store.salvage import salvage

    title = _("The document could not be opened")
    try:
        found = salvage(path)
    except UserError:
        messages.problem(title, problem.sentence)
        return None
    said = "\n\n".join(
        (
            salvage_words.summary(found),
            _("The damaged file stays as it is. An earlier version may hold more."),
        )
    )
    if not messages.confirm(title, said, _("Save what can be saved…")):
        return None
    name = _("{name} (saved)").format(name=path.stem)
    out = messages.ask_save_path(
        _("Save what can be saved"), path.with_name(name + messages.SUFFIX)
    )
    if out is None:
        return None
    try:
        found.write(out, replace=out.absolute() != path.absolute())
    except UserError as refused:
        messages.problem(_("The document could not be made"), refused.sentence)
        return None
    lost = salvage_words.lines(found)
    if lost:
        messages.report(_("What was saved"), salvage_words.saved(found), "\n".join(lost))
    return out
