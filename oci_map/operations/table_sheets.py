"""What is decided and noted about a table in a round: its host, its topics, a question, notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from oci_map.document import Document
from oci_map.i18n import N_
from oci_map.model.change import Label
from oci_map.model.guests import sheets_of
from oci_map.model.ids import RecordId, new_id
from oci_map.model.records import NONE, TableSheet
from oci_map.model.snapshot import Snapshot
from oci_map.operations.labels import name_at, wanted
from oci_map.operations.texts import cleaned

_Place = tuple[int, int]  # round and table, both counted from 1


def sheet_of(snapshot: Snapshot, roundtable: RecordId, round_: int, table: int) -> TableSheet:
    """Return what was noted about a table, or an empty sheet that is not in the document yet.

    Its id follows from the table, so that two copies that note something agree on the record.
    """
    known = sheets_of(snapshot, roundtable).get((round_, table))
    if known is not None:
        return known
    usual = RecordId(f"{roundtable}@round-{round_}-table-{table}")
    free = snapshot.get("table_sheet", usual) is None
    return TableSheet(
        id=usual if free else new_id(), roundtable=roundtable, round=round_, table=table
    )


def set_host(
    document: Document, roundtable: RecordId, round_: int, table: int, organisation: RecordId
) -> None:
    """Let an organisation host a table in a round, where it then stays; NONE is nobody."""
    text = (
        N_("{organisation} hosts table {table} in round {round}")
        if organisation != NONE
        else N_("Nobody hosts table {table} in round {round}")
    )
    name = name_at(document.snapshot, "organisation", organisation)
    _change(document, roundtable, (round_, table), text, organisation=name, host=organisation)


def set_topics(
    document: Document,
    roundtable: RecordId,
    round_: int,
    table: int,
    needs: Sequence[RecordId],
    *,
    question: str | None = None,
) -> None:
    """Say which needs a table talks about in a round, and with what question if given."""
    known = sheet_of(document.snapshot, roundtable, round_, table).question
    text = N_("Chose the topics of table {table} in round {round}")
    _change(
        document,
        roundtable,
        (round_, table),
        text,
        topics=tuple(dict.fromkeys(needs)),
        question=known if question is None else question,
    )


def set_question(
    document: Document,
    roundtable: RecordId,
    round_: int,
    table: int,
    question: str,
    *,
    joins: bool = False,
) -> None:
    """Give a table a question to begin with; further typing may join the step before."""
    text = N_("Changed the question of table {table} in round {round}")
    _change(document, roundtable, (round_, table), text, joins=joins, question=question)


def set_notes(
    document: Document,
    roundtable: RecordId,
    round_: int,
    table: int,
    notes: str,
    *,
    joins: bool = False,
) -> None:
    """Note what was said at a table in a round; further typing may join the step before."""
    text = N_("Noted what was said at table {table} in round {round}")
    _change(document, roundtable, (round_, table), text, joins=joins, notes=notes)


def _change(
    document: Document,
    roundtable: RecordId,
    place: _Place,
    text: str,
    *,
    joins: bool = False,
    organisation: str = "",
    **values: object,
) -> None:
    snapshot = document.snapshot
    wanted(snapshot, "roundtable", roundtable)
    round_, table = place
    before = sheet_of(snapshot, roundtable, round_, table)
    after = cleaned(replace(before, **values))  # type: ignore[arg-type]  # of a sheet
    names = {"round": str(round_), "table": str(table)}
    if organisation:
        names["organisation"] = organisation
    with document.transaction(
        Label(text, names), joins=joins and _continues(document, before, tuple(values))
    ) as edit:
        edit.put(after)


def _continues(document: Document, before: TableSheet, fields: Sequence[str]) -> bool:
    """Say whether the step before changed these fields of this sheet and nothing else."""
    last = document.last_change
    if last is None or [(one.noun, one.id) for one in last.records] != [("table_sheet", before.id)]:
        return False
    was, became = last.records[0].before, last.records[0].after
    if not isinstance(became, TableSheet):
        return False
    # A sheet that the first letter made was empty before.
    start = was if isinstance(was, TableSheet) else _empty(became)
    own = {name: getattr(became, name) for name in fields}
    return replace(start, **own) == became


def _empty(sheet: TableSheet) -> TableSheet:
    return TableSheet(
        id=sheet.id, roundtable=sheet.roundtable, round=sheet.round, table=sheet.table
    )
