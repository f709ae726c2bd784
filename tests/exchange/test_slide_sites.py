"""A mark in PowerPoint is where and as large as it is drawn, and lines end on its rim."""

from __future__ import annotations

import io
import math

import pytest
from pptx import Presentation

from oci_map.drawing.picture import Key, Node
from oci_map.drawing.shapes import SHAPES, Shape, shape_path
from oci_map.exchange.exhibit import Exhibit
from oci_map.exchange.options import Options
from oci_map.exchange.slide_sites import ADJUST, PRESETS, SITES, box_of, sites_of
from oci_map.exchange.slides import pptx
from oci_map.graph.analysis import Analysis
from oci_map.model import records as r
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
Point = tuple[float, float]


def mark(shape: Shape) -> Node:
    return Node(Key("a"), "A", 30.0, -20.0, 12.0, shape, "#51A8F0", "#000000", "", "", False, False)


def outline(shape: Shape) -> list[Point]:
    """Return points on the outline that is drawn, close together."""
    at: Point = (0.0, 0.0)
    points: list[Point] = []
    steps = shape_path(shape, 30.0, -20.0, 12.0)
    for step in (*steps[:-1], ("L", *steps[0][1:])):
        numbers = [float(one) for one in step[1:]]
        end = (numbers[-2], numbers[-1])
        middle = (numbers[0], numbers[1]) if step[0] == "Q" else None
        for part in range(101) if step[0] != "M" else (100,):
            t = part / 100
            one, two = (at, middle) if middle else (at, end)
            first = (one[0] + (two[0] - one[0]) * t, one[1] + (two[1] - one[1]) * t)
            last = (
                (middle[0] + (end[0] - middle[0]) * t, middle[1] + (end[1] - middle[1]) * t)
                if middle
                else first
            )
            points.append((first[0] + (last[0] - first[0]) * t, first[1] + (last[1] - first[1]) * t)
                          if middle else first)  # fmt: skip
        at = end
    return points


@pytest.mark.parametrize("shape", SHAPES[1:])
def test_the_box_is_that_of_the_outline(shape: Shape) -> None:
    points = outline(shape)
    across, down = [x for x, _y in points], [y for _x, y in points]
    found = (min(across), min(down), max(across), max(down))
    assert box_of(mark(shape)) == pytest.approx(found, abs=0.06)


@pytest.mark.parametrize("shape", SHAPES[1:])
def test_the_sites_lie_on_the_outline(shape: Shape) -> None:
    points = outline(shape)
    sites = sites_of(mark(shape))
    assert len(sites) == len(SITES[shape]) >= 4
    for site in sites:
        assert min(math.dist((site.x, site.y), point) for point in points) < 0.25


def test_levels_beyond_five_are_native_shapes_on_a_slide() -> None:
    levels = [
        r.PolicyLevel(id=RecordId(f"l{n}"), name_en=f"L{n}", rank=n, shape=shape)
        for n, shape in enumerate([*SHAPES[:5], *(["circle"] * 7)])
    ]
    there = [
        r.Organisation(id=RecordId(f"o{n}"), name=f"O{n}", policy_level=one.id)
        for n, one in enumerate(levels)
    ]
    ties = [
        r.Tie(id=RecordId(f"t{n}"), organisation=there[n].id, other=there[n - 1].id)
        for n in range(12)
    ]
    analysis = Analysis(Snapshot.of([*levels, *there, *ties]))
    slides = Presentation(io.BytesIO(pptx([Exhibit("map", analysis)], Options()))).slides
    marks = [one.shapes[0] for one in slides[0].shapes if one.name in {o.name for o in there}]
    drawn = [one.element.spPr.find(f"{A}prstGeom").get("prst") for one in marks]
    assert sorted(drawn) == sorted(PRESETS.values())


def test_every_shape_is_one_of_powerpoint_and_no_two_look_alike() -> None:
    assert PRESETS.keys() == ADJUST.keys() == SITES.keys() == set(SHAPES)
    boxes = {shape: box_of(mark(shape)) for shape in SHAPES}
    looks = [(PRESETS[one], ADJUST[one], boxes[one]) for one in SHAPES]
    assert len(set(looks)) == len(SHAPES)
