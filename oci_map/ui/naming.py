"""What a record is called in lists, menus and sentences of the window."""

from __future__ import annotations

from typing import Final

from oci_map import i18n
from oci_map.i18n import _
from oci_map.model import records as r
from oci_map.model.fields import NOUNS
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot

#: The icon that stands for a noun.
ICONS: Final = {
    "organisation": "waypoints",
    "working_group": "blend",
    "need": "message-square",
    "recommendation": "file-text",
    "roundtable": "circle-dot",
    "initiative": "star",
}


def short(snapshot: Snapshot, noun: str, record_id: RecordId) -> str:
    """Return what a record is called, in a few words; '' when it is not there."""
    record = snapshot.get(noun, record_id)
    return "" if record is None else name_of(record)


def name_of(record: r.Record) -> str:
    """Return a record's own name in the chosen language."""
    if isinstance(record, r.Organisation):
        return record.short
    if isinstance(record, r.Recommendation) and record.number is not None:
        return f"{record.number}. {record.name}"
    if isinstance(record, r.Source):
        return record.title
    return str(getattr(record, "name", "")) or _("Without a name")


def search_texts(record: r.Record) -> tuple[str, ...]:
    """Return everything a person may look a record up by, its best name first."""
    if isinstance(record, r.Organisation):
        return (
            record.short, record.name, record.abbreviation, *record.aliases, record.place,
        )  # fmt: skip
    if isinstance(record, r.Recommendation):
        number = "" if record.number is None else str(record.number)
        return (name_of(record), record.text_nl, record.text_en, number)
    if isinstance(record, r.Named):
        return (record.name, record.name_nl, record.name_en)
    return (name_of(record),)


def aside(snapshot: Snapshot, record: r.Record) -> str:
    """Return what stands small behind a name in a list: a year, a count, a date."""
    if isinstance(record, r.WorkingGroup):
        return str(len(snapshot.members_of.get(record.id, ())))
    if isinstance(record, r.Need):
        return str(len(snapshot.holders_of.get(record.id, ())))
    if isinstance(record, r.Roundtable):
        return record.date[:4]
    if isinstance(record, r.Initiative):
        return record.active_from[:4]
    if isinstance(record, r.Recommendation):
        return _(NOUNS["recommendation"].field("status").choices[record.status])
    if isinstance(record, r.Source):
        return i18n.date(record.date)[-4:]
    return ""
