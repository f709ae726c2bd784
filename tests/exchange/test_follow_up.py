"""Pages of dialogue moments and of roundtables, read again from the files."""

from __future__ import annotations

from pathlib import Path

import docx
import pptx
import pypdfium2
import pytest

from oci_map import i18n
from oci_map.drawing.evidence_chart import evidence_parts
from oci_map.drawing.style import DARK, LIGHT
from oci_map.errors import UserError
from oci_map.exchange.evidence import (
    evidence_exhibit,
    evidence_report,
    export_evidence,
    export_evidence_page,
)
from oci_map.exchange.follow_up import dialogue_report, write_dialogue
from oci_map.exchange.report import Bullets, Figure, Heading, PageBreak, Table
from oci_map.graph.analysis import Analysis
from oci_map.model.ids import RecordId
from oci_map.roundtable.evidence import Evidence, compared, evidence
from oci_map.roundtable.follow_up import Register, register
from tests.examples import snapshot_of

TODAY = "2013-02-28"
HELD = RecordId("roundtable-2010")


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return Analysis(snapshot_of("oci-worked-example"))


@pytest.fixture(scope="module")
def found(analysis: Analysis) -> Register:
    return register(analysis, TODAY)


@pytest.fixture(scope="module")
def came(analysis: Analysis) -> Evidence:
    return evidence(analysis.snapshot, HELD, TODAY)


def pdf_text(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def test_each_body_begins_at_the_top_of_a_page(
    analysis: Analysis, found: Register, tmp_path: Path
) -> None:
    bodies = [RecordId("fit"), RecordId("pmv")]
    made = dialogue_report(analysis, found, bodies)
    assert sum(isinstance(one, PageBreak) for one in made.blocks) == 1
    headings = [one for one in made.blocks if isinstance(one, Heading)]
    assert [one.text for one in headings if one.level == 1] == ["FIT", "PMV"]
    asked = [one for one in headings if one.level == 3]
    own = [one for one in found.entries if set(bodies) & set(one.bodies)]
    assert len(asked) == sum(len(set(bodies) & set(one.bodies)) for one in own)
    write_dialogue(analysis, found, bodies, tmp_path / "talk.pdf")
    pages = pdf_text(tmp_path / "talk.pdf")
    assert any(page.lstrip().startswith("PMV") for page in pages)
    write_dialogue(analysis, found, bodies, tmp_path / "talk.docx")
    texts = [one.text for one in docx.Document(str(tmp_path / "talk.docx")).paragraphs]
    assert "FIT" in texts
    assert any(text.startswith("Supported by: ") for text in texts)


def test_what_is_no_document_is_refused_and_nothing_is_written(
    analysis: Analysis, found: Register, came: Evidence, tmp_path: Path
) -> None:
    for target in ("talk.xlsx", "talk.png"):
        with pytest.raises(UserError):
            write_dialogue(analysis, found, [RecordId("fit")], tmp_path / target)
    with pytest.raises(UserError):
        write_dialogue(analysis, found, [], tmp_path / "talk.pdf")
    with pytest.raises(UserError):
        export_evidence(analysis.snapshot, came, tmp_path / "came.xlsx")
    with pytest.raises(UserError):
        export_evidence_page(analysis.snapshot, came, tmp_path / "came.pptx")
    assert list(tmp_path.iterdir()) == []


def test_the_slide_says_it_in_its_title_its_shapes_and_its_notes(
    analysis: Analysis, came: Evidence, tmp_path: Path
) -> None:
    export_evidence(analysis.snapshot, came, tmp_path / "came.pptx")
    (slide,) = pptx.Presentation(str(tmp_path / "came.pptx")).slides
    title = slide.shapes.title
    assert title is not None
    assert title.text_frame.text == (
        "Of 16 gaps that sat at one table, 7 became ties within 12 months"
    )
    names = " | ".join(shape.name for shape in slide.shapes)
    assert "At one table (16): 7 became a tie, 9 still to ask" in names
    frame = slide.notes_slide.notes_text_frame
    assert frame is not None
    assert "For comparison: of 155 gaps that did not sit at one table" in frame.text
    assert "Having sat at a table counts as no tie here" in frame.text


def test_the_page_lists_the_figures_with_their_band_and_each_gap(
    analysis: Analysis, came: Evidence, tmp_path: Path
) -> None:
    comparison = compared(analysis.snapshot, came)
    made = evidence_report(analysis.snapshot, came, comparison)
    figures, gaps = (one for one in made.blocks if isinstance(one, Table))
    assert ("What chance gives (95%)", "0.38 to 1.00", "0.50 to 0.94") in figures.rows
    assert len(gaps.rows) == 16
    bullets = next(one for one in made.blocks if isinstance(one, Bullets))
    assert bullets.items[0].startswith("22 organisations came.")
    export_evidence_page(analysis.snapshot, came, tmp_path / "came.pdf")
    pages = pdf_text(tmp_path / "came.pdf")
    assert len(pages) == 2
    assert "What came of it" in pages[0]
    assert "The gaps that sat at one table" in pages[1]


def test_a_page_of_yesterday_has_no_figure_with_nothing_in_it(analysis: Analysis) -> None:
    for today, figures in (("2010-04-01", 0), ("2010-07-01", 1)):
        fresh = evidence(analysis.snapshot, HELD, today)
        assert fresh.gaps
        made = evidence_report(analysis.snapshot, fresh, compared(analysis.snapshot, fresh))
        assert sum(isinstance(one, Figure) for one in made.blocks) == figures


def test_the_drawing_stays_in_its_box_in_both_languages_and_themes(
    analysis: Analysis, came: Evidence
) -> None:
    comparison = compared(analysis.snapshot, came)
    for language in ("en", "nl"):
        with i18n.speaking(language):
            assert evidence_exhibit(analysis.snapshot, came, comparison).title
            for style in (LIGHT, DARK):
                for box, size in (
                    ((0.0, 0.0, 800.0, 600.0), 16.0),
                    ((9.0, 9.0, 330.0, 999.0), 24.0),
                ):
                    parts = evidence_parts(came, comparison, box, style, size)
                    bottoms = [part.box[3] for part in parts]
                    assert bottoms == sorted(bottoms)
                    assert all(part.box[0] >= box[0] - 1e-6 for part in parts)
                    tops = [part.box[1] for part in parts]
                    overlaps = zip(bottoms, tops[1:], strict=False)
                    assert all(bottom <= top + 1e-6 for bottom, top in overlaps)
