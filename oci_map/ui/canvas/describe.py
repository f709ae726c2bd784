"""The canvas in words: tooltips, and what assistive technology reads."""

from __future__ import annotations

from oci_map import i18n
from oci_map.drawing.hits import gap_at
from oci_map.drawing.picture import Key, Link
from oci_map.i18n import _, ngettext
from oci_map.model.ids import RecordId
from oci_map.ui.plain import tooltip
from oci_map.ui.session import Session

_MOST_NAMED = 12


def at(session: Session, x: float, y: float) -> str:
    """Return the tooltip for a place on the map; '' where nothing is."""
    picture = session.picture
    if picture is None:
        return ""
    node = picture.node_at(x, y)
    if node is not None:
        return tooltip(organisation(session, RecordId(node.key)))
    gap = gap_at(picture, x, y)
    if gap is not None:
        return tooltip(_gap(session, gap))
    groups = picture.groups_at(x, y)
    titles = {outline.key: outline.title for outline in picture.outlines}
    names = "\n".join(titles[one] for one in groups)
    return tooltip(names) if names else ""


def _gap(session: Session, gap: Link) -> str:
    from oci_map.graph.wording import pair_gap_sentence  # not for the first picture

    found = session.analysis.gaps_of(RecordId(gap.one))
    texts = (pair_gap_sentence(session.snapshot, one) for one in found if one.key == gap.key)
    return next(texts, "")


def organisation(session: Session, one: RecordId) -> str:
    """Return an organisation's name, where it sits and whom it works with."""
    record = session.snapshot.organisations[one]
    lines = [record.name]
    sectors = [session.snapshot.sectors[s].name for s in record.sectors]
    if record.cross_sector:
        sectors.insert(0, _("Cross-sector"))
    level = session.snapshot.levels.get(record.policy_level)
    lines.append(" · ".join([*sectors, *([level.name] if level is not None else [])]))
    partners = session.picture.neighbours(Key(one)) if session.picture is not None else ()
    count = len(partners)
    lines.append(
        ngettext(
            "Works with {count} organisation", "Works with {count} organisations", count
        ).format(count=i18n.number(count))
        if count
        else _("Not connected yet")
    )
    return "\n".join(line for line in lines if line)


def selection(session: Session) -> str:
    """Return what a screen reader says about the selected organisation and its neighbours."""
    picture = session.picture
    chosen = session.selected("organisation")
    if picture is None or not picture.nodes:
        return _("Nothing is shown.")
    if not chosen:
        count = len(picture.nodes)
        return ngettext(
            "{count} organisation. Press an arrow key to walk from one to the next.",
            "{count} organisations. Press an arrow key to walk from one to the next.",
            count,
        ).format(count=i18n.number(count))
    described = organisation(session, chosen[0])
    neighbours = [
        session.snapshot.organisations[RecordId(key)].short
        for key in picture.neighbours(Key(chosen[0]))
    ]
    named = i18n.listing(neighbours[:_MOST_NAMED])
    groups = i18n.listing(
        [
            session.snapshot.groups[m.group].name
            for m in session.snapshot.memberships_of.get(chosen[0], ())
        ]
    )
    parts = [described.replace("\n", ". ")]
    if named:
        parts.append(_("Ties to {names}").format(names=named))
    if groups:
        parts.append(_("Sits in {groups}").format(groups=groups))
    return ". ".join(parts) + "."
