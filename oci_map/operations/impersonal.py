"""A copy without personal data: only what is allowed by name goes along.

Left out are people, and every text in which somebody may have been written about: notes, reasons,
passages of sources and what was promised at a table. A field that is not listed stays behind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from oci_map.document import Document
from oci_map.i18n import _
from oci_map.model import vocabulary
from oci_map.model.fields import noun_of
from oci_map.model.records import Record, Source
from oci_map.model.snapshot import Snapshot

_NAMES: Final = ("name_nl", "name_en")
_PERIOD: Final = ("active_from", "active_to")

#: What goes along. All else is left out: a new noun or field too, until somebody decides.
ALLOWED: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        noun: frozenset(fields)
        for noun, fields in {
            "document": ("title_nl", "title_en", "coordinator", "platform", "boundary"),
            "sector": (*_NAMES, "initials_nl", "initials_en", "colour", "colour_dark", "rank"),
            "policy_level": (*_NAMES, "shape", "rank"),
            "policy_domain": (*_NAMES, "rank"),
            "organisation": (
                "name", "short_name", "abbreviation", "aliases", "kind", "sectors", "cross_sector",
                "policy_level", "policy_domain", "parent", "website", "place", *_PERIOD,
            ),
            "working_group": (*_NAMES, "kind", "mandate", "parent", *_PERIOD, "rank"),
            "membership": ("organisation", "group", "role", *_PERIOD),
            "emphasis": (*_NAMES, "lead", "description", "rank"),
            "need": (*_NAMES, "emphasis", "description", "rank"),
            "need_statement": ("organisation", "need", "priority", "since"),
            "tie": ("organisation", "other", "kind", "strength", "directed", *_PERIOD),
            "roundtable": (
                *_NAMES, "date", "place", "starts_at", "topics", "recommendations", "seats",
                "tables", "rounds", "minutes", "table_sizes", "seed", "description",
            ),
            "initiative": (
                *_NAMES, "kind", "lead", "partners", "group", "emphasis", "budget",
                "budget_period", *_PERIOD, "needs", "sectors", "policy_levels", "description",
            ),
            "recommendation": (
                "number", "text_nl", "text_en", "addressed_to", "to_the_sector", "origin_group",
                "origin_roundtable", "supporters", "need", "emphasis", "status", "answer",
                "proposed_on", "answered_on", "due_on",
            ),
            "invitation": ("roundtable", "organisation", "status", "deputy"),
            "seat": ("invitation", "round", "table", "pinned"),
            "wish": ("roundtable", "kind", "organisation", "other"),
            "table_sheet": ("roundtable", "round", "table", "host", "topics", "question"),
            "gap_outcome": ("roundtable", "gap", "months", "outcome", "asked_on"),
            "gap_note": ("gap", "state", "noted_on"),
            "source": ("title", "kind", "date", "address"),
            "evidence": ("source", "noun", "record", "field", "certainty"),
            "distinction": ("noun", "record", "other"),
            "saved_view": (*_NAMES, "settings", "rank"),
            "snapshot": (*_NAMES, "date"),
            "position": ("organisation", "x", "y", "pinned"),
            # Without it, merging an older copy could bring somebody back.
            "forgotten": ("noun", "record", "forgotten_on"),
        }.items()
    }
)  # fmt: skip


def records_without_personal_data(snapshot: Snapshot) -> list[Record]:
    """Return the records of such a copy, in the order of the document."""
    return [
        _bare(record)
        for noun, fields in ALLOWED.items()
        for record in snapshot.table(noun).values()
        if fields and not _is_about_somebody(record)
    ]


def _is_about_somebody(record: Record) -> bool:
    """Say whether it tells about a record that does not go along."""
    about = getattr(record, "noun", "")
    is_stone = noun_of(record).name == "forgotten"
    return bool(about) and not is_stone and about not in ALLOWED


def _bare(record: Record) -> Record:
    noun = noun_of(record)
    kept = ALLOWED[noun.name]
    values: dict[str, Any] = {
        field.name: noun.default(field.name) for field in noun.fields if field.name not in kept
    }
    if isinstance(record, Source) and record.kind == "conversation":
        # Such a title says with whom.
        title = vocabulary.SOURCE_KINDS[record.kind]
        values |= {"title": _(title), "address": ""}
    return replace(record, **values)


def write_copy(snapshot: Snapshot, path: Path, *, replace_file: bool = False) -> None:
    """Write a new document without personal data and without history; raises FileProblem."""
    records = records_without_personal_data(snapshot)
    Document.create(path, records=records, replace=replace_file).close()
