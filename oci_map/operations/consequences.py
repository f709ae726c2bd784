"""What a deletion takes along, in sentences: said before anything is deleted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from oci_map.i18n import _, listing, ngettext, number
from oci_map.model import records as r
from oci_map.model.fields import NOUNS, Field, Kind
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot

Item = tuple[str, RecordId]

#: Positions and the like belong to the program; nobody misses them by name.
_MOST_SAID: Final = 6


def consequences(snapshot: Snapshot, chosen: Iterable[Item]) -> list[str]:
    """Return what else happens when these records are deleted, most important first."""
    wanted = set(chosen)
    going = _closure(snapshot, wanted)
    along = Counter(noun for noun, _id in going - wanted if NOUNS[noun].listed)
    said = list(_roles(snapshot, wanted))
    if along:
        said.append(_going_along(along))
    said += _history(snapshot, going, wanted)
    said += _emptied(snapshot, going)
    return said[:_MOST_SAID]


def _closure(snapshot: Snapshot, wanted: set[Item]) -> set[Item]:
    """Return these and all that cannot stand without them, found in a few passes."""
    going = set(wanted)
    grown = set(wanted)
    while grown:
        targets = {noun for noun, _id in grown}
        found: set[Item] = set()
        for noun in NOUNS.values():
            names = [(f.name, f.target) for f in noun.fields if f.required and f.target in targets]
            for record in snapshot.table(noun.name).values() if names else ():
                if any((target, getattr(record, name)) in grown for name, target in names):
                    found.add((noun.name, record.id))
        for evidence in snapshot.all(r.Evidence).values():
            if (evidence.noun, evidence.record) in grown:
                found.add(("evidence", evidence.id))
        grown = found - going
        going |= found
    return going


def _roles(snapshot: Snapshot, wanted: set[Item]) -> Iterable[str]:
    info = snapshot.info
    if info.coordinator and ("organisation", info.coordinator) in wanted:
        name = snapshot.organisations[info.coordinator].short[:80]
        yield _("{name} is the coordinator: the map will have none.").format(name=name)
    if info.platform and ("working_group", info.platform) in wanted:
        name = snapshot.groups[info.platform].name[:80]
        yield _("{name} is the platform: the map will have none.").format(name=name)


def _going_along(along: Mapping[str, int]) -> str:
    counted = [
        f"{number(count)} {_within(NOUNS[noun].label if count == 1 else NOUNS[noun].plural)}"
        for noun, count in sorted(along.items(), key=lambda one: -one[1])
    ]
    together = sum(along.values())
    return ngettext("{what} goes with it.", "{what} go with it.", together).format(
        what=listing(counted)
    )


def _history(snapshot: Snapshot, going: set[Item], wanted: set[Item]) -> list[str]:
    """Say that who sat where in the past is lost, when a group or organisation goes."""
    ended = sum(
        bool(seat.active_to)
        for seat in snapshot.memberships.values()
        if ("membership", seat.id) in going and ("membership", seat.id) not in wanted
    )
    if not ended:
        return []
    return [
        ngettext(
            "{count} of the memberships has ended: that history goes too.",
            "{count} of the memberships have ended: that history goes too.",
            ended,
        ).format(count=number(ended))
    ]


def _emptied(snapshot: Snapshot, going: set[Item]) -> list[str]:
    """Say which fields of records that stay will no longer name what goes."""
    targets = {noun for noun, _id in going}
    said = []
    for noun in NOUNS.values():
        if not noun.listed:
            continue
        for field in noun.fields:
            if field.target not in targets or field.required:
                continue
            named, last = _naming(snapshot, noun.name, field, going)
            if named:
                said.append(_no_longer(noun.label if named == 1 else noun.plural, field, named))
            if last and field.name == "sectors":
                said.append(
                    ngettext(
                        "{count} of them has no other sector.",
                        "{count} of them have no other sector.",
                        last,
                    ).format(count=number(last))
                )
    return said


def _no_longer(noun: str, field: Field, count: int) -> str:
    return ngettext(
        "{count} {noun} no longer names it under “{field}”.",
        "{count} {noun} no longer name it under “{field}”.",
        count,
    ).format(count=number(count), noun=_within(noun), field=field.label)


def _naming(snapshot: Snapshot, noun: str, field: Field, going: set[Item]) -> tuple[int, int]:
    """Return how many records that stay name what goes, and how many of them name nothing else."""
    named = last = 0
    for record in snapshot.table(noun).values():
        if (noun, record.id) in going:
            continue
        value = getattr(record, field.name)
        ids: Sequence[RecordId] = value if field.kind is Kind.REFERENCES else (value,)
        hit = sum((field.target, one) in going for one in ids if one)
        named += bool(hit)
        last += bool(hit) and hit == len(ids)
    return named, last


def _within(text: str) -> str:
    """Return a word as it stands within a sentence."""
    return text[:1].lower() + text[1:]
