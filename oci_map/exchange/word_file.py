"""What every Word document begins and ends with: an A4 page, who made it, and its bytes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from oci_map import i18n
from oci_map.drawing.text import one_line
from oci_map.exchange.slide_package import repacked

if TYPE_CHECKING:
    from docx.document import Document

FONT: Final = "Arial"


def begun(title: str) -> Document:
    """Return an empty document with one A4 page."""
    import docx as library
    from docx.shared import Mm

    document = library.Document()
    properties = document.core_properties
    properties.title = one_line(title)[:250]
    properties.author = "OCI Map"
    properties.language = i18n.region()
    properties.comments = ""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    return document


def packed(document: Document) -> bytes:
    """Return the bytes of a document, the same ones each time."""
    buffer = io.BytesIO()
    document.save(buffer)
    return repacked(buffer.getvalue())
