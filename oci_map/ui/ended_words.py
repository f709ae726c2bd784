"""Says in plain words that the program ended unexpectedly, and what is safe."""

from __future__ import annotations

from oci_map.document import Document
from oci_map.errors import UserError
from oci_map.i18n import _
from oci_map.ui.crash_report import Ended, How
from oci_map.ui.moment_words import when


def sentence(ended: Ended, document: Document | None) -> str:
    """Return what the next start says: how the program ended, and up to when everything is here."""
    if ended.how == "switched_off":
        happened = _("The computer stopped while OCI Map was open.")
    else:
        happened = _("OCI Map ended unexpectedly the last time.")
    last = _last_change(document)
    safe = (
        _("Everything up to {time} is here.").format(time=when(last))
        if last
        else _("Every change until then was saved.")
    )
    if ended.early and document is None:
        aside = _("Your document is not opened by itself this time, in case it is the cause.")
        return f"{happened} {safe} {aside}"
    return f"{happened} {safe}"


def explanation(how: How) -> str:
    """Return what stands above the report: what happened, what is safe, what to do."""
    if how == "crashed":
        happened = _("A mistake in the program, or in a part it is built on, ended it at once.")
    elif how == "stopped":
        happened = _(
            "It was ended from outside: by the system, for instance for want of memory, or by"
            " somebody."
        )
    else:
        happened = _("The computer was switched off or lost its power.")
    return "\n\n".join(
        (
            happened,
            _(
                "Every change until then was saved. If it happens again, copy this report and send"
                " it to whoever looks after the program."
            ),
        )
    )


def _last_change(document: Document | None) -> str:
    if document is None:
        return ""
    try:
        steps = document.history(1)
    except UserError:
        return ""
    return steps[0].at if steps else ""
