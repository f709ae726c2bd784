"""The two example documents as snapshots, for tests that need a real map."""

from __future__ import annotations

from functools import cache

from oci_map import resources
from oci_map.document import Document
from oci_map.model.snapshot import Snapshot

NAMES = ("oci-sources", "oci-worked-example")


@cache
def snapshot_of(name: str) -> Snapshot:
    """Return the snapshot of an example as it is shipped."""
    document = Document.open(resources.path("examples", f"{name}.ocimap"), read_only=True)
    try:
        return document.snapshot
    finally:
        document.close()
