"""One sentence about all gaps of a level, or why there is none; and what was compared with what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from oci_map.graph import matrix as m
from oci_map.graph.cooperation import LARGEST_PAIRED
from oci_map.graph.gap_remarks import amount
from oci_map.graph.matrix import Cell, Matrix
from oci_map.graph.names import name_in_sentence, need_names
from oci_map.graph.wording import pair_gaps_sentence
from oci_map.i18n import NN_, _, ngettext, number
from oci_map.model.ids import RecordId
from oci_map.model.records import Recommendation
from oci_map.model.snapshot import Snapshot
from oci_map.model.vocabulary import ROLES

if TYPE_CHECKING:
    from oci_map.graph.findings import Findings

_COUNTS: Final = {
    "sector": NN_(
        "{count} pair of sectors shares a need and has no ties, or fewer than expected.",
        "{count} pairs of sectors share a need and have no ties, or fewer than expected.",
    ),
    "level": NN_(
        "{count} time a sector and a policy level share a need and have no ties, "
        "or fewer than expected.",
        "{count} times a sector and a policy level share a need and have no ties, "
        "or fewer than expected.",
    ),
    "domain": NN_(
        "{count} time a sector and a policy domain share a need and have no ties, "
        "or fewer than expected.",
        "{count} times a sector and a policy domain share a need and have no ties, "
        "or fewer than expected.",
    ),
    "need": NN_(
        "{count} need is not taken up: its holders do not meet.",
        "{count} needs are not taken up: their holders do not meet.",
    ),
    "group": NN_(
        "{count} remark about working groups: who is missing, and which are nearly the same.",
        "{count} remarks about working groups: who is missing, and which are nearly the same.",
    ),
    "recommendation": NN_(
        "{count} recommendation lacks an answer, an addressee or support from a second sector.",
        "{count} recommendations lack an answer, an addressee or support from a second sector.",
    ),
}


def level_sentence(findings: Findings, level: str) -> str:
    """Say how many gaps a level has, or why there is none."""
    if level == "organisation":
        return pair_gaps_sentence(findings.analysis)
    open_ones = [gap for gap in findings.at_level(level) if not gap.closed]
    count = len(open_ones)
    if level == "recommendation":
        count = len({gap.one.record for gap in open_ones})
    if count:
        return ngettext(*_COUNTS[level], count).format(count=number(count))
    return _why_none(findings, level)


def _why_none(findings: Findings, level: str) -> str:
    analysis = findings.analysis
    if level == "recommendation":
        if not analysis.snapshot.all(Recommendation):
            return _("No recommendations are recorded yet.")
        return _("Every recommendation has an answer, an addressee and support from two sectors.")
    if not analysis.snapshot.organisations:
        return _("There are no organisations yet.")
    if not analysis.organisations:
        return _("No organisation is shown.")
    if not analysis.needs.needs:
        return _("No needs are recorded yet, so gaps cannot be found.")
    if level == "need":
        return _("Every need that several organisations hold is taken up.")
    if level == "group":
        if not len(findings.seats.group):
            return _("No organisation sits in a working group yet.")
        return _("No working group lacks a sector or a public body that holds its needs.")
    return _no_class_gap(findings, level)


def _no_class_gap(findings: Findings, level: str) -> str:
    classes = findings.classes
    noun = {"sector": "sector", "level": "policy_level", "domain": "policy_domain"}[level]
    filled = int((classes.sizes[classes.columns(noun)] > 0).sum())
    sectors = int((classes.sizes[classes.columns("sector")] > 0).sum())
    if level == "sector" and filled < 2:
        return _("Fewer than two sectors have an organisation, so there is nothing to compare.")
    if not sectors:
        return _("No organisation has a sector yet, so there is nothing to compare.")
    if not filled and level == "level":
        return _("No organisation has a policy level yet, so there is nothing to compare.")
    if not filled:
        return _("No organisation has a policy domain yet, so there is nothing to compare.")
    return _("Wherever needs are shared, there are about as many ties as expected, or more.")


def method_sentence(findings: Findings) -> str:
    """Say what observed ties are compared with."""
    if not len(findings.analysis.seats.ends) and not findings.analysis.seats.seats:
        return _("No ties are recorded yet, so there is nothing to compare with.")
    if findings.samples:
        return _(
            "Expected: the mean of {count} maps made by chance, in which everybody keeps as many "
            "seats and ties and every group its size."
        ).format(count=number(findings.samples))
    return _(
        "Expected: reckoned without samples, as if seats and ties fell by chance while everybody "
        "keeps as many and every group its size."
    )


def number_sentence() -> str:
    """Say what the numbers in a matrix of ties are."""
    return _("Number: observed ties, weighted by strength.")


def large_groups_sentence(findings: Findings) -> str:
    """Say what was done with gatherings too large to list their pairs; nothing without any."""
    sizes = [len(group.members) for group in findings.analysis.cooperation.whole]
    if not sizes:
        return ""
    return ngettext(
        "{count} gathering has more than {most} members (up to {largest}): "
        "its pairs are reckoned with as a whole and not listed one by one.",
        "{count} gatherings have more than {most} members (up to {largest}): "
        "their pairs are reckoned with as a whole and not listed one by one.",
        len(sizes),
    ).format(count=number(len(sizes)), most=number(LARGEST_PAIRED), largest=number(max(sizes)))


def cell_sentence(snapshot: Snapshot, matrix: Matrix, row: int, column: int) -> str:
    """Say what one cell of a matrix holds."""
    cell = matrix.cells[row][column]
    names = {
        "row": heading_name(snapshot, matrix.rows[row].noun, matrix.rows[row].record),
        "column": heading_name(
            snapshot, matrix.columns[column].noun, matrix.columns[column].record
        ),
    }
    return "{row} × {column}: ".format(**names) + _cell(snapshot, cell)


def heading_name(snapshot: Snapshot, noun: str, record: RecordId) -> str:
    """Return the name of a row or column."""
    found = snapshot.get(noun, record)
    return name_in_sentence(getattr(found, "short", "") or getattr(found, "name", ""))


def _cell(snapshot: Snapshot, cell: Cell) -> str:
    if cell.kind == m.NO_MEMBER:
        return _("no member.")
    if cell.kind == m.NO_PAIR:
        return _("a single organisation, so nobody to work with.")
    if cell.kind == m.SEAT:
        return _("sits there ({role}).").format(role=_(ROLES.get(cell.note, ROLES["member"])))
    if cell.kind == m.WANTED:
        needs = need_names(snapshot, cell.shared_needs)
        return _("does not sit there, but needs the same ({needs}).").format(needs=needs)
    if cell.kind == m.EMPTY:
        return _("does not sit there.")
    expected = amount(cell.expected) if cell.expected is not None else "–"
    return ngettext(
        "ties observed {observed}, expected {expected}; {count} shared need.",
        "ties observed {observed}, expected {expected}; {count} shared needs.",
        len(cell.shared_needs),
    ).format(observed=amount(cell.weight), expected=expected, count=number(len(cell.shared_needs)))
