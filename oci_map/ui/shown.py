"""How the map is shown beside its filter: how it is dressed, and through which saved view."""

from __future__ import annotations

from oci_map.drawing.appearance import PLAIN, Appearance
from oci_map.model.ids import RecordId
from oci_map.model.records import NONE, SavedView
from oci_map.model.snapshot import Snapshot
from oci_map.values import dataclass


@dataclass(frozen=True, slots=True)
class Shown:
    """What the window shows of a document, apart from the filter."""

    appearance: Appearance = PLAIN
    view: RecordId = NONE  # the saved view that is open

    def saved(self, snapshot: Snapshot) -> SavedView | None:
        """Return the saved view that is open; None also while its deletion stands."""
        record = snapshot.get("saved_view", self.view) if self.view else None
        return record if isinstance(record, SavedView) else None

    def places(self, snapshot: Snapshot) -> dict[RecordId, tuple[float, float]]:
        """Return where the open view lets organisations stand (px), of those that are there."""
        view = self.saved(snapshot)
        if view is None:
            return {}
        from oci_map.drawing.view_settings import read  # most documents have no view open

        there = snapshot.organisations
        kept = read(view.settings).settings.places
        return {one: place for one, place in kept.items() if one in there}
