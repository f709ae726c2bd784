"""Cells on the clipboard or dragged: in the forms that spreadsheets give and take."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from oci_map.exchange.clipboard_table import Grid, from_html, from_text, to_html, to_text


def put(rows: Sequence[Sequence[str]]) -> None:
    """Put a block of cells on the clipboard."""
    QGuiApplication.clipboard().setMimeData(data_of(rows))


def data_of(rows: Sequence[Sequence[str]]) -> QMimeData:
    """Return a block of cells in the forms other programs take; one cell is given as it is."""
    data = QMimeData()
    single = len(rows) == 1 and len(rows[0]) == 1
    data.setText(rows[0][0] if single else to_text(rows))
    if not single:
        data.setHtml(to_html(rows))
    return data


def taken() -> Grid:
    """Return the block of cells on the clipboard; none when there is no text on it."""
    data: QMimeData | None = QGuiApplication.clipboard().mimeData()  # none on an empty one
    return [] if data is None else grid_of(data)


def grid_of(data: QMimeData) -> Grid:
    """Return the cells in a form of the clipboard: the HTML table first, it keeps line breaks."""
    if data.hasHtml():
        grid = from_html(data.html())
        if grid:
            return grid
    text = data.text() if data.hasText() else ""
    return from_text(text) if text else []
