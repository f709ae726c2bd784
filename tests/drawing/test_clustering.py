"""Clusters on the map: their outlines, colours and rows in the legend."""

from __future__ import annotations

from oci_map.drawing.appearance import BY_CLUSTER, CLUSTERS, NO_OUTLINES, Appearance
from oci_map.drawing.clustering import Clustering, clustering_for, clustering_of
from oci_map.drawing.compose import Composer
from oci_map.drawing.legend import NOT_CONNECTED, legend
from oci_map.drawing.part_colours import no_part
from oci_map.drawing.picture import Key, Picture, encloses
from oci_map.drawing.places import missing_places, stored_places
from oci_map.drawing.style import LIGHT
from oci_map.graph.analysis import Analysis
from oci_map.graph.filters import Filter
from oci_map.model import records as r
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from tests.examples import snapshot_of
from tests.programs import said_by

LOOKS = Appearance(colour_by=BY_CLUSTER, outlines=CLUSTERS)


def example() -> Analysis:
    return Analysis(snapshot_of("oci-worked-example"))


def drawn(
    analysis: Analysis, looks: Appearance = LOOKS, clustering: Clustering | None = None
) -> Picture:
    snapshot = analysis.snapshot
    places = {**stored_places(snapshot), **missing_places(snapshot)}
    return Composer().compose(analysis, LIGHT, places, appearance=looks, clustering=clustering)


def test_each_cluster_has_an_outline_with_its_name_in_the_colour_of_its_members() -> None:
    analysis = example()
    picture = drawn(analysis)
    assert picture.clustering is not None
    outlines = {one.key: one for one in picture.outlines}
    for cluster in picture.clustering.listed:
        outline = outlines[Key(cluster.key)]
        assert outline.title == cluster.name
        for member in cluster.members:
            node = picture.node(Key(member))
            assert node is not None
            assert node.fill == outline.colour == cluster.colour(LIGHT)
    assert {one.key for one in picture.names} == outlines.keys()


def test_an_outline_holds_its_members_or_marks_them_with_an_arc() -> None:
    picture = drawn(example())
    assert picture.clustering is not None
    arcs = {(one.group, one.organisation) for one in picture.segments}
    for cluster in picture.clustering.listed:
        outline = next(one for one in picture.outlines if one.key == cluster.key)
        for member in cluster.members:
            node = picture.node(Key(member))
            assert node is not None
            inside = encloses(outline.polygon, node.x, node.y)
            assert inside or (outline.key, node.key) in arcs


def test_no_outlines_are_drawn_where_none_are_wanted() -> None:
    picture = drawn(example(), Appearance(outlines=NO_OUTLINES))
    assert not picture.outlines
    assert not picture.names
    assert not picture.segments


def test_the_legend_names_the_clusters_with_counts_and_how_well_they_hold() -> None:
    analysis = example()
    section = legend(analysis, LIGHT, appearance=LOOKS)[0]
    assert section.title == "Clusters"
    structure = analysis.structure
    assert [row.count for row in section.rows] == [
        len(one.members) for one in structure.clusters.listed
    ]
    assert {row.note for row in section.rows} <= {"stable", "fairly stable", "doubtful"}
    assert [row.colour for row in section.rows] == [
        one.colour(LIGHT) for one in clustering_for(analysis).listed
    ]


def test_a_cluster_keeps_the_colour_it_is_given() -> None:
    structure = example().structure
    keys = [one.key for one in structure.clusters.listed]
    turned = {key: len(keys) - place for place, key in enumerate(keys)}
    found = clustering_of(structure, colours=turned)
    assert [one.number for one in found.listed] == [turned[key] for key in keys]
    picture = drawn(structure.analysis, clustering=found)
    assert picture.clustering is found


def test_who_is_in_no_cluster_is_grey_and_not_connected_yet() -> None:
    snapshot = Snapshot(
        {"organisation": {i: r.Organisation(id=i, name=i) for i in map(RecordId, "ab")}}
    )
    analysis = Analysis(snapshot)
    picture = drawn(analysis)
    assert {node.fill for node in picture.nodes} == {no_part(LIGHT)}
    assert not picture.outlines
    row = legend(analysis, LIGHT, appearance=LOOKS)[0].rows[0]
    assert (row.key, row.text, row.count) == (NOT_CONNECTED, "Not connected yet", 2)


def test_an_empty_map_has_no_clusters_and_no_rows_of_them() -> None:
    analysis = Analysis(Snapshot({}))
    assert not drawn(analysis).nodes
    assert all(one.title != "Clusters" for one in legend(analysis, LIGHT, appearance=LOOKS))


def test_while_clusters_are_looked_for_the_legend_says_so() -> None:
    analysis = example()
    row = legend(analysis, LIGHT, appearance=LOOKS, clustering=Clustering(pending=True))[0].rows[0]
    assert row.text == "Looking for clusters…"
    known = Clustering(clustering_for(analysis).listed, pending=True)
    rows = legend(analysis, LIGHT, appearance=LOOKS, clustering=known)[0].rows
    assert {row.note for row in rows} == {"being checked"}


def test_clusters_without_the_coordinator_leave_the_coordinator_out() -> None:
    analysis = Analysis(snapshot_of("oci-worked-example"), Filter(without_coordinator=True))
    coordinator = analysis.snapshot.info.coordinator
    assert coordinator not in clustering_for(analysis).numbers


def test_a_plain_picture_looks_for_no_clusters() -> None:
    code = (
        "import sys\n"
        "from tests.examples import snapshot_of\n"
        "from oci_map.graph.analysis import Analysis\n"
        "from oci_map.drawing.compose import Composer\n"
        "from oci_map.drawing.legend import legend\n"
        "from oci_map.drawing.places import stored_places\n"
        "from oci_map.drawing.style import LIGHT\n"
        "analysis = Analysis(snapshot_of('oci-worked-example'))\n"
        "Composer().compose(analysis, LIGHT, stored_places(analysis.snapshot))\n"
        "legend(analysis, LIGHT)\n"
        "assert 'structure' not in vars(analysis)\n"
        "assert not {'networkx', 'oci_map.graph.clusters'} & set(sys.modules)\n"
    )
    assert said_by(code) == ""
