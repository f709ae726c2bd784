"""PowerPoint: the file is read again, and every mark, tie and text is where it should be."""

from __future__ import annotations

import contextlib
import io
import itertools
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE as KIND
from pptx.util import Emu

from oci_map import i18n
from oci_map.drawing.picture import Key
from oci_map.drawing.spotlight import Spotlight
from oci_map.errors import FileProblem, UserError
from oci_map.exchange.exhibit import Exhibit, laid_out
from oci_map.exchange.options import Options
from oci_map.exchange.slide_sites import SITES
from oci_map.exchange.slides import pptx
from oci_map.graph.analysis import Analysis
from oci_map.graph.filters import Filter
from oci_map.model import records as r
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from tests.examples import NAMES, snapshot_of
from tests.exchange.small import small

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
SHAPES = {"ellipse": "circle", "roundRect": "square", "diamond": "diamond",
          "hexagon": "hexagon", "triangle": "triangle"}  # fmt: skip


def exhibits() -> list[Exhibit]:
    snapshot = snapshot_of(NAMES[1])
    analysis = Analysis(snapshot)
    gap = analysis.pair_gaps[0]
    one, other = Key(gap.one), Key(gap.other)
    light = Spotlight(frozenset({one, other}), ((one, other, "3 shared needs"),))
    return [
        Exhibit("map", analysis, notes=("What to say", "How it was measured")),
        Exhibit("then", Analysis(snapshot, Filter(as_of="2011"))),
        Exhibit("gap", analysis, "Both need the same, but do not work together", spotlight=light),
    ]


def deck(shown: list[Exhibit] | None = None, **options: Any) -> Any:
    return Presentation(io.BytesIO(pptx(shown or exhibits(), Options(**options))))


def flat(shapes: Any) -> Iterator[Any]:
    for shape in shapes:
        yield shape
        if shape.shape_type == KIND.GROUP:
            yield from flat(shape.shapes)


def texts(slide: Any) -> list[Any]:
    return [s for s in flat(slide.shapes) if s.has_text_frame and s.text_frame.text]


def test_as_many_marks_as_organisations_and_glued_connectors_as_ties() -> None:
    shown = exhibits()
    slides = deck(shown).slides
    pages = laid_out(shown, Options().page, Options().style)
    assert len(slides) == 3
    for slide, page in zip(slides, pages, strict=True):
        by_id = {shape.shape_id: shape for shape in flat(slide.shapes)}
        connectors = [s for s in by_id.values() if s.element.tag == f"{P}cxnSp"]
        assert len(connectors) == len(page.picture.links)
        marks = set()
        for one in connectors:
            properties = one.element.nvCxnSpPr.cNvCxnSpPr
            ends = [properties.find(f"{A}{end}") for end in ("stCxn", "endCxn")]
            for end in ends:
                mark = by_id[int(end.get("id"))]
                marks.add(mark.shape_id)
                preset = mark.element.spPr.find(f"{A}prstGeom").get("prst")
                assert int(end.get("idx")) < len(SITES[SHAPES[preset]])  # type: ignore[index]
        named = {g.name for g in slide.shapes if g.shape_type == KIND.GROUP}
        assert {node.title for node in page.picture.nodes} <= named
        outlines = {s.name for s in slide.shapes if s.shape_type == KIND.FREEFORM}
        assert {outline.title for outline in page.picture.outlines} <= outlines


def test_straight_connectors_end_on_the_rim_of_their_marks() -> None:
    slide = deck().slides[0]
    by_id = {shape.shape_id: shape for shape in flat(slide.shapes)}
    checked = 0
    for shape in by_id.values():
        if shape.element.tag != f"{P}cxnSp" or "curved" in str(shape.element.xml):
            continue
        properties = shape.element.nvCxnSpPr.cNvCxnSpPr
        places = ((shape.begin_x, shape.begin_y), (shape.end_x, shape.end_y))
        for end, place in zip(("stCxn", "endCxn"), places, strict=True):
            glue = properties.find(f"{A}{end}")
            mark = by_id[int(glue.get("id"))]
            preset = mark.element.spPr.find(f"{A}prstGeom").get("prst")
            across, down = SITES[SHAPES[preset]][int(glue.get("idx"))]  # type: ignore[index]
            assert place[0] == pytest.approx(mark.left + across * mark.width, abs=20)
            assert place[1] == pytest.approx(mark.top + down * mark.height, abs=20)
            checked += 1
    assert checked > 100


def test_gaps_are_dashed_curves_through_the_middle_of_the_arc() -> None:
    page = laid_out(exhibits(), Options().page, Options().style)[0]
    slide = deck().slides[0]
    curves = [s for s in slide.shapes if "curvedConnector3" in str(s.element.xml)]
    assert len(curves) == sum(link.role == "gap" for link in page.picture.links) == 8
    for curve in curves:
        assert curve.element.find(f".//{A}custDash") is not None
        assert curve.name.startswith("Gap: ")


def test_everything_has_a_name_an_alt_text_and_a_number_of_its_own() -> None:
    for slide in deck().slides:
        properties = [e for e in slide.element.iter(f"{P}cNvPr") if e.get("id") != "1"]
        assert len(properties) > 150
        assert all(one.get("name") and one.get("descr") for one in properties)
        numbers = [one.get("id") for one in slide.element.iter(f"{P}cNvPr")]
        assert len(numbers) == len(set(numbers))


def test_nothing_lies_outside_the_slide_and_no_label_on_a_label() -> None:
    for size in ("16:9", "square"):
        presentation = deck(size=size)
        for slide in presentation.slides:
            boxes = []
            for shape in texts(slide):
                assert min(shape.left, shape.top) >= 0, shape.name
                assert shape.left + shape.width <= presentation.slide_width, shape.name
                assert shape.top + shape.height <= presentation.slide_height, shape.name
                if shape.element.nvSpPr.cNvSpPr.get("txBox"):
                    boxes.append(shape)
            for one, other in itertools.combinations(boxes, 2):
                apart = (
                    one.left + one.width <= other.left + 9525
                    or other.left + other.width <= one.left + 9525
                    or one.top + one.height <= other.top + 9525
                    or other.top + other.height <= one.top + 9525
                )
                assert apart, (one.text_frame.text, other.text_frame.text)


def test_lettering_is_readable_and_titles_are_placeholders() -> None:
    slides = deck().slides
    for slide in slides:
        assert slide.shapes.title is not None
        assert slide.shapes.title.is_placeholder
        sizes = [
            int(run.get("sz"))
            for shape in texts(slide)
            for run in shape.element.iter(f"{A}rPr")
            if run.get("sz") and len(shape.text_frame.text) > 2
        ]
        assert min(sizes) >= 750
    assert slides[2].shapes.title.text_frame.text.startswith("Both need the same")


def test_positions_are_the_same_from_slide_to_slide() -> None:
    places = []
    for slide in deck().slides:
        marks: dict[str, tuple[float, float]] = {}
        for shape in flat(slide.shapes):
            if shape.shape_type == KIND.AUTO_SHAPE and shape.name == shape.element.nvSpPr.cNvPr.get(
                "descr"
            ):
                middle = (shape.left + shape.width / 2, shape.top + shape.height / 2)
                marks.setdefault(shape.name, middle)
        places.append({name: marks[name] for name in marks if name in ("Howest", "Creamoda")})
    assert len(places[0]) == 2
    for one in places[1:]:
        for name, place in one.items():
            assert place == pytest.approx(places[0][name], abs=9525)


def test_notes_say_the_finding_the_method_and_the_sources() -> None:
    notes = deck().slides[0].notes_slide.notes_text_frame.text
    assert "What to say" in notes
    assert "How it was measured" in notes
    assert "Sources: " in notes


def test_the_same_deck_has_the_same_bytes_and_the_language_of_the_person() -> None:
    shown = exhibits()
    assert pptx(shown, Options()) == pptx(shown, Options())
    i18n.set_language("nl")
    said = " ".join(shape.text_frame.text for shape in texts(deck(shown).slides[0]))
    assert "Sectoren" in said


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_the_ground_is_that_of_the_theme(theme: str) -> None:
    options = Options(theme=theme)
    data = pptx([Exhibit("map", small())], options)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        said = package.read("ppt/theme/theme1.xml").decode()
    assert f'<a:lt1><a:srgbClr val="{options.style.canvas[1:]}"/></a:lt1>' in said
    assert 'latin typeface="Arial"' in said


HOSTILE = ["</a:t><x>", "a\x00\x08b", "\ud800", "=cmd|' /C calc'!A0", "مسرح", "👩‍👩‍👧",
           "x" * 10_000, "two\nlines", "\ufffe", "]]>", "&#0;"]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stay_texts(name: str) -> None:
    snapshot = Snapshot.of(
        [
            r.DocumentInfo(id=RecordId("document"), title_en=name),
            r.Organisation(id=RecordId("o"), name=name),
            r.Organisation(id=RecordId("p"), name="p"),
            r.Tie(id=RecordId("t"), organisation=RecordId("o"), other=RecordId("p")),
        ]
    )
    slide = deck([Exhibit("map", Analysis(snapshot), notes=(name,))]).slides[0]
    assert sum(s.element.tag == f"{P}cxnSp" for s in slide.shapes) == 1
    tags = {str(e.tag).split("}")[-1] for e in slide.element.iter()}
    assert "x" not in tags


# ------------------------------------------------------------------------------------- templates


def template(path: Path, *, title: bool = True, low: bool = False) -> Path:
    """Write a template of 4:3 with two slides, a section and one layout."""
    made = Presentation()
    made.slide_width, made.slide_height = Emu(12_192_000), Emu(6_858_000)
    for _number in range(2):
        made.slides.add_slide(made.slide_layouts[5])
    for layout in made.slide_layouts:
        for holder in list(layout.placeholders):
            if holder.placeholder_format.type in (1, 3):
                if not title:
                    holder.element.getparent().remove(holder.element)
                elif low:
                    holder.left, holder.top = Emu(500_000), Emu(5_000_000)
                    holder.width, holder.height = Emu(8_000_000), Emu(900_000)
    buffer = io.BytesIO()
    made.save(buffer)
    data = buffer.getvalue()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for one in old.namelist():
            content = old.read(one)
            if one == "[Content_Types].xml" and path.suffix == ".potx":
                content = content.replace(b"presentation.main+xml", b"template.main+xml")
            if one == "ppt/theme/theme1.xml":
                content = content.replace(b"Calibri", b"Comic Sans MS")
            new.writestr(one, content)
    path.write_bytes(out.getvalue())
    return path


@pytest.mark.parametrize("suffix", ["potx", "pptx"])
def test_her_own_template_keeps_its_fonts_and_loses_its_slides(tmp_path: Path, suffix: str) -> None:
    own = template(tmp_path / f"own.{suffix}")
    made = deck(template=own, size="a4")
    assert len(made.slides) == 3
    assert made.slide_width == 12_192_000
    slide = made.slides[0]
    assert slide.slide_layout.name == "Title Only"
    bottom = slide.shapes.title.top + slide.shapes.title.height
    for shape in slide.shapes:
        if not shape.is_placeholder:
            assert shape.top >= bottom - 9525
            assert shape.top + shape.height <= made.slide_height
    data = pptx(exhibits()[:1], Options(template=own))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert "Comic Sans MS" in package.read("ppt/theme/theme1.xml").decode()
        assert sum(bool(re.match(r"ppt/slides/slide\d", n)) for n in package.namelist()) == 1


def test_bad_templates_are_refused_in_a_sentence(tmp_path: Path) -> None:
    def refused(path: Path, words: str) -> None:
        with pytest.raises(UserError, match=words):
            pptx(exhibits()[:1], Options(template=path))

    refused(template(tmp_path / "untitled.potx", title=False), "No layout")
    refused(template(tmp_path / "low.potx", low=True), "No layout")
    text = tmp_path / "text.potx"
    text.write_text("not a template")
    refused(text, "not a PowerPoint template")
    archive = tmp_path / "archive.potx"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
    refused(archive, "not a PowerPoint template")
    good = template(tmp_path / "good.potx").read_bytes()
    cut = tmp_path / "cut.potx"
    cut.write_bytes(good[: len(good) // 2])
    refused(cut, "not a PowerPoint template")
    macros = tmp_path / "macros.potm"
    macros.write_bytes(good)
    with zipfile.ZipFile(macros, "a") as made:
        made.writestr("ppt/vbaProject.bin", b"x")
    refused(macros, "macros")
    bomb = tmp_path / "bomb.potx"
    bomb.write_bytes(good)
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as made:
        made.writestr("ppt/media/x.bin", bytes(301_000_000))
    refused(bomb, "too large")
    with pytest.raises(FileProblem, match="could not be read"):
        pptx(exhibits()[:1], Options(template=tmp_path / "missing.potx"))
    for place in range(0, len(good), len(good) // 40):
        damaged = tmp_path / "damaged.potx"
        damaged.write_bytes(good[:place] + bytes(400) + good[place + 400 :])
        # Some damage does no harm; all other is said in a sentence.
        with contextlib.suppress(UserError):
            assert pptx([Exhibit("map", small())], Options(template=damaged))


# ----------------------------------------------------------------------------------- large maps


def large(count: int) -> Analysis:
    organisations = [
        r.Organisation(id=RecordId(f"o{i}"), name=f"Organisation {i}") for i in range(count)
    ]
    places = [
        r.Position(id=RecordId(f"p{i}"), organisation=one.id, x=60.0 * (i % 70), y=40.0 * (i // 70))
        for i, one in enumerate(organisations)
    ]
    return Analysis(Snapshot.of([*organisations, *places]))


def test_too_many_shapes_are_said_and_a_picture_is_offered(qapp: object) -> None:
    shown = [Exhibit("map", large(2000))]
    with pytest.raises(UserError, match=r"2,000 organisations.* as a picture"):
        pptx(shown, Options())
    slide = deck(shown, as_picture=True).slides[0]
    pictures = [s for s in slide.shapes if s.shape_type == KIND.PICTURE]
    assert len(pictures) == 1
    assert pictures[0].element.nvPicPr.cNvPr.get("descr")
    assert "svgBlip" in str(pictures[0].element.xml)
    assert slide.shapes.title is not None


def test_a_panel_stands_on_the_slide_as_text() -> None:
    from tests.exchange.test_exhibit import FACTS

    shown = [replace(exhibits()[2], panel=FACTS)]
    said = [shape.text_frame.text for shape in texts(deck(shown).slides[0])]
    assert {"Three shared needs", "Growth capital", "0"} <= set(said)
