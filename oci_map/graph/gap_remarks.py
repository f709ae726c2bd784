"""What is said beside a gap: confidence and why, figures, bridges, what closes it, its state."""

from __future__ import annotations

from typing import Final

from oci_map.graph import finding as f
from oci_map.graph.finding import Closing, Confidence, Gap, PossibleBridge
from oci_map.graph.gap_wording import side_name
from oci_map.graph.names import name_in_sentence, organisation_names
from oci_map.i18n import N_, _, ngettext, number
from oci_map.model.snapshot import Snapshot

#: Below so many organisations a figure is fragile.
FRAGILE: Final = 10

_WORDS: Final = {
    f.HIGH: N_("high confidence"),
    f.MEDIUM: N_("medium confidence"),
    f.LOW: N_("low confidence"),
}


# L10n: under the heading "Confidence".
_DEGREES: Final = {f.HIGH: N_("high"), f.MEDIUM: N_("medium"), f.LOW: N_("low")}


def degree_word(confidence: Confidence) -> str:
    """Return "high", "medium" or "low", for a place that says of what."""
    return _(_DEGREES[confidence.word])


def confidence_word(confidence: Confidence) -> str:
    """Return "high confidence", "medium confidence" or "low confidence"."""
    return _(_WORDS[confidence.word])


def confidence_sentence(confidence: Confidence) -> str:
    """Say how much a gap can be relied on, and why."""
    sentence = f"{_sentence_case(confidence_word(confidence))}: {_reason(confidence)}"
    tested = confidence.reason in (f.BY_CHANCE, f.MANY_CELLS, f.RARE)
    if tested and 0 < confidence.organisations < FRAGILE:
        sentence += " " + ngettext(
            "Only {count} organisation is behind it, so one tie more would change this.",
            "Only {count} organisations are behind it, so one tie more would change this.",
            confidence.organisations,
        ).format(count=number(confidence.organisations))
    return sentence


def _reason(confidence: Confidence) -> str:
    if confidence.reason in _COUNTED_REASONS:
        return _counted_reason(confidence)
    percent = percent_words(confidence.share)
    if confidence.reason == f.BY_CHANCE:
        text = _("chance alone gives as little in {percent} of maps like this one.")
    elif confidence.reason == f.MANY_CELLS:
        text = _(
            "chance gives as little in {percent} of maps like this one, "
            "but {count} comparisons were made and some come out like this."
        )
    elif confidence.reason == f.RARE:
        text = _(
            "chance gives as little in {percent} of maps like this one, "
            "which is rare even among {count} comparisons."
        )
    elif confidence.reason == f.NOT_TESTED:
        text = _("so few ties are recorded that there is nothing to compare with.")
    elif confidence.word == f.HIGH:
        text = _("it follows from what is recorded.")
    else:
        text = _("it follows from what is recorded, which may not be complete.")
    return text.format(percent=percent, count=number(confidence.count))


_COUNTED_REASONS: Final = (
    f.FEW_ORGANISATIONS,
    f.ONE_NEED,
    f.SOME_NEEDS,
    f.MANY_NEEDS,
    f.NOTHING_RECORDED,
)


def _counted_reason(confidence: Confidence) -> str:
    if confidence.reason == f.FEW_ORGANISATIONS:
        text = ngettext(
            "only {count} organisation.", "only {count} organisations.", confidence.count
        )
    elif confidence.reason == f.NOTHING_RECORDED:
        text = ngettext(
            "nothing is recorded yet of what one of the two does with others.",
            "nothing is recorded yet of what the two do with others.",
            confidence.count,
        )
    else:
        text = ngettext(
            "they share only {count} need.", "they share {count} needs.", confidence.count
        )
    return text.format(count=number(confidence.count))


def percent_words(share: float) -> str:
    """Write a share as a percentage, small ones with a decimal: "0.1%", "12%"."""
    percent = 100.0 * share
    if 0 < percent < 0.1:
        return _("less than {percent}%").format(percent=number(0.1, 1))
    return _("{percent}%").format(percent=number(percent, 1 if percent < 10 else 0))


def figures_sentence(gap: Gap) -> str:
    """Say what ties there are and what chance would give; nothing where nothing is compared."""
    if gap.expected is None:
        return ""
    return _(
        "Ties between the two, weighted by strength: {observed} observed, {expected} expected"
    ).format(observed=amount(gap.observed), expected=amount(gap.expected))


def amount(value: float) -> str:
    """Write a sum of tie weights: one decimal, none where there is nothing after it."""
    rounded = round(value, 1)
    return number(rounded, 0 if rounded == int(rounded) else 1)


def many(value: float) -> int:
    """Return how many to say of an amount: one of what is written as 1, else several."""
    return 1 if amount(value) == amount(1.0) else 2


def bridge_words(snapshot: Snapshot, gap: Gap, bridge: PossibleBridge) -> str:
    """Say how an organisation knows both sides, without its name: "works with … and …"."""
    if not bridge.partners_in_one or not bridge.partners_in_other:
        return _steps_words(bridge).format(
            near=number(bridge.steps[0]),
            far=number(bridge.steps[1]),
            one=side_name(snapshot, gap.one),
            other=side_name(snapshot, gap.other),
        )
    words = _("works with {partners} and with {others}").format(
        partners=organisation_names(snapshot, bridge.partners_in_one),
        others=organisation_names(snapshot, bridge.partners_in_other),
    )
    if bridge.groups:
        words += "; " + ngettext(
            "sits in {count} of their groups", "sits in {count} of their groups", len(bridge.groups)
        ).format(count=number(len(bridge.groups)))
    return words


def _steps_words(bridge: PossibleBridge) -> str:
    if bridge.steps == (1, 2):
        return _("works with {one} and with a partner of {other}")
    if bridge.steps == (2, 1):
        return _("works with {other} and with a partner of {one}")
    return _("{near} steps from {one}, {far} from {other}")


def closing_sentence(snapshot: Snapshot, closing: Closing) -> str:
    """Say one thing that would close a gap."""
    names = organisation_names(snapshot, closing.organisations)
    if closing.what == f.ADD_TO_GROUP:
        return _add_to_group(snapshot, closing)
    if closing.what in (f.ADDRESS, f.ASK_ANSWER, f.FIND_SUPPORTER) and not names:
        return {
            f.ADDRESS: _("Choose whom it is for."),
            f.ASK_ANSWER: _("Ask the sector for an answer."),
            f.FIND_SUPPORTER: _("Look for a supporter in another sector."),
        }[closing.what]
    text = {
        f.INVITE_BOTH: _("Invite {names} to the next roundtable."),
        f.INTRODUCE: _("Let {others} introduce them to each other."),
        f.FOUND_GROUP: _("Start a working group on “{record}”."),
        f.INVITE_BODY: _("Invite {names} to {record}."),
        f.JOIN_GROUPS: _("Let the two groups meet together, or divide their subjects."),
        f.ASK_ANSWER: _("Ask {names} for an answer."),
        f.ADDRESS: _("Address it to {names}, which leads the emphasis it belongs to."),
        f.FIND_SUPPORTER: _("Ask {names} for support: the need is also theirs."),
    }[closing.what]
    return text.format(
        names=names,
        others=organisation_names(snapshot, closing.others),
        record=_record_name(snapshot, closing),
    )


def _add_to_group(snapshot: Snapshot, closing: Closing) -> str:
    names = {
        "names": organisation_names(snapshot, closing.organisations),
        "group": _record_name(snapshot, closing),
        "others": organisation_names(snapshot, closing.others),
    }
    if not closing.others:
        return ngettext(
            "Ask {names} to join {group}.",
            "Ask one of these to join {group}: {names}.",
            len(closing.organisations),
        ).format(**names)
    return ngettext(
        "Add {names} to {group}, where {others} sits already.",
        "Add {names} to {group}, where {others} sit already.",
        len(closing.others),
    ).format(**names)


def _record_name(snapshot: Snapshot, closing: Closing) -> str:
    for noun in ("working_group", "need"):
        record = snapshot.get(noun, closing.record)
        if record is not None:
            return name_in_sentence(getattr(record, "name", ""))
    return ""


def state_sentence(gap: Gap) -> str:
    """Say honestly when a gap was noted as bridged and the records do not bear it out."""
    if not gap.state.waits_for_tie:
        return ""
    if gap.level in ("organisation", "sector", "level", "domain"):
        return _("Noted as bridged, but no tie is recorded yet; it counts as planned.")
    return _("Noted as bridged, but the records still show it; it counts as planned.")


def _sentence_case(words: str) -> str:
    return words[:1].upper() + words[1:]
