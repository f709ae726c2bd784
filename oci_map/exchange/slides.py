"""A PowerPoint file: a slide for each exhibit, of shapes that can be moved and recoloured."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from oci_map import i18n
from oci_map.drawing.page import TITLE_SIZE
from oci_map.drawing.sheet import Sheet
from oci_map.drawing.text import one_line, wrapped
from oci_map.errors import TooManyShapes
from oci_map.exchange.exhibit import Exhibit, laid_out
from oci_map.exchange.options import Options
from oci_map.exchange.slide_map import map_shapes
from oci_map.exchange.slide_package import repacked
from oci_map.exchange.slide_picture import add_picture
from oci_map.exchange.slide_template import Template, default_template, own_template
from oci_map.exchange.slide_xml import EMU, NAMESPACES, emu
from oci_map.i18n import _, ngettext
from oci_map.progress import Progress, part

if TYPE_CHECKING:
    from pptx.slide import Slide

# PowerPoint needs minutes to open more shapes than that, and seconds for each click.
MOST_SHAPES: Final = 5000
_TITLE_SIZES: Final = (32.0, 28.0, 24.0, 20.0)  # points, in a person's own template
_SMALL_TITLE: Final = 24.0  # px, in ours


def pptx(exhibits: Sequence[Exhibit], options: Options, progress: Progress | None = None) -> bytes:
    """Return a deck with a slide for each exhibit.

    Raises UserError when the template does not fit, TooManyShapes when the map has more of them
    than PowerPoint can work with and is not wanted as a picture. May raise Cancelled.
    """
    if not options.as_picture:
        _check_size(exhibits)
    template = (
        default_template(options.page, options.style)
        if options.template is None
        else own_template(options.template)
    )
    sheets = laid_out(exhibits, template.page, options.style, part(progress, 0.0, 0.5))
    for place, (exhibit, sheet) in enumerate(zip(exhibits, sheets, strict=True)):
        if progress is not None:
            progress.report(0.5 + 0.5 * place / len(sheets))
        _add_slide(template, exhibit, sheet, as_picture=options.as_picture)
    properties = template.slides.core_properties
    properties.title = one_line(sheets[0].title)[:250]
    properties.author = "OCI Map"
    properties.last_modified_by = "OCI Map"
    properties.language = i18n.language()
    buffer = io.BytesIO()
    template.slides.save(buffer)
    return repacked(buffer.getvalue())


def _check_size(exhibits: Sequence[Exhibit]) -> None:
    most = max(exhibits, key=_shapes)
    if _shapes(most) <= MOST_SHAPES:
        return
    organisations, ties = len(most.analysis.organisations), len(most.analysis.lines)
    raise TooManyShapes(
        _(
            "With {organisations} and {ties}, PowerPoint would take minutes to open the slide. "
            "Nothing was written. Put the map on the slide as a picture, which stays sharp but "
            "cannot be taken apart, or show less of it."
        ).format(
            organisations=ngettext(
                "{count} organisation", "{count} organisations", organisations
            ).format(count=i18n.number(organisations)),
            ties=ngettext("{count} tie", "{count} ties", ties).format(count=i18n.number(ties)),
        )
    )


def _shapes(exhibit: Exhibit) -> int:
    # A mark is a group with its shape and its name.
    return 3 * len(exhibit.analysis.organisations) + len(exhibit.analysis.lines)


def _add_slide(template: Template, exhibit: Exhibit, sheet: Sheet, *, as_picture: bool) -> None:
    slide = template.slides.slides.add_slide(template.layout)
    title = slide.shapes.title
    for holder in list(slide.placeholders):
        if title is None or holder.element is not title.element:
            holder.element.getparent().remove(holder.element)
    if title is not None:
        _set_title(title, sheet, own=template.own)
    if as_picture:
        add_picture(slide, sheet)
    else:
        _add_shapes(slide, sheet)
    notes = [sheet.title, *exhibit.notes, sheet.description, sheet.text.source]
    frame = slide.notes_slide.notes_text_frame
    if frame is not None:
        frame.text = "\n".join(one_line(line) for line in notes if line)


def _add_shapes(slide: Slide, sheet: Sheet) -> None:
    from pptx.oxml import parse_xml

    shapes = "".join(map_shapes(sheet))
    tree: Any = slide.shapes.element
    for one in list(parse_xml(f"<p:spTree {NAMESPACES}>{shapes}</p:spTree>")):
        tree.append(one)


def _set_title(title: Any, sheet: Sheet, *, own: bool) -> None:
    from pptx.util import Pt

    text = one_line(sheet.title)
    title.text_frame.text = text
    title.element.nvSpPr.cNvPr.set("descr", text[:250])
    font = title.text_frame.paragraphs[0].runs[0].font if text else None
    if own:
        size = _fitting(text, title.width / EMU, title.height / EMU)
        if font is not None and size < _TITLE_SIZES[0]:
            font.size = Pt(size)
        return
    part = next(one for one in sheet.parts if one.kind == "title")
    left, top, right, bottom = part.box
    title.left, title.top = emu(left), emu(top)
    title.width, title.height = emu(right - left), emu(bottom - top)
    words = part.strokes[0]
    if font is not None and getattr(words, "size", TITLE_SIZE) < TITLE_SIZE:
        font.size = Pt(_SMALL_TITLE * 0.75)


def _fitting(text: str, width: float, height: float) -> float:
    """Return the largest of our sizes (points) in which a title fits its box (px)."""
    for size in _TITLE_SIZES:
        px = size / 0.75
        lines = len(wrapped(text, px, 600, max(width - 20, px), 9))
        if lines * 1.2 * px <= height:
            return size
    return _TITLE_SIZES[-1]
