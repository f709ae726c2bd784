"""All that is known of one table in one round: what was decided about it, and what is proposed."""

from __future__ import annotations

from oci_map.model.guests import sheets_of
from oci_map.model.ids import RecordId
from oci_map.model.records import TableSheet
from oci_map.model.snapshot import Snapshot
from oci_map.roundtable.hosts import Host, host_sentence
from oci_map.roundtable.of_record import theme_of
from oci_map.roundtable.score import TableNow, table_now
from oci_map.roundtable.sheets import Followed, Topic, table_sheet
from oci_map.roundtable.task import SeatingTask
from oci_map.values import dataclass


@dataclass(frozen=True, slots=True)
class Brief:
    """A table in a round; guests are invitations."""

    now: TableNow  # who sits here, who knows whom, which gaps
    host: Host | None  # nobody at an empty table
    host_chosen: bool  # False: proposed
    why_host: str
    topics: tuple[Topic, ...]
    topics_chosen: bool
    question: str  # one for the whole table, in the coordinator's words
    recommendations: tuple[Followed, ...]
    notes: str


def brief_of(snapshot: Snapshot, task: SeatingTask, round_: int, table: int) -> Brief:
    """Return what is known of a table of the plan in a round, both counted from 1."""
    company = task.company
    guests = task.plan[round_ - 1][table - 1]
    noted = sheets_of(snapshot, task.roundtable).get((round_, table)) or TableSheet(id=RecordId(""))
    chosen = next((one for one in guests if task.organisations[one] == noted.host), None)
    sheet = table_sheet(
        task.analysis,
        company,
        task.organisations,
        theme_of(snapshot, task.roundtable),
        guests,
        chosen or _staying(task, table, guests),
        [one for one in noted.topics if one in snapshot.needs],
    )
    return Brief(
        now=table_now(company, task.plan, round_, table),
        host=sheet.host,
        host_chosen=chosen is not None,
        why_host=host_sentence(company, sheet.host) if sheet.host is not None else "",
        topics=sheet.topics,
        topics_chosen=bool(noted.topics),
        question=noted.question,
        recommendations=sheet.recommendations,
        notes=noted.notes,
    )


def _staying(task: SeatingTask, table: int, guests: tuple[RecordId, ...]) -> RecordId | None:
    """Return who sits at a table in all rounds, and would host it in each of them."""
    always = set(guests)
    for tables in task.plan:
        always &= set(tables[table - 1]) if table <= len(tables) else set()
    # Several may stay; the one that knows most is found as for any table.
    return next((one for one in guests if one in always), None) if len(always) == 1 else None
