"""What a record is called in lists, menus and sentences of the window."""

from __future__ import annotations

from typing import Any, Final

from oci_map import i18n
from oci_map.i18n import _
from oci_map.model import records as r
from oci_map.model.fields import NOUNS, Noun, noun_of
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
    "person": "user",
    "source": "bookmark",
    "evidence": "bookmark",
    "tie": "waypoints",
    "membership": "blend",
}


def short(snapshot: Snapshot, noun: str, record_id: RecordId) -> str:
    """Return what a record is called, in a few words; '' when it is not there."""
    record = snapshot.get(noun, record_id)
    return "" if record is None else called(snapshot, record)


def has_name(record: r.Record) -> bool:
    """Say whether a record has a name of its own; a tie or a seat is called by what it links."""
    return hasattr(record, "name") or isinstance(record, r.Source | r.DocumentInfo)


def called(snapshot: Snapshot, record: r.Record) -> str:
    """Return what a record is called; without a name of its own, by what it links."""
    if has_name(record):
        return name_of(record)
    if isinstance(record, r.Evidence):
        ends = [("source", record.source)]
        if record.noun != "evidence":  # which could lead back here
            ends.insert(0, (record.noun, record.record))
    elif isinstance(record, r.GapNote):
        ends = gap_ends(record.gap)
    else:
        ends = [
            (field.target, RecordId(getattr(record, field.name)))
            for field in noun_of(record).fields
            if field.required and field.target
        ]
    names = [short(snapshot, *end) for end in ends]
    return " – ".join(name for name in names if name) or _("Without a name")


def gap_ends(key: str) -> list[tuple[str, RecordId]]:
    """Return the two sides of a gap, as nouns and ids, from the key by which it is known."""
    kind, _colon, sides = key.partition(":")
    noun = {"pair": "organisation", "sector": "sector"}.get(kind, "")
    return [(noun, RecordId(one)) for one in sides.split("|")] if noun else []


def name_field(noun: Noun) -> str:
    """Return the field that names a record in the chosen language; '' for what links others."""
    own = {field.name for field in noun.fields}
    language = i18n.language()
    wanted = (f"name_{language}", "name", "title", f"text_{language}")
    return next((name for name in wanted if name in own), "")


def first_values(noun: Noun) -> dict[str, Any]:
    """Return what a new record begins with: a name that waits to be typed over."""
    field = name_field(noun)
    values: dict[str, Any] = {}
    if field:
        values[field] = _("{noun} (new)").format(noun=noun.label)
    return values


def name_of(record: r.Record) -> str:
    """Return a record's own name in the chosen language."""
    if isinstance(record, r.Organisation):
        return record.short
    if isinstance(record, r.Recommendation) and record.number is not None:
        return f"{record.number}. {record.name}"
    if isinstance(record, r.Source | r.DocumentInfo):
        return record.title
    return str(getattr(record, "name", "")) or _("Without a name")


def aside(snapshot: Snapshot, record: r.Record) -> str:
    """Return what stands small behind a name in a list: a year, a count, a date."""
    if isinstance(record, r.Organisation):
        return ""
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
