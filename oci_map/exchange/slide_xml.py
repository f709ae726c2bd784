"""The few shapes of a slide as PowerPoint's XML; lengths come in px and leave in EMU.

Written as text and not through python-pptx, which knows four connection sites of any shape and
looks through the whole slide for a free number each time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Literal
from xml.sax.saxutils import escape, quoteattr

from oci_map.drawing.picture import Box
from oci_map.drawing.shapes import Step
from oci_map.drawing.strokes import Ink
from oci_map.drawing.text import one_line
from oci_map.values import dataclass

EMU: Final = 9525  # in a px
_POINTS: Final = 0.75  # in a px
NAMESPACES: Final = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
# PowerPoint shows no more of a name or a description, and grows slow with more.
_LONGEST: Final = 500
_NOT_FILLED: Final = {True: "", False: ' fill="none"'}
_NOT_DRAWN: Final = {True: "", False: ' stroke="0"'}

Align = Literal["l", "ctr", "r"]


@dataclass(frozen=True, slots=True)
class Label:
    """What a shape is called in the selection pane, and what is read aloud."""

    number: int
    name: str
    description: str = ""

    @property
    def xml(self) -> str:
        """Return the element that every shape begins with."""
        description = _attribute(self.description or self.name)
        return f'<p:cNvPr id="{self.number}" name={_attribute(self.name)} descr={description}/>'


@dataclass(frozen=True, slots=True)
class Lettering:
    """How a text is set; size in px, halo '' for none."""

    size: float
    bold: bool
    colour: str
    language: str
    align: Align = "l"
    halo: str = ""
    wraps: bool = False
    anchor: Literal["t", "ctr", "b"] = "ctr"


def emu(px: float) -> int:
    """Return a length in EMU."""
    return round(px * EMU)


def shape(
    label: Label, preset: str, box: Box, ink: Ink, *, adjust: str = "", text: str = ""
) -> str:
    """Return a preset shape in a box; `text` is its text body, `adjust` its avLst."""
    geometry = f'<a:prstGeom prst="{preset}"><a:avLst>{adjust}</a:avLst></a:prstGeom>'
    body = text or body_of([], Lettering(10, False, "#000000", "en-GB"))
    return (
        f"<p:sp><p:nvSpPr>{label.xml}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
        f"<p:spPr>{_frame(box)}{geometry}{_fill(ink)}{line(ink)}</p:spPr>{body}</p:sp>"
    )


def freeform(label: Label, paths: Sequence[tuple[Sequence[Step], bool, bool]], ink: Ink) -> str:
    """Return one shape of several paths; each is (steps, filled, drawn)."""
    points = [
        (float(step[i]), float(step[i + 1]))
        for steps, _filled, _drawn in paths
        for step in steps
        for i in range(1, len(step), 2)
    ]
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    box = (min(xs), min(ys), max(xs), max(ys))
    # A box without height or width has no place inside it.
    size = f'w="{max(emu(box[2] - box[0]), 1)}" h="{max(emu(box[3] - box[1]), 1)}"'
    drawn = "".join(
        f"<a:path {size}{_NOT_FILLED[filled]}{_NOT_DRAWN[lined]}>"
        f"{''.join(_step(step, box) for step in steps)}</a:path>"
        for steps, filled, lined in paths
    )
    geometry = (
        "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>{drawn}</a:pathLst></a:custGeom>'
    )
    body = body_of([], Lettering(10, False, "#000000", "en-GB"))
    return (
        f"<p:sp><p:nvSpPr>{label.xml}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
        f"<p:spPr>{_frame(box)}{geometry}{_fill(ink)}{line(ink)}</p:spPr>{body}</p:sp>"
    )


def text_box(label: Label, box: Box, lines: Sequence[str], lettering: Lettering) -> str:
    """Return a text box; each line is a paragraph."""
    return (
        f'<p:sp><p:nvSpPr>{label.xml}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr>{_frame(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
        f"{body_of(lines, lettering)}</p:sp>"
    )


def group(label: Label, box: Box, children: Iterable[str]) -> str:
    """Return shapes that move together."""
    x, y, width, height = _placed(box)
    place = f'<a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/>'
    inner = f'<a:chOff x="{x}" y="{y}"/><a:chExt cx="{width}" cy="{height}"/>'
    return (
        f"<p:grpSp><p:nvGrpSpPr>{label.xml}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
        f"<p:grpSpPr><a:xfrm>{place}{inner}</a:xfrm></p:grpSpPr>{''.join(children)}</p:grpSp>"
    )


def connector(
    label: Label, preset: str, transform: str, ink: Ink, glued: tuple[int, int, int, int],
    adjust: str = "",
) -> str:  # fmt: skip
    """Return a line glued to two shapes: `glued` is number and site of its begin and its end."""
    begin, begin_site, end, end_site = glued
    return (
        f"<p:cxnSp><p:nvCxnSpPr>{label.xml}<p:cNvCxnSpPr>"
        f'<a:stCxn id="{begin}" idx="{begin_site}"/><a:endCxn id="{end}" idx="{end_site}"/>'
        f"</p:cNvCxnSpPr><p:nvPr/></p:nvCxnSpPr><p:spPr>{transform}"
        f'<a:prstGeom prst="{preset}"><a:avLst>{adjust}</a:avLst></a:prstGeom>{line(ink)}'
        "</p:spPr></p:cxnSp>"
    )


def body_of(lines: Sequence[str], lettering: Lettering) -> str:
    """Return the text of a shape, without margins of its own."""
    wrap = "square" if lettering.wraps else "none"
    properties = (
        f'<a:bodyPr wrap="{wrap}" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0" '
        f'anchor="{lettering.anchor}"><a:noAutofit/></a:bodyPr><a:lstStyle/>'
    )
    size = max(100, round(lettering.size * _POINTS * 100))
    bold = ' b="1"' if lettering.bold else ' b="0"'
    halo = ""
    if lettering.halo:
        colour = f'<a:srgbClr val="{lettering.halo[1:]}"/>'
        halo = f'<a:effectLst><a:glow rad="{emu(2.4)}">{colour}</a:glow></a:effectLst>'
    run = (
        f'lang="{lettering.language}" sz="{size}"{bold} dirty="0">'
        f'<a:solidFill><a:srgbClr val="{lettering.colour[1:]}"/></a:solidFill>{halo}'
    )
    align = f'<a:pPr algn="{lettering.align}"/>'
    paragraphs = "".join(
        f"<a:p>{align}<a:r><a:rPr {run}</a:rPr><a:t>{escape(one_line(text))}</a:t></a:r></a:p>"
        for text in lines
        if text
    )
    empty = f'<a:p>{align}<a:endParaRPr lang="{lettering.language}" sz="{size}"/></a:p>'
    return f"<p:txBody>{properties}{paragraphs or empty}</p:txBody>"


def line(ink: Ink) -> str:
    """Return how a line is drawn; dots and dashes in widths of the line."""
    if not ink.line:
        return "<a:ln><a:noFill/></a:ln>"
    dots = bool(ink.dash) and ink.dash[0] == 0
    cap = "flat" if ink.dash and not dots else "rnd"
    dash = ""
    if ink.dash:
        on, off = (round(part / ink.width * 100_000) for part in ink.dash[:2])
        dash = f'<a:custDash><a:ds d="{max(on, 1000)}" sp="{max(off, 1000)}"/></a:custDash>'
    return (
        f'<a:ln w="{max(emu(ink.width), 1)}" cap="{cap}">{_colour(ink.line, ink.opacity)}{dash}'
        "<a:round/></a:ln>"
    )


def frame_between(one: tuple[float, float], other: tuple[float, float]) -> str:
    """Return the place of a straight line from one point to another."""
    flips = (' flipH="1"' if other[0] < one[0] else "") + (
        ' flipV="1"' if other[1] < one[1] else ""
    )
    left, top = min(one[0], other[0]), min(one[1], other[1])
    width, height = abs(other[0] - one[0]), abs(other[1] - one[1])
    return (
        f'<a:xfrm{flips}><a:off x="{emu(left)}" y="{emu(top)}"/>'
        f'<a:ext cx="{emu(width)}" cy="{emu(height)}"/></a:xfrm>'
    )


def _frame(box: Box) -> str:
    x, y, width, height = _placed(box)
    return f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def _placed(box: Box) -> tuple[int, int, int, int]:
    x, y = emu(box[0]), emu(box[1])
    return x, y, max(emu(box[2]) - x, 1), max(emu(box[3]) - y, 1)


def _fill(ink: Ink) -> str:
    return _colour(ink.fill, ink.fill_opacity) if ink.fill else "<a:noFill/>"


def _colour(colour: str, opacity: float) -> str:
    alpha = f'<a:alpha val="{round(opacity * 100_000)}"/>' if opacity < 1 else ""
    return f'<a:solidFill><a:srgbClr val="{colour[1:]}">{alpha}</a:srgbClr></a:solidFill>'


def _step(step: Step, box: Box) -> str:
    points = [
        f'<a:pt x="{emu(float(step[i]) - box[0])}" y="{emu(float(step[i + 1]) - box[1])}"/>'
        for i in range(1, len(step), 2)
    ]
    if step[0] == "M":
        return f"<a:moveTo>{points[0]}</a:moveTo>"
    if step[0] == "L":
        return f"<a:lnTo>{points[0]}</a:lnTo>"
    if step[0] == "Q":
        return f"<a:quadBezTo>{points[0]}{points[1]}</a:quadBezTo>"
    return "<a:close/>"


def _attribute(text: str) -> str:
    return quoteattr(one_line(text[:_LONGEST]))
