"""What the picture brings forward: under the pointer first, then in the legend, then selected."""

from __future__ import annotations

from oci_map.drawing.hits import drawn_gaps
from oci_map.drawing.picture import Key, Link, Picture
from oci_map.drawing.strokes import Emphasis
from oci_map.ui.session import Session


def emphasis(session: Session, picture: Picture, hovered: Key | None) -> Emphasis | None:
    """Return what to light and what to dim, or None when nothing is brought forward."""
    gap = _gap(picture, hovered)
    if gap is not None:
        return _on_gap(gap)
    if hovered is not None:
        lit = frozenset((hovered, *picture.neighbours(hovered), *_gap_sides(picture, hovered)))
        return Emphasis(focus=frozenset({hovered}), lit=lit, dim_links=0.2)
    highlight = session.highlight
    if highlight is not None:
        if highlight.kinds:
            return Emphasis(kinds=highlight.kinds, dim_links=0.15)
        lit = frozenset(Key(one) for one in highlight.organisations)
        return Emphasis(lit=lit, dim_links=0.3)
    organisations = frozenset(Key(one) for one in session.selected("organisation"))
    looked_at = _gap(picture, Key(session.gap_focus.key))
    if looked_at is not None and organisations == {looked_at.one, looked_at.other}:
        return _on_gap(looked_at)
    if organisations:
        return Emphasis(focus=organisations)
    groups = session.selected("working_group")
    members = {
        Key(membership.organisation)
        for group in groups
        for membership in session.analysis.members_of(group)
    }
    return Emphasis(lit=frozenset(members), dim=0.35) if groups else None


def _gap(picture: Picture, key: Key | None) -> Link | None:
    """Return the gap of the picture with this key."""
    return next((link for link in drawn_gaps(picture) if link.key == key), None) if key else None


def _on_gap(gap: Link) -> Emphasis:
    """Bring a gap forward with both its ends."""
    ends = frozenset({gap.one, gap.other})
    return Emphasis(lit=ends, links=frozenset({gap.key}), dim_links=0.25)


def _gap_sides(picture: Picture, key: Key) -> tuple[Key, ...]:
    return tuple(
        link.other if link.one == key else link.one
        for link in picture.links
        if link.role == "gap" and key in (link.one, link.other)
    )
