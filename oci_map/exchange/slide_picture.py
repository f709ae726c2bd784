"""A map on a slide as one picture: SVG for PowerPoint, with a PNG for programs that want one."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from oci_map.drawing.sheet import Sheet
from oci_map.drawing.text import one_line
from oci_map.exchange.slide_xml import emu

if TYPE_CHECKING:
    from pptx.slide import Slide

_SHARPNESS: Final = 2
_SVG_EXTENSION: Final = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">'
    '<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'r:embed="{relation}"/></a:ext></a:extLst>'
)


def add_picture(slide: Slide, sheet: Sheet) -> None:
    """Put a sheet on a slide as a picture of the whole slide; its title is the slide's own."""
    from pptx.opc.constants import RELATIONSHIP_TYPE as RT
    from pptx.opc.package import Part
    from pptx.oxml import parse_xml
    from pptx.util import Emu

    from oci_map.exchange.image import png
    from oci_map.exchange.svg import svg

    plain = replace(sheet, parts=tuple(part for part in sheet.parts if part.kind != "title"))
    image = png(plain, round(_SHARPNESS * sheet.width), transparent=True)
    size = (Emu(0), Emu(0), Emu(emu(sheet.width)), Emu(emu(sheet.height)))
    picture: Any = slide.shapes.add_picture(io.BytesIO(image), *size)
    picture.name = one_line(sheet.title)[:250]
    described = picture.element.nvPicPr.cNvPr
    described.set("descr", one_line(f"{sheet.title}. {sheet.description}")[:500])
    package = slide.part.package
    name = package.next_partname("/ppt/media/map%d.svg")
    data = svg(plain, round(sheet.width), transparent=True)
    relation = slide.part.relate_to(Part(name, "image/svg+xml", package, data), RT.IMAGE)
    picture.element.blipFill.blip.append(parse_xml(_SVG_EXTENSION.format(relation=relation)))
    # Behind the title, which stays a text of its own.
    tree = picture.element.getparent()
    tree.remove(picture.element)
    tree.insert(2, picture.element)
