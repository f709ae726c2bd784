"""The picture of a web page: inline SVG whose marks can be pointed at, walked and hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from oci_map.drawing.picture import GroupName, Key, Link, Node, Outline, Pill, Text
from oci_map.drawing.sheet import Sheet
from oci_map.drawing.strokes import Stroke, strokes
from oci_map.exchange.svg import FAMILIES, element, n
from oci_map.exchange.web_text import attribute
from oci_map.values import dataclass

_REACH: Final = 4.5


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
    names = {name.key: name for name in picture.names}
    yield from (_group(outline, sheet) for outline in picture.outlines)
    for role in ("coordination", "tie", "gap"):
        links = (link for link in picture.links if link.role == role)
        yield from (_link(link, sheet, numbers) for link in links)
    labels = {text.key: text for text in picture.labels}
    for node in picture.nodes:
        yield from _node(node, labels.get(node.key), sheet, about[node.key], numbers[node.key])
    yield from (_name(name, sheet) for name in names.values())
    yield from (_pill(pill, sheet, numbers) for pill in picture.pills if pill.always)
    yield "</svg>"


def _node(node: Node, text: Text | None, sheet: Sheet, about: About, number: int) -> Iterator[str]:
    x, y = n(node.x), n(node.y)
    yield (
        f'<g class="node" role="button" tabindex="{-1 if number else 0}" aria-pressed="false" '
        f'data-n="{number}" data-row="{attribute(about.row)}" data-x="{x}" data-y="{y}" '
        f'data-name="{attribute(about.name)}" data-about="{_lines(about.lines)}" '
        f'aria-label="{attribute(about.label)}">'
    )
    yield f'<circle class="ring" cx="{x}" cy="{y}" r="{n(node.radius + _REACH)}"/>'
    segments = tuple(one for one in sheet.picture.segments if one.organisation == node.key)
    yield _drawn(sheet, nodes=(node,), segments=segments)
    if text is not None:
        yield _drawn(sheet, labels=(text,))
    yield "</g>"


def _link(link: Link, sheet: Sheet, numbers: Mapping[Key, int]) -> str:
    ends = f'data-a="{numbers[link.one]}" data-b="{numbers[link.other]}"'
    return f'<g class="link" {ends}>{_drawn(sheet, links=(link,))}</g>'


def _group(outline: Outline, sheet: Sheet) -> str:
    names = tuple(name for name in sheet.picture.names if name.key == outline.key)
    # The line is cut where the name stands; the name itself is drawn over all.
    drawn = _drawn(sheet, outlines=(outline,), names=names, texts=False)
    return f'<g class="group">{drawn}</g>'


def _name(name: GroupName, sheet: Sheet) -> str:
    return f'<g class="group" aria-hidden="true">{_drawn(sheet, names=(name,))}</g>'


def _pill(pill: Pill, sheet: Sheet, numbers: Mapping[Key, int]) -> str:
    one, other = (numbers.get(key, -1) for key in pill.keys)
    return f'<g class="pill" data-a="{one}" data-b="{other}">{_drawn(sheet, pills=(pill,))}</g>'


def _drawn(sheet: Sheet, *, texts: bool = True, **marks: tuple[object, ...]) -> str:
    """Return some marks as the strokes that every other format draws."""
    from dataclasses import replace

    from oci_map.drawing.strokes import Words

    empty: dict[str, tuple[object, ...]] = dict.fromkeys(
        ("nodes", "links", "outlines", "segments", "labels", "names", "pills"), ()
    )
    part = replace(sheet.picture, **{**empty, **marks})  # type: ignore[arg-type]
    drawn: list[Stroke] = list(strokes(part))
    return "".join(element(one) for one in drawn if texts or not isinstance(one, Words))


def _lines(lines: tuple[str, ...]) -> str:
    return "&#10;".join(attribute(line) for line in lines)
