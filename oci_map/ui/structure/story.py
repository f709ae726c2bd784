"""What is said of a structure, part by part: clusters, sectors, bridges, who holds it together."""

from __future__ import annotations

from typing import Final

from oci_map.drawing.clustering import Clustering
from oci_map.graph.analysis import Analysis
from oci_map.graph.brokers import strongest
from oci_map.graph.clusters import Cluster, Stability
from oci_map.graph.names import organisation_name
from oci_map.graph.structure import Structure
from oci_map.graph.wording import bridge_sentence
from oci_map.graph.wording_clusters import (
    agreement_sentence,
    cluster_sentence,
    clusters_sentence,
    stability_sentence,
    trait_sentence,
)
from oci_map.graph.wording_structure import (
    constraint_sentence,
    cut_sentence,
    cuts_sentence,
    dependence_sentence,
    outwardness_sentence,
    reach_sentence,
    roles_sentence,
    sole_tie_sentence,
)
from oci_map.i18n import _, ngettext, number
from oci_map.model.ids import RecordId
from oci_map.values import dataclass

MOST: Final = 12
_BRIDGES: Final = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding: what it is about, in sentences, with the organisations it is about."""

    title: str
    text: str
    organisations: tuple[RecordId, ...]
    number: int = -1  # of the colour of a cluster


@dataclass(frozen=True, slots=True)
class Chapter:
    """Entries under a heading, with the measures that explain them."""

    key: str
    title: str
    measures: tuple[str, ...]
    sentence: str
    entries: tuple[Entry, ...] = ()


def story(structure: Structure, held: Stability | None, clustering: Clustering) -> list[Chapter]:
    """Return what is to be said of a structure, in the chosen language."""
    return [
        _clusters(structure, held, clustering),
        Chapter(
            "agreement", _("Clusters and sectors"), ("agreement", "ei-index"),
            f"{agreement_sentence(structure.agreement)} "
            f"{outwardness_sentence(structure.outwardness)}",
        ),
        _bridges(structure),
        _cuts(structure),
        _coordinator(structure),
    ]  # fmt: skip


def _clusters(structure: Structure, held: Stability | None, clustering: Clustering) -> Chapter:
    snapshot = structure.analysis.snapshot
    found = structure.clusters
    shown = {one.key: one for one in clustering.listed}
    entries = [
        Entry(
            shown[one.key].name, _cluster(structure, one, held), one.members, shown[one.key].number
        )
        for one in found.listed[:MOST]
        if one.key in shown
    ]
    sentence = clusters_sentence(snapshot, found)
    left = len(found.listed) - len(entries)
    if left > 0:
        more = ngettext(
            "{count} smaller cluster is not listed.", "{count} smaller clusters are not listed.",
            left,
        )  # fmt: skip
        sentence = f"{sentence} {more.format(count=number(left))}"
    measures = ("clusters", "cluster-stability")
    return Chapter("clusters", _("Clusters"), measures, sentence, tuple(entries))


def _cluster(structure: Structure, cluster: Cluster, held: Stability | None) -> str:
    snapshot = structure.analysis.snapshot
    sentences = [cluster_sentence(snapshot, cluster)]
    traits = structure.cluster_names[cluster.key].traits
    sentences += [trait_sentence(snapshot, trait) for trait in traits]
    sentences.append(
        stability_sentence(cluster, held)
        if held is not None
        else _("How well it holds is checked…")
    )
    return " ".join(sentences)


def _bridges(structure: Structure) -> Chapter:
    analysis = structure.analysis
    entries = tuple(
        Entry(organisation_name(analysis.snapshot, one), _bridge(structure, one), (one,))
        for one in strongest(analysis.organisations, analysis.brokerage, _BRIDGES)
    )
    sentence = "" if entries else _("Nobody stands between others yet.")
    if entries and analysis.brokerage_is_estimated:
        sentence = _("The order is an estimate, reliable at the top.")
    measures = ("betweenness", "brokerage-roles", "constraint", "effective-size")
    return Chapter("bridges", _("Strongest bridges"), measures, sentence, entries)


def _bridge(structure: Structure, one: RecordId) -> str:
    analysis, snapshot = structure.analysis, structure.analysis.snapshot
    found = analysis.bridging_of(one)
    sentences = [bridge_sentence(snapshot, found)] if found is not None else []
    sentences.append(roles_sentence(snapshot, one, structure.roles_of(one)))
    sentences.append(
        constraint_sentence(
            snapshot, one, structure.constraint.get(one), structure.effective_size.get(one),
            _partners(analysis, one),
        )
    )  # fmt: skip
    return " ".join(sentences)


def _partners(analysis: Analysis, one: RecordId) -> int:
    return len(analysis.partners_of(one))


def _cuts(structure: Structure) -> Chapter:
    snapshot, cuts = structure.analysis.snapshot, structure.cuts
    entries = [
        Entry(
            organisation_name(snapshot, cut.organisation),
            cut_sentence(snapshot, cut),
            (cut.organisation, *(one for part in cut.parts for one in part)),
        )
        for cut in cuts.organisations[:MOST]
    ]
    entries += [
        Entry(
            f"{organisation_name(snapshot, tie.one)} – {organisation_name(snapshot, tie.other)}",
            sole_tie_sentence(snapshot, tie),
            (tie.one, *tie.part),
        )
        for tie in cuts.ties[: MOST - len(entries)]
    ]
    sentence = cuts_sentence(cuts, structure.reach)
    title = _("Who holds the map together")
    return Chapter("cuts", title, ("cuts",), sentence, tuple(entries))


def _coordinator(structure: Structure) -> Chapter:
    found, snapshot = structure.dependence, structure.analysis.snapshot
    sentence = reach_sentence(structure.reach)
    entries: tuple[Entry, ...] = ()
    if found is not None:
        name = organisation_name(snapshot, found.organisation)
        text = dependence_sentence(snapshot, found)
        entries = (Entry(name, text, (found.organisation, *found.alone)),)
    return Chapter("dependence", _("The whole"), ("dependence",), sentence, entries)
