"""Each field of each noun described once: forms, columns, imports, exports and rows follow it."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

from oci_map.i18n import N_
from oci_map.model import records as r
from oci_map.model import vocabulary as v
from oci_map.model.kinds import Field, Kind, Noun

__all__ = ["NOUNS", "NOUN_OF", "Field", "Kind", "Noun", "noun_of"]


def _text(name: str, label: str, *, required: bool = False, sensitive: bool = False) -> Field:
    return Field(name, Kind.TEXT, label, required=required, sensitive=sensitive)


def _long(name: str, label: str, *, required: bool = False) -> Field:
    return Field(name, Kind.LONG_TEXT, label, required=required)


def _date(name: str, label: str) -> Field:
    return Field(name, Kind.DATE, label)


def _choice(name: str, label: str, choices: v.Vocabulary) -> Field:
    return Field(name, Kind.CHOICE, label, required=True, choices=choices)


def _one(name: str, label: str, target: str, *, required: bool = False) -> Field:
    return Field(name, Kind.REFERENCE, label, required=required, target=target)


def _several(name: str, label: str, target: str) -> Field:
    return Field(name, Kind.REFERENCES, label, target=target)


def _count(name: str, label: str, least: int = 0, most: int | None = None) -> Field:
    return Field(name, Kind.INTEGER, label, least=least, most=most)


def _whole(name: str, label: str, least: int, most: int | None = None) -> Field:
    return Field(name, Kind.INTEGER, label, required=True, least=least, most=most)


_NAMES: Final = (
    _text("name_nl", N_("Name in Dutch")),
    _text("name_en", N_("Name in English")),
)
_PERIOD: Final = (_date("active_from", N_("From")), _date("active_to", N_("Until")))
_RANK: Final = Field("rank", Kind.INTEGER, N_("Order"), required=True)


def _nouns() -> Iterable[Noun]:
    yield Noun(
        "document", r.DocumentInfo, N_("Document"), N_("Documents"),
        (
            _text("title_nl", N_("Title in Dutch")),
            _text("title_en", N_("Title in English")),
            _one("coordinator", N_("Coordinator"), "organisation"),
            _one("platform", N_("Platform"), "working_group"),
            _long("boundary", N_("Who is in and who is not")),
        ),
        listed=False,
    )  # fmt: skip
    yield Noun(
        "sector", r.Sector, N_("Sector"), N_("Sectors"),
        (
            *_NAMES,
            _text("initials_nl", N_("Initials in Dutch")),
            _text("initials_en", N_("Initials in English")),
            Field("colour", Kind.COLOUR, N_("Colour")),
            Field("colour_dark", Kind.COLOUR, N_("Colour on dark")),
            _RANK,
        ),
    )  # fmt: skip
    yield Noun(
        "policy_level", r.PolicyLevel, N_("Policy level"), N_("Policy levels"),
        (*_NAMES, _choice("shape", N_("Shape"), v.LEVEL_SHAPES), _RANK),
    )  # fmt: skip
    yield Noun(
        "policy_domain", r.PolicyDomain, N_("Policy domain"), N_("Policy domains"),
        (*_NAMES, _RANK),
    )  # fmt: skip
    yield Noun(
        "organisation", r.Organisation, N_("Organisation"), N_("Organisations"),
        (
            _text("name", N_("Full name"), required=True),
            _text("short_name", N_("Short name")),
            _text("abbreviation", N_("Name on the map")),
            Field("aliases", Kind.TEXTS, N_("Also known as")),
            _choice("kind", N_("Type"), v.ORGANISATION_KINDS),
            _several("sectors", N_("Sectors"), "sector"),
            Field("cross_sector", Kind.YES_NO, N_("Cross-sector")),
            _one("policy_level", N_("Policy level"), "policy_level"),
            _one("policy_domain", N_("Policy domain"), "policy_domain"),
            _one("parent", N_("Part of"), "organisation"),
            Field("website", Kind.ADDRESS, N_("Website")),
            _text("place", N_("Place")),
            *_PERIOD,
            _long("note", N_("Note")),
        ),
    )  # fmt: skip
    yield Noun(
        "working_group", r.WorkingGroup, N_("Working group"), N_("Working groups"),
        (
            *_NAMES,
            _choice("kind", N_("Type"), v.GROUP_KINDS),
            _long("mandate", N_("Mandate")),
            _one("parent", N_("Part of"), "working_group"),
            *_PERIOD,
            _RANK,
        ),
    )  # fmt: skip
    yield Noun(
        "membership", r.Membership, N_("Membership"), N_("Memberships"),
        (
            _one("organisation", N_("Organisation"), "organisation", required=True),
            _one("group", N_("Working group"), "working_group", required=True),
            _choice("role", N_("Role"), v.ROLES),
            *_PERIOD,
        ),
    )  # fmt: skip
    yield Noun(
        "emphasis", r.Emphasis, N_("Emphasis"), N_("Emphases"),
        (
            *_NAMES,
            _one("lead", N_("Lead"), "organisation"),
            _long("description", N_("Description")),
            _RANK,
        ),
    )  # fmt: skip
    yield Noun(
        "need", r.Need, N_("Need"), N_("Needs"),
        (
            *_NAMES,
            _one("emphasis", N_("Emphasis"), "emphasis"),
            _long("description", N_("Description")),
            _RANK,
        ),
    )  # fmt: skip
    yield Noun(
        "need_statement", r.NeedStatement,
        N_("Need of an organisation"), N_("Needs of organisations"),
        (
            _one("organisation", N_("Organisation"), "organisation", required=True),
            _one("need", N_("Need"), "need", required=True),
            _whole("priority", N_("Priority"), 1, 3),
            _date("since", N_("Since")),
        ),
    )  # fmt: skip
    yield Noun(
        "tie", r.Tie, N_("Tie"), N_("Ties"),
        (
            _one("organisation", N_("Organisation"), "organisation", required=True),
            _one("other", N_("Other organisation"), "organisation", required=True),
            _choice("kind", N_("Type"), v.TIE_KINDS),
            _whole("strength", N_("Strength"), 1, 5),
            Field("directed", Kind.YES_NO, N_("In one direction")),
            *_PERIOD,
            _long("note", N_("Note")),
        ),
    )  # fmt: skip
    yield Noun(
        "roundtable", r.Roundtable, N_("Roundtable"), N_("Roundtables"),
        (
            *_NAMES,
            _date("date", N_("Date")),
            _text("place", N_("Place")),
            _several("topics", N_("Topics"), "need"),
            _several("recommendations", N_("Recommendations to discuss"), "recommendation"),
            _text("starts_at", N_("Begins at")),
            _count("seats", N_("Seats"), 1),
            _count("tables", N_("Tables"), 1),
            _count("rounds", N_("Rounds"), 1),
            _count("minutes", N_("Minutes"), 1),
            _text("table_sizes", N_("Seats at each table")),
            _count("seed", N_("Number the seating is drawn with")),
            _long("description", N_("Description")),
        ),
    )  # fmt: skip
    yield Noun(
        "person", r.Person, N_("Person"), N_("People"),
        (
            _text("name", N_("Name"), required=True, sensitive=True),
            _one("organisation", N_("Organisation"), "organisation"),
            _text("job", N_("Position"), sensitive=True),
            _text("email", N_("E-mail"), sensitive=True),
            _text("telephone", N_("Telephone"), sensitive=True),
            Field("note", Kind.LONG_TEXT, N_("Note"), sensitive=True),
        ),
    )  # fmt: skip
    yield Noun(
        "initiative", r.Initiative, N_("Initiative"), N_("Initiatives"),
        (
            *_NAMES,
            _choice("kind", N_("Type"), v.INITIATIVE_KINDS),
            _one("lead", N_("Lead"), "organisation"),
            _several("partners", N_("Partners"), "organisation"),
            _one("group", N_("Working group"), "working_group"),
            _one("emphasis", N_("Emphasis"), "emphasis"),
            Field("budget", Kind.EURO, N_("Budget in euros"), least=0),
            _choice("budget_period", N_("The budget is"), v.BUDGET_PERIODS),
            *_PERIOD,
            _several("needs", N_("Needs served"), "need"),
            _several("sectors", N_("Sectors"), "sector"),
            _several("policy_levels", N_("Policy levels"), "policy_level"),
            _long("description", N_("Description")),
        ),
    )  # fmt: skip
    yield Noun(
        "recommendation", r.Recommendation, N_("Recommendation"), N_("Recommendations"),
        (
            _count("number", N_("Number"), 1),
            _long("text_nl", N_("Text in Dutch")),
            _long("text_en", N_("Text in English")),
            _several("addressed_to", N_("Addressed to"), "organisation"),
            Field("to_the_sector", Kind.YES_NO, N_("Addressed to the sector itself")),
            _one("origin_group", N_("From the group"), "working_group"),
            _one("origin_roundtable", N_("From the roundtable"), "roundtable"),
            _several("supporters", N_("Supporters"), "organisation"),
            _one("need", N_("Need"), "need"),
            _one("emphasis", N_("Emphasis"), "emphasis"),
            _choice("status", N_("Status"), v.RECOMMENDATION_STATES),
            _long("answer", N_("Answer")),
            _date("proposed_on", N_("Proposed on")),
            _date("answered_on", N_("Answered on")),
            _date("due_on", N_("Due on")),
        ),
    )  # fmt: skip
    yield Noun(
        "invitation", r.Invitation, N_("Invitation"), N_("Invitations"),
        (
            _one("roundtable", N_("Roundtable"), "roundtable", required=True),
            _one("organisation", N_("Organisation"), "organisation", required=True),
            _one("person", N_("Person"), "person"),
            _long("reason", N_("Why")),
            _choice("status", N_("Status"), v.INVITATION_STATES),
            _one("deputy", N_("Could come instead"), "organisation"),
        ),
    )  # fmt: skip
    yield Noun(
        "seat", r.Seat, N_("Seat"), N_("Seats"),
        (
            _one("invitation", N_("Invitation"), "invitation", required=True),
            _whole("round", N_("Round"), 1),
            _whole("table", N_("Table"), 1),
            Field("pinned", Kind.YES_NO, N_("Pinned")),
        ),
    )  # fmt: skip
    yield Noun(
        "wish", r.Wish, N_("Wish for a roundtable"), N_("Wishes for roundtables"),
        (
            _one("roundtable", N_("Roundtable"), "roundtable", required=True),
            _choice("kind", N_("Wish"), v.WISHES),
            _one("organisation", N_("Organisation"), "organisation", required=True),
            _one("other", N_("Other organisation"), "organisation"),
        ),
    )  # fmt: skip
    yield Noun(
        "table_sheet", r.TableSheet, N_("Table of a roundtable"), N_("Tables of roundtables"),
        (
            _one("roundtable", N_("Roundtable"), "roundtable", required=True),
            _whole("round", N_("Round"), 1),
            _whole("table", N_("Table"), 1),
            _one("host", N_("Host"), "organisation"),
            _several("topics", N_("Topics"), "need"),
            _long("question", N_("Question")),
            _long("notes", N_("Notes")),
        ),
    )  # fmt: skip
    yield Noun(
        "commitment", r.Commitment, N_("Commitment"), N_("Commitments"),
        (
            _one("roundtable", N_("Roundtable"), "roundtable", required=True),
            _count("table", N_("Table"), 1),
            _one("organisation", N_("Organisation"), "organisation"),
            _long("text", N_("What was promised"), required=True),
            _date("due_on", N_("Due on")),
            _date("done_on", N_("Done on")),
            _one("recommendation", N_("Recommendation"), "recommendation"),
        ),
    )  # fmt: skip
    yield Noun(
        "gap_outcome", r.GapOutcome, N_("What became of a gap"), N_("What became of gaps"),
        (
            _one("roundtable", N_("Roundtable"), "roundtable", required=True),
            _text("gap", N_("Gap"), required=True),
            _whole("months", N_("Months after"), 0),
            _choice("outcome", N_("Outcome"), v.GAP_OUTCOMES),
            _date("asked_on", N_("Date")),
        ),
    )  # fmt: skip
    yield Noun(
        "source", r.Source, N_("Source"), N_("Sources"),
        (
            _text("title", N_("Title"), required=True),
            _choice("kind", N_("Type"), v.SOURCE_KINDS),
            _long("passage", N_("Passage")),
            _date("date", N_("Date")),
            Field("address", Kind.ADDRESS, N_("Address")),
        ),
    )  # fmt: skip
    yield Noun(
        "evidence", r.Evidence, N_("Evidence"), N_("Pieces of evidence"),
        (
            _one("source", N_("Source"), "source", required=True),
            _text("noun", N_("Kind of record"), required=True),
            # The record it supports can be of any noun; rules.py holds that it exists.
            _text("record", N_("Record"), required=True),
            _text("field", N_("Field")),
            _choice("certainty", N_("Certainty"), v.CERTAINTIES),
            _long("passage", N_("Passage")),
        ),
    )  # fmt: skip
    yield Noun(
        "gap_note", r.GapNote, N_("Decision about a gap"), N_("Decisions about gaps"),
        (
            _text("gap", N_("Gap"), required=True),
            _choice("state", N_("State"), v.GAP_STATES),
            _long("reason", N_("Why")),
            _date("noted_on", N_("Date")),
        ),
    )  # fmt: skip
    yield Noun(
        "saved_view", r.SavedView, N_("Saved view"), N_("Saved views"),
        (*_NAMES, Field("settings", Kind.DATA, N_("Settings"), required=True), _RANK),
    )  # fmt: skip
    yield Noun(
        "snapshot", r.NamedSnapshot, N_("Named date"), N_("Named dates"),
        (*_NAMES, _date("date", N_("Date"))),
    )  # fmt: skip
    yield Noun(
        "position", r.Position, N_("Position on the map"), N_("Positions on the map"),
        (
            _one("organisation", N_("Organisation"), "organisation", required=True),
            Field("x", Kind.REAL, N_("Across"), required=True),
            Field("y", Kind.REAL, N_("Down"), required=True),
            Field("pinned", Kind.YES_NO, N_("Pinned")),
        ),
        listed=False,
    )  # fmt: skip
    yield Noun(
        "distinction", r.Distinction, N_("Two that are not the same"),
        N_("Records that are not the same"),
        (
            _text("noun", N_("Kind of record"), required=True),
            # As with evidence, rules.py holds that both exist.
            _text("record", N_("Record"), required=True),
            _text("other", N_("Other record"), required=True),
        ),
        listed=False,
    )  # fmt: skip
    yield Noun(
        "forgotten", r.Forgotten, N_("Forgotten record"), N_("Forgotten records"),
        (
            _text("noun", N_("Kind of record"), required=True),
            _text("record", N_("Record"), required=True),
            _date("forgotten_on", N_("Date")),
        ),
        listed=False,
    )  # fmt: skip


NOUNS: Final[MappingProxyType[str, Noun]] = MappingProxyType({n.name: n for n in _nouns()})
NOUN_OF: Final[MappingProxyType[type[r.Record], Noun]] = MappingProxyType(
    {n.record: n for n in NOUNS.values()}
)


def noun_of(record: r.Record) -> Noun:
    """Return the description of a record's noun."""
    return NOUN_OF[type(record)]
