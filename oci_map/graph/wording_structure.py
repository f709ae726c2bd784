"""Brokers, cuts, dependence and openness as sentences in the chosen language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from oci_map.graph.cuts import Cut, Cuts, SoleTie
from oci_map.graph.names import organisation_name, organisation_names
from oci_map.graph.outwardness import Outwardness
from oci_map.graph.reach import Dependence, Reach
from oci_map.i18n import NN_, _, listing, ngettext, number
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot

# Gatekeeper and representative are one without directions.
_IN_WORDS: Final = (
    ("coordinator", NN_("{count} pair of its own sector", "{count} pairs of its own sector")),
    ("consultant", NN_("{count} pair of one other sector", "{count} pairs of one other sector")),
    ("gatekeeper", NN_("{count} pair of its own sector and another one",
                       "{count} pairs of its own sector and another one")),
    ("liaison", NN_("{count} pair of two other sectors", "{count} pairs of two other sectors")),
)  # fmt: skip
_LOW_CONSTRAINT: Final = 0.3
_HIGH_CONSTRAINT: Final = 0.6


def roles_sentence(snapshot: Snapshot, organisation: RecordId, roles: Mapping[str, float]) -> str:
    """Say between which sectors an organisation can bring others together."""
    name = organisation_name(snapshot, organisation)
    counts = [(round(roles.get(role, 0.0)), words) for role, words in _IN_WORDS]
    said = [ngettext(*words, n).format(count=number(n)) for n, words in counts if n]
    if not said:
        return _("{organisation} stands between no two others whose sectors are known.").format(
            organisation=name
        )
    return _("{organisation} can bring together {pairs} that do not work together yet.").format(
        organisation=name, pairs=listing(said)
    )


def constraint_sentence(
    snapshot: Snapshot,
    organisation: RecordId,
    constraint: float | None,
    effective_size: float | None,
    partners: int,
) -> str:
    """Say how far an organisation's partners know each other, and what that means."""
    name = organisation_name(snapshot, organisation)
    if constraint is None or effective_size is None or partners == 0:
        return _("{organisation} is not connected yet.").format(organisation=name)
    circles = max(1, min(partners, round(effective_size)))
    first = ngettext(
        "{organisation} has {partners} partner, which counts as {circles}.",
        "{organisation} has {partners} partners, which count as {circles}: "
        "the others are known through these.",
        partners,
    )
    if partners == circles:
        first = ngettext(
            "{organisation} has {partners} partner.",
            "{organisation} has {partners} partners who hardly know each other.",
            partners,
        )
    if constraint < _LOW_CONSTRAINT:
        second = _("It depends on none of them much (constraint {value}).")
    elif constraint < _HIGH_CONSTRAINT:
        second = _("It depends on some of them (constraint {value}).")
    else:
        second = _("It depends on few and close partners (constraint {value}).")
    return f"{first} {second}".format(
        organisation=name,
        partners=number(partners),
        circles=number(circles),
        value=number(constraint, 2),
    )


def cut_sentence(snapshot: Snapshot, cut: Cut) -> str:
    """Say who would be cut off if an organisation left."""
    everybody = [one for part in cut.parts for one in part]
    return ngettext(
        "If {organisation} leaves, {others} is cut off from the rest.",
        "If {organisation} leaves, {others} are cut off from the rest.",
        len(everybody),
    ).format(
        organisation=organisation_name(snapshot, cut.organisation),
        others=organisation_names(snapshot, everybody),
    )


def sole_tie_sentence(snapshot: Snapshot, tie: SoleTie) -> str:
    """Say who hangs on a single tie."""
    return ngettext(
        "{others} hangs on one tie: that of {one} and {other}.",
        "{others} hang on one tie: that of {one} and {other}.",
        len(tie.part),
    ).format(
        others=organisation_names(snapshot, tie.part),
        one=organisation_name(snapshot, tie.one),
        other=organisation_name(snapshot, tie.other),
    )


def cuts_sentence(cuts: Cuts, whole: Reach) -> str:
    """Say how many hold the map together alone, or that nobody does."""
    if whole.largest == 0:
        return _("Nobody works together yet, so nothing can break.")
    count = len(cuts.organisations)
    if count == 0:
        return _("Nobody would be cut off if any one organisation left.")
    return ngettext(
        "{count} organisation holds others to the map alone.",
        "{count} organisations hold others to the map alone.",
        count,
    ).format(count=number(count))


def reach_sentence(found: Reach) -> str:
    """Say what hangs together and how many steps apart."""
    if found.organisations == 0:
        return _("No organisation is shown.")
    if found.mean_steps is None:
        return ngettext(
            "{count} organisation is shown, and nobody works together yet.",
            "{count} organisations are shown, and nobody works together yet.",
            found.organisations,
        ).format(count=number(found.organisations))
    if found.parts > 1:
        text = _(
            "There are {parts} parts; in the largest {largest} of {count} organisations "
            "hang together, {steps} steps apart on average."
        )
    else:
        text = _(
            "{largest} of {count} organisations hang together, {steps} steps apart on average."
        )
    said = text.format(
        parts=number(found.parts),
        largest=number(found.largest),
        count=number(found.organisations),
        steps=number(found.mean_steps, 1),
    )
    if not found.estimated:
        return said
    estimate = _("The number of steps is an estimate.")
    return f"{said} {estimate}"


def dependence_sentence(snapshot: Snapshot, found: Dependence) -> str:
    """Say what of the whole remains without the coordinator."""
    name = organisation_name(snapshot, found.organisation)
    if found.whole.mean_steps is None:
        return reach_sentence(found.whole)
    sentences = [_remaining(name, found)]
    if found.alone:
        sentences.append(
            ngettext(
                "{others} works with {organisation} only.",
                "{others} work with {organisation} only.",
                len(found.alone),
            ).format(others=organisation_names(snapshot, found.alone), organisation=name)
        )
    return " ".join(sentences)


def _remaining(name: str, found: Dependence) -> str:
    whole, without = found.whole, found.without
    if without.mean_steps is None or whole.mean_steps is None:
        return _("Without {organisation} nobody works together.").format(organisation=name)
    values = {
        "organisation": name,
        "largest": number(without.largest),
        "count": number(without.organisations),
        "steps": number(without.mean_steps, 1),
        "now": number(whole.mean_steps, 1),
        "before": number(whole.largest),
    }
    # Whoever leaves takes one off; all else that is missing hung on it.
    if without.largest >= whole.largest - 1:
        if values["steps"] == values["now"]:
            return _(
                "Without {organisation} the others still hang together, "
                "{steps} steps apart on average as now."
            ).format(**values)
        return _(
            "Without {organisation} the others still hang together, "
            "{steps} steps apart on average instead of {now}."
        ).format(**values)
    return _(
        "Without {organisation} only {largest} of the other {count} organisations "
        "hang together, {steps} steps apart on average; with it {before}, {now} apart."
    ).format(**values)


def outwardness_sentence(found: Outwardness) -> str:
    """Say whether ties run between sectors or within them, and what chance would give."""
    total = found.between + found.within
    if found.index is None or found.low is None or found.high is None:
        return _("No tie has a known sector at both ends, so nothing can be said about sectors.")
    first = ngettext(
        "{between} of {total} tie runs between sectors",
        "{between} of {total} ties run between sectors",
        total,
    ).format(between=number(found.between), total=number(total))
    low, high = (number((1 + index) / 2 * total) for index in (found.low, found.high))
    if found.is_usual:
        text = _("{ties}, as chance would give ({low} to {high}).")
    elif found.index < found.low:
        text = _(
            "{ties}, fewer than chance would give ({low} to {high}): sectors keep to themselves."
        )
    else:
        text = _("{ties}, more than chance would give ({low} to {high}): sectors seek each other.")
    return text.format(ties=first, low=low, high=high)
