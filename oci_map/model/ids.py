"""Ids that never clash between two offline copies of a document."""

from __future__ import annotations

import os
from typing import NewType

RecordId = NewType("RecordId", str)


def new_id() -> RecordId:
    """Return a fresh random id (128 random bits)."""
    return RecordId(os.urandom(16).hex())


def position_id(organisation: RecordId) -> RecordId:
    """Return the id of an organisation's place on the map.

    It follows from the organisation, so two copies that place the same one agree on the record.
    """
    return RecordId(f"{organisation}@map")
