"""What the picture brings forward: under the pointer first, then in the legend, then selected."""

from __future__ import annotations

from oci_map.drawing.picture import Key, Picture
from oci_map.drawing.strokes import Emphasis
from oci_map.ui.session import Session


def emphasis(session: Session, picture: Picture, hovered: Key | None) -> Emphasis | None:
    """Return what to light and what to dim, or None when nothing is brought forward."""
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
    if organisations:
        return Emphasis(focus=organisations)
    groups = session.selected("working_group")
    members = {
        Key(membership.organisation)
        for group in groups
        for membership in session.analysis.members_of(group)
    }
    return Emphasis(lit=frozenset(members), dim=0.35) if groups else None


def _gap_sides(picture: Picture, key: Key) -> tuple[Key, ...]:
    return tuple(
        link.other if link.one == key else link.one
        for link in picture.links
        if link.role == "gap" and key in (link.one, link.other)
    )
