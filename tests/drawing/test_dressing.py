"""How the map is dressed: colours, sizes and outlines by choice, and a legend that stays true."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from oci_map.drawing.appearance import (
    ALIKE,
    BY_CLUSTER,
    BY_DOMAIN,
    BY_LEVEL,
    BY_PARTNERS,
    BY_SECTOR,
    COLOURS,
    Appearance,
)
from oci_map.drawing.compose import Composer
from oci_map.drawing.dressing import partner_counts
from oci_map.drawing.legend import LegendRow, legend
from oci_map.drawing.picture import Key, Picture
from oci_map.drawing.places import stored_places
from oci_map.drawing.style import CROSS_SECTOR, DARK, LIGHT, Style
from oci_map.graph import cooperation
from oci_map.graph.analysis import Analysis
from oci_map.graph.filters import GOVERNMENT_BODY, sector_row
from oci_map.model import records as r
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from tests.examples import snapshot_of

EXAMPLE = "oci-worked-example"


def dressed(appearance: Appearance, style: Style = LIGHT) -> tuple[Analysis, Picture]:
    snapshot = snapshot_of(EXAMPLE)
    analysis = Analysis(snapshot)
    places = stored_places(snapshot)
    return analysis, Composer().compose(analysis, style, places, appearance=appearance)


def rows(analysis: Analysis, picture: Picture) -> list[LegendRow]:
    found = legend(analysis, picture.style, appearance=picture.appearance)
    return [row for section in found for row in section.rows]


KINDS = {BY_SECTOR: "sector", BY_LEVEL: "level", BY_DOMAIN: "domain", BY_CLUSTER: "cluster"}


@pytest.mark.parametrize("style", [LIGHT, DARK])
@pytest.mark.parametrize("colour_by", sorted(COLOURS))
def test_each_colour_on_the_map_is_in_the_legend_with_its_count(
    colour_by: str, style: Style
) -> None:
    analysis, picture = dressed(Appearance(colour_by=colour_by), style)
    kind = KINDS[colour_by]
    explained: dict[str, int] = {}
    for row in rows(analysis, picture):
        if row.kind == kind and row.count:
            explained[row.colour] = explained.get(row.colour, 0) + row.count
        elif row.kind in ("sector", "level"):
            assert row.kind == kind or row.colour == style.surface
    drawn: dict[str, int] = {}
    for node in picture.nodes:
        drawn[node.fill] = drawn.get(node.fill, 0) + 1
    if colour_by == BY_SECTOR:  # government bodies are grey too, and have a row of their own
        rows_of = map(sector_row, analysis.snapshot.organisations.values())
        drawn[CROSS_SECTOR] -= sum(1 for row in rows_of if row == GOVERNMENT_BODY)
    assert drawn == explained


def test_marks_of_one_size_need_no_explanation() -> None:
    analysis, picture = dressed(Appearance(size_by=ALIKE))
    assert len({node.radius for node in picture.nodes}) == 1
    assert not [row for row in rows(analysis, picture) if row.kind == "size"]


def test_marks_grow_with_the_number_of_partners() -> None:
    analysis, picture = dressed(Appearance(size_by=BY_PARTNERS))
    counted = {one: len(analysis.partners_of(one)) for one in analysis.organisations}
    assert dict(zip(analysis.organisations, partner_counts(analysis), strict=True)) == counted
    by_radius = sorted(picture.nodes, key=lambda node: node.radius)
    counts = [counted[RecordId(node.key)] for node in by_radius]
    assert counts == sorted(counts)
    assert [row.text for row in rows(analysis, picture) if row.kind == "size"] == [
        "Size: number of partners"
    ]


def test_partners_in_very_large_groups_are_counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cooperation, "LARGEST_PAIRED", 5)
    analysis = Analysis(snapshot_of(EXAMPLE))
    assert analysis.cooperation.whole
    counted = [len(analysis.partners_of(one)) for one in analysis.organisations]
    assert np.array_equal(partner_counts(analysis), counted)


def test_an_outline_can_be_left_out_and_the_others_keep_their_colours() -> None:
    _analysis, before = dressed(Appearance())
    hidden = before.outlines[0].key
    _analysis, after = dressed(Appearance(hidden_outlines=frozenset({RecordId(hidden)})))
    assert [(one.key, one.colour) for one in after.outlines] == [
        (one.key, one.colour) for one in before.outlines[1:]
    ]
    assert all(name.key != hidden for name in after.names)


def test_a_change_of_dress_does_not_keep_the_sizes_of_the_other() -> None:
    analysis, before = dressed(Appearance())
    places = stored_places(analysis.snapshot)
    after = Composer().compose(
        analysis, LIGHT, places, former=before, appearance=Appearance(size_by=ALIKE)
    )
    assert len({node.radius for node in after.nodes}) == 1


def test_nobody_works_with_anybody() -> None:
    one = r.Organisation(id=RecordId("a"), name="A")
    analysis = Analysis(Snapshot.of([one, replace(one, id=RecordId("b"))]))
    places = {RecordId("a"): (0.0, 0.0), RecordId("b"): (90.0, 0.0)}
    looks = Appearance(colour_by=BY_DOMAIN, size_by=BY_PARTNERS)
    picture = Composer().compose(analysis, LIGHT, places, appearance=looks)
    node = picture.node(Key("a"))
    assert node is not None
    assert node.fill == CROSS_SECTOR
    assert [(row.text, row.count) for row in rows(analysis, picture) if row.kind == "domain"] == [
        ("Domain unknown", 2)
    ]
