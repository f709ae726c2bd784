"""What must hold in single kinds of records beyond their fields; `rules.py` asks for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from oci_map.errors import RuleBroken
from oci_map.i18n import _
from oci_map.model import records as r
from oci_map.model.dates import overlap
from oci_map.model.fields import NOUNS
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.model.vocabulary import WISHES_OF_TWO


def _check_membership(after: Snapshot, membership: r.Membership) -> None:
    for other in after.memberships_of.get(membership.organisation, ()):
        if (
            other.id != membership.id
            and other.group == membership.group
            and overlap(
                other.active_from, other.active_to, membership.active_from, membership.active_to
            )
        ):
            raise broken(
                membership,
                "group",
                _("{organisation} already sits in {group} at that time.").format(
                    organisation=after.organisations[membership.organisation].short,
                    group=after.groups[membership.group].name,
                ),
            )


def _check_need_statement(after: Snapshot, statement: r.NeedStatement) -> None:
    for other in after.needs_of.get(statement.organisation, ()):
        if other.id != statement.id and other.need == statement.need:
            raise broken(
                statement,
                "need",
                _("{organisation} already holds the need “{need}”.").format(
                    organisation=after.organisations[statement.organisation].short,
                    need=after.needs[statement.need].name,
                ),
            )


def _check_tie(_after: Snapshot, tie: r.Tie) -> None:
    if tie.organisation == tie.other:
        raise broken(tie, "other", _("An organisation cannot have a tie with itself."))


def _check_organisation(after: Snapshot, organisation: r.Organisation) -> None:
    _check_no_circle(organisation, after.organisations)


def _check_group(after: Snapshot, group: r.WorkingGroup) -> None:
    _check_no_circle(group, after.groups)


def _check_no_circle(
    record: r.Organisation | r.WorkingGroup,
    table: Mapping[RecordId, r.Organisation] | Mapping[RecordId, r.WorkingGroup],
) -> None:
    seen = {record.id}
    above = record.parent
    while above and above in table:
        if above in seen:
            raise broken(
                record,
                "parent",
                _("That would make it part of itself, through what it is part of."),
            )
        seen.add(above)
        above = table[above].parent


def _check_evidence(after: Snapshot, evidence: r.Evidence) -> None:
    known = evidence.noun in NOUNS
    if not known or after.get(evidence.noun, evidence.record) is None:
        raise broken(
            evidence, "record", _("What this evidence supports is no longer in the document.")
        )
    if evidence.field and evidence.field not in {f.name for f in NOUNS[evidence.noun].fields}:
        raise broken(evidence, "field", _("What this evidence supports has no such field."))


def _check_info(after: Snapshot, info: r.DocumentInfo) -> None:
    if len(after.all(r.DocumentInfo)) > 1:
        raise broken(
            info, "title_nl", _("There is a description of this document already; change that one.")
        )


def _check_roundtable(_after: Snapshot, roundtable: r.Roundtable) -> None:
    if roundtable.starts_at and not _TIME.fullmatch(roundtable.starts_at):
        raise broken(
            roundtable,
            "starts_at",
            _("“{value}” is not a time. Write 14:00.").format(value=roundtable.starts_at),
        )
    if roundtable.table_sizes and not _SIZES.fullmatch(roundtable.table_sizes):
        raise broken(
            roundtable,
            "table_sizes",
            _("“{value}” does not say how many sit at each table. Write 6, 6, 5.").format(
                value=roundtable.table_sizes
            ),
        )


_TIME: Final = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_SIZES: Final = re.compile(r"[1-9][0-9]{0,3}(, [1-9][0-9]{0,3})*")


def _check_wish(_after: Snapshot, wish: r.Wish) -> None:
    if wish.kind in WISHES_OF_TWO:
        if not wish.other:
            raise broken(wish, "other", _("Say which other organisation the wish is about."))
        if wish.other == wish.organisation:
            raise broken(wish, "other", _("A wish about two needs two organisations."))
    elif wish.other:
        raise broken(wish, "other", _("This wish is about one organisation only."))


def _check_distinction(after: Snapshot, distinction: r.Distinction) -> None:
    known = distinction.noun in NOUNS
    for field in ("record", "other"):
        if not known or after.get(distinction.noun, getattr(distinction, field)) is None:
            raise broken(
                distinction,
                field,
                _("What this says is not the same is no longer in the document."),
            )
    if distinction.record == distinction.other:
        raise broken(distinction, "other", _("A record is always the same as itself."))


def _check_forgotten(after: Snapshot, forgotten: r.Forgotten) -> None:
    if forgotten.noun in NOUNS and after.get(forgotten.noun, forgotten.record) is not None:
        raise broken(
            forgotten, "record", _("This record was forgotten for good and cannot come back.")
        )


#: What must hold beyond the single fields, by class of record.
RULES: Final[Mapping[type[r.Record], Callable[..., None]]] = {
    r.Distinction: _check_distinction,
    r.DocumentInfo: _check_info,
    r.Evidence: _check_evidence,
    r.Forgotten: _check_forgotten,
    r.Membership: _check_membership,
    r.NeedStatement: _check_need_statement,
    r.Organisation: _check_organisation,
    r.Roundtable: _check_roundtable,
    r.Tie: _check_tie,
    r.Wish: _check_wish,
    r.WorkingGroup: _check_group,
}


def broken(record: r.Record, field: str, reason: str) -> RuleBroken:
    """Return the failure of a record that cannot stand, with the field it is about."""
    noun = next(name for name, known in NOUNS.items() if known.record is type(record))
    return RuleBroken(reason, noun=noun, record_id=record.id, field=field)
