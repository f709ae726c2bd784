"""The pictures of a report as sheets without a title: the document says that itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from oci_map.drawing.sheet import Sheet
from oci_map.drawing.style import Style
from oci_map.exchange.exhibit import laid_out
from oci_map.exchange.report import FIGURE, Figure, Report
from oci_map.i18n import _, number
from oci_map.progress import Progress

# What the document says beside each picture, or once at its end.
_SAID_ELSEWHERE: Final = ("title", "source", "rule")
_SPARE: Final = 6.0


def figures(report: Report, style: Style, progress: Progress | None = None) -> list[Sheet]:
    """Return the pictures in the order of the report, everybody in the same place on all.

    May raise Cancelled.
    """
    exhibits = [block.exhibit for block in report.blocks if isinstance(block, Figure)]
    if not exhibits:
        return []
    return [_cut(sheet) for sheet in laid_out(exhibits, FIGURE, style, progress)]


def figure_title(sheet: Sheet, place: int) -> str:
    """Return what stands under a picture, the first of which has place 1."""
    return _("Figure {number}. {title}").format(number=number(place), title=sheet.title)


def _cut(sheet: Sheet) -> Sheet:
    """Return a sheet without what is said elsewhere, no higher than what is left."""
    parts = tuple(part for part in sheet.parts if part.kind not in _SAID_ELSEWHERE)
    lowest = max((part.box[3] for part in parts), default=0.0)
    if sheet.picture.nodes:
        lowest = max(lowest, sheet.dy + sheet.scale * sheet.picture.bounds[3])
    page = replace(sheet.page, height=min(lowest + _SPARE, sheet.page.height))
    return replace(sheet, parts=parts, page=page)
