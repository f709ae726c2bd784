"""What would change, in sentences: gaps, bridging, and how the map hangs together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from oci_map.graph.finding import Gap
from oci_map.graph.gap_remarks import amount
from oci_map.graph.gap_wording import side_name
from oci_map.graph.names import joined, organisation_name, organisation_names
from oci_map.graph.what_if import RankChange, WhatIf
from oci_map.i18n import _, ngettext, number
from oci_map.model.snapshot import Snapshot


def what_if_sentences(snapshot: Snapshot, change: WhatIf) -> tuple[str, ...]:
    """Say what would change; one sentence when nothing would."""
    found = [
        *_gaps(snapshot, change),
        *(_rank(snapshot, rank, change.estimated) for rank in change.ranks
          if rank.before != rank.after),
        *_hold(snapshot, change),
    ]  # fmt: skip
    if change.left_out:
        found.append(
            ngettext(
                "{count} tie or seat is there already or not shown, and was left out.",
                "{count} ties or seats are there already or not shown, and were left out.",
                change.left_out,
            ).format(count=number(change.left_out))
        )
    return tuple(found) or (_("Nothing that is measured here would change."),)


def gap_name(snapshot: Snapshot, gap: Gap) -> str:
    """Return a gap by the names of its sides: "gaming – fashion"."""
    return " – ".join(side_name(snapshot, side) for side in gap.sides)


def _gaps(snapshot: Snapshot, change: WhatIf) -> Iterator[str]:
    closed = len(change.closed)
    if closed:
        yield ngettext(
            "This would close {count} gap: {names}.",
            "This would close {count} gaps: {names}.",
            closed,
        ).format(count=number(closed), names=_names(snapshot, change.closed))
    else:
        yield _("This would close no gap.")
    if change.only_touched:
        yield _("Of the gaps between organisations, only those of whoever is named were compared.")
    for now, then in change.narrowed[:3]:
        yield _("{gap}: ties observed {before} now, {after} then, expected {expected}.").format(
            gap=gap_name(snapshot, now),
            before=amount(now.observed),
            after=amount(then.observed),
            expected=amount(then.expected or 0.0),
        )
    if change.opened:
        yield ngettext(
            "There would be {count} new gap: {names}.",
            "There would be {count} new gaps: {names}.",
            len(change.opened),
        ).format(count=number(len(change.opened)), names=_names(snapshot, change.opened))


def _names(snapshot: Snapshot, gaps: Sequence[Gap]) -> str:
    return joined([gap_name(snapshot, gap) for gap in gaps])


def _rank(snapshot: Snapshot, rank: RankChange, estimated: bool) -> str:
    names = {"organisation": organisation_name(snapshot, rank.organisation)}
    if rank.after is None:
        text = _("{organisation} would no longer bridge anything.")
    elif rank.before is None:
        text = _("{organisation} would become no. {after} of {count} bridges.")
    else:
        text = _("{organisation} would be no. {after} of {count} bridges instead of no. {before}.")
    said = text.format(
        after=number(rank.after[0]) if rank.after else "",
        before=number(rank.before[0]) if rank.before else "",
        count=number(rank.after[1]) if rank.after else "",
        **names,
    )
    return _("{sentence} (estimated)").format(sentence=said) if estimated else said


def _hold(snapshot: Snapshot, change: WhatIf) -> Iterator[str]:
    before, after = change.before, change.after
    if after.alone < before.alone:
        yield ngettext(
            "{count} organisation that works with nobody yet would be connected.",
            "{count} organisations that work with nobody yet would be connected.",
            before.alone - after.alone,
        ).format(count=number(before.alone - after.alone))
    if after.parts != before.parts:
        yield ngettext(
            "The map would hang together in {count} part instead of {before}.",
            "The map would hang together in {count} parts instead of {before}.",
            after.parts,
        ).format(count=number(after.parts), before=number(before.parts))
    safe = [one for one in before.cut_points if one not in after.cut_points]
    if safe:
        yield ngettext(
            "Without {names} nobody would be cut off any more.",
            "Without one of {names} nobody would be cut off any more.",
            len(safe),
        ).format(names=organisation_names(snapshot, safe))
    weak = [one for one in after.cut_points if one not in before.cut_points]
    if weak:
        yield ngettext(
            "{names} would become the only way to others.",
            "{names} would become the only way to others.",
            len(weak),
        ).format(names=organisation_names(snapshot, weak))
