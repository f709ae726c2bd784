"""Which nouns have a table, which columns it begins with, and how wide they are."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from oci_map.i18n import N_
from oci_map.model.fields import NOUNS, Field, Kind
from oci_map.values import dataclass

#: The id of a record, as a column of its own that a person can choose.
ID: Final = Field("id", Kind.TEXT, N_("Identifier"))


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table: its noun, the columns it begins with, the column it is sorted by at first."""

    noun: str
    columns: tuple[str, ...]
    order: str

    @property
    def fields(self) -> tuple[Field, ...]:
        """Return every column it can have."""
        return (*NOUNS[self.noun].fields, ID)


TABLES: Final = (
    TableSpec(
        "organisation",
        (
            "name", "short_name", "kind", "sectors", "policy_level", "policy_domain", "place",
            "active_from",
        ),
        "name",
    ),
    TableSpec(
        "working_group",
        ("name_nl", "name_en", "kind", "parent", "active_from", "active_to", "mandate"), "rank",
    ),
    TableSpec(
        "membership", ("organisation", "group", "role", "active_from", "active_to"), "organisation"
    ),
    TableSpec("need", ("name_nl", "name_en", "emphasis", "description"), "rank"),
    TableSpec("need_statement", ("organisation", "need", "priority", "since"), "organisation"),
    TableSpec(
        "tie",
        ("organisation", "other", "kind", "strength", "directed", "active_from", "active_to",
         "note"),
        "organisation",
    ),
    TableSpec(
        "recommendation",
        ("number", "text_nl", "text_en", "status", "addressed_to", "need", "emphasis", "due_on"),
        "number",
    ),
    TableSpec(
        "initiative",
        (
            "name_nl", "name_en", "kind", "lead", "partners", "budget", "budget_period",
            "active_from", "active_to",
        ),
        "name_nl",
    ),
    TableSpec(
        "roundtable",
        ("name_nl", "name_en", "date", "place", "topics", "seats", "tables", "rounds", "minutes"),
        "date",
    ),
    TableSpec(
        "commitment",
        ("text", "organisation", "roundtable", "table", "due_on", "done_on", "recommendation"),
        "due_on",
    ),
    TableSpec("person", ("name", "organisation", "job", "email", "telephone"), "name"),
    TableSpec("source", ("title", "kind", "date", "address", "passage"), "title"),
    TableSpec("emphasis", ("name_nl", "name_en", "lead", "description", "rank"), "rank"),
    TableSpec(
        "sector",
        ("name_nl", "name_en", "initials_nl", "initials_en", "colour", "colour_dark", "rank"),
        "rank",
    ),
    TableSpec("policy_level", ("name_nl", "name_en", "shape", "rank"), "rank"),
    TableSpec("policy_domain", ("name_nl", "name_en", "rank"), "rank"),
)  # fmt: skip

_BY_NOUN: Final = MappingProxyType({one.noun: one for one in TABLES})

_WIDTHS: Final[Mapping[Kind, int]] = {
    Kind.TEXT: 150,
    Kind.LONG_TEXT: 260,
    Kind.TEXTS: 160,
    Kind.CHOICE: 160,
    Kind.YES_NO: 96,
    Kind.INTEGER: 84,
    Kind.EURO: 112,
    Kind.DATE: 100,
    Kind.REFERENCE: 170,
    Kind.REFERENCES: 200,
    Kind.ADDRESS: 200,
    Kind.COLOUR: 96,
}
#: What names a record is read most.
_WIDE: Final = frozenset({"name", "name_nl", "name_en", "title"})


def table(noun: str) -> TableSpec:
    """Return the table of a noun; one without a table raises KeyError."""
    return _BY_NOUN[noun]


def width(field: Field) -> int:
    """Return how wide a column is at first, in px."""
    return 230 if field.name in _WIDE else _WIDTHS.get(field.kind, 120)
