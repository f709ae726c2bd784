"""One picture turning into the next: marks and lines on their way, for a third of a second."""

from __future__ import annotations

from dataclasses import replace

from oci_map.drawing.picture import Link, Node, Picture, Text


def moves(before: Picture, after: Picture) -> bool:
    """Say whether an organisation that is in both pictures stands elsewhere in the second."""
    former = {node.key: (node.x, node.y) for node in before.nodes}
    return any(former.get(node.key, (node.x, node.y)) != (node.x, node.y) for node in after.nodes)


def between(before: Picture, after: Picture, share: float) -> Picture:
    """Return the picture on its way from `before` (share 0) to `after` (share 1).

    Marks, ties and labels go straight; what has no counterpart before is where it will be.
    Outlines and their names are left out, because lines that change their shape confuse.
    """
    nodes = {node.key: node for node in before.nodes}
    links = {link.key: link for link in before.links}
    labels = {label.key: label for label in before.labels}
    return replace(
        after,
        nodes=tuple(_node(nodes.get(node.key), node, share) for node in after.nodes),
        links=tuple(_link(links.get(link.key), link, share) for link in after.links),
        labels=tuple(_label(labels.get(label.key), label, share) for label in after.labels),
        outlines=(),
        segments=(),
        names=(),
        pills=(),
    )


def _node(before: Node | None, after: Node, share: float) -> Node:
    if before is None:
        return after
    return replace(
        after,
        x=_mix(before.x, after.x, share),
        y=_mix(before.y, after.y, share),
        radius=_mix(before.radius, after.radius, share),
    )


def _link(before: Link | None, after: Link, share: float) -> Link:
    if before is None or before.one != after.one:
        return after
    a, b = before.curve, after.curve
    curve = (
        _mix(a[0], b[0], share), _mix(a[1], b[1], share), _mix(a[2], b[2], share),
        _mix(a[3], b[3], share), _mix(a[4], b[4], share), _mix(a[5], b[5], share),
    )  # fmt: skip
    return replace(after, curve=curve)


def _label(before: Text | None, after: Text, share: float) -> Text:
    if before is None:
        return after
    return replace(
        after, x=_mix(before.x, after.x, share), y=_mix(before.y, after.y, share)
    )  # fmt: skip


def _mix(before: float, after: float, share: float) -> float:
    return before + (after - before) * share
