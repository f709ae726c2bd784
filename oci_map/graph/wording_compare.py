"""What changed between two dates as sentences in the chosen language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from oci_map.graph.compare import Comparison, Pair
from oci_map.graph.names import joined, name_in_sentence
from oci_map.graph.outwardness import Outwardness
from oci_map.i18n import _, ngettext, number
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot

_MOST_NAMED: Final = 5


def comparison_sentences(before: Snapshot, after: Snapshot, found: Comparison) -> tuple[str, ...]:
    """Say what changed: ties, organisations, openness, reach and gaps, each in a sentence or two.

    An organisation that is in neither snapshot any more cannot be among those compared.
    """
    names = _Names(before, after)
    said = [
        _ties(found),
        _whose(names, found.new, new=True),
        _whose(names, found.lost, new=False),
        _who_came(names, found.joined),
        _who_left(names, found.left),
        _openness(found),
        _reach(found),
        _gaps(found),
        _large(found),
    ]
    return tuple(filter(None, said))


class _Names:
    def __init__(self, before: Snapshot, after: Snapshot) -> None:
        self._tables = (after.organisations, before.organisations)

    def of(self, organisation: RecordId) -> str:
        record = next(table[organisation] for table in self._tables if organisation in table)
        return name_in_sentence(record.short)

    def all(self, organisations: Sequence[RecordId]) -> str:
        return joined([self.of(one) for one in organisations])


def _ties(found: Comparison) -> str:
    if not found.new and not found.lost and not found.kept:
        return _("No two organisations work together, then or now.")
    if not found.new and not found.lost:
        return ngettext(
            "No tie was added or lost: there is still {count}.",
            "No tie was added or lost: there are still {count}.",
            len(found.kept),
        ).format(count=number(len(found.kept)))
    new = ngettext("{count} new tie", "{count} new ties", len(found.new))
    # L10n: stands after "3 new ties, ": ties.
    lost = ngettext("{count} lost", "{count} lost", len(found.lost))
    kept = ngettext("{count} kept", "{count} kept", len(found.kept))
    return _("{new}, {lost} and {kept}.").format(
        new=new.format(count=number(len(found.new))),
        lost=lost.format(count=number(len(found.lost))),
        kept=kept.format(count=number(len(found.kept))),
    )


def _whose(names: _Names, pairs: Sequence[Pair], *, new: bool) -> str:
    if not pairs:
        return ""
    # L10n: two organisations that work together.
    text = _("{one} with {other}")
    some = [text.format(one=names.of(a), other=names.of(b)) for a, b in pairs[:_MOST_NAMED]]
    # The others are counted and not named.
    said = joined(some + [""] * (len(pairs) - len(some)))
    if new:
        return _("New: {pairs}.").format(pairs=said)
    return _("Lost: {pairs}.").format(pairs=said)


def _who_came(names: _Names, organisations: Sequence[RecordId]) -> str:
    if not organisations:
        return ""
    return ngettext(
        "{organisations} has joined.", "{organisations} have joined.", len(organisations)
    ).format(organisations=names.all(organisations))


def _who_left(names: _Names, organisations: Sequence[RecordId]) -> str:
    if not organisations:
        return ""
    return ngettext(
        "{organisations} has left.", "{organisations} have left.", len(organisations)
    ).format(organisations=names.all(organisations))


def _openness(found: Comparison) -> str:
    before, after = found.before.outwardness, found.after.outwardness
    if before.index is None and after.index is None:
        return ""
    now = ngettext(
        "{count} tie runs between sectors; it was {before}.",
        "{count} ties run between sectors; it was {before}.",
        after.between,
    ).format(count=number(after.between), before=number(before.between))
    if after.index is None:
        return now
    return f"{now} {_against_chance(before, after)}"


def _against_chance(before: Outwardness, after: Outwardness) -> str:
    was, is_now = _place(before), _place(after)
    if was == is_now or before.index is None:
        return {
            -1: _("That is fewer than chance would give."),
            0: _("That is what chance would give."),
            1: _("That is more than chance would give."),
        }[is_now]
    return {
        -1: _("That is now fewer than chance would give, which it was not."),
        0: _("That is now what chance would give, which it was not."),
        1: _("That is now more than chance would give, which it was not."),
    }[is_now]


def _place(found: Outwardness) -> int:
    """Return −1 below the band of chance, 0 in it, 1 above."""
    if found.is_usual or found.index is None or found.low is None:
        return 0
    return -1 if found.index < found.low else 1


def _reach(found: Comparison) -> str:
    before, after = found.before.reach, found.after.reach
    if before.mean_steps is None and after.mean_steps is None:
        return _("Without the coordinator nobody works together, then or now.")
    if after.mean_steps is None:
        return _("Without the coordinator nobody works together any more.")
    if before.mean_steps is None:
        return _(
            "Without the coordinator {largest} of {count} organisations hang together now, "
            "{steps} steps apart on average; before nobody worked together."
        ).format(
            largest=number(after.largest),
            count=number(after.organisations),
            steps=number(after.mean_steps, 1),
        )
    return _(
        "Without the coordinator {largest} of {count} organisations hang together, {steps} steps "
        "apart on average; before {was} of {of}, {then} steps apart."
    ).format(
        largest=number(after.largest),
        count=number(after.organisations),
        steps=number(after.mean_steps, 1),
        was=number(before.largest),
        of=number(before.organisations),
        then=number(before.mean_steps, 1),
    )


def _gaps(found: Comparison) -> str:
    said = [
        ngettext("{count} gap was closed.", "{count} gaps were closed.", len(found.closed))
        if found.closed
        else "",
        ngettext("{count} gap is new.", "{count} gaps are new.", len(found.opened))
        if found.opened
        else "",
        ngettext(
            "{count} gap is gone because what it was about is no longer there.",
            "{count} gaps are gone because what they were about is no longer there.",
            len(found.gone),
        )
        if found.gone
        else "",
    ]
    counts = [len(found.closed), len(found.opened), len(found.gone)]
    sentences = [
        text.format(count=number(count)) for text, count in zip(said, counts, strict=True) if text
    ]
    return " ".join(sentences) or _("The gaps are the same.")


def _large(found: Comparison) -> str:
    if not found.large:
        return ""
    return _("The members of gatherings of more than 400 are not compared pair by pair.")
