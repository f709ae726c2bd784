"""Making one record of two that are the same: nothing that hangs on either is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, cast

from oci_map.document import Document
from oci_map.i18n import N_
from oci_map.model import records as r
from oci_map.model.change import Label
from oci_map.model.fields import Field, Kind, noun_of
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot, Table
from oci_map.operations.labels import name_at, name_of, wanted
from oci_map.operations.merge_links import Links
from oci_map.operations.texts import cleaned
from oci_map.values import dataclass

#: The nouns of which two records can be made one.
MERGED: Final = ("organisation", "working_group", "need", "person", "source")
_NAMES: Final = ("name", "short_name", "abbreviation")
#: A short name taken over would rename the record on the map; it becomes an alias.
_KEPT: Final = ("short_name", "abbreviation", "rank")
_SEVERAL: Final = (Kind.TEXTS, Kind.REFERENCES)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a merge would do, before it is done."""

    kept: r.Record  # as it will be
    gone: r.Record
    puts: tuple[r.Record, ...]
    removes: tuple[tuple[str, RecordId], ...]
    moved: tuple[r.Record, ...]  # they hung on the one that goes
    combined: tuple[r.Record, ...]  # they say the same as another record, and become one with it
    vanished: tuple[r.Record, ...]  # ties and gaps that would lead from a record to itself
    parted: RecordId  # what the kept one can no longer be part of; '' for nothing


def merge(
    document: Document,
    noun: str,
    kept: RecordId,
    gone: RecordId,
    values: Mapping[str, object] | None = None,
) -> Plan:
    """Let a record take over all that hangs on another one, which goes; one step.

    `values` are the fields that are chosen otherwise than `suggested` says. Names that are given
    up become aliases where the noun has any. Raises NotFound and RuleBroken.
    """
    made = plan(document.snapshot, noun, kept, gone, values)
    names = {
        "gone": name_of(document.snapshot, made.gone),
        "kept": name_at(document.snapshot, noun, kept),
    }
    with document.transaction(Label(N_("Merged {gone} into {kept}"), names)) as edit:
        for record in made.puts:
            edit.put(record)
        for other, record_id in made.removes:
            edit.remove(other, record_id)
    return made


def plan(
    snapshot: Snapshot,
    noun: str,
    kept: RecordId,
    gone: RecordId,
    values: Mapping[str, object] | None = None,
) -> Plan:
    """Return what `merge` would do; raises NotFound, and ValueError for one and the same record."""
    if noun not in MERGED or kept == gone:
        raise ValueError(f"cannot merge {noun} {kept} and {gone}")
    one, other = wanted(snapshot, noun, kept), wanted(snapshot, noun, gone)
    links = Links(snapshot, noun, kept, gone)
    survivor, parted = _survivor(snapshot, one, other, {**suggested(one, other), **(values or {})})
    links.lead_over(_fields_given_up(one, other, survivor))
    return Plan(
        kept=survivor,
        gone=other,
        puts=(survivor, *links.puts()),
        removes=(*links.removes(), (noun, gone)),
        moved=links.moved(),
        combined=links.combined(),
        vanished=links.vanished(),
        parted=parted,
    )


def suggested(one: r.Record, other: r.Record) -> dict[str, object]:
    """Return the values that a record takes from another: what it lacks, and lists together."""
    noun = noun_of(one)
    values: dict[str, object] = {}
    for field in noun.fields:
        mine, theirs = getattr(one, field.name), getattr(other, field.name)
        if field.kind in _SEVERAL:
            values[field.name] = tuple(dict.fromkeys((*mine, *theirs)))
        elif field.kind is not Kind.CHOICE and field.name not in _KEPT:
            empty = mine == noun.default(field.name)
            values[field.name] = theirs if empty else mine
    return values


def differing(one: r.Record, other: r.Record) -> tuple[Field, ...]:
    """Return the fields between whose values a person can choose; names become aliases anyway."""
    return tuple(
        field
        for field in noun_of(one).fields
        if getattr(one, field.name) != getattr(other, field.name)
        and field.name not in ("aliases", "rank")
    )


def _survivor(
    snapshot: Snapshot, one: r.Record, other: r.Record, values: Mapping[str, object]
) -> tuple[r.Record, RecordId]:
    """Return the record that stays, and what it can no longer be part of."""
    survivor = cleaned(replace(one, **values), one)  # type: ignore[arg-type]  # of its own fields
    if isinstance(survivor, r.Organisation):
        survivor = _with_aliases(
            survivor, cast("r.Organisation", one), cast("r.Organisation", other)
        )
    if not isinstance(survivor, r.Organisation | r.WorkingGroup):
        return survivor, r.NONE
    both = {one.id, other.id}
    wished = survivor.parent
    above = (wished, *(getattr(each, "parent", r.NONE) for each in (one, other)))
    table = snapshot.table(noun_of(one).name)
    parent = next((each for each in above if each and _fits_above(table, each, both)), r.NONE)
    parted = wished if not parent and wished not in both else r.NONE
    return replace(survivor, parent=parent), parted


def _fits_above(table: Table, parent: RecordId, both: set[RecordId]) -> bool:
    """Say whether the two can be part of this without being part of themselves."""
    seen: set[RecordId] = set()
    while parent and parent not in seen:
        if parent in both:
            return False
        seen.add(parent)
        parent = getattr(table.get(parent), "parent", r.NONE)
    return True


def _with_aliases(
    survivor: r.Organisation, one: r.Organisation, other: r.Organisation
) -> r.Organisation:
    called = {getattr(survivor, name).casefold() for name in _NAMES}
    all_names = [*one.aliases, *survivor.aliases, *other.aliases]
    all_names += [getattr(each, name) for each in (one, other) for name in _NAMES]
    aliases: dict[str, str] = {}
    for name in all_names:
        if name.strip() and name.casefold() not in called:
            aliases.setdefault(name.casefold(), name)
    return replace(survivor, aliases=tuple(aliases.values()))


def _fields_given_up(
    one: r.Record, other: r.Record, survivor: r.Record
) -> dict[RecordId, set[str]]:
    """Return for each of the two the fields whose values the survivor does not hold."""
    return {
        each.id: {
            field.name
            for field in noun_of(one).fields
            if field.kind not in _SEVERAL
            and getattr(each, field.name) != getattr(survivor, field.name)
        }
        for each in (one, other)
    }
