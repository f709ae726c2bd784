"""The legend lists what the map is made of, the rows that stand for nobody behind the others."""

from __future__ import annotations

from oci_map.drawing.legend import LegendRow, legend
from oci_map.drawing.style import LIGHT
from oci_map.graph.analysis import Analysis
from oci_map.graph.filters import Filter
from oci_map.model import records as r
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from tests.examples import snapshot_of


def rows(analysis: Analysis, kind: str) -> list[LegendRow]:
    return [row for one in legend(analysis, LIGHT) for row in one.rows if row.kind == kind]


def lists() -> list[r.Record]:
    return [
        *(r.Sector(id=RecordId(f"s{n}"), name_en=f"S{n}", rank=n) for n in range(4)),
        *(r.PolicyLevel(id=RecordId(f"l{n}"), name_en=f"L{n}", rank=n) for n in range(3)),
    ]


def test_what_nobody_carries_stands_behind_the_rest() -> None:
    carried = r.Organisation(
        id=RecordId("a"), name="A", sectors=(RecordId("s2"),), policy_level=RecordId("l1")
    )
    analysis = Analysis(Snapshot.of([*lists(), carried]))
    assert [row.key for row in rows(analysis, "sector")] == ["s2", "s0", "s1", "s3"]
    assert [row.key for row in rows(analysis, "level")] == ["l1", "l0", "l2"]
    assert [row.used for row in rows(analysis, "sector")] == [True, False, False, False]


def test_a_filter_leaves_the_rows_where_they_are() -> None:
    snapshot = snapshot_of("oci-worked-example")
    usual = [row.key for row in rows(Analysis(snapshot), "sector")]
    hidden = frozenset({RecordId(usual[0])})
    fewer = Analysis(snapshot, Filter(hidden_sectors=hidden))
    assert [row.key for row in rows(fewer, "sector")] == usual


def test_a_map_of_nobody_has_no_legend() -> None:
    assert legend(Analysis(Snapshot.of(lists())), LIGHT) == []
