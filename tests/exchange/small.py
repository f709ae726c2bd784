"""A map small enough to keep its exports as golden files, and hostile enough to matter."""

from __future__ import annotations

from oci_map.graph.analysis import Analysis
from oci_map.model import records as r
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot

PLACES = {"a": (0.0, 0.0), "b": (180.0, 10.0), "c": (90.0, 120.0), "d": (240.0, 140.0)}


def small() -> Analysis:
    """Return four organisations with ties of three kinds, a group, a gap and a public body."""
    return Analysis(
        Snapshot.of(
            [
                r.DocumentInfo(
                    id=RecordId("document"), title_en="Small & simple", title_nl="Klein & simpel",
                    coordinator=RecordId("d"),
                ),
                r.Sector(
                    id=RecordId("s1"), name_en="Music", name_nl="Muziek", initials_en="Mu",
                    initials_nl="Mu", colour="#BC8302", colour_dark="#CF8F27",
                ),
                r.Sector(
                    id=RecordId("s2"), name_en="Fashion", name_nl="Mode", initials_en="Fa",
                    initials_nl="Mo", colour="#943258", colour_dark="#AE4760", rank=1,
                ),
                r.PolicyLevel(id=RecordId("l1"), name_en="Flemish", name_nl="Vlaams"),
                r.PolicyLevel(
                    id=RecordId("l2"), name_en="European", name_nl="Europees", shape="hexagon"
                ),
                r.Organisation(
                    id=RecordId("a"), name="Alpha <b>bold</b>", short_name="Alpha <b>",
                    sectors=(RecordId("s1"),), policy_level=RecordId("l1"),
                ),
                r.Organisation(
                    id=RecordId("b"), name="Béta & zonen", sectors=(RecordId("s2"),),
                    policy_level=RecordId("l2"),
                ),
                r.Organisation(
                    id=RecordId("c"), name="Gamma", kind="government", cross_sector=True,
                    policy_level=RecordId("l1"),
                ),
                r.Organisation(id=RecordId("d"), name="Delta", sectors=(RecordId("s1"),)),
                r.WorkingGroup(id=RecordId("g"), name_en="Group", name_nl="Groep"),
                r.Membership(
                    id=RecordId("m1"), organisation=RecordId("a"), group=RecordId("g")
                ),
                r.Membership(
                    id=RecordId("m2"), organisation=RecordId("c"), group=RecordId("g")
                ),
                r.Tie(
                    id=RecordId("t1"), organisation=RecordId("a"), other=RecordId("c"), strength=5
                ),
                r.Tie(
                    id=RecordId("t2"), organisation=RecordId("c"), other=RecordId("d"),
                    kind="funding",
                ),
                r.Need(id=RecordId("n"), name_en="Room to play", name_nl="Speelruimte"),
                r.NeedStatement(id=RecordId("n1"), organisation=RecordId("a"), need=RecordId("n")),
                r.NeedStatement(id=RecordId("n2"), organisation=RecordId("b"), need=RecordId("n")),
                r.Source(id=RecordId("q"), title="Minutes, p. 3"),
                r.Evidence(
                    id=RecordId("e"), source=RecordId("q"), noun="tie", record=RecordId("t1")
                ),
                *(
                    r.Position(id=RecordId(f"p{one}"), organisation=RecordId(one), x=x, y=y)
                    for one, (x, y) in PLACES.items()
                ),
            ]
        )
    )  # fmt: skip
