"""Clusters as sentences in the chosen language: their names, what holds them, how sure they are."""

from __future__ import annotations

from typing import Final

from oci_map.graph.cluster_names import SECTOR, ClusterName, Trait
from oci_map.graph.clusters import Cluster, Clusters, Stability
from oci_map.graph.names import inside, name_in_sentence, organisation_name, organisation_names
from oci_map.graph.structure import Agreement
from oci_map.graph.wording import isolates_sentence
from oci_map.i18n import _, ngettext, number
from oci_map.model.snapshot import Snapshot

# Below this many members a figure hangs on one or two ties.
FRAGILE: Final = 10
_STEADY: Final = 0.9
_DOUBTFUL: Final = 0.5


def clusters_sentence(snapshot: Snapshot, clusters: Clusters) -> str:
    """Say how many clusters there are, or why there is none, and who is in none."""
    sentences = [_how_many(clusters), isolates_sentence(snapshot, clusters.isolates)]
    if clusters.large:
        sentences.append(
            ngettext(
                "A gathering of more than 400 organisations does not count here: "
                "whoever meets so many hardly meets anybody.",
                "{count} gatherings of more than 400 organisations do not count here: "
                "whoever meets so many hardly meets anybody.",
                clusters.large,
            ).format(count=number(clusters.large))
        )
    if clusters.only_large:
        sentences.append(
            ngettext(
                "{organisations} meets others there only.",
                "{organisations} meet others there only.",
                len(clusters.only_large),
            ).format(organisations=organisation_names(snapshot, clusters.only_large))
        )
    return " ".join(filter(None, sentences))


def _how_many(clusters: Clusters) -> str:
    total = sum(len(one.members) for one in clusters.listed)
    if not clusters.listed:
        if not clusters.isolates and not clusters.only_large:
            return _("No organisation is shown.")
        return _("There are no clusters: no two organisations work together closely yet.")
    if len(clusters.listed) == 1:
        return ngettext(
            "The {count} organisation that works with others forms one cluster.",
            "The {count} organisations that work with others form one cluster.",
            total,
        ).format(count=number(total))
    # L10n: two clusters or more.
    return _("{organisations} organisations form {clusters} clusters.").format(
        organisations=number(total), clusters=number(len(clusters.listed))
    )


def cluster_name(snapshot: Snapshot, name: ClusterName) -> str:
    """Return what a cluster is called: "Film & television · Financing"."""
    parts = [_record(snapshot, trait) for trait in name.traits]
    if name.around is None:
        return " · ".join(parts)
    around = organisation_name(snapshot, name.around)
    if not parts:
        return _("Around {organisation}").format(organisation=around)
    # L10n: "Film & television · Financing (around VAF)", where two clusters have the same name.
    return _("{name} (around {organisation})").format(name=" · ".join(parts), organisation=around)


def cluster_sentence(snapshot: Snapshot, cluster: Cluster) -> str:
    """Say who is in a cluster, and how much of their cooperation stays in it."""
    share = cluster.inside * 2 / (cluster.inside * 2 + cluster.outside)
    return ngettext(
        "{count} organisation: {organisations}. Of its cooperation {share} stays inside.",
        "{count} organisations: {organisations}. Of their cooperation {share} stays inside.",
        len(cluster.members),
    ).format(
        count=number(len(cluster.members)),
        organisations=organisation_names(snapshot, cluster.members),
        share=_("{share}%").format(share=number(100 * share)),
    )


def trait_sentence(snapshot: Snapshot, trait: Trait) -> str:
    """Say how much more frequent a sector or group is in a cluster than elsewhere."""
    name = _record(snapshot, trait)
    if trait.noun == SECTOR:
        name = inside(name)
    if trait.others == 0:
        text = ngettext(
            "{inside} of {members} member is in {name}.",
            "{inside} of {members} members are in {name}.",
            trait.members,
        )
    else:
        text = ngettext(
            "{inside} of {members} member is in {name}, and {outside} of {others} elsewhere.",
            "{inside} of {members} members are in {name}, and {outside} of {others} elsewhere.",
            trait.members,
        )
    return text.format(
        inside=number(trait.inside),
        members=number(trait.members),
        name=name,
        outside=number(trait.outside),
        others=number(trait.others),
    )


def stability_word(cluster: Cluster, held: Stability) -> str:
    """Say in a word whether a cluster held when the search was repeated."""
    share = held.held.get(cluster.key, 0) / held.runs if held.runs else 0.0
    if share >= _STEADY:
        return _("stable")
    return _("fairly stable") if share > _DOUBTFUL else _("doubtful")


def stability_sentence(cluster: Cluster, held: Stability) -> str:
    """Say in how many runs a cluster held, and what to think of it."""
    times = held.held.get(cluster.key, 0)
    share = times / held.runs if held.runs else 0.0
    if share >= _STEADY:
        first = _("Stable: held in {times} of {runs} runs.")
    elif share > _DOUBTFUL:
        first = _("Fairly stable: held in {times} of {runs} runs.")
    else:
        first = _("Doubtful: held in {times} of {runs} runs only.")
    sentences = [first.format(times=number(times), runs=number(held.runs))]
    if len(cluster.members) < FRAGILE:
        sentences.append(
            ngettext(
                "With only {count} organisation a single tie can change it.",
                "With only {count} organisations a single tie can change it.",
                len(cluster.members),
            ).format(count=number(len(cluster.members)))
        )
    return " ".join(sentences)


def agreement_sentence(agreement: Agreement) -> str:
    """Say how far clusters follow sectors, with the figure behind it."""
    if agreement.value is None:
        return _(
            "Clusters and sectors cannot be compared yet: "
            "both need at least two, with organisations whose sector is known."
        )
    value = max(0.0, agreement.value)
    if value >= 0.75:
        text = _("Clusters and sectors are almost the same division ({value} of 1).")
    elif value >= 0.4:
        text = _("Clusters largely follow the sectors ({value} of 1).")
    elif value >= 0.15:
        text = _("Clusters follow the sectors in part ({value} of 1).")
    else:
        text = _(
            "Clusters hardly follow the sectors: organisations work across them ({value} of 1)."
        )
    sentences = [text.format(value=number(value, 2))]
    if agreement.organisations < FRAGILE:
        sentences.append(
            ngettext(
                "This rests on {count} organisation only.",
                "This rests on {count} organisations only.",
                agreement.organisations,
            ).format(count=number(agreement.organisations))
        )
    return " ".join(sentences)


def _record(snapshot: Snapshot, trait: Trait) -> str:
    table = snapshot.sectors if trait.noun == SECTOR else snapshot.groups
    return name_in_sentence(table[trait.record].name)
