"""The picture of a web page: inline SVG whose marks can be pointed at, walked and hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final, TypeVar

from oci_map.drawing.picture import Key, Node, Picture
from oci_map.drawing.sheet import Sheet
from oci_map.drawing.strokes import Words, node_strokes, strokes
from oci_map.exchange.svg import FAMILIES, element, n
from oci_map.exchange.web_text import attribute
from oci_map.values import dataclass

_REACH: Final = 4.5

Mark = TypeVar("Mark")


@dataclass(frozen=True, slots=True)
class About:
    """What is told of an organisation when it is pointed at, and its row of the legend."""

    name: str
    label: str
    lines: tuple[str, ...]
    row: str


def svg_map(sheet: Sheet, about: Mapping[Key, About], title: str) -> Iterator[str]:
    """Yield the map as an SVG element, the furthest back first."""
    picture = sheet.picture
    left, top, right, bottom = picture.bounds
    numbers = {node.key: number for number, node in enumerate(picture.nodes)}
    box = f"{n(left)} {n(top)} {n(right - left)} {n(bottom - top)}"
    yield (
        f'<svg class="map" xmlns="http://www.w3.org/2000/svg" viewBox="{box}" role="group" '
        f'aria-label="{attribute(title)}" font-family="{FAMILIES}">'
    )
    yield from _groups(sheet)
    for role in ("coordination", "tie", "gap"):
        yield from _links(sheet, role, numbers)
    yield from _nodes(sheet, about, numbers)
    for name, drawn in _each(sheet, "names", picture.names):
        yield f'<g class="group" aria-hidden="true" data-of="{attribute(name.key)}">{drawn}</g>'
    yield from _pills(sheet, numbers)
    yield "</svg>"


def _groups(sheet: Sheet) -> Iterator[str]:
    """Yield the outlines, cut where their names stand; the names are drawn over all."""
    names = {name.key: name for name in sheet.picture.names}
    for outline in sheet.picture.outlines:
        name = (names[outline.key],) if outline.key in names else ()
        drawn = strokes(_only(sheet.picture, outlines=(outline,), names=name))
        shapes = "".join(element(one) for one in drawn if not isinstance(one, Words))
        yield f'<g class="group">{shapes}</g>'


def _links(sheet: Sheet, role: str, numbers: Mapping[Key, int]) -> Iterator[str]:
    links = tuple(link for link in sheet.picture.links if link.role == role)
    for link, drawn in _each(sheet, "links", links):
        ends = f'data-a="{numbers[link.one]}" data-b="{numbers[link.other]}"'
        yield f'<g class="link" {ends}>{drawn}</g>'


def _nodes(sheet: Sheet, about: Mapping[Key, About], numbers: Mapping[Key, int]) -> Iterator[str]:
    picture = sheet.picture
    labels = {text.key: drawn for text, drawn in _each(sheet, "labels", picture.labels)}
    arcs: dict[Key, str] = {}
    for segment, drawn in _each(sheet, "segments", picture.segments):
        arcs[segment.organisation] = arcs.get(segment.organisation, "") + drawn
    for node in picture.nodes:
        yield _begin(node, about[node.key], numbers[node.key])
        drawn_mark = node_strokes(node, sheet.style)
        yield arcs.get(node.key, "")
        yield "".join(element(one) for one in drawn_mark if not isinstance(one, Words)) + "</g>"
        # What can be read stands beside the button, which has a name in words of its own.
        letters = "".join(element(one) for one in drawn_mark if isinstance(one, Words))
        yield f'<g aria-hidden="true">{letters}{labels.get(node.key, "")}</g></g>'


def _begin(node: Node, about: About, number: int) -> str:
    x, y = n(node.x), n(node.y)
    return (
        f'<g class="node" data-n="{number}" data-row="{attribute(about.row)}" '
        f'data-x="{x}" data-y="{y}" '
        f'data-name="{attribute(about.name)}" data-about="{_lines(about.lines)}">'
        f'<g class="press" role="button" tabindex="{-1 if number else 0}" aria-pressed="false" '
        f'aria-label="{attribute(about.label)}">'
        f'<circle class="ring" cx="{x}" cy="{y}" r="{n(node.radius + _REACH)}"/>'
    )


def _pills(sheet: Sheet, numbers: Mapping[Key, int]) -> Iterator[str]:
    for pill in sheet.picture.pills:
        if pill.always:
            one, other = (numbers.get(key, -1) for key in pill.keys)
            drawn = "".join(map(element, strokes(_only(sheet.picture, pills=(pill,)))))
            yield f'<g class="pill" data-a="{one}" data-b="{other}">{drawn}</g>'


def _each(sheet: Sheet, kind: str, marks: tuple[Mark, ...]) -> Iterator[tuple[Mark, str]]:
    """Yield marks of one kind, each as the strokes that every other format draws.

    A group's name has a stroke for each of its lines, all other kinds have one.
    """
    drawn = strokes(_only(sheet.picture, **{kind: marks}))
    for mark in marks:
        lines = getattr(mark, "lines", (mark,))
        yield mark, "".join(element(next(drawn)) for _line in lines)


def _only(picture: Picture, **marks: tuple[object, ...]) -> Picture:
    """Return a picture of these marks and nothing else."""
    empty: dict[str, tuple[object, ...]] = dict.fromkeys(
        ("nodes", "links", "outlines", "segments", "labels", "names", "pills"), ()
    )
    return replace(picture, **{**empty, **marks})  # type: ignore[arg-type]


def _lines(lines: tuple[str, ...]) -> str:
    return "&#10;".join(attribute(line) for line in lines)
