"""Clusters and bridges, as lines and as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from oci_map.cli.named import all_named, named, rounded
from oci_map.graph.analysis import Analysis
from oci_map.graph.brokers import strongest
from oci_map.graph.wording import bridge_sentence, rank_sentence
from oci_map.graph.wording_clusters import (
    agreement_sentence,
    cluster_name,
    cluster_sentence,
    clusters_sentence,
    stability_sentence,
)
from oci_map.graph.wording_structure import (
    cut_sentence,
    cuts_sentence,
    dependence_sentence,
    outwardness_sentence,
    reach_sentence,
    roles_sentence,
    sole_tie_sentence,
)
from oci_map.i18n import _
from oci_map.model.ids import RecordId

#: So many of those who bridge most are named.
MOST_NAMED: Final = 20


def cluster_lines(analysis: Analysis) -> Iterator[str]:
    """Give the clusters, each with its name, who is in it and how firmly it holds."""
    structure, snapshot = analysis.structure, analysis.snapshot
    clusters = structure.clusters
    yield clusters_sentence(snapshot, clusters)
    held = structure.stability()
    for number, one in enumerate(clusters.listed, 1):
        name = cluster_name(snapshot, structure.cluster_names[one.key])
        parts = (cluster_sentence(snapshot, one), stability_sentence(one, held))
        yield f"  {number}. {name}: {' '.join(parts)}"
    if clusters.listed:
        yield ""
        yield agreement_sentence(structure.agreement)


def plain_clusters(analysis: Analysis) -> dict[str, object]:
    """Return the clusters as plain values."""
    structure, snapshot = analysis.structure, analysis.snapshot
    clusters, held = structure.clusters, structure.stability()
    return {
        "sentence": clusters_sentence(snapshot, clusters),
        "modularity": rounded(clusters.modularity),
        "clusters": [
            {
                "key": one.key,
                "name": cluster_name(snapshot, structure.cluster_names[one.key]),
                "sentence": cluster_sentence(snapshot, one),
                "members": all_named(snapshot, "organisation", one.members),
                "inside": rounded(one.inside),
                "outside": rounded(one.outside),
                "held": held.held.get(one.key, 0),
                "runs": held.runs,
            }
            for one in clusters.listed
        ],
        "agreement": {
            "value": rounded(structure.agreement.value),
            "sentence": agreement_sentence(structure.agreement),
        },
        "not_connected": all_named(snapshot, "organisation", clusters.isolates),
    }


def bridge_lines(analysis: Analysis) -> Iterator[str]:
    """Give who bridges most, what the map hangs on, and what it is without the coordinator."""
    structure, snapshot = analysis.structure, analysis.snapshot
    first = _first(analysis)
    if not first:
        yield _("Nobody stands between others yet.")
    elif analysis.brokerage_is_estimated:
        yield _("Who bridges most, estimated:")
    else:
        yield _("Who bridges most:")
    for one in first:
        bridging, rank = analysis.bridging_of(one), analysis.brokerage_rank(one)
        if bridging is not None and rank is not None:
            roles = roles_sentence(snapshot, one, structure.roles_of(one))
            yield f"  {rank_sentence(rank)}: {bridge_sentence(snapshot, bridging)} {roles}".rstrip()
    yield ""
    yield cuts_sentence(structure.cuts, structure.reach)
    for cut in structure.cuts.organisations[:MOST_NAMED]:
        yield f"  {cut_sentence(snapshot, cut)}"
    for tie in structure.cuts.ties[:MOST_NAMED]:
        yield f"  {sole_tie_sentence(snapshot, tie)}"
    yield ""
    yield reach_sentence(structure.reach)
    yield outwardness_sentence(structure.outwardness)
    if structure.dependence is not None:
        yield dependence_sentence(snapshot, structure.dependence)


def plain_bridges(analysis: Analysis) -> dict[str, object]:
    """Return bridges, cuts and dependence as plain values."""
    structure, snapshot = analysis.structure, analysis.snapshot
    dependence = structure.dependence
    return {
        "estimated": analysis.brokerage_is_estimated,
        "bridges": [_bridge(analysis, one) for one in _first(analysis)],
        "cuts": [
            {
                "organisation": named(snapshot, "organisation", cut.organisation),
                "cut_off": [list(part) for part in cut.parts],
                "sentence": cut_sentence(snapshot, cut),
            }
            for cut in structure.cuts.organisations
        ],
        "sole_ties": [
            {
                "one": named(snapshot, "organisation", tie.one),
                "other": named(snapshot, "organisation", tie.other),
                "cut_off": list(tie.part),
                "sentence": sole_tie_sentence(snapshot, tie),
            }
            for tie in structure.cuts.ties
        ],
        "reach": reach_sentence(structure.reach),
        "outwardness": outwardness_sentence(structure.outwardness),
        "coordinator": None if dependence is None else dependence_sentence(snapshot, dependence),
    }


def _first(analysis: Analysis) -> tuple[RecordId, ...]:
    return strongest(analysis.organisations, analysis.brokerage, MOST_NAMED)


def _bridge(analysis: Analysis, one: RecordId) -> dict[str, object]:
    structure, snapshot = analysis.structure, analysis.snapshot
    bridging, rank = analysis.bridging_of(one), analysis.brokerage_rank(one)
    return {
        "organisation": named(snapshot, "organisation", one),
        "betweenness": rounded(float(analysis.brokerage[analysis.index[one]])),
        "rank": None if rank is None else rank[0],
        "constraint": rounded(structure.constraint.get(one)),
        "effective_size": rounded(structure.effective_size.get(one)),
        "roles": {role: rounded(count) for role, count in structure.roles_of(one).items()},
        "lost_sectors": [] if bridging is None else list(bridging.lost),
        "sentence": "" if bridging is None else bridge_sentence(snapshot, bridging),
    }
