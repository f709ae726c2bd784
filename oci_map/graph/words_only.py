"""Which changes a network does not notice: names, notes and other words, sources, places."""

from __future__ import annotations

from typing import Final

from oci_map.model.change import RecordChange
from oci_map.model.fields import NOUNS, Kind

#: Records that no figure follows from.
_BESIDE: Final = frozenset(
    {
        "source", "evidence", "person", "saved_view", "snapshot", "position", "gap_note",
        "wish", "table_sheet", "commitment", "gap_outcome", "distinction", "forgotten",
    }
)  # fmt: skip
_WORDS: Final = frozenset(
    {Kind.TEXT, Kind.LONG_TEXT, Kind.TEXTS, Kind.ADDRESS, Kind.COLOUR, Kind.DATA}
)


def only_words(change: RecordChange) -> bool:
    """Say whether a change leaves every tie, need and figure as it was."""
    if change.noun in _BESIDE:
        return True
    before, after = change.before, change.after
    if before is None or after is None or change.noun not in NOUNS:
        return False
    return all(
        field.kind in _WORDS or getattr(before, field.name) == getattr(after, field.name)
        for field in NOUNS[change.noun].fields
    )
