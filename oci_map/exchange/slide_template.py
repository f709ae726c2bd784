"""The template of a deck: ours, in the page's size and colours, or the person's own."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from oci_map.drawing.page import MARGIN, SMALL_SIZE, TITLE_SIZE, WIDE, Page
from oci_map.drawing.style import Style
from oci_map.errors import UserError
from oci_map.exchange.slide_package import not_a_template, read_template, repacked
from oci_map.exchange.slide_xml import EMU, emu
from oci_map.i18n import N_, _
from oci_map.values import dataclass

if TYPE_CHECKING:
    from pptx.presentation import Presentation as Slides
    from pptx.slide import SlideLayout

_FONT: Final = "Arial"
_THEME: Final = "ppt/theme/theme1.xml"
# A title further down than that is not above the map.
_TITLE_UNTIL: Final = 0.45
_FOOTER_FROM: Final = 0.8
_LEAST_ROOM: Final = (420.0, 300.0)  # px for map and legend
_SMALLEST_MARGIN: Final = 24.0


@dataclass(frozen=True, slots=True, eq=False)
class Template:
    """An opened template, the layout to use, and the page its slides are."""

    slides: Slides
    layout: SlideLayout
    page: Page
    own: bool  # the person's, whose title keeps its place and look


def default_template(page: Page, style: Style) -> Template:
    """Return an empty deck in the size and colours of a page, with one layout: a title."""
    import pptx

    path = Path(pptx.__file__).with_name("templates") / "default.pptx"
    data = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        theme = package.read(_THEME).decode("utf-8")
    slides = pptx.Presentation(io.BytesIO(repacked(data, {_THEME: _dressed(theme, style)})))
    width, height = _size(slides)
    slides.slide_width, slides.slide_height = _length(page.width), _length(page.height)
    wanted = slides.slide_layouts.get_by_name("Title Only")
    for layout in list(slides.slide_layouts):
        if layout is not wanted and layout.name != getattr(wanted, "name", ""):
            slides.slide_layouts.remove(layout)
    layout = slides.slide_layouts[0]
    for holder in (slides.slide_master, layout):
        for one in _placeholders(holder):
            _rescale(one, page.width / width, page.height / height)
    _set_title(slides.slide_master, page)
    return Template(slides, layout, replace(page, key="deck"), own=False)


def own_template(path: Path) -> Template:
    """Return a person's template without its slides; UserError when nothing fits on it."""
    import pptx
    from lxml.etree import LxmlError

    data = read_template(path)
    try:
        slides = pptx.Presentation(io.BytesIO(data))
        _without_slides(slides)
        found = _best_layout(slides)
        page = None if found is None else _page(slides, *found)
    except (LxmlError, LookupError, ValueError, TypeError, AttributeError, OSError) as problem:
        raise not_a_template(path) from problem
    if found is None or page is None:
        raise UserError(
            _(
                "No layout of the template “{name}” has a title above room for a picture. "
                "Nothing was written. Choose another template, or none."
            ).format(name=path.name)
        )
    return Template(slides, found[0], page, own=True)


# ------------------------------------------------------------------------------------------ ours


def _dressed(theme: str, style: Style) -> bytes:
    """Return the theme with our font, and the colours of the style for text and ground."""
    colours = {"dk1": style.text_1, "lt1": style.canvas, "dk2": style.text_2,
               "lt2": style.surface, "accent1": style.accent, "accent2": style.gap}  # fmt: skip
    for name, colour in colours.items():
        theme = re.sub(
            f"<a:{name}>.*?</a:{name}>",
            f'<a:{name}><a:srgbClr val="{colour[1:]}"/></a:{name}>',
            theme,
        )
    theme = re.sub(
        r"(<a:(?:major|minor)Font>\s*<a:latin typeface=)\"[^\"]*\"", rf'\1"{_FONT}"', theme
    )
    return theme.encode()


def _rescale(holder: Any, across: float, down: float) -> None:
    if holder.element.spPr.xfrm is None:
        return  # it follows its master
    holder.left, holder.width = round(holder.left * across), round(holder.width * across)
    holder.top, holder.height = round(holder.top * down), round(holder.height * down)


def _set_title(master: Any, page: Page) -> None:
    """Set titles to the left, bold, as large as on every sheet."""
    for holder in master.placeholders:
        if _is_title(holder):
            holder.left, holder.top = emu(page.left), emu(26)
            holder.width = emu(page.width - page.left - page.right)
            holder.height = emu(TITLE_SIZE * 1.25)
            body = holder.element.txBody.bodyPr
            for side in ("lIns", "tIns", "rIns", "bIns"):
                body.set(side, "0")
            body.set("anchor", "t")
    namespace = {"a": "http://schemas.openxmlformats.org/drawingml/2006/main",
                 "p": "http://schemas.openxmlformats.org/presentationml/2006/main"}  # fmt: skip
    for level in master.element.findall(".//p:titleStyle/a:lvl1pPr", namespace):
        level.set("algn", "l")
        for run in level.findall("a:defRPr", namespace):
            run.set("sz", str(round(TITLE_SIZE * 75)))
            run.set("b", "1")


# ------------------------------------------------------------------------------------ their own


def _best_layout(slides: Slides) -> tuple[SlideLayout, Any] | None:
    """Return the layout with a title and as little else as can be, and its title."""
    height = _size(slides)[1] * EMU
    found: list[tuple[int, int, SlideLayout, Any]] = []
    for master in slides.slide_masters:
        for layout in master.slide_layouts:
            holders = _placeholders(layout)
            titles = [one for one in holders if _is_title(one)]
            if not titles or titles[0].top is None or titles[0].height is None:
                continue
            if titles[0].top + titles[0].height > _TITLE_UNTIL * height:
                continue
            others = sum(not _is_furniture(one) for one in holders) - len(titles)
            found.append((others, len(found), layout, titles[0]))
    return min(found, key=_rank)[2:] if found else None


def _rank(found: tuple[int, int, SlideLayout, Any]) -> tuple[int, int]:
    return found[:2]


def _page(slides: Slides, layout: SlideLayout, title: Any) -> Page | None:
    width, height = _size(slides)
    left = max(title.left / EMU, _SMALLEST_MARGIN)
    right = max(width - (title.left + title.width) / EMU, _SMALLEST_MARGIN)
    if left > width / 4 or right > width / 4:
        left = right = MARGIN
    tops = [
        one.top / EMU
        for one in _placeholders(layout)
        if _is_furniture(one) and one.top is not None and one.top / EMU > _FOOTER_FROM * height
    ]
    bottom = height - min(tops, default=height - SMALL_SIZE)
    top = (title.top + title.height) / EMU
    room = (width - left - right, height - top - bottom)
    if room[0] < _LEAST_ROOM[0] or room[1] < _LEAST_ROOM[1]:
        return None
    side = "right" if room[0] / room[1] > WIDE.width / WIDE.height - 0.4 else "below"
    return Page(
        "own", N_("Own template"), width, height,
        "right" if side == "right" else "below",
        top=top + 6, left=left, right=right, bottom=bottom + 6,
    )  # fmt: skip


def _without_slides(slides: Slides) -> None:
    """Take out the slides of a template, and the sections and shows that name them."""
    numbers = slides.slides._sldIdLst  # noqa: SLF001 - the library has no way to remove a slide
    for one in list(numbers):
        slides.part.drop_rel(one.rId)
        numbers.remove(one)
    root = slides.part._element  # noqa: SLF001 - nor one to remove a section
    for child in list(root):
        if child.tag.endswith(("}extLst", "}custShowLst")):
            root.remove(child)


def _placeholders(holder: Any) -> list[Any]:
    return list(holder.placeholders)


def _is_title(holder: Any) -> bool:
    from pptx.enum.shapes import PP_PLACEHOLDER

    return holder.placeholder_format.type in (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)


def _is_furniture(holder: Any) -> bool:
    from pptx.enum.shapes import PP_PLACEHOLDER

    return holder.placeholder_format.type in (
        PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER
    )  # fmt: skip


def _size(slides: Slides) -> tuple[float, float]:
    """Return width and height of the slides in px."""
    if not slides.slide_width or not slides.slide_height:
        raise ValueError("slides without a size")
    return slides.slide_width / EMU, slides.slide_height / EMU


def _length(px: float) -> Any:
    from pptx.util import Emu

    return Emu(emu(px))
