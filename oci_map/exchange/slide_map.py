"""A sheet as the shapes of a slide: marks, glued ties, outlines, lettering and legend."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING, Final

from oci_map import i18n
from oci_map.drawing.outlined import LARGE
from oci_map.drawing.parts import Part
from oci_map.drawing.picture import (
    OUTLINE_WIDTH,
    Box,
    GroupName,
    Key,
    Link,
    Node,
    Outline,
    Pill,
    Text,
)
from oci_map.drawing.shapes import polygon_path
from oci_map.drawing.sheet import Sheet
from oci_map.drawing.strokes import Disc, Ink, Path, Words, outline_pieces
from oci_map.drawing.style import CODE_SIZE, Style
from oci_map.drawing.text import ascent, line_height, text_width
from oci_map.exchange import slide_xml as xml
from oci_map.exchange.slide_arcs import Arc, arc_of
from oci_map.exchange.slide_placing import placed
from oci_map.exchange.slide_sites import ADJUST, PRESETS, box_of, site_towards
from oci_map.exchange.slide_xml import Align, Label, Lettering
from oci_map.i18n import _, ngettext

if TYPE_CHECKING:
    from oci_map.drawing.picture import Picture

# Numbers below are taken by the slide itself and its placeholders.
_FIRST: Final = 100
_RING: Final = 2.6
_UNKNOWN: Final = (2.5, 2.0)  # the dash round a mark whose policy level is unknown
# Lines round marks and groups, px; on a large map they are finer.
_RIM: Final = 1.1
_OF_SMALL: Final = 0.2  # of the radius
_OUTLINE_LARGE: Final = 0.75


def map_shapes(sheet: Sheet) -> Iterator[str]:
    """Yield all shapes of a sheet but its title, the furthest back first."""
    yield from _Slide(sheet).shapes()


class _Slide:
    """One slide under way: shapes have numbers before they are written, so lines can be glued."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.picture: Picture = placed(sheet)
        self.is_large = len(self.picture.nodes) > LARGE
        self.style: Style = sheet.style
        self.language = i18n.region(sheet.language)
        self.next = count(_FIRST)
        self.numbers = {node.key: next(self.next) for node in self.picture.nodes}
        self.nodes = {node.key: node for node in self.picture.nodes}
        self.names = {text.key: text.text for text in self.picture.labels}

    def shapes(self) -> Iterator[str]:
        picture = self.picture
        boxes = {name.key: name.box for name in picture.names}
        for outline in picture.outlines:
            yield self._outline(outline, boxes.get(outline.key))
        for role in ("coordination", "tie"):
            yield from (self._tie(link) for link in picture.links if link.role == role)
        arcs = [
            (link, arc_of(link, self.nodes[link.one], self.nodes[link.other]))
            for link in picture.links
            if link.role == "gap"
        ]
        yield from (self._gap(link, arc) for link, arc in arcs)
        labels = {text.key: text for text in picture.labels}
        yield from (self._organisation(node, labels.get(node.key)) for node in picture.nodes)
        yield from (self._name(name) for name in picture.names)
        middles = {frozenset((link.one, link.other)): arc.middle for link, arc in arcs}
        for pill in picture.pills:
            if pill.always:
                yield self._pill(pill, middles.get(frozenset(pill.keys)))
        yield from (self._part(part) for part in self.sheet.parts if part.kind != "title")

    def _label(self, name: str, description: str = "") -> Label:
        return Label(next(self.next), name, description)

    # ------------------------------------------------------------------------------------ marks

    def _organisation(self, node: Node, text: Text | None) -> str:
        label = Label(self.numbers[node.key], node.title, node.title)
        size = min(CODE_SIZE * self.sheet.scale, node.radius * 0.85)
        code = Lettering(size, True, node.code_colour, self.language, "ctr")
        ink = Ink(node.fill, 1.0, node.line, self._rim(node), 1.0, _UNKNOWN if node.dashed else ())
        mark = xml.shape(
            label, PRESETS[node.shape], box_of(node), ink,
            adjust=ADJUST[node.shape], text=xml.body_of([node.code], code),
        )  # fmt: skip
        children, boxes = [mark], [box_of(node)]
        if node.ringed:
            reach = node.radius + _RING
            box = (node.x - reach, node.y - reach, node.x + reach, node.y + reach)
            ring = Ink(self.style.canvas, 1.0, node.line, 1.1)
            children.insert(0, xml.shape(self._label(_("Government body")), "ellipse", box, ring))
            boxes.append(box)
        for segment in self.picture.segments:
            if segment.organisation == node.key:
                steps = polygon_path(segment.points.tolist(), closed=False)
                name = self._label(_("Also sits in that group"))
                children.append(
                    xml.freeform(name, [(steps, False, True)], Ink(line=segment.colour, width=3.0))
                )
                low, high = segment.points.min(axis=0), segment.points.max(axis=0)
                boxes.append((*low.tolist(), *high.tolist()))
        if text is not None:
            children.append(self._text(text, node))
            boxes.append(text.box)
        return xml.group(self._label(node.title, node.title), _around(boxes), children)

    def _rim(self, node: Node) -> float:
        """Return how wide the line round a mark is: the small marks of a large map keep colour."""
        return min(_RIM, _OF_SMALL * node.radius) if self.is_large else _RIM

    def _text(self, text: Text, node: Node) -> str:
        align: Align = "ctr"
        if text.box[0] >= node.x:
            align = "l"
        elif text.box[2] <= node.x:
            align = "r"
        lettering = Lettering(
            text.size, text.weight >= 600, text.colour, self.language, align,
            self.style.canvas if text.halo else "",
        )  # fmt: skip
        return xml.text_box(self._label(text.text, node.title), text.box, [text.text], lettering)

    # ------------------------------------------------------------------------------------ lines

    def _tie(self, link: Link) -> str:
        one, other = self.nodes[link.one], self.nodes[link.other]
        begin, end = site_towards(one, other.x, other.y), site_towards(other, one.x, one.y)
        kind = _("Coordinator’s role") if link.role == "coordination" else _("Tie")
        return xml.connector(
            self._label(self._pair(link), f"{kind}: {self._pair(link)}"),
            "straightConnector1",
            xml.frame_between((begin.x, begin.y), (end.x, end.y)),
            _ink(link),
            (self.numbers[link.one], begin.number, self.numbers[link.other], end.number),
        )

    def _gap(self, link: Link, arc: Arc) -> str:
        name = _("Gap: {pair}").format(pair=self._pair(link))
        glued = (
            self.numbers[link.one], arc.begin.number, self.numbers[link.other], arc.end.number
        )  # fmt: skip
        return xml.connector(
            self._label(name), "curvedConnector3", arc.transform, _ink(link), glued, arc.adjust
        )

    def _pair(self, link: Link) -> str:
        return f"{self._short(link.one)} – {self._short(link.other)}"

    def _short(self, key: Key) -> str:
        return self.names.get(key) or self.nodes[key].title

    # ----------------------------------------------------------------------------------- groups

    def _outline(self, outline: Outline, cut: Box | None) -> str:
        width = _OUTLINE_LARGE if self.is_large else OUTLINE_WIDTH
        ink = Ink(outline.colour, outline.fill_opacity, outline.colour, width, outline.line_opacity)
        closed = polygon_path(outline.polygon.tolist())
        if cut is None:
            paths = [(closed, True, True)]
        else:
            pieces = outline_pieces(outline, cut)
            paths = [(closed, True, False)] + [
                (polygon_path(piece.tolist(), closed=False), False, True) for piece in pieces
            ]
        members = sum(1 for node in self.picture.nodes if _inside(outline, node))
        described = ngettext(
            "Group {name}: {count} organisation inside the line",
            "Group {name}: {count} organisations inside the line",
            members,
        ).format(name=outline.title, count=members)
        return xml.freeform(self._label(outline.title, described), paths, ink)

    def _name(self, name: GroupName) -> str:
        first = name.lines[0]
        lettering = Lettering(
            first.size, True, first.colour, self.language, "ctr", self.style.canvas
        )
        lines = [line.text for line in name.lines]
        return xml.text_box(self._label(" ".join(lines)), name.box, lines, lettering)

    def _pill(self, pill: Pill, middle: tuple[float, float] | None) -> str:
        left, top, right, bottom = pill.box
        if middle is not None:
            across, down = (right - left) / 2, (bottom - top) / 2
            x, y = middle
            left, top, right, bottom = x - across, y - down, x + across, y + down
        text = pill.text
        lettering = Lettering(text.size, False, text.colour, self.language, "ctr")
        return xml.shape(
            self._label(text.text),
            "roundRect",
            (left, top, right, bottom),
            Ink(pill.fill, 1.0, pill.line, 1.0),
            adjust='<a:gd name="adj" fmla="val 50000"/>',
            text=xml.body_of([text.text], lettering),
        )

    # ------------------------------------------------------------------------- beside the map

    def _part(self, part: Part) -> str:
        words = [stroke for stroke in part.strokes if isinstance(stroke, Words)]
        if part.text and words and len(words) == len(part.strokes) and part.kind != "legend":
            first = words[0]
            lettering = Lettering(
                first.size, first.weight >= 600, first.colour, self.language, wraps=True,
                anchor="t",
            )  # fmt: skip
            return xml.text_box(self._label(part.name), part.box, [part.text], lettering)
        shapes = [self._stroke(stroke, part) for stroke in part.strokes]
        if len(shapes) == 1:
            return shapes[0]
        return xml.group(self._label(part.name or part.kind, part.text), part.box, shapes)

    def _stroke(self, stroke: Disc | Path | Words, part: Part) -> str:
        name = self._label(part.name or _("Line"))
        if isinstance(stroke, Words):
            top = stroke.y - ascent(stroke.size)
            right = stroke.x + text_width(stroke.text, stroke.size, stroke.weight)
            box = (stroke.x, top, right, top + line_height(stroke.size))
            lettering = Lettering(stroke.size, stroke.weight >= 600, stroke.colour, self.language)
            return xml.text_box(name, box, [stroke.text], lettering)
        if isinstance(stroke, Disc):
            r = stroke.radius
            box = (stroke.x - r, stroke.y - r, stroke.x + r, stroke.y + r)
            return xml.shape(name, "ellipse", box, stroke.ink)
        return xml.freeform(name, [(stroke.steps, bool(stroke.ink.fill), True)], stroke.ink)


def _ink(link: Link) -> Ink:
    return Ink(line=link.colour, width=link.width, opacity=link.opacity, dash=link.dash)


def _around(boxes: list[Box]) -> Box:
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _inside(outline: Outline, node: Node) -> bool:
    low, high = outline.polygon.min(axis=0), outline.polygon.max(axis=0)
    if not (low[0] <= node.x <= high[0] and low[1] <= node.y <= high[1]):
        return False
    from oci_map.drawing.picture import encloses

    return encloses(outline.polygon, node.x, node.y)
