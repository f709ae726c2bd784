"""Gives the present moment a name, to find it again among earlier versions and to compare with."""

from __future__ import annotations

from datetime import datetime

from oci_map import i18n
from oci_map.i18n import _
from oci_map.model.ids import new_id
from oci_map.model.records import NamedSnapshot
from oci_map.operations import records
from oci_map.ui import messages
from oci_map.ui.session import Session


def keep_moment(session: Session) -> None:
    """Ask what the present moment is called, and keep it with the date of today."""
    if not session.can_edit:
        return
    today = f"{datetime.now().astimezone():%Y-%m-%d}"
    suggestion = _("As of {date}").format(date=i18n.date(today, short=False))
    name = messages.ask_text(_("Keep this moment"), _("What is this moment called?"), suggestion)
    if name:
        called = {"name_nl" if i18n.language() == "nl" else "name_en": name}
        session.run(records.add, NamedSnapshot(id=new_id(), date=today, **called))
