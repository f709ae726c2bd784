"""Plain lists for a seating: people, who knows whom, who sat where, who never sits with whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from oci_map.errors import FileProblem
from oci_map.exchange import csv_text
from oci_map.exchange.csv_text import Row, Sheet
from oci_map.i18n import _, ngettext, number
from oci_map.model.ids import RecordId
from oci_map.model.text import folded
from oci_map.roundtable.names import joined
from oci_map.roundtable.plan import Plan
from oci_map.roundtable.wishes import MOST_GUESTS
from oci_map.values import dataclass

# What the columns may be called, in both languages; without headings their order counts.
_HEADINGS: Final[Mapping[str, frozenset[str]]] = {
    "person": frozenset(
        {"person", "people", "name", "guest", "organisation", "organization", "persoon", "personen",
         "participant", "participants", "member", "naam", "gast", "genodigde", "organisatie",
         "deelnemer", "deelnemers", "lid"}
    ),
    "other": frozenset({"other", "with", "andere", "ander", "met", "person 2", "persoon 2"}),
    "round": frozenset({"round", "ronde"}),
    "table": frozenset({"table", "tafel"}),
    "meeting": frozenset({"meeting", "date", "roundtable", "vergadering", "datum", "rondetafel"}),
}  # fmt: skip

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Lists:
    """What the files say, and what of it was left aside."""

    people: tuple[str, ...]
    ties: Pairs = ()
    tables: tuple[tuple[str, ...], ...] = ()  # earlier tables
    never: Pairs = ()
    remarks: tuple[str, ...] = ()


def read_lists(
    people: Path,
    ties: Path | None = None,
    history: Sequence[Path] = (),
    never: Path | None = None,
) -> Lists:
    """Read the lists; raises FileProblem with the file and the line of what is wrong.

    Names are compared without regard to case, accents and spaces. Ties and earlier tables of
    people who are not there are left aside and told of; a wish about them is a fault.
    """
    there = _people(csv_text.read(people))
    known = {folded(one): one for one in there}
    strangers: dict[str, list[str]] = {}
    tied = [] if ties is None else list(_pairs(csv_text.read(ties), known, strangers))
    apart = [] if never is None else list(_pairs(csv_text.read(never), known, None))
    tables: list[tuple[str, ...]] = []
    for path in history:
        tables += _tables(csv_text.read(path), known, strangers)
    return Lists(
        people=tuple(there),
        ties=tuple(tied),
        tables=tuple(tables),
        never=tuple(apart),
        remarks=tuple(_left_aside(file, names) for file, names in strangers.items()),
    )


def plan_rows(plan: Plan, names: Mapping[RecordId, str]) -> list[list[str | int]]:
    """Return a plan as rows with headings, which `--history` reads again."""
    rows: list[list[str | int]] = [[_("round"), _("table"), _("name")]]
    for at, tables in enumerate(plan, start=1):
        for table, guests in enumerate(tables, start=1):
            rows += [[at, table, names[guest]] for guest in guests]
    return rows


def _people(sheet: Sheet) -> list[str]:
    columns, rows = _columns(sheet, ("person",))
    seen: dict[str, tuple[str, int]] = {}
    for row in rows:
        name = _cell(sheet, row, columns["person"], _("the name"))
        first = seen.setdefault(folded(name), (name, row.line))
        if first[1] != row.line:
            raise sheet.fault(
                row.line,
                _("“{name}” stands in line {line} already. Make the two names different.").format(
                    name=name, line=number(first[1])
                ),
            )
        if len(seen) > MOST_GUESTS:
            raise sheet.fault(
                row.line,
                _("more than {count} people cannot be seated at once. Plan them in groups.").format(
                    count=number(MOST_GUESTS)
                ),
            )
    if not seen:
        raise FileProblem(
            _("“{file}” names nobody. Put one name on each line.").format(file=sheet.name)
        )
    return [name for name, _line in seen.values()]


def _pairs(
    sheet: Sheet, known: Mapping[str, str], strangers: dict[str, list[str]] | None
) -> Iterator[tuple[str, str]]:
    columns, rows = _columns(sheet, ("person", "other"))
    for row in rows:
        names = [
            _cell(sheet, row, columns["person"], _("the first name")),
            _cell(sheet, row, columns["other"], _("the second name")),
        ]
        unknown = [name for name in names if folded(name) not in known]
        if unknown and strangers is None:
            raise sheet.fault(
                row.line,
                _("“{name}” is not on the list of people. Check how it is written.").format(
                    name=unknown[0]
                ),
            )
        if unknown and strangers is not None:
            strangers.setdefault(sheet.name, []).extend(unknown)
            continue
        one, other = (known[folded(name)] for name in names)
        if one == other:
            raise sheet.fault(
                row.line, _("“{name}” is paired with itself. Name two people.").format(name=one)
            )
        yield one, other


def _tables(
    sheet: Sheet, known: Mapping[str, str], strangers: dict[str, list[str]]
) -> list[tuple[str, ...]]:
    columns, rows = _columns(sheet, ("round", "table", "person"), optional=("meeting",))
    tables: dict[tuple[str, str, str], list[str]] = {}
    for row in rows:
        name = _cell(sheet, row, columns["person"], _("the name"))
        place = [
            _cell(sheet, row, columns["round"], _("the round")),
            _cell(sheet, row, columns["table"], _("the table")),
        ]
        if folded(name) not in known:
            strangers.setdefault(sheet.name, []).append(name)
            continue
        meeting = columns.get("meeting")
        held = row.cells[meeting] if meeting is not None and meeting < len(row.cells) else ""
        tables.setdefault((held, place[0], place[1]), []).append(known[folded(name)])
    return [tuple(dict.fromkeys(own)) for own in tables.values()]


def _columns(
    sheet: Sheet, wanted: Sequence[str], optional: Sequence[str] = ()
) -> tuple[dict[str, int], Sequence[Row]]:
    """Return where each column stands, and the rows below the headings."""
    if not sheet.rows:
        return {name: place for place, name in enumerate(wanted)}, ()
    heads = [folded(cell) for cell in sheet.rows[0].cells]
    found: dict[str, int] = {}
    for name in (*wanted, *optional):
        for place, head in enumerate(heads):
            if head in _HEADINGS[name] and place not in found.values():
                found[name] = place
                break
    if not found:
        width = max(len(row.cells) for row in sheet.rows)
        if width < len(wanted):
            raise sheet.fault(sheet.rows[0].line, _missing(wanted))
        # Four columns are a meeting, a round, a table and a name.
        order = [*optional, *wanted] if width > len(wanted) and optional else list(wanted)
        return {name: place for place, name in enumerate(order)}, sheet.rows
    if "other" in wanted and "other" not in found and len(heads) == len(wanted):
        found["other"] = next(place for place in range(len(heads)) if place != found["person"])
    if any(name not in found for name in wanted):
        raise sheet.fault(sheet.rows[0].line, _missing(wanted))
    return found, sheet.rows[1:]


def _missing(wanted: Sequence[str]) -> str:
    names = {
        "person": _("name"),
        "other": _("other name"),
        "round": _("round"),
        "table": _("table"),
    }
    return _("the columns {columns} are expected.").format(
        columns=joined([names[one] for one in wanted], most=4)
    )


def _cell(sheet: Sheet, row: Row, place: int, what: str) -> str:
    text = " ".join(row.cells[place].split()) if place < len(row.cells) else ""
    if not text:
        raise sheet.fault(row.line, _("{what} is missing.").format(what=what))
    return text


def _left_aside(file: str, names: Sequence[str]) -> str:
    different = list(dict.fromkeys(names))
    return ngettext(
        "“{file}” names {count} person who is not on the list and was left aside: {names}.",
        "“{file}” names {count} people who are not on the list and were left aside: {names}.",
        len(different),
    ).format(file=file, count=number(len(different)), names=joined(different, most=5))
