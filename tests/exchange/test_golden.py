"""The bytes of every format for one small map, so that a change in what leaves is a choice.

    OCI_MAP_GOLDEN=write python3 -m pytest tests/exchange/test_golden.py     # takes them anew

Packages are unzipped, and their XML is set one element a line. A PNG and a PDF have no bytes of
their own on every machine: theirs is the sheet they paint.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from oci_map.drawing.strokes import strokes
from oci_map.exchange.exhibit import Exhibit, laid_out
from oci_map.exchange.options import Options
from oci_map.exchange.report import report_of
from oci_map.exchange.report_docx import docx
from oci_map.exchange.selection import whole
from oci_map.exchange.slides import pptx
from oci_map.exchange.svg import svg
from oci_map.exchange.web_page import html
from tests.exchange.small import small

GOLDEN = Path(__file__).parent / "golden"


def exhibit() -> Exhibit:
    return whole(small())


def lines(text: str) -> str:
    """Return XML with a line for each element, numbers as they are."""
    return re.sub(r">\s*<", ">\n<", text).strip() + "\n"


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return lines(package.read(name).decode())


def painted() -> str:
    """Return what a PNG or PDF paints, stroke by stroke."""
    (sheet,) = laid_out([exhibit()], Options().page, Options().style)
    drawn = [*sheet.furniture, *strokes(sheet.picture)]
    # Beyond a thousandth of a px machines may differ.
    return "".join(re.sub(r"-?\d+\.\d+", _short, repr(one)) + "\n" for one in drawn)


def _short(number: re.Match[str]) -> str:
    return f"{float(number.group()):.3f}"


def slide() -> str:
    return part(pptx([exhibit()], Options()), "ppt/slides/slide1.xml")


def notes() -> str:
    return part(pptx([exhibit()], Options()), "ppt/notesSlides/notesSlide1.xml")


def document() -> str:
    return part(docx(report_of([exhibit()]), Options().style), "word/document.xml")


def drawing() -> str:
    (sheet,) = laid_out([exhibit()], Options().page, Options().style)
    return svg(sheet, 1600).decode()


def page() -> str:
    made = html(exhibit(), Options()).decode()
    made = re.sub(r"data:font/woff;base64,[\w+/=]+", "FONT", made)
    return re.sub(r"sha256-[\w+/=]+", "HASH", made)


KEPT: dict[str, Callable[[], str]] = {
    "slide.xml": slide,
    "notes.xml": notes,
    "document.xml": document,
    "map.svg": drawing,
    "page.html": page,
    "painted.txt": painted,
}


@pytest.mark.parametrize("name", list(KEPT))
def test_a_format_is_as_it_was(name: str, qapp: object) -> None:
    made = KEPT[name]()
    kept = GOLDEN / name
    if os.environ.get("OCI_MAP_GOLDEN") == "write":
        kept.write_text(made, encoding="utf-8")
    assert made.splitlines() == kept.read_text(encoding="utf-8").splitlines()
