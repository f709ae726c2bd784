"""The method page: it counts what is not known, and explains every figure in both languages."""

from __future__ import annotations

import pytest

from oci_map import i18n
from oci_map.graph.analysis import Analysis
from oci_map.graph.method import MEASURES
from oci_map.graph.method_page import method_page, plain_text
from oci_map.graph.missing import Part, missing, missing_sentences
from oci_map.model import records as r
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from tests.examples import NAMES, snapshot_of


def snapshot(*records: tuple[str, r.Record]) -> Snapshot:
    tables: dict[str, dict[RecordId, r.Record]] = {}
    for noun, record in records:
        tables.setdefault(noun, {})[record.id] = record
    return Snapshot(tables)


def test_what_is_not_known_is_counted() -> None:
    i = RecordId
    found = missing(
        snapshot(
            ("sector", r.Sector(id=i("s"), name_en="Design")),
            ("policy_level", r.PolicyLevel(id=i("l"), name_en="Flemish")),
            ("policy_domain", r.PolicyDomain(id=i("d"), name_en="Culture")),
            ("need", r.Need(id=i("n"), name_en="Space")),
            ("organisation", r.Organisation(
                id=i("a"), name="A", sectors=(i("s"),), policy_level=i("l"), policy_domain=i("d"),
            )),
            ("organisation", r.Organisation(id=i("b"), name="B", cross_sector=True)),
            ("organisation", r.Organisation(id=i("c"), name="C")),
            ("need_statement", r.NeedStatement(id=i("h"), organisation=i("a"), need=i("n"))),
            ("working_group", r.WorkingGroup(id=i("g"), name_en="G")),
            ("working_group", r.WorkingGroup(id=i("p"), name_en="P", kind="platform")),
            ("membership", r.Membership(id=i("m"), organisation=i("a"), group=i("g"))),
            ("membership", r.Membership(
                id=i("m2"), organisation=i("b"), group=i("g"), active_from="2011",
            )),
            ("membership", r.Membership(id=i("m3"), organisation=i("b"), group=i("p"))),
            ("tie", r.Tie(id=i("t"), organisation=i("a"), other=i("b"))),
            ("roundtable", r.Roundtable(id=i("r"), name_en="R", date="2011")),
            ("source", r.Source(id=i("q"), title="Q")),
            ("evidence", r.Evidence(
                id=i("e"), source=i("q"), noun="tie", record=i("t"), certainty="inferred",
            )),
            ("evidence", r.Evidence(
                id=i("u"), source=i("q"), noun="organisation", record=i("c"),
                field="sectors", certainty="unknown",
            )),
        )
    )  # fmt: skip
    assert found.sector == Part(1, 3)
    assert found.level == Part(2, 3)
    assert found.domain == Part(2, 3)
    assert found.needs == Part(2, 3)
    assert found.seat_dates == Part(1, 2)
    assert found.tie_dates == Part(1, 1)
    assert found.meeting_dates == Part(0, 1)
    assert found.sources == Part(7, 8)
    assert found.certainties["inferred"] == 1
    sentences = missing_sentences(found)
    assert not any("roundtables" in one for one in sentences)
    assert sentences[-1] == "2 pieces of evidence are recorded (Inferred: 1; Unknown: 1)."


def test_nothing_is_missing_from_nothing() -> None:
    found = missing(Snapshot({}))
    assert found.sector == found.sources == Part(0, 0)
    assert missing_sentences(found) == ["No evidence is recorded."]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_page_explains_every_figure(name: str, language: str) -> None:
    i18n.set_language(language)
    try:
        text = plain_text(method_page(Analysis(snapshot_of(name))))
        for measure in MEASURES.values():
            assert i18n._(measure.name) in text
            assert measure.source in text
            assert i18n._(measure.not_meaning) in text
    finally:
        i18n.set_language("en")
    assert "{" not in text


def test_the_page_quotes_the_boundary_as_typed() -> None:
    boundary = "<img src=x> & all members of 2012"
    info = r.DocumentInfo(id=RecordId("document"), boundary=boundary)
    page = method_page(Analysis(snapshot(("document", info))))
    assert boundary in [block.text for block in page]
    empty = method_page(Analysis(Snapshot({})))
    assert any("does not say where its boundary lies" in block.text for block in empty)
    assert any("no organisations yet" in block.text for block in empty)
