"""Where the organisations of the open document stand on the map."""

from __future__ import annotations

from operator import is_

from oci_map.drawing.places import Places, stored_places
from oci_map.model.snapshot import Snapshot
from oci_map.ui.shown import Shown


class MapPlaces:
    """Holds the places that were computed for now, and knows which ones go before them."""

    def __init__(self) -> None:
        self._given: Places = {}
        self._follow_from: tuple[object, ...] = (None, None, None)
        self._places: Places = {}
        self._stored: tuple[object, Places] = (None, {})  # the table, and what it says

    def forget(self) -> None:
        """Begin anew: another document was opened."""
        self._given = {}

    def give(self, places: Places) -> None:
        """Take places that were computed."""
        self._given = {**self._given, **places}

    def places(self, snapshot: Snapshot, shown: Shown) -> Places:
        """Return where all stand: as the open view or the document says, else for now."""
        frame = (snapshot.table("position"), snapshot.table("organisation"), self._given)
        if shown.view or not all(map(is_, self._follow_from, frame)):
            there = snapshot.organisations
            given = {one: place for one, place in self._given.items() if one in there}
            if self._stored[0] is not frame[0]:
                self._stored = (frame[0], stored_places(snapshot))
            placed = {**given, **self._stored[1], **shown.places(snapshot)}
            if shown.view:
                return placed
            self._follow_from, self._places = frame, placed
        return self._places
