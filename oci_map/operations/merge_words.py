"""What a merge would do, in sentences a person reads before she does it."""

from __future__ import annotations

from collections import Counter
from typing import Final

from oci_map.i18n import _, listing, ngettext, number
from oci_map.model.fields import NOUNS, noun_of
from oci_map.model.records import Record, Tie
from oci_map.model.snapshot import Snapshot
from oci_map.operations.labels import name_at, name_of
from oci_map.operations.merge import Plan

_MOST_NAMED: Final = 4


def consequences(snapshot: Snapshot, plan: Plan) -> list[str]:
    """Return what happens to everything that hangs on the record that goes."""
    kept = name_of(snapshot, plan.kept)
    sentences = []
    moved = [one for one in plan.moved if one not in plan.vanished]
    if moved:
        sentences.append(
            _("{records} go over to {name}.").format(records=_counted(moved), name=kept)
            if len(moved) > 1
            else _("{records} goes over to {name}.").format(records=_counted(moved), name=kept)
        )
    if plan.combined:
        sentences.append(
            ngettext(
                "{count} record was there for both and becomes one: {names}.",
                "{count} records were there for both and become one each: {names}.",
                len(plan.combined),
            ).format(count=number(len(plan.combined)), names=_named(snapshot, plan.combined))
        )
    ties = sum(isinstance(one, Tie) for one in plan.vanished)
    if ties:
        sentences.append(
            ngettext(
                "{count} tie between the two goes, because it would lead from {name} to itself.",
                "{count} ties between the two go, because they would lead from {name} to itself.",
                ties,
            ).format(count=number(ties), name=kept)
        )
    if ties < len(plan.vanished):
        sentences.append(_("What was decided about a gap between the two goes with it."))
    if plan.parted:
        above = name_at(snapshot, noun_of(plan.kept).name, plan.parted)
        sentences.append(
            _("{name} is no longer part of {above}, which is part of {name}.").format(
                name=kept, above=above
            )
        )
    return sentences


def _counted(records: list[Record]) -> str:
    """Return how many of each noun: '12 memberships, 3 ties and 1 need of an organisation'."""
    counts = Counter(noun_of(one).name for one in records)
    return listing(
        [
            f"{number(count)} {(NOUNS[noun].label if count == 1 else NOUNS[noun].plural).lower()}"
            for noun, count in counts.items()
        ]
    )


def _named(snapshot: Snapshot, records: tuple[Record, ...]) -> str:
    names = list(dict.fromkeys(name_of(snapshot, one) for one in records))
    if len(names) > _MOST_NAMED:
        return ", ".join(names[:_MOST_NAMED]) + "…"
    return listing(names)
