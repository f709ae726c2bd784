"""A picture moved to where it stands on its page, in px of the page."""

from __future__ import annotations

from dataclasses import replace

from oci_map.drawing.picture import Box, Link, Picture, Text
from oci_map.drawing.sheet import Sheet


def placed(sheet: Sheet) -> Picture:
    """Return the picture of a sheet with all its places and sizes in px of the page.

    Lines and dashes are as wide as they are drawn there too.
    """
    picture, scale = sheet.picture, sheet.scale

    def x(value: float) -> float:
        return sheet.dx + scale * value

    def y(value: float) -> float:
        return sheet.dy + scale * value

    def box(one: Box) -> Box:
        return (x(one[0]), y(one[1]), x(one[2]), y(one[3]))

    def text(one: Text) -> Text:
        return replace(one, x=x(one.x), y=y(one.y), size=scale * one.size, box=box(one.box))

    def link(one: Link) -> Link:
        x0, y0, cx, cy, x1, y1 = one.curve
        return replace(
            one,
            curve=(x(x0), y(y0), x(cx), y(cy), x(x1), y(y1)),
            width=scale * one.width,
            dash=tuple(scale * part for part in one.dash),
        )

    shift = (sheet.dx, sheet.dy)
    return replace(
        picture,
        nodes=tuple(
            replace(one, x=x(one.x), y=y(one.y), radius=scale * one.radius) for one in picture.nodes
        ),
        links=tuple(link(one) for one in picture.links),
        outlines=tuple(
            replace(one, polygon=one.polygon * scale + shift) for one in picture.outlines
        ),
        segments=tuple(replace(one, points=one.points * scale + shift) for one in picture.segments),
        labels=tuple(text(one) for one in picture.labels),
        names=tuple(
            replace(one, lines=tuple(text(line) for line in one.lines), box=box(one.box))
            for one in picture.names
        ),
        pills=tuple(replace(one, text=text(one.text), box=box(one.box)) for one in picture.pills),
        bounds=box(picture.bounds),
    )
