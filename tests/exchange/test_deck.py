"""The deck and the report: what a roundtable is shown, in both languages, from any map."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import docx as word
import pypdfium2
import pytest
from pptx import Presentation
from pypdfium2 import raw

from oci_map import i18n
from oci_map.drawing.style import PRINT
from oci_map.errors import UserError
from oci_map.exchange.deck import roundtable_deck
from oci_map.exchange.exhibit import Exhibit
from oci_map.exchange.formats import Options, export_all, export_deck, export_report
from oci_map.exchange.report import Bullets, Figure, Heading, Paragraph, Table, report
from oci_map.exchange.report_docx import docx
from oci_map.exchange.report_pages import report_sheets
from oci_map.exchange.selection import finding_by_key, saved_views, view_named
from oci_map.graph.analysis import Analysis
from oci_map.model import records as r
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.progress import Cancelled, Progress
from tests.examples import NAMES, snapshot_of
from tests.exchange.small import small

HOSTILE = ["<w:t>&amp;</w:t>", "a\x00\x0bb", "\ud800", "=1+1", "مسرح", "x" * 10_000,
           "two\nlines", "", "\ufffe"]  # fmt: skip


def worked() -> Analysis:
    return Analysis(snapshot_of(NAMES[1]))


def test_the_deck_goes_from_the_whole_to_what_came_of_it(tmp_path: Path) -> None:
    export_deck(worked(), tmp_path / "deck.pptx")
    slides = Presentation(str(tmp_path / "deck.pptx")).slides
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    names = [one.name for one in roundtable_deck(worked())]
    assert names == [
        "overview", "clusters", "gap-1", "gap-2", "gap-3", "bridges", "matrix", "then", "now",
    ]  # fmt: skip
    assert len(titles) == len(names)
    assert len(set(titles)) == len(titles)
    assert all(slide.notes_slide.notes_text_frame.text for slide in slides)
    cells = [shape.name for shape in slides[6].shapes if " × " in shape.name]
    assert len(cells) == 144


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_deck_as_pdf_has_a_page_for_each_slide(
    tmp_path: Path, language: str, qapp: object
) -> None:
    i18n.set_language(language)
    export_deck(worked(), tmp_path / "deck.pdf", Options(theme="print", size="a4"))
    with pypdfium2.PdfDocument(tmp_path / "deck.pdf") as document:
        assert len(document) == 9
        for page in document:
            assert page.get_size() == pytest.approx((841.9, 595.3), abs=1)
            page.close()


def embedded(page: Any) -> list[bool]:
    """Say of each text on a PDF page whether its font is in the file."""
    return [
        bool(raw.FPDFFont_GetIsEmbedded(raw.FPDFTextObj_GetFont(one.raw)))
        for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=8)
    ]


def test_every_font_of_a_pdf_is_in_the_file(tmp_path: Path, qapp: object) -> None:
    export_report(worked(), tmp_path / "report.pdf")
    with pypdfium2.PdfDocument(tmp_path / "report.pdf") as document:
        assert len(document) > 5
        for page in document:
            fonts = embedded(page)
            assert fonts
            assert all(fonts)
            page.close()


def test_a_report_says_shows_and_sources_everything() -> None:
    blocks = report(worked()).blocks
    kinds = [type(block) for block in blocks]
    assert kinds.count(Figure) == 9
    assert kinds.count(Table) == 3
    headings = [block.text for block in blocks if isinstance(block, Heading) and block.level == 1]
    assert headings[0] == "Who is here"
    assert headings[-2:] == ["How it was measured", "Sources"]
    said = " ".join(block.text for block in blocks if isinstance(block, Paragraph))
    assert "Newman" in said
    assert "Evidence by certainty: " in said
    assert any(
        "Interreg" in item for one in blocks if isinstance(one, Bullets) for item in one.items
    )


def test_a_word_report_can_be_read_again(tmp_path: Path) -> None:
    export_report(worked(), tmp_path / "report.docx", Options(theme="print"))
    document = word.Document(str(tmp_path / "report.docx"))
    assert len(document.inline_shapes) == 9
    for shape in document.inline_shapes:
        described = shape._inline.docPr.get("descr")
        assert described
        assert shape.width <= document.sections[0].page_width
    assert len(document.tables) == 3
    assert document.tables[1].rows[0].cells[1].text == "Gap"
    assert len(document.tables[1].rows) == 11
    text = " ".join(one.text for one in document.paragraphs)
    assert "Illustrative data" in text
    levels = {one.style.name for one in document.paragraphs if one.style is not None}
    assert {"Title", "Heading 1", "Heading 2", "List Bullet", "Caption"} <= levels


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_report_speaks_the_language_of_the_person(language: str) -> None:
    i18n.set_language(language)
    data = docx(report(small()), PRINT)
    document = word.Document(io.BytesIO(data))
    assert ("Small & simple" if language == "en" else "Klein & simpel") in document.paragraphs[
        0
    ].text
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        said = package.read("word/styles.xml").decode()
    assert ('w:val="en-GB"' if language == "en" else 'w:val="nl-BE"') in said


def test_hostile_names_are_text_in_reports_and_decks(tmp_path: Path, qapp: object) -> None:
    names = iter(HOSTILE * 3)
    snapshot = Snapshot.of(
        [
            r.DocumentInfo(id=RecordId("document"), title_en=HOSTILE[0]),
            *(r.Sector(id=RecordId(f"s{i}"), name_en=one) for i, one in enumerate(HOSTILE)),
            *(
                r.Organisation(id=RecordId(f"o{i}"), name=one, sectors=(RecordId(f"s{i}"),))
                for i, one in enumerate(HOSTILE)
            ),
            r.Need(id=RecordId("n"), name_en=HOSTILE[1]),
            *(
                r.NeedStatement(
                    id=RecordId(f"n{i}"), organisation=RecordId(f"o{i}"), need=RecordId("n")
                )
                for i in range(len(HOSTILE))
            ),
            *(
                r.Source(id=RecordId(f"q{i}"), title=one, address=next(names))
                for i, one in enumerate(HOSTILE)
            ),
            r.NamedSnapshot(id=RecordId("d"), name_en=HOSTILE[2], date="2012"),
        ]
    )
    analysis = Analysis(snapshot)
    for suffix in ("docx", "pdf"):
        export_report(analysis, tmp_path / f"report.{suffix}")
    export_deck(analysis, tmp_path / "deck.pptx")
    assert word.Document(str(tmp_path / "report.docx")).paragraphs
    assert len(Presentation(str(tmp_path / "deck.pptx")).slides) >= 4


def test_an_empty_map_has_a_deck_and_a_report(tmp_path: Path, qapp: object) -> None:
    analysis = Analysis(Snapshot.of([]))
    assert [one.name for one in roundtable_deck(analysis)] == ["overview"]
    for name in ("report.docx", "report.pdf"):
        assert export_report(analysis, tmp_path / name) == [tmp_path / name]
    sheets = report_sheets(report(analysis), PRINT)
    assert sheets


def test_a_report_is_a_document(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"must end in \.docx or \.pdf"):
        export_report(small(), tmp_path / "report.pptx")
    assert list(tmp_path.iterdir()) == []


class Stop(Progress):
    """Stops as soon as something is said to be under way."""

    def report(self, done: float, text: str = "") -> None:
        raise Cancelled


def test_a_stopped_export_writes_nothing(tmp_path: Path) -> None:
    for write in (export_deck, export_report):
        with pytest.raises(Cancelled):
            write(worked(), tmp_path / "x.pdf", None, Stop())
    with pytest.raises(Cancelled):
        export_all([Exhibit("map", small())], tmp_path / "x.pptx", None, Stop())
    assert list(tmp_path.iterdir()) == []


def test_saved_views_and_findings_are_found_by_name(tmp_path: Path, qapp: object) -> None:
    snapshot = snapshot_of(NAMES[1])
    views = saved_views(snapshot)
    assert views
    first = view_named(snapshot, "zonder coordinator, 1 OKTOBER 2012")
    assert first.analysis.filter.without_coordinator
    with pytest.raises(UserError, match="no saved view"):
        view_named(snapshot, "nonsense")
    analysis = worked()
    gap = analysis.findings.gaps[0]
    exhibit = finding_by_key(analysis, gap.key)
    assert exhibit.spotlight is not None
    with pytest.raises(UserError, match="no finding"):
        finding_by_key(analysis, "pair:x|y")
    written = export_all([first, exhibit], tmp_path / "out.png", Options(width=400))
    assert [one.name for one in written] == [
        f"out-{first.name}.png", f"out-{exhibit.name}.png",
    ]  # fmt: skip
    assert all(one.stat().st_size > 1000 for one in written)
    export_all([first, exhibit], tmp_path / "out.docx")
    assert len(word.Document(str(tmp_path / "out.docx")).inline_shapes) == 2


def test_every_finding_has_a_picture() -> None:
    analysis = worked()
    for gap in analysis.findings.gaps[:120]:
        exhibit = finding_by_key(analysis, gap.key)
        assert exhibit.title
        assert exhibit.spotlight is not None
        assert exhibit.spotlight.lit
