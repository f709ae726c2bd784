"""What came of a roundtable, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from oci_map import i18n
from oci_map.graph.names import name_in_sentence, need_names
from oci_map.i18n import N_, _, ngettext
from oci_map.model.records import Roundtable
from oci_map.model.snapshot import Snapshot
from oci_map.roundtable.evidence import BECAME_TIES, MONTHS, Evidence, SeatedGap, moment
from oci_map.roundtable.names import organisation_name

if TYPE_CHECKING:
    from oci_map.graph.compare import Comparison, Indicators
    from oci_map.graph.outwardness import Outwardness

STATES: Final = {
    "recorded": N_("tie recorded"),
    "tie": N_("they work together"),
    "no_tie": N_("they do not"),
    "unknown": N_("unknown"),
    "to_ask": N_("to ask"),
    "later": N_("not yet"),
}


def roundtable_name(snapshot: Snapshot, found: Evidence) -> str:
    """Return the name of the roundtable."""
    record = snapshot.all(Roundtable)[found.roundtable]
    return name_in_sentence(record.name)


def pair_name(snapshot: Snapshot, gap: SeatedGap) -> str:
    """Return the two sides of a gap."""
    # L10n: two organisations that sat at one table.
    return _("{one} and {other}").format(
        one=organisation_name(snapshot, gap.one), other=organisation_name(snapshot, gap.other)
    )


def needs_words(snapshot: Snapshot, gap: SeatedGap) -> str:
    """Return what both sides need."""
    return need_names(snapshot, [one for one in gap.needs if one in snapshot.needs])


def tables_words(gap: SeatedGap, rounds: int) -> str:
    """Return at which tables both sat; the rounds only where there were several."""
    if rounds < 2:
        tables = [i18n.number(table) for _round, table in gap.tables]
        return _("table {number}").format(number=i18n.listing(tables))
    text = _("table {number} in round {round}")
    said = [
        text.format(number=i18n.number(table), round=i18n.number(round_))
        for round_, table in gap.tables
    ]
    return i18n.listing(said)


def headline(snapshot: Snapshot, found: Evidence) -> str:
    """Return in one sentence what came of it, as far as the last asking goes."""
    if not found.gaps:
        return _("No gap sat at one table of {roundtable}.").format(
            roundtable=roundtable_name(snapshot, found)
        )
    months = max((one for one in MONTHS if found.due(one)), default=0)
    if not months:
        return _still_to_ask(found)
    text = ngettext(
        "Of {count} gap that sat at one table, {ties} became a tie within {months} months.",
        "Of {count} gaps that sat at one table, {ties} became ties within {months} months.",
        len(found.gaps),
    )
    return text.format(
        count=i18n.number(len(found.gaps)),
        ties=i18n.number(found.count(months, *BECAME_TIES)),
        months=i18n.number(months),
    )


def _still_to_ask(found: Evidence) -> str:
    """Say from which day on it is asked what became of the gaps, or what is missing for that."""
    if found.date:
        text = ngettext(
            "{count} gap sat at one table; from {date} on we ask what became of it.",
            "{count} gaps sat at one table; from {date} on we ask what became of them.",
            len(found.gaps),
        )
    else:
        text = ngettext(
            "{count} gap sat at one table; give the roundtable a date, and we ask later what became"
            " of it.",
            "{count} gaps sat at one table; give the roundtable a date, and we ask later what"
            " became of them.",
            len(found.gaps),
        )
    day = moment(found.date, MONTHS[0]) if found.date else ""
    return text.format(count=i18n.number(len(found.gaps)), date=i18n.date(day, short=False))


def attendance_sentence(found: Evidence) -> str:
    """Say who came, how many tables there were, and how many met."""
    if not found.held:
        return _("Nobody is noted as present yet.")
    came = ngettext("{count} organisation came", "{count} organisations came", found.came)
    parts = [came.format(count=i18n.number(found.came))]
    if found.absent:
        away = ngettext(
            "{count} was expected and did not", "{count} were expected and did not", found.absent
        )
        parts.append(away.format(count=i18n.number(found.absent)))
    said = _("{facts}.").format(facts=", ".join(parts))
    if not found.pairs:
        unknown = _("Who sat where is not recorded.")
        return f"{said} {unknown}"
    pairs = ngettext(
        "{count} pair shared a table; {new} of them did not know each other.",
        "{count} pairs shared a table; {new} of them did not know each other.",
        found.pairs,
    )
    return (
        f"{said} {pairs.format(count=i18n.number(found.pairs), new=i18n.number(found.new_pairs))}"
    )


def months_sentences(found: Evidence) -> Iterator[str]:
    """Say for three and twelve months what became of the gaps."""
    for months in MONTHS:
        if not found.gaps:
            return
        if not found.due(months) and not found.count(months, "tie", "no_tie", "unknown"):
            continue
        ties = found.count(months, *BECAME_TIES)
        parts = [
            ngettext("{count} became a tie", "{count} became ties", ties).format(
                count=i18n.number(ties)
            )
        ]
        for text, count in (
            (_("{count} did not"), found.count(months, "no_tie")),
            (_("of {count} nobody knows"), found.count(months, "unknown")),
            (_("{count} are still to ask"), found.count(months, "to_ask")),
        ):
            if count:
                parts.append(text.format(count=i18n.number(count)))
        yield _("After {months} months: {facts}.").format(
            months=i18n.number(months), facts=", ".join(parts)
        )


def others_sentences(found: Evidence) -> Iterator[str]:
    """Say how many of the other gaps became ties: what would have happened anyway."""
    months = max((one for one in MONTHS if found.due(one)), default=0)
    if not months or not found.others or not found.gaps:
        return
    text = ngettext(
        "For comparison: of {count} gap that did not sit at one table, {ties} became a tie in the"
        " same {months} months.",
        "For comparison: of {count} gaps that did not sit at one table, {ties} became ties in the"
        " same {months} months.",
        found.others,
    )
    yield text.format(
        count=i18n.number(found.others),
        ties=i18n.number(found.others_tied[months]),
        months=i18n.number(months),
    )


def filter_sentence(snapshot: Snapshot) -> str:
    """Say what is counted, and what is not."""
    coordinator = snapshot.organisations.get(snapshot.info.coordinator)
    text = _(
        "Gaps are those of the day before. Having sat at a table counts as no tie here; a stated "
        "tie, a group or an initiative in common does."
    )
    if coordinator is None:
        return text
    name = name_in_sentence(coordinator.short)
    left_out = _("Size, steps and openness leave {name} out.").format(name=name)
    return f"{text} {left_out}"


def indicator_rows(compared: Comparison) -> list[tuple[str, str, str]]:
    """Return the figures before and after, each with its name."""
    before, after = compared.before, compared.after
    return [
        (_(text), _figure(before, key), _figure(after, key))
        for key, text in (
            ("organisations", N_("Organisations")),
            ("ties", N_("Pairs that work together")),
            ("largest", N_("In the largest part")),
            ("alone", N_("Not connected yet")),
            ("steps", N_("Steps between two")),
            ("between", N_("Ties between sectors")),
            ("index", N_("Openness (E–I index)")),
            ("band", N_("What chance gives (95%)")),
        )
    ]


def _figure(found: Indicators, key: str) -> str:
    openness, reach = found.outwardness, found.reach
    values: dict[str, str] = {
        "organisations": i18n.number(found.organisations),
        "ties": i18n.number(found.ties),
        "largest": i18n.number(reach.largest),
        "alone": i18n.number(reach.isolates),
        "steps": "–" if reach.mean_steps is None else i18n.number(reach.mean_steps, 1),
        "between": i18n.number(openness.between),
        "index": "–" if openness.index is None else i18n.number(openness.index, 2),
        "band": _band(openness),
    }
    return values[key]


def _band(openness: Outwardness) -> str:
    if openness.low is None or openness.high is None:
        return "–"
    return _("{low} to {high}").format(
        low=i18n.number(openness.low, 2), high=i18n.number(openness.high, 2)
    )


def band_sentence(compared: Comparison) -> str:
    """Say whether the openness lies within what chance would give, before and after."""
    before, after = compared.before.outwardness, compared.after.outwardness
    if after.index is None or before.index is None:
        return _("There are too few ties to compare with chance.")
    if after.is_usual and before.is_usual:
        return _(
            "Before and after, the openness between sectors is what chance would give: the change"
            " says little."
        )
    if after.is_usual:
        return _("The openness between sectors is now what chance would give, which it was not.")
    if before.is_usual:
        return _("The openness between sectors is now outside what chance would give.")
    return _("Before and after, the openness between sectors is outside what chance would give.")


def said_together(found: Evidence) -> list[str]:
    """Return all that is said of a roundtable, a sentence or two each."""
    return [attendance_sentence(found), *months_sentences(found), *others_sentences(found)]
