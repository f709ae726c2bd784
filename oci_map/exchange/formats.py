"""The formats a picture can be written in, and the one way a file is written."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from oci_map import i18n
from oci_map.drawing.compose import compose_to_fit
from oci_map.drawing.sheet import Sheet, map_area, sheet
from oci_map.drawing.style import STYLES
from oci_map.errors import FileProblem, UserError, system_reason
from oci_map.i18n import N_, _
from oci_map.values import dataclass

if TYPE_CHECKING:
    from oci_map.graph.analysis import Analysis

DEFAULT_WIDTH: Final = 1600
LEAST_WIDTH: Final = 200
MOST_WIDTH: Final = 16_000


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file: its suffix, its name to a person, and what makes its bytes."""

    suffix: str
    text: str
    make: Callable[[Sheet, int], bytes]

    @property
    def name(self) -> str:
        """Return the name in the chosen language."""
        return _(self.text)


def _png(page: Sheet, width: int) -> bytes:
    from oci_map.exchange.image import png

    return png(page, width)


def _pdf(page: Sheet, width: int) -> bytes:
    from oci_map.exchange.image import pdf

    return pdf(page, width)


def _svg(page: Sheet, width: int) -> bytes:
    from oci_map.exchange.svg import svg

    return svg(page, width)


FORMATS: Final = {
    one.suffix: one
    for one in (
        Format(".png", N_("PNG image"), _png),
        Format(".svg", N_("SVG drawing"), _svg),
        Format(".pdf", N_("PDF page"), _pdf),
    )
}


def export(
    analysis: Analysis, path: Path, *, theme: str = "light", width: int = DEFAULT_WIDTH
) -> None:
    """Write the picture of an analysis; the format follows from the path's suffix.

    `theme` is light, dark or print; `width` is in px. Raises UserError when the format, theme
    or width is unknown, and FileProblem when the file cannot be written; a file that was there
    stays whole.
    """
    chosen = FORMATS.get(path.suffix.lower())
    if chosen is None:
        raise UserError(
            _("“{name}” must end in one of {suffixes}. Nothing was written.").format(
                name=path.name, suffixes=", ".join(sorted(FORMATS))
            )
        )
    if theme not in STYLES:
        raise UserError(
            _("There is no theme “{theme}”; choose one of {themes}. Nothing was written.").format(
                theme=theme, themes=", ".join(STYLES)
            )
        )
    if not LEAST_WIDTH <= width <= MOST_WIDTH:
        raise UserError(
            _("The width must be between {least} and {most} px. Nothing was written.").format(
                least=LEAST_WIDTH, most=i18n.number(MOST_WIDTH)
            )
        )
    picture = compose_to_fit(analysis, STYLES[theme], map_area())
    page = sheet(analysis, picture, i18n.language())
    write_whole(path, chosen.make(page, width))


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that a failure leaves what was there: a temporary file, then a rename."""
    temporary = ""
    try:
        with tempfile.NamedTemporaryFile(
            dir=path.parent, prefix=f".{path.name[:40]}.", delete=False
        ) as file:
            temporary = file.name
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _usual_permissions(temporary)
        Path(temporary).replace(path)
    except OSError as problem:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise FileProblem(
            _("“{path}” could not be written: {reason}. What was there is as it was.").format(
                path=path, reason=system_reason(problem)
            )
        ) from problem


def _usual_permissions(path: str) -> None:
    """Give a temporary file, made for its owner only, the permissions any new file gets."""
    mask = os.umask(0)
    os.umask(mask)
    Path(path).chmod(0o666 & ~mask)
