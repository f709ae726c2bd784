"""Sheets: every page has room for the map and all that explains it, in both languages."""

from __future__ import annotations

import itertools

import pytest

from oci_map import i18n
from oci_map.drawing.page import PAGES
from oci_map.drawing.parts import PanelLine
from oci_map.drawing.picture import Box, Key
from oci_map.drawing.spotlight import Spotlight
from oci_map.drawing.strokes import Disc, Path, Words, strokes
from oci_map.drawing.style import DARK, LIGHT, PRINT, Style
from oci_map.drawing.text import text_width
from oci_map.exchange.exhibit import Exhibit, laid_out
from oci_map.graph.analysis import Analysis
from oci_map.graph.filters import Filter
from oci_map.model import records as r
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from tests.examples import NAMES, snapshot_of

LONG = (
    "Two sectors of the platform share three needs, but nobody sits anywhere together at all, " * 3
)
FACTS = (
    PanelLine("heading", "Three shared needs"),
    PanelLine("strong", "Growth capital"),
    PanelLine("dots", more="3 of 4 organisations", dots=("#4850A5", "#4850A5", "", "#943258")),
    PanelLine("rule"),
    PanelLine("number", "0", "ties"),
    PanelLine("plain", "Design Vlaanderen works with both of them, and could bring them together."),
)


def overlap(one: Box, other: Box) -> bool:
    return (
        one[0] < other[2] - 0.5
        and other[0] < one[2] - 0.5
        and one[1] < other[3] - 0.5
        and other[1] < one[3] - 0.5
    )


def corners(stroke: Disc | Path | Words) -> list[tuple[float, float]]:
    if isinstance(stroke, Disc):
        r_ = stroke.radius
        return [(stroke.x - r_, stroke.y - r_), (stroke.x + r_, stroke.y + r_)]
    if isinstance(stroke, Words):
        right = stroke.x + text_width(stroke.text, stroke.size, stroke.weight)
        return [(stroke.x, stroke.y - 0.7 * stroke.size), (right, stroke.y)]
    # Of a curve its ends: the control point lies outside what is drawn.
    return [(float(step[-2]), float(step[-1])) for step in stroke.steps if len(step) > 1]


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("size", list(PAGES))
@pytest.mark.parametrize("title", ["", "A finding", LONG])
def test_nothing_is_cut_off_and_nothing_covers_anything(
    size: str, title: str, language: str
) -> None:
    i18n.set_language(language)
    analysis = Analysis(snapshot_of(NAMES[1]))
    panel = FACTS if title else ()
    (page,) = laid_out([Exhibit("map", analysis, title, "OCI", panel=panel)], PAGES[size], LIGHT)
    drawn = [
        (page.dx + page.scale * x, page.dy + page.scale * y)
        for stroke in strokes(page.picture)
        for x, y in corners(stroke)
    ]
    xs, ys = [x for x, _y in drawn], [y for _x, y in drawn]
    extent = (min(xs), min(ys), max(xs), max(ys))
    for stroke in page.furniture:
        for x, y in corners(stroke):
            assert 0 <= x <= page.width
            assert 0 <= y <= page.height
    boxes = [part.box for part in page.parts if part.kind != "rule"]
    for box in boxes:
        assert not overlap(box, extent)
    for one, other in itertools.combinations(boxes, 2):
        assert not overlap(one, other) or {one, other} & {
            part.box for part in page.parts if part.kind == "caption"
        }
    # The map keeps most of the page.
    assert (extent[2] - extent[0]) * (extent[3] - extent[1]) > 0.2 * page.width * page.height


@pytest.mark.parametrize("size", list(PAGES))
def test_lettering_is_large_enough_to_read(size: str) -> None:
    (page,) = laid_out([Exhibit("map", Analysis(snapshot_of(NAMES[1])))], PAGES[size], LIGHT)
    assert min(label.size for label in page.picture.labels) * page.scale >= 0.82 * 40 / 3
    assert len(page.picture.labels) >= (35 if size == "4:3" else 36)
    assert min(s.size for s in page.furniture if isinstance(s, Words) and len(s.text) > 2) >= 13.3


def test_all_exhibits_keep_everybody_in_the_same_place() -> None:
    snapshot = snapshot_of(NAMES[1])
    analysis = Analysis(snapshot)
    gap = analysis.pair_gaps[0]
    light = Spotlight(
        frozenset({Key(gap.one), Key(gap.other)}), ((Key(gap.one), Key(gap.other), "3"),)
    )
    pages = laid_out(
        [
            Exhibit("all", analysis),
            Exhibit("then", Analysis(snapshot, Filter(as_of="2010-06", without_coordinator=True))),
            Exhibit("gap", analysis, LONG, spotlight=light, panel=FACTS),
        ],
        PAGES["16:9"],
        LIGHT,
    )
    places = [
        {
            n.key: (page.dx + page.scale * n.x, page.dy + page.scale * n.y)
            for n in page.picture.nodes
        }
        for page in pages
    ]
    for others in places[1:]:
        for key, place in others.items():
            assert place == pytest.approx(places[0][key])
    assert set(places[1]) < set(places[0])


def test_a_spotlight_shows_its_finding_and_quiets_the_rest() -> None:
    analysis = Analysis(snapshot_of(NAMES[1]))
    gap = analysis.pair_gaps[-1]  # not among those that the whole map draws
    one, other = Key(gap.one), Key(gap.other)
    light = Spotlight(frozenset({one, other}), ((one, other, "2 shared needs"),))
    (page,) = laid_out([Exhibit("gap", analysis, "Gap", spotlight=light)], PAGES["16:9"], LIGHT)
    gaps = [link for link in page.picture.links if link.role == "gap"]
    assert [{link.one, link.other} for link in gaps] == [{one, other}]
    assert {node.key for node in page.picture.nodes if node.code} <= {one, other}
    bold = {label.key for label in page.picture.labels if label.weight == 600}
    assert bold == {one, other}
    legend = {part.name for part in page.parts if part.kind == "legend"}
    assert {"Other organisations", "Gap: no tie"} <= legend
    assert "Flemish" not in legend


def test_the_legend_shows_what_is_shown_only() -> None:
    snapshot = snapshot_of(NAMES[1])
    fashion = next(one.id for one in snapshot.sectors.values() if one.name_en == "Fashion")
    hidden = Filter(hidden_sectors=frozenset({fashion}), show_gaps=False)
    names = []
    for view in (Filter(), hidden):
        (page,) = laid_out([Exhibit("map", Analysis(snapshot, view))], PAGES["a4"], LIGHT)
        names.append({part.name for part in page.parts if part.kind == "legend"})
    assert names[0] - names[1] == {"Fashion", "Gap, the 8 largest"}


@pytest.mark.parametrize(
    "name", ["", "x" * 10_000, "مسرح الشرق", "<b>&amp;", "two\nlines", "🎭" * 40]
)
@pytest.mark.parametrize("style", [LIGHT, DARK, PRINT])
def test_odd_titles_and_empty_maps_have_a_sheet(name: str, style: Style) -> None:
    info = r.DocumentInfo(id=RecordId("document"), title_en=name)
    for snapshot in (
        Snapshot.of([info]),
        Snapshot.of([info, r.Organisation(id=RecordId("o"), name=name)]),
    ):
        (page,) = laid_out([Exhibit("map", Analysis(snapshot), name)], PAGES["4:3"], LIGHT)
        for stroke in page.furniture:
            for x, _y in corners(stroke):
                assert x <= page.width
