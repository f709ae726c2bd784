"""A Picture whose marks are coloured by something else than its records say, such as clusters."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from oci_map.drawing.legend import LegendRow, LegendSection
from oci_map.drawing.part_colours import no_part, part_colour
from oci_map.drawing.picture import Key, Picture
from oci_map.drawing.style import ink_on, mark_outline
from oci_map.i18n import _
from oci_map.values import dataclass

_QUIET_GROUP: Final = 0.5


@dataclass(frozen=True, slots=True)
class Division:
    """Parts that share no member, each with its name; who is in none of them is grey."""

    title: str
    parts: tuple[tuple[str, tuple[Key, ...]], ...]


def divided(picture: Picture, division: Division) -> Picture:
    """Return the picture with a colour and a number for each part; every mark stays in place."""
    style = picture.style
    part_of = {key: number for number, (_name, keys) in enumerate(division.parts) for key in keys}
    nodes = []
    for node in picture.nodes:
        number = part_of.get(node.key)
        fill = no_part(style) if number is None else part_colour(number, style)
        nodes.append(
            replace(
                node,
                fill=fill,
                line=mark_outline(fill, style),
                code="" if number is None else str(number + 1),
                code_colour=ink_on(fill),
            )
        )
    outlines = tuple(
        replace(
            one,
            fill_opacity=one.fill_opacity * _QUIET_GROUP,
            line_opacity=one.line_opacity * _QUIET_GROUP,
        )
        for one in picture.outlines
    )
    gaps = {link.key for link in picture.links if link.role == "gap"}
    return replace(
        picture,
        nodes=tuple(nodes),
        outlines=outlines,
        links=tuple(link for link in picture.links if link.key not in gaps),
        pills=(),
    )


def division_legend(
    sections: list[LegendSection], division: Division, picture: Picture
) -> list[LegendSection]:
    """Return the legend of a divided picture: its parts instead of sectors and gaps."""
    style = picture.style
    shown = {node.key for node in picture.nodes}
    rows = []
    for number, (name, keys) in enumerate(division.parts):
        count = sum(key in shown for key in keys)
        colour = part_colour(number, style)
        rows.append(
            LegendRow("sector", f"part-{number}", name, count, colour=colour, code=str(number + 1))
        )
    inside = {key for _name, keys in division.parts for key in keys}
    outside = sum(key not in inside for key in shown)
    if outside:
        rows.append(LegendRow("sector", "none", _("In none"), outside, colour=no_part(style)))
    lines = [
        LegendSection(section.title, tuple(row for row in section.rows if row.key != "gap"))
        for section in sections
        if section.rows and section.rows[0].kind not in ("sector", "level", "government")
    ]
    return [LegendSection(division.title, tuple(rows)), *(one for one in lines if one.rows)]
