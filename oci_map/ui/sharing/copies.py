"""The picture as other programs take it: as PNG, as SVG, as a file of either."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QMimeData, QUrl
from PySide6.QtGui import QImage

from oci_map.exchange.clipboard_table import to_html, to_text
from oci_map.exchange.exhibit import laid_out
from oci_map.exchange.image import png
from oci_map.exchange.options import Options
from oci_map.exchange.svg import svg
from oci_map.exchange.writing import write_whole
from oci_map.progress import Progress
from oci_map.ui.showing import Showing
from oci_map.values import dataclass

PNG: Final = "image/png"
SVG: Final = "image/svg+xml"


@dataclass(frozen=True, slots=True)
class Copies:
    """The same picture twice."""

    png: bytes
    svg: bytes


def copies(showing: Showing, theme: str, progress: Progress) -> Copies:
    """Return what the window shows as a sheet. May raise Cancelled."""
    options = Options(theme=theme)
    sheet = laid_out([showing.present()], options.page, options.style)[0]
    progress.report(0.5)
    return Copies(png(sheet, options.pixels), svg(sheet, options.pixels))


def as_image(made: Copies) -> QMimeData:
    """Return the picture for programs that take images."""
    data = QMimeData()
    image = QImage()
    image.loadFromData(made.png)
    data.setImageData(image)
    data.setData(PNG, QByteArray(made.png))
    return data


def as_drawing(made: Copies) -> QMimeData:
    """Return the picture for programs that take drawings; others find its text."""
    data = QMimeData()
    data.setData(SVG, QByteArray(made.svg))
    data.setText(made.svg.decode("utf-8"))
    return data


def as_file(made: Copies, folder: Path, name: str, *, drawing: bool) -> QMimeData:
    """Return the picture as a file in a folder, and as an image; raises FileProblem."""
    path = folder / (name + (".svg" if drawing else ".png"))
    write_whole(path, made.svg if drawing else made.png)
    data = as_image(made)
    data.setData(SVG, QByteArray(made.svg))
    data.setUrls([QUrl.fromLocalFile(str(path))])
    return data


def as_table(rows: list[list[str]]) -> QMimeData:
    """Return rows for spreadsheets and letters."""
    data = QMimeData()
    data.setText(to_text(rows))
    data.setHtml(to_html(rows))
    return data
