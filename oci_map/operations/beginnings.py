"""What a new document begins with: its own description, and the lists that its platform uses."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from oci_map import i18n, resources
from oci_map.document import Document
from oci_map.i18n import N_
from oci_map.model.ids import RecordId
from oci_map.model.records import DocumentInfo, PolicyLevel, Record
from oci_map.model.snapshot import Snapshot

#: The sectors, levels and domains of the creative field in Flanders.
CREATIVE: Final = "creative"
#: The usual policy levels, for whoever makes sectors of their own.
OTHER: Final = "other"
#: What a document can begin with, in the words of the choice; the first is the usual one.
KINDS: Final = {
    CREATIVE: N_("Creative industries in Flanders"),
    OTHER: N_("Another platform"),
}
# The lists of the example are those of the creative field.
_EXAMPLE: Final = ("examples", "oci-sources.ocimap")
_LISTS: Final = ("sector", "policy_level", "policy_domain")
# Ids that are always the same: two such documents agree on them when they are brought together.
_LEVELS: Final = (
    ("level-european", "Europees", "European", "hexagon"),
    ("level-national", "Nationaal of federaal", "National or federal", "diamond"),
    ("level-regional", "Regionaal", "Regional", "circle"),
    ("level-local", "Lokaal", "Local", "triangle"),
)


def create(
    path: Path,
    author: str = "",
    *,
    begins_with: str | Path | Snapshot = CREATIVE,
    replace: bool = False,
) -> Document:
    """Make a new document, titled after its file, and open it; raises FileProblem.

    `begins_with` is one of KINDS, or a document whose lists it takes over: its file, or what is
    in it now where it is open. `replace` allows a file that is there to be replaced, for instance
    after the person was asked.
    """
    records = [_described(path.stem), *_lists(begins_with)]
    return Document.create(path, author=author, records=records, replace=replace)


def lists_in(snapshot: Snapshot) -> list[Record]:
    """Return the sectors, policy levels and policy domains of a document, each in its order."""
    return [one for noun in _LISTS for one in snapshot.table(noun).values()]


def has_lists_of_its_own(snapshot: Snapshot) -> bool:
    """Say whether a document has other sectors, levels or domains than the two kinds begin with."""
    found = set(lists_in(snapshot))
    return bool(found) and all(found != set(_lists(kind)) for kind in KINDS)


def _lists(begins_with: str | Path | Snapshot) -> Iterable[Record]:
    if isinstance(begins_with, Snapshot):
        return lists_in(begins_with)
    if begins_with == OTHER:
        return [
            PolicyLevel(id=RecordId(one), name_nl=dutch, name_en=english, shape=shape, rank=rank)
            for rank, (one, dutch, english, shape) in enumerate(_LEVELS, start=1)
        ]
    if begins_with == CREATIVE:
        return _lists_of(resources.path(*_EXAMPLE))
    return _lists_of(Path(begins_with))


def _lists_of(path: Path) -> list[Record]:
    document = Document.open(path, read_only=True)
    try:
        return lists_in(document.snapshot)
    finally:
        document.close()


def _described(title: str) -> Record:
    dutch = i18n.language() == "nl"
    return DocumentInfo(
        id=RecordId("document"),
        title_nl=title if dutch else "",
        title_en="" if dutch else title,
    )
