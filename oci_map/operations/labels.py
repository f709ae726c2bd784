"""How the steps of the person are named: records in the words of the map."""

from __future__ import annotations

from typing import Final

from oci_map.errors import NotFound
from oci_map.i18n import _, number
from oci_map.model import records as r
from oci_map.model.change import Label
from oci_map.model.fields import NOUNS, noun_of
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot

_LONGEST: Final = 60


def name_of(snapshot: Snapshot, record: r.Record) -> str:
    """Return what a person calls this record, on one line and not too long for a menu."""
    name = " ".join(_name(snapshot, record).split()) or noun_of(record).label
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"


def name_at(snapshot: Snapshot, noun: str, record_id: RecordId) -> str:
    """Return what a person calls the record with this id; '' when there is none."""
    record = snapshot.get(noun, record_id)
    return "" if record is None else name_of(snapshot, record)


def wanted(snapshot: Snapshot, noun: str, record_id: RecordId) -> r.Record:
    """Return a record; raises NotFound with a sentence when it is gone."""
    record = snapshot.get(noun, record_id)
    if record is None:
        raise NotFound(
            _("That is no longer in the document ({noun}); nothing was changed.").format(
                noun=NOUNS[noun].label
            )
        )
    return record


def counted(texts: tuple[str, str], count: int, **values: str) -> Label:
    """Return a label with plural forms, of texts marked with `NN_`."""
    one, many = texts
    return Label(one, values, many=many, count=count)


def _name(snapshot: Snapshot, record: r.Record) -> str:
    match record:
        case r.Organisation():
            return record.short
        case r.Membership():
            group = name_at(snapshot, "working_group", record.group)
            return f"{name_at(snapshot, 'organisation', record.organisation)} – {group}"
        case r.NeedStatement():
            need = name_at(snapshot, "need", record.need)
            return f"{name_at(snapshot, 'organisation', record.organisation)} – {need}"
        case r.Tie():
            other = name_at(snapshot, "organisation", record.other)
            return f"{name_at(snapshot, 'organisation', record.organisation)} – {other}"
        case r.Position() | r.Invitation():
            return name_at(snapshot, "organisation", record.organisation)
        case r.Seat():
            return name_at(snapshot, "invitation", record.invitation)
        case r.Wish() | r.TableSheet() | r.Commitment() | r.GapOutcome():
            return _at_a_roundtable(snapshot, record)
        case r.Evidence():
            return name_at(snapshot, "source", record.source)
        case r.Source() | r.DocumentInfo():
            return record.title
        case _:
            return str(getattr(record, "name", ""))


def _at_a_roundtable(
    snapshot: Snapshot, record: r.Wish | r.TableSheet | r.Commitment | r.GapOutcome
) -> str:
    if isinstance(record, r.Commitment):
        return record.text
    if isinstance(record, r.Wish):
        pair = [record.organisation, record.other] if record.other else [record.organisation]
        return " – ".join(name_at(snapshot, "organisation", one) for one in pair)
    name = name_at(snapshot, "roundtable", record.roundtable)
    if isinstance(record, r.TableSheet):
        return f"{name} – " + _("Table {table}").format(table=number(record.table))
    return name
