"""Exports: valid files that show what the screen shows, and no half file ever."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import numpy.typing as npt
import pypdfium2
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from oci_map import i18n
from oci_map.drawing.page import PAGES
from oci_map.errors import FileProblem, UserError
from oci_map.exchange.formats import Exhibit, Options, export, export_all
from oci_map.graph.analysis import Analysis
from oci_map.graph.filters import Filter
from oci_map.model import records as r
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from tests.examples import NAMES, snapshot_of
from tests.exchange.small import small

SVG = "{http://www.w3.org/2000/svg}"
Pixels = npt.NDArray[np.float64]


def pixels(image: QImage) -> Pixels:
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    row = np.frombuffer(grey.constBits(), dtype=np.uint8).reshape(grey.height(), -1)
    return row[:, : grey.width()].astype(np.float64)


def blurred(image: Pixels, side: int = 8) -> Pixels:
    """Return the mean of each square: the two rasterisers may differ by a pixel, not by a mark."""
    height, width = (image.shape[0] // side) * side, (image.shape[1] // side) * side
    squares = image[:height, :width].reshape(height // side, side, width // side, side)
    return np.asarray(squares.mean(axis=(1, 3)))


def words_of(path: Path) -> str:
    """Return all that an SVG says: its texts, and what its outlined letters are called."""
    root = ET.parse(path).getroot()
    labels = [element.get("aria-label", "") for element in root.iter()]
    return " ".join([*root.itertext(), *labels])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_png_svg_and_pdf_show_the_same_marks(
    tmp_path: Path, name: str, theme: str, qapp: object
) -> None:
    analysis = Analysis(snapshot_of(name))
    for suffix in ("png", "svg", "pdf"):
        export(analysis, tmp_path / f"map.{suffix}", theme=theme)
    png = pixels(QImage(str(tmp_path / "map.png")))
    assert png.shape == (900, 1600)

    drawn = QImage(1600, 900, QImage.Format.Format_RGB888)
    renderer = QSvgRenderer(str(tmp_path / "map.svg"))
    assert renderer.isValid()
    painter = QPainter(drawn)
    renderer.render(painter, QRectF(0, 0, 1600, 900))
    painter.end()

    with pypdfium2.PdfDocument(tmp_path / "map.pdf") as document:
        assert len(document) == 1
        page = document[0].render(scale=1600 / document[0].get_width(), grayscale=True)
        pdf = page.to_numpy().reshape(page.height, page.width).astype(np.float64)
    assert abs(pdf.shape[0] - 900) <= 1

    # Marks, lines and outlines of the same place and strength; texts may differ by their font.
    reference = blurred(png)
    assert np.abs(blurred(pdf[:900, :1600]) - reference).mean() < 2.0
    assert np.abs(blurred(pixels(drawn)) - reference).mean() < 3.0
    # The measure can fail: another sector of the map moved by 40 px is seen.
    assert np.abs(np.roll(reference, 5, axis=1) - reference).mean() > 4.0


@pytest.mark.parametrize("name", NAMES)
def test_svg_holds_every_organisation_with_its_full_name(tmp_path: Path, name: str) -> None:
    snapshot = snapshot_of(name)
    export(Analysis(snapshot), tmp_path / "map.svg")
    root = ET.parse(tmp_path / "map.svg").getroot()
    titles = {title.text for title in root.iter(f"{SVG}title")}
    assert {one.name for one in snapshot.organisations.values()} <= titles


def test_pdf_text_can_be_selected(tmp_path: Path, qapp: object) -> None:
    export(Analysis(snapshot_of("oci-sources")), tmp_path / "map.pdf")
    with pypdfium2.PdfDocument(tmp_path / "map.pdf") as document:
        text = document[0].get_textpage().get_text_range()
    assert "Boek.be" in text
    assert "OCI (from the sources)" in text


@pytest.mark.parametrize("name", NAMES)
def test_text_copied_from_a_pdf_is_what_was_written(
    tmp_path: Path, name: str, qapp: object
) -> None:
    title = "“Foto’s” (A) -> [B] {C}, VAF (2010) 3x4: A-B @ 12:30"
    for suffix in ("svg", "pdf"):
        exhibit = Exhibit("map", Analysis(snapshot_of(name)), title=title)
        export_all([exhibit], tmp_path / f"map.{suffix}", Options())
    with pypdfium2.PdfDocument(tmp_path / "map.pdf") as document:
        copied = "".join(document[0].get_textpage().get_text_range().split())
    written = [one.get("aria-label", "") for one in ET.parse(tmp_path / "map.svg").iter(f"{SVG}g")]
    texts = ["".join(one.split()) for one in written]
    assert "".join(title.split()) in texts
    assert [one for one in texts if one not in copied] == []


def test_svg_is_the_same_to_the_byte_in_another_process(tmp_path: Path) -> None:
    made = []
    for seed in ("1", "2"):
        out = tmp_path / f"{seed}.svg"
        command = [sys.executable, "-m", "oci_map", "export", "--lang", "nl"]
        example = tmp_path / f"{seed}.ocimap"
        subprocess.run(
            [sys.executable, "-m", "oci_map", "new", example, "--example", NAMES[1]],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        subprocess.run(
            [*command, example, "-o", out], check=True, env={**os.environ, "PYTHONHASHSEED": seed}
        )
        made.append(out.read_bytes())
    assert made[0] == made[1]


def test_a_picture_says_what_is_shown_and_that_it_is_illustrative(tmp_path: Path) -> None:
    view = Filter(as_of="2011-06", without_coordinator=True, kinds=frozenset({"funding"}))
    export(Analysis(snapshot_of("oci-worked-example"), view), tmp_path / "map.svg")
    text = words_of(tmp_path / "map.svg")
    for words in ("As of Jun 2011", "Without Flanders DC", "Funding", "Illustrative data"):
        assert words in text
    export(Analysis(snapshot_of("oci-sources")), tmp_path / "plain.svg")
    plain = words_of(tmp_path / "plain.svg")
    assert "Illustrative data" not in plain


def test_a_picture_is_in_the_language_of_the_person(tmp_path: Path) -> None:
    i18n.set_language("nl")
    export(Analysis(snapshot_of("oci-worked-example")), tmp_path / "map.svg")
    text = words_of(tmp_path / "map.svg")
    assert "Illustratieve gegevens" in text
    assert "Sectoren" in text
    assert "Internationalisering" in text


@pytest.mark.parametrize(
    "name",
    ["<img src=x onerror=y>", "a & b", "]]>", "zero\x00byte", "مسرح", "two\nlines", "x" * 9_999],
)
@pytest.mark.parametrize("suffix", ["svg", "png", "pdf"])
def test_hostile_names_are_text_in_every_format(
    tmp_path: Path, name: str, suffix: str, qapp: object
) -> None:
    organisation = r.Organisation(id=RecordId("o"), name=name)
    info = r.DocumentInfo(id=RecordId("document"), title_en=name)
    export(Analysis(Snapshot.of([organisation, info])), tmp_path / f"map.{suffix}")
    if suffix == "svg":
        root = ET.parse(tmp_path / "map.svg").getroot()
        assert {e.tag.removeprefix(SVG) for e in root.iter()} <= {
            "svg", "title", "desc", "rect", "g", "circle", "path", "text", "defs", "use",
        }  # fmt: skip
    else:
        assert (tmp_path / f"map.{suffix}").stat().st_size > 1000


def test_what_cannot_be_written_is_said_and_what_was_there_stays(tmp_path: Path) -> None:
    analysis = Analysis(snapshot_of("oci-sources"))
    with pytest.raises(UserError, match="must end in"):
        export(analysis, tmp_path / "map.gif")
    with pytest.raises(UserError, match="theme"):
        export(analysis, tmp_path / "map.svg", theme="pink")
    for width in (0, 199, 16_001):
        with pytest.raises(UserError, match="width"):
            export(analysis, tmp_path / "map.svg", width=width)
    with pytest.raises(FileProblem, match="could not be written"):
        export(analysis, tmp_path / "missing" / "map.svg")
    folder = tmp_path / "taken.svg"
    folder.mkdir()
    (folder / "inside").write_text("kept")
    with pytest.raises(FileProblem, match="as it was"):
        export(analysis, folder)
    assert (folder / "inside").read_text() == "kept"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["taken.svg"]


def test_a_written_file_replaces_the_old_one_whole(tmp_path: Path) -> None:
    path = tmp_path / "map.svg"
    path.write_text("old")
    export(Analysis(snapshot_of("oci-sources")), path, width=800)
    root = ET.parse(path).getroot()
    assert (root.get("width"), root.get("height")) == ("800", "450")
    assert [p.name for p in tmp_path.iterdir()] == ["map.svg"]


def test_an_svg_needs_no_font(tmp_path: Path) -> None:
    export(Analysis(snapshot_of(NAMES[1])), tmp_path / "map.svg")
    root = ET.parse(tmp_path / "map.svg").getroot()
    assert list(root.iter(f"{SVG}text")) == []
    defined = {one.get("id") for one in root.iter(f"{SVG}path") if one.get("id")}
    used = {
        one.get("{http://www.w3.org/1999/xlink}href", "").removeprefix("#")
        for one in root.iter(f"{SVG}use")
    }
    assert used == defined
    assert len(defined) > 50
    # A name in another script stays text, in the room it was given.
    other = Snapshot.of([r.Organisation(id=RecordId("o"), name="مسرح")])
    export(Analysis(other), tmp_path / "other.svg")
    texts = list(ET.parse(tmp_path / "other.svg").getroot().iter(f"{SVG}text"))
    assert {one.text for one in texts} == {"مسرح"}
    assert all(one.get("textLength") for one in texts)


@pytest.mark.parametrize("size", list(PAGES))
def test_every_page_has_its_own_size_in_every_format(
    tmp_path: Path, size: str, qapp: object
) -> None:
    page = PAGES[size]
    exhibit = Exhibit("map", small())
    export_all([exhibit], tmp_path / "map.pdf", Options(size=size))
    with pypdfium2.PdfDocument(tmp_path / "map.pdf") as document:
        assert document[0].get_size() == pytest.approx(page.points, abs=1)
    for scale in (1, 4):
        export_all([exhibit], tmp_path / "map.png", Options(size=size, scale=scale))
        image = QImage(str(tmp_path / "map.png"))
        assert image.width() == round(1.25 * scale * page.width)
        assert image.width() / image.height() == pytest.approx(page.width / page.height, rel=0.01)


def test_a_transparent_picture_has_no_ground(tmp_path: Path, qapp: object) -> None:
    exhibit = Exhibit("map", small())
    for transparent in (True, False):
        options = Options(transparent=transparent)
        export_all([exhibit], tmp_path / "map.png", options)
        corner = QImage(str(tmp_path / "map.png")).pixelColor(2, 2)
        assert corner.alpha() == (0 if transparent else 255)
        export_all([exhibit], tmp_path / "map.svg", options)
        assert (b"<rect" in (tmp_path / "map.svg").read_bytes()) is not transparent


@pytest.mark.parametrize(
    "options", [Options(size="letter"), Options(theme="pink"), Options(scale=5), Options(width=9)]
)
def test_unknown_options_are_said_before_anything_is_written(
    tmp_path: Path, options: Options
) -> None:
    with pytest.raises(UserError, match="Nothing was written"):
        export_all([Exhibit("map", small())], tmp_path / "map.png", options)
    with pytest.raises(UserError, match="nothing to show"):
        export_all([], tmp_path / "map.png")
    assert list(tmp_path.iterdir()) == []
