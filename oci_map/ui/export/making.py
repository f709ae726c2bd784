"""Makes what was chosen: the exhibits, their pages as a preview, the files; all of it in jobs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from oci_map import i18n
from oci_map.errors import NotFound
from oci_map.i18n import _
from oci_map.progress import Progress, part
from oci_map.ui.export.choice import (
    ALL_SAVED,
    DECK,
    FINDING,
    REPORT,
    SAVED,
    THEN_AND_NOW,
    Choice,
)
from oci_map.ui.showing import Showing
from oci_map.values import dataclass

if TYPE_CHECKING:
    from oci_map.drawing.sheet import Sheet
    from oci_map.exchange.exhibit import Exhibit

#: Of these formats a file holds one picture.
_ONE_EACH: Final = (".png", ".svg", ".html")


@dataclass(frozen=True, slots=True, eq=False)
class Pages:
    """The pages of what was chosen, as they will be written; `files` are endings of their names."""

    sheets: tuple[Sheet, ...]
    files: tuple[str, ...]
    title: str  # of the first page


@dataclass(frozen=True, slots=True, eq=False)
class Shot:
    """One page as an image of the preview."""

    pages: Pages
    number: int
    image: bytes


def exhibits(showing: Showing, choice: Choice, progress: Progress | None = None) -> list[Exhibit]:
    """Return what is shown, in the language of this thread; a report has no exhibits.

    Raises NotFound when what was chosen is gone. May raise Cancelled.
    """
    from oci_map.exchange.deck import roundtable_deck
    from oci_map.exchange.selection import saved_views

    if choice.what == DECK:
        return roundtable_deck(showing.analysis, progress)
    if choice.what == ALL_SAVED:
        found = saved_views(showing.snapshot)
        if not found:
            raise NotFound(_("This document has no saved views. Nothing was written."))
        return found
    if choice.what == THEN_AND_NOW:
        return _then_and_now(showing)
    if choice.what == SAVED:
        one = showing.saved(choice.view)
    elif choice.what == FINDING:
        one = showing.found(choice.record)
    else:
        one = showing.present()
    return [replace(one, title=choice.title) if choice.title.strip() else one]


def _then_and_now(showing: Showing) -> list[Exhibit]:
    from oci_map.exchange.deck_exhibits import then_and_now

    shown = [
        replace(one, appearance=showing.appearance, places=showing.places)
        for one in then_and_now(showing.analysis)
    ]
    if not shown:
        raise NotFound(_("There is no earlier date to compare with. Nothing was written."))
    return shown


def pages(showing: Showing, choice: Choice, progress: Progress) -> Pages:
    """Return the pages as they will be written. Raises and may raise what `exhibits` does."""
    from oci_map.exchange.exhibit import laid_out
    from oci_map.exchange.report import report, report_of
    from oci_map.exchange.report_pages import report_sheets

    options = choice.options
    with i18n.speaking(choice.language):
        showing = showing.spoken()
        if choice.what == REPORT:
            made = report(showing.analysis, part(progress, 0.0, 0.7))
            return Pages(tuple(report_sheets(made, options.style)), ("",), made.title)
        shown = exhibits(showing, choice, part(progress, 0.0, 0.7))
        progress.report(0.7)
        if choice.suffix == ".docx":
            sheets = report_sheets(report_of(shown), options.style)
            title = shown[0].title or sheets[0].title
        else:
            sheets = laid_out(shown, options.page, options.style)
            title = sheets[0].title
    several = len(shown) > 1 and choice.suffix in _ONE_EACH
    files = tuple(f"-{one.name}" for one in shown) if several else ("",)
    return Pages(tuple(sheets), files, title)


def shot(
    showing: Showing,
    choice: Choice,
    number: int,
    width: int,
    known: Pages | None,
    progress: Progress,
) -> Shot:
    """Return a page as an image of `width` px; `known` are the pages when they are made already."""
    from oci_map.exchange.image import png

    made = known or pages(showing, choice, progress)
    number = min(number, len(made.sheets) - 1)
    image = png(made.sheets[number], width, transparent=choice.options.transparent)
    return Shot(made, number, image)


def write(showing: Showing, choice: Choice, path: Path, progress: Progress) -> list[Path]:
    """Write what was chosen and return the files.

    Raises UserError when that cannot be done; what was there stays whole. May raise Cancelled.
    """
    from oci_map.exchange.formats import export_all, export_report

    with i18n.speaking(choice.language):
        showing = showing.spoken()
        if choice.what == REPORT:
            return export_report(showing.analysis, path, choice.options, progress)
        shown = exhibits(showing, choice, part(progress, 0.0, 0.5))
        return export_all(shown, path, choice.options, part(progress, 0.5, 1.0))
