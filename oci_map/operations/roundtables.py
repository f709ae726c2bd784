"""Planning a roundtable: empty, from a need or from a gap; its theme, its tables, its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, cast

from oci_map.document import Document
from oci_map.i18n import N_
from oci_map.model.change import Label
from oci_map.model.guests import seats_of, sheets_of
from oci_map.model.ids import RecordId, new_id
from oci_map.model.records import Need, Recommendation, Roundtable
from oci_map.model.snapshot import Snapshot
from oci_map.operations import gaps
from oci_map.operations.labels import name_of, wanted
from oci_map.operations.records import edit_label
from oci_map.operations.texts import cleaned

#: What a new roundtable begins with; each of it can be changed.
SEATS: Final = 25
TABLES: Final = 5
ROUNDS: Final = 3
MINUTES: Final = 40
STARTS_AT: Final = "14:00"

_SETTLED: Final = frozenset({"done", "rejected"})


def first_values(**values: object) -> Roundtable:
    """Return a roundtable to begin with, under a fresh id; `values` are fields that differ."""
    first = Roundtable(
        id=new_id(),
        seats=SEATS,
        tables=TABLES,
        rounds=ROUNDS,
        minutes=MINUTES,
        starts_at=STARTS_AT,
    )
    return replace(first, **values)  # type: ignore[arg-type]  # of a roundtable


def plan(document: Document, roundtable: Roundtable) -> RecordId:
    """Add a roundtable, for instance one of `first_values`, and return its id."""
    kept = cleaned(roundtable)
    if document.snapshot.get("roundtable", kept.id) is not None:
        raise ValueError(f"roundtable {kept.id} is there already")
    label = Label(
        N_("Planned the roundtable {roundtable}"),
        {"roundtable": name_of(document.snapshot, kept)},
    )
    with document.transaction(label) as edit:
        edit.put(kept)
    return kept.id


def for_need(snapshot: Snapshot, need: RecordId, **values: object) -> Roundtable:
    """Return a roundtable about a need, not added yet: named after it, with what is still open.

    Its recommendations are those on the need that wait for an answer or a next step.
    """
    about = cast("Need", wanted(snapshot, "need", need))
    open_ones = tuple(
        one.id
        for one in snapshot.all(Recommendation).values()
        if one.need == need and one.status not in _SETTLED
    )
    named = {"name_nl": about.name_nl, "name_en": about.name_en}
    return first_values(**{**named, "topics": (need,), "recommendations": open_ones, **values})


def plan_for_gap(
    document: Document,
    roundtable: Roundtable,
    organisations: Sequence[RecordId],
    reason: str,
    *,
    needs: Sequence[RecordId] = (),
    gaps_planned: Mapping[str, str] | None = None,
    reasons: Mapping[RecordId, str] | None = None,
) -> RecordId:
    """Add a roundtable with both sides of a gap on its list, in one step; return its id.

    `needs` become its topics. `gaps_planned` gives gaps, key to reason, that are noted as planned.
    `reasons` are what to say of some of them instead of `reason`.
    """
    return gaps.invite(
        document, organisations, reason,
        new=roundtable, topics=needs, plan=gaps_planned, reasons=reasons,
    )  # fmt: skip


def set_theme(
    document: Document,
    roundtable: RecordId,
    *,
    needs: Sequence[RecordId] | None = None,
    recommendations: Sequence[RecordId] | None = None,
) -> None:
    """Choose the needs and the recommendations a roundtable is about; None leaves them."""
    before = _roundtable(document.snapshot, roundtable)
    after = replace(
        before,
        topics=before.topics if needs is None else tuple(dict.fromkeys(needs)),
        recommendations=before.recommendations
        if recommendations is None
        else tuple(dict.fromkeys(recommendations)),
    )
    _put(document, N_("Chose the theme of {roundtable}"), after)


def set_meeting(document: Document, roundtable: RecordId, /, **values: object) -> None:
    """Say when and where a roundtable is, how many it seats and how long a round takes.

    `values` are of its fields name_nl, name_en, date, place, starts_at, seats, minutes, seed and
    description.
    """
    before = _roundtable(document.snapshot, roundtable)
    after = cleaned(replace(before, **values))  # type: ignore[arg-type]  # of a roundtable
    with document.transaction(edit_label(document.snapshot, before, after)) as edit:
        edit.put(after)


def set_room(
    document: Document,
    roundtable: RecordId,
    *,
    tables: int | None,
    rounds: int | None,
    sizes: Sequence[int] = (),
) -> None:
    """Say how many tables and rounds there are, and how many sit at each table if not equal.

    With sizes, there are as many tables as sizes. Seats at tables or in rounds that are no more
    are taken away in the same step; what was noted about such tables stays.
    """
    snapshot = document.snapshot
    before = _roundtable(snapshot, roundtable)
    after = replace(
        before,
        tables=len(sizes) if sizes else tables,
        rounds=rounds,
        table_sizes=", ".join(map(str, sizes)),
    )
    name = {"roundtable": name_of(snapshot, before)}
    with document.transaction(Label(N_("Changed the tables of {roundtable}"), name)) as edit:
        edit.put(after)
        for seat in seats_of(snapshot, roundtable):
            if not _has_place(after, seat.round, seat.table):
                edit.remove("seat", seat.id)
        for (number, table), sheet in sheets_of(snapshot, roundtable).items():
            if sheet.host and not _has_place(after, number, table):
                edit.put(replace(sheet, host=RecordId("")))


def _has_place(roundtable: Roundtable, number: int, table: int) -> bool:
    return number <= (roundtable.rounds or 1) and table <= (roundtable.tables or 0)


def _put(document: Document, text: str, after: Roundtable) -> None:
    label = Label(text, {"roundtable": name_of(document.snapshot, after)})
    with document.transaction(label) as edit:
        edit.put(after)


def _roundtable(snapshot: Snapshot, roundtable: RecordId) -> Roundtable:
    return cast("Roundtable", wanted(snapshot, "roundtable", roundtable))
