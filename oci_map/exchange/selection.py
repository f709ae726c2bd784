"""What was asked for by name: the map as it is, saved views, findings by their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from oci_map.errors import NotFound
from oci_map.exchange.exhibit import Exhibit
from oci_map.exchange.finding_exhibits import finding_exhibit
from oci_map.i18n import _
from oci_map.model.records import SavedView
from oci_map.model.text import folded

if TYPE_CHECKING:
    from oci_map.graph.analysis import Analysis
    from oci_map.model.snapshot import Snapshot

# Signs that a file name may not have somewhere.
_UNFIT: Final = '\\/:*?"<>|'
_LONGEST: Final = 40


def whole(analysis: Analysis) -> Exhibit:
    """Return the map as it is shown."""
    from oci_map.graph.gap_summary import method_sentence
    from oci_map.graph.wording import isolates_sentence, pair_gaps_sentence

    notes = (
        pair_gaps_sentence(analysis),
        isolates_sentence(analysis.snapshot, analysis.isolates),
        method_sentence(analysis.findings),
    )
    return Exhibit("map", analysis, notes=tuple(note for note in notes if note))


def saved_views(snapshot: Snapshot) -> list[Exhibit]:
    """Return all saved views in their order."""
    from oci_map.operations.views import in_order

    return [view_exhibit(snapshot, view, number) for number, view in enumerate(in_order(snapshot))]


def view_named(snapshot: Snapshot, name: str) -> Exhibit:
    """Return a saved view by its name in either language or its id; raises NotFound."""
    from oci_map.operations.views import in_order

    views = in_order(snapshot)
    wanted = folded(name)
    for view in views:
        if name == view.id or wanted in (folded(view.name_nl), folded(view.name_en)):
            return view_exhibit(snapshot, view)
    known = ", ".join(f"“{view.name}”" for view in views)
    raise NotFound(
        _(
            "There is no saved view “{name}”. Nothing was written. Saved views here: {views}."
        ).format(name=name, views=known or _("none"))
    )


def view_exhibit(snapshot: Snapshot, view: SavedView, number: int = 0) -> Exhibit:
    """Return a saved view with its own filter, colours, title and places."""
    from oci_map.drawing.view_settings import read
    from oci_map.graph.analysis import Analysis

    settings = read(view.settings).settings
    analysis = Analysis(snapshot, settings.filter)
    stem = file_stem(view.name or view.id)
    return Exhibit(
        name=f"{number + 1:02}-{stem}",
        analysis=analysis,
        title=settings.title or view.name,
        subtitle=settings.subtitle or snapshot.info.title,
        appearance=settings.appearance,
        places=dict(settings.places),
        notes=whole(analysis).notes,
    )


def finding_by_key(analysis: Analysis, key: str) -> Exhibit:
    """Return a finding by its key; raises NotFound."""
    gap = analysis.findings.gap(key)
    if gap is None:
        raise NotFound(
            _(
                "There is no finding “{key}” on this map. Nothing was written. "
                "The command “findings --json” lists all keys."
            ).format(key=key)
        )
    return finding_exhibit(analysis.findings, gap)


def file_stem(name: str) -> str:
    """Return a name as a part of a file name on every system."""
    kept = "".join("-" if c in _UNFIT or not c.isprintable() else c for c in name)
    return " ".join(kept.split())[:_LONGEST].strip(" .") or "x"
