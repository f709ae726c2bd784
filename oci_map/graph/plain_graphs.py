"""Reads what `api.py` is given: networkx graphs, sets of nodes and labels, into arrays."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from oci_map.arrays import FloatArray, IntArray
from oci_map.graph.build import cooperation_of_graph
from oci_map.graph.clusters import Cluster, Clusters
from oci_map.graph.cooperation import Cooperation
from oci_map.model.ids import RecordId

if TYPE_CHECKING:
    import networkx as nx

Node = Hashable


def network_of(graph: nx.Graph[Any], weight: str | None) -> tuple[Cooperation, dict[RecordId, Any]]:
    """Return a graph as a network, and its nodes by their names there."""
    made = cooperation_of_graph(graph, weight)
    return made, dict(zip(made.organisations, graph, strict=True))


def members_of(graph: nx.Graph[Any], attribute: str) -> tuple[FloatArray, list[str]]:
    """Return which nodes are in which classes, (n, k) of 0 and 1, and the names of the classes.

    The attribute is one class or a collection of classes; None, an empty one and a missing one
    mean that the class is unknown.
    """
    classes = [_classes(data.get(attribute)) for _node, data in graph.nodes(data=True)]
    names = sorted({name for some in classes for name in some})
    column = {name: place for place, name in enumerate(names)}
    member = np.zeros((len(classes), len(names)))
    for row, some in enumerate(classes):
        for name in some:
            member[row, column[name]] = 1.0
    return member, names


def _classes(value: object) -> list[str]:
    if value is None or value == "":
        return []
    if isinstance(value, Iterable) and not isinstance(value, str | bytes):
        return [str(one) for one in value if one is not None and one != ""]
    return [str(value)]


def keys_of(parts: Iterable[Collection[Node]] | None) -> dict[RecordId, str]:
    """Return the number of its part, as text, by the name of each node."""
    return {
        RecordId(str(node)): str(number) for number, part in enumerate(parts or ()) for node in part
    }


def labels_of(network: Cooperation, parts: Iterable[Collection[Node]]) -> IntArray:
    """Return the number of its part for each node; those in none have one of their own."""
    keys = keys_of(parts)
    count = len(set(keys.values()))
    own = range(count, count + network.size)
    number = {key: place for place, key in enumerate(dict.fromkeys(keys.values()))}
    names = network.organisations
    labels = [number[keys[n]] if n in keys else o for n, o in zip(names, own, strict=True)]
    return np.unique(np.array(labels, dtype=np.intp), return_inverse=True)[1].astype(np.intp)


def as_clusters(network: Cooperation, parts: Iterable[Collection[Node]]) -> Clusters:
    """Return sets of nodes as clusters; raises ValueError for nodes that are not there."""
    known = set(network.organisations)
    listed = [tuple(RecordId(str(node)) for node in part) for part in parts if part]
    if any(one not in known for part in listed for one in part):
        raise ValueError("a node of a cluster is not in the graph")
    return Clusters(
        listed=tuple(Cluster(str(number), part, 0.0, 0.0) for number, part in enumerate(listed)),
        isolates=(),
        only_large=(),
        large=0,
        modularity=0.0,
    )


def two_labels(
    one: Mapping[Any, Hashable], other: Mapping[Any, Hashable]
) -> tuple[IntArray, IntArray]:
    """Return the labels of what both mappings have, numbered from 0."""
    both = [key for key in one if key in other]
    return _numbers([one[key] for key in both]), _numbers([other[key] for key in both])


def _numbers(labels: list[Hashable]) -> IntArray:
    number: dict[Hashable, int] = {}
    return np.array([number.setdefault(one, len(number)) for one in labels], dtype=np.intp)


def where_known(graph: nx.Graph[Any], values: FloatArray) -> dict[Any, float | None]:
    """Return values by node, None where they are not defined."""
    known = np.isfinite(values).tolist()
    return {
        node: value if defined else None
        for node, value, defined in zip(graph, values.tolist(), known, strict=True)
    }
