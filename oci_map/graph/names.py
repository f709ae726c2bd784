"""Names as they stand in a sentence: on one line, cut when very long, joined as language does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from unicodedata import bidirectional

from oci_map.i18n import _, listing, number
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot

# Longer lists are cut: "a, b, c and 4 more".
_MOST_NAMES: Final = 3
_LONGEST_NAME: Final = 80


def name_in_sentence(name: str) -> str:
    """Return a name as it stands in a sentence: on one line, cut when very long.

    A name written from right to left is isolated, so that it does not turn its surroundings.
    """
    line = " ".join(name.split())
    if len(line) > _LONGEST_NAME:
        line = line[: _LONGEST_NAME - 1].rstrip() + "…"
    if any(bidirectional(character) in ("R", "AL", "AN") for character in line):
        return f"\u2068{line}\u2069"
    return line


def organisation_name(snapshot: Snapshot, organisation: RecordId) -> str:
    """Return the short name of an organisation."""
    return name_in_sentence(snapshot.organisations[organisation].short)


def sector_name(snapshot: Snapshot, sector: RecordId) -> str:
    """Return the name of a sector."""
    return name_in_sentence(snapshot.sectors[sector].name)


def organisation_names(snapshot: Snapshot, organisations: Sequence[RecordId]) -> str:
    """Return the short names of organisations, joined."""
    return joined([organisation_name(snapshot, one) for one in organisations])


def need_names(snapshot: Snapshot, needs: Sequence[RecordId]) -> str:
    """Return the names of needs, joined."""
    return joined([name_in_sentence(snapshot.needs[need].name) for need in needs])


def joined(names: Sequence[str]) -> str:
    """Join names; of more than four, the first three and how many more.

    Where a name has a comma of its own, semicolons keep the names apart.
    """
    between = "; " if any("," in name for name in names) else ", "
    if len(names) > _MOST_NAMES + 1:
        last = _("{count} more").format(count=number(len(names) - _MOST_NAMES))
        return listing([between.join(names[:_MOST_NAMES]), last])
    return listing([between.join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def first_word(sector: str) -> str:
    """Return the name of a sector as the first word of a sentence; iOS keeps its i."""
    return sector if sector[1:2].isupper() else sector[:1].upper() + sector[1:]


def inside(sector: str) -> str:
    """Return the name of a sector inside a sentence, where it has no capital; PR keeps its P."""
    return sector[:1].lower() + sector[1:] if sector[1:2].islower() else sector
