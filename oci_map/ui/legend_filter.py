"""What a click on a row of the legend does to the filter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from oci_map.drawing.clustering import Clustering
from oci_map.drawing.legend import NOT_CONNECTED, ONLY_LARGE, LegendRow, LegendSection
from oci_map.drawing.marks import DASHES
from oci_map.drawing.style import Style
from oci_map.graph.analysis import Analysis
from oci_map.graph.filters import (
    COORDINATION,
    DEFAULT_KINDS,
    GOVERNMENT_BODY,
    INITIATIVE,
    Filter,
    level_row,
    sector_row,
)
from oci_map.i18n import _
from oci_map.model import vocabulary as v
from oci_map.model.ids import RecordId

#: Rows that explain and cannot be chosen.
PASSIVE: Final = ("size", "segment", "outline", "domain")
_SOLID: Final = frozenset({"cooperation", "project", INITIATIVE})
_DRAWN: Final = _SOLID | set(DASHES) | {COORDINATION}


def kinds_of(row: LegendRow) -> frozenset[str]:
    """Return the kinds of lines that a row stands for."""
    return _SOLID if row.key == "strength" else frozenset({row.key})


def is_hidden(shown: Filter, row: LegendRow) -> bool:
    """Say whether what a row stands for is off the map."""
    if row.kind == "sector":
        return row.key in shown.hidden_sectors
    if row.kind == "government":
        return row.key in shown.hidden_levels | shown.hidden_sectors
    if row.kind == "level":
        return row.key in shown.hidden_levels
    if row.key == "gap":
        return not shown.show_gaps
    return row.kind == "line" and not kinds_of(row) & shown.kinds


def meant(
    analysis: Analysis, row: LegendRow, clustering: Clustering | None = None
) -> Iterator[RecordId]:
    """Yield the organisations that a row stands for."""
    if row.kind == "cluster":
        yield from _in_cluster(analysis, row, clustering)
        return
    for one in analysis.organisations:
        record = analysis.snapshot.organisations[one]
        if (
            (row.kind == "sector" and sector_row(record) == row.key)
            or (row.kind == "level" and level_row(record) == row.key)
            or (row.kind == "government" and record.kind == v.GOVERNMENT)
        ):
            yield one


def _in_cluster(
    analysis: Analysis, row: LegendRow, clustering: Clustering | None
) -> Iterator[RecordId]:
    if clustering is None:
        return
    for each in clustering.listed:
        if each.key == row.key:
            yield from (one for one in each.members if one in analysis.index)
    if row.key in (NOT_CONNECTED, ONLY_LARGE):
        large = row.key == ONLY_LARGE
        for one in analysis.organisations:
            if one not in clustering.numbers and (one in clustering.only_large) is large:
                yield one


def after_click(shown: Filter, row: LegendRow, rows: Sequence[LegendRow], *, alone: bool) -> Filter:
    """Return the filter after a click on a row; `alone` leaves only it, and again everything."""
    key = RecordId(row.key)
    others = frozenset(RecordId(one.key) for one in rows if one.kind == row.kind) - {key}
    if row.kind == "sector":
        # Government bodies are of no sector: they go with the other sectors.
        hidden = _hidden(shown.hidden_sectors, key, others | {GOVERNMENT_BODY}, alone=alone)
        return replace(shown, hidden_sectors=hidden)
    if row.kind == "level":
        return replace(shown, hidden_levels=_hidden(shown.hidden_levels, key, others, alone=alone))
    if row.kind == "government":
        sectors = frozenset(RecordId(one.key) for one in rows if one.kind == "sector")
        return _after_government(shown, sectors, alone=alone)
    if row.key == "gap":
        return replace(shown, show_gaps=not shown.show_gaps)
    return replace(shown, kinds=_kinds_after(shown.kinds, kinds_of(row), alone=alone))


def with_hidden_lines(lines: LegendSection, analysis: Analysis, style: Style) -> LegendSection:
    """Return the rows of lines with those that were taken off the map: they must come back."""
    there = {row.key for row in lines.rows}
    counts = analysis.ties_by_kind
    back = []
    if "strength" not in there and any(counts.get(kind) for kind in _SOLID):
        back.append(LegendRow("line", "strength", _("Weak to strong tie"), colour=style.tie))
    back += [
        LegendRow("line", kind, _(v.TIE_KINDS[kind]), colour=style.tie)
        for kind in DASHES
        if kind not in there and counts.get(kind)
    ]
    if COORDINATION not in there and counts.get(COORDINATION):
        back.append(LegendRow("line", COORDINATION, _("Coordinator’s role"), colour=style.tie))
    if "gap" not in there and not analysis.filter.show_gaps:
        back.append(LegendRow("line", "gap", _("Gap"), colour=style.gap))
    active = [row for row in lines.rows if row.kind == "line"]
    rest = [row for row in lines.rows if row.kind != "line"]
    # Each kind keeps its place, hidden or not.
    order = ("strength", *DASHES, COORDINATION, "gap")
    ordered = sorted((*active, *back), key=lambda row: order.index(row.key))
    return LegendSection(lines.title, (*ordered, *rest))


def _after_government(shown: Filter, sectors: frozenset[RecordId], *, alone: bool) -> Filter:
    hidden_levels = shown.hidden_levels - {GOVERNMENT_BODY}
    hidden_sectors = shown.hidden_sectors - {GOVERNMENT_BODY}
    if alone:
        hidden = _hidden(shown.hidden_sectors, GOVERNMENT_BODY, sectors, alone=True)
        return replace(shown, hidden_levels=hidden_levels, hidden_sectors=hidden)
    if GOVERNMENT_BODY not in shown.hidden_levels | shown.hidden_sectors:
        hidden_levels |= {GOVERNMENT_BODY}
    return replace(shown, hidden_levels=hidden_levels, hidden_sectors=hidden_sectors)


def _hidden(
    hidden: frozenset[RecordId], key: RecordId, others: frozenset[RecordId], *, alone: bool
) -> frozenset[RecordId]:
    if not alone:
        return hidden ^ {key}
    return frozenset() if others <= hidden and key not in hidden else others


def _kinds_after(kinds: frozenset[str], chosen: frozenset[str], *, alone: bool) -> frozenset[str]:
    if alone:
        others = _DRAWN - chosen
        return DEFAULT_KINDS - others if kinds & others else DEFAULT_KINDS
    return kinds - chosen if chosen & kinds else kinds | chosen
