"""What a new document begins with: its own description, the sectors, levels and domains."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from oci_map import i18n, resources
from oci_map.document import Document
from oci_map.model.ids import RecordId
from oci_map.model.records import DocumentInfo, Record

# The lists of the example are those of the creative field; every new document gets them.
_EXAMPLE: Final = ("examples", "oci-sources.ocimap")
_LISTS: Final = ("sector", "policy_level", "policy_domain")


def create(path: Path, author: str = "", *, replace: bool = False) -> Document:
    """Make a new document, titled after its file, and open it; raises FileProblem.

    `replace` allows a file that is there to be replaced, for instance after the person was asked.
    """
    records = _first_records(path.stem)
    return Document.create(path, author=author, records=records, replace=replace)


def _first_records(title: str) -> list[Record]:
    example = Document.open(resources.path(*_EXAMPLE), read_only=True)
    try:
        lists = [one for noun in _LISTS for one in example.snapshot.table(noun).values()]
    finally:
        example.close()
    dutch = i18n.language() == "nl"
    info = DocumentInfo(
        id=RecordId("document"),
        title_nl=title if dutch else "",
        title_en="" if dutch else title,
    )
    return [info, *lists]
