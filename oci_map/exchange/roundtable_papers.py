"""The papers of a roundtable: guests, time plan, tables, seats, briefs of hosts, invitations."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Final

from oci_map.drawing import captions
from oci_map.errors import UserError
from oci_map.exchange.formats import check_document, write_document
from oci_map.exchange.options import Options
from oci_map.exchange.report import Block, Bullets, Heading, PageBreak, Paragraph, Report, Table
from oci_map.exchange.table_briefs import brief_blocks, host_of
from oci_map.graph.names import name_in_sentence
from oci_map.i18n import N_, _, ngettext, number
from oci_map.model import vocabulary as v
from oci_map.model.guests import GONE, PROPOSED, invitations_of
from oci_map.model.ids import RecordId
from oci_map.model.records import Invitation
from oci_map.model.snapshot import Snapshot
from oci_map.roundtable.coverage import KINDS
from oci_map.roundtable.letters import letter, when_and_where
from oci_map.roundtable.names import guest_names, need_name, organisation_name
from oci_map.roundtable.of_record import roundtable_of
from oci_map.roundtable.plan import table_of
from oci_map.roundtable.proposing import GuestList, guest_list
from oci_map.roundtable.reasons import coverage_sentence, missing_sentence
from oci_map.roundtable.task import SeatingTask, seating_of
from oci_map.roundtable.timing import missing_time, slots_of

if TYPE_CHECKING:
    from oci_map.progress import Progress

#: What can be printed, in the order in which it is bound together.
PAPERS: Final[Mapping[str, str]] = {
    "guests": N_("Guest list with reasons"),
    "agenda": N_("Time plan"),
    "tables": N_("Guests at each table"),
    "seats": N_("Tables of each guest"),
    "hosts": N_("Briefs for the hosts"),
    "letters": N_("Invitations"),
}
#: Those that need everybody to have a seat.
SEATED: Final = frozenset({"tables", "seats", "hosts"})
_FEW_ROUNDS: Final = 6  # columns that a page has room for


def write_papers(
    snapshot: Snapshot,
    roundtable: RecordId,
    kinds: Sequence[str],
    path: Path,
    options: Options | None = None,
    progress: Progress | None = None,
) -> list[Path]:
    """Write papers of a roundtable as a Word document or a PDF, each from the top of a page.

    Raises UserError for another file and when what is asked for cannot be made yet, FileProblem
    when the file cannot be written, which leaves what was there whole.
    """
    check_document(path)
    made = papers(snapshot, roundtable, kinds)
    return write_document(made, path, options or Options(theme="print"), progress)


def papers(snapshot: Snapshot, roundtable: RecordId, kinds: Sequence[str]) -> Report:
    """Return papers of a roundtable as sentences and tables; raises UserError as `write_papers`."""
    planned = roundtable_of(snapshot, roundtable)
    chosen = [kind for kind in PAPERS if kind in kinds]
    if not chosen:
        raise UserError(_("Choose at least one paper. Nothing was written."))
    task = seating_of(snapshot, roundtable)
    _check(task, chosen)
    listed = guest_list(snapshot, roundtable)
    blocks: list[Block] = []
    for kind in chosen:
        if blocks:
            blocks.append(PageBreak())
        blocks += _MAKERS[kind](snapshot, task, listed)
    return Report(
        name_in_sentence(planned.name),
        subtitle(snapshot, task),
        captions.is_illustrative(snapshot),
        tuple(blocks),
    )


def subtitle(snapshot: Snapshot, task: SeatingTask) -> str:
    """Say when and where a roundtable is, and how large."""
    planned = roundtable_of(snapshot, task.roundtable)
    guests = len(task.company.guests)
    tables, rounds = len(task.room.seats), task.room.rounds
    parts = [
        when_and_where(planned),
        ngettext("{count} guest", "{count} guests", guests).format(count=number(guests)),
        ngettext("{count} table", "{count} tables", tables).format(count=number(tables)),
        ngettext("{count} round", "{count} rounds", rounds).format(count=number(rounds)),
    ]
    return " · ".join(part for part in parts if part)


def _check(task: SeatingTask, kinds: Sequence[str]) -> None:
    if not task.company.guests:
        raise UserError(_("Nobody is on the list yet. Nothing was written."))
    if SEATED & set(kinds) and not any(any(tables) for tables in task.plan):
        raise UserError(_("Nobody has a seat yet. Seat the guests first; nothing was written."))


def _title(kind: str) -> Heading:
    return Heading(_(PAPERS[kind]))


# ----------------------------------------------------------------------------------- the guests


def _guests(snapshot: Snapshot, task: SeatingTask, listed: GuestList) -> Iterator[Block]:
    yield _title("guests")
    rows: list[tuple[str, ...]] = []
    names = task.company.names
    for invitation in _in_order(snapshot, task):
        reason = invitation.reason.strip() or listed.reason(invitation.organisation)
        rows.append(
            (
                number(len(rows) + 1),
                names[invitation.id],
                " ".join(reason.split()) or "–",
                _(v.INVITATION_STATES[invitation.status]),
            )
        )
    heads = (_("No."), _("Guest"), _("Why"), _("State"))
    yield Table(heads, tuple(rows), (0.07, 0.26, 0.5, 0.17))
    yield Heading(_("What this list covers"), 2)
    yield Bullets(
        tuple(
            coverage_sentence(listed.coverage, kind)
            for kind in KINDS
            if listed.coverage.counts(kind)[1]
        )
    )
    missing = [goal for goal in listed.coverage.missing if goal.kind != "gap"]
    if missing:
        yield Heading(_("What is missing"), 2)
        yield Bullets(tuple(missing_sentence(listed.analysis, goal) for goal in missing))
    gone = [one for one in invitations_of(snapshot, task.roundtable) if one.status in GONE]
    if gone:
        yield Heading(_("Who does not come"), 2)
        said = [
            f"{organisation_name(snapshot, one.organisation)} "
            f"({_(v.INVITATION_STATES[one.status])})"
            for one in gone
        ]
        yield Bullets(tuple(said))


def _in_order(snapshot: Snapshot, task: SeatingTask) -> list[Invitation]:
    """Return the invitations of all who are expected, by name."""
    known = snapshot.all(Invitation)
    names = task.company.names
    return sorted(
        (known[guest] for guest in task.company.guests),
        key=lambda one: (names[one.id].casefold(), one.id),
    )


# --------------------------------------------------------------------------------- the time plan


def _agenda(snapshot: Snapshot, task: SeatingTask, _listed: GuestList) -> Iterator[Block]:
    planned = roundtable_of(snapshot, task.roundtable)
    yield _title("agenda")
    missing = missing_time(planned)
    if missing:
        yield Paragraph(missing)
    else:
        rows = tuple((slot.hours, slot.text) for slot in slots_of(planned))
        yield Table((_("When"), _("What")), rows, (0.25, 0.75))
    needs = [need_name(snapshot, one) for one in planned.topics if one in snapshot.needs]
    if needs:
        yield Heading(_("What it is about"), 2)
        yield Bullets(tuple(needs))


# ------------------------------------------------------------------------------------ the tables


def _tables(snapshot: Snapshot, task: SeatingTask, _listed: GuestList) -> Iterator[Block]:
    from oci_map.roundtable.briefs import brief_of

    yield _title("tables")
    names = task.company.names
    for at, tables in enumerate(task.plan, start=1):
        yield Heading(round_title(snapshot, task, at), 2)
        rows = []
        for table, guests in enumerate(tables, start=1):
            if not guests:
                continue
            brief = brief_of(snapshot, task, at, table)
            host = brief.host.guest if brief.host is not None and brief.host_chosen else ""
            there = [
                _("{guest} (host)").format(guest=names[one]) if one == host else names[one]
                for one in guests
            ]
            about = [need_name(snapshot, topic.need) for topic in brief.topics]
            rows.append((number(table), "; ".join(there), "; ".join(about) or "–"))
        yield Table(
            (_("Table"), _("Guests"), _("What it talks about")), tuple(rows), (0.1, 0.5, 0.4)
        )


def round_title(snapshot: Snapshot, task: SeatingTask, at: int) -> str:
    """Name a round, with its hours where they are known."""
    planned = roundtable_of(snapshot, task.roundtable)
    slots = () if missing_time(planned) else slots_of(planned)
    hours = next((slot.hours for slot in slots if slot.round == at), "")
    title = _("Round {round}").format(round=number(at))
    return f"{title}, {hours}" if hours else title


# ------------------------------------------------------------------------------------- the seats


def _seats(snapshot: Snapshot, task: SeatingTask, _listed: GuestList) -> Iterator[Block]:
    yield _title("seats")
    own = guest_names(snapshot, task.organisations)
    rounds = range(1, len(task.plan) + 1)
    for begin in range(0, len(task.plan), _FEW_ROUNDS):
        shown = rounds[begin : begin + _FEW_ROUNDS]
        rows = tuple(
            (own[one.id], *(_table_number(task, one.id, at) for at in shown))
            for one in _in_order(snapshot, task)
        )
        heads = (_("Guest"), *(_("Round {round}").format(round=number(at)) for at in shown))
        share = 0.6 / len(shown)
        yield Table(heads, rows, (0.4, *(share for _at in shown)))


def _table_number(task: SeatingTask, guest: RecordId, at: int) -> str:
    table = table_of(task.plan, guest, at)
    return "–" if table is None else _("Table {table}").format(table=number(table))


# ------------------------------------------------------------------------- hosts and invitations


def _hosts(snapshot: Snapshot, task: SeatingTask, _listed: GuestList) -> Iterator[Block]:
    """Yield who hosts which table, and a sheet for each table."""
    tables = range(1, max(len(row) for row in task.plan) + 1)
    rounds = range(1, min(len(task.plan), _FEW_ROUNDS) + 1)
    yield _title("hosts")
    heads = (_("Table"), *(_("Round {round}").format(round=number(at)) for at in rounds))
    share = 0.88 / len(rounds)
    yield Table(
        heads,
        tuple(
            (number(table), *(host_of(snapshot, task, at, table) for at in rounds))
            for table in tables
        ),
        (0.12, *(share for _at in rounds)),
    )
    for table in tables:
        yield PageBreak()
        yield from brief_blocks(snapshot, task, table, round_title)


def _letters(snapshot: Snapshot, task: SeatingTask, listed: GuestList) -> Iterator[Block]:
    waiting = [one for one in _in_order(snapshot, task) if one.status != "attended"]
    # Who was not asked yet comes first.
    waiting.sort(key=lambda one: one.status != PROPOSED)
    for one, following in zip_longest(waiting, waiting[1:]):
        written = letter(snapshot, one, listed)
        yield Heading(written.to)
        yield Paragraph(written.subject, quiet=True)
        if written.address:
            yield Paragraph(written.address, quiet=True)
        for paragraph in written.paragraphs:
            yield from (Paragraph(line) for line in paragraph.splitlines() if line.strip())
        if following is not None:
            yield PageBreak()
    if not waiting:
        yield _title("letters")
        yield Paragraph(_("Everybody on the list was there already: nobody is left to invite."))


_Maker = Callable[[Snapshot, SeatingTask, GuestList], Iterator[Block]]
_MAKERS: Final[Mapping[str, _Maker]] = {
    "guests": _guests,
    "agenda": _agenda,
    "tables": _tables,
    "seats": _seats,
    "hosts": _hosts,
    "letters": _letters,
}
