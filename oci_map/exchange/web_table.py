"""The list of a web page: every organisation as a row, for who cannot or will not see the map."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from oci_map import i18n
from oci_map.drawing.marks import map_name
from oci_map.drawing.picture import Key
from oci_map.exchange.web_map import About
from oci_map.exchange.web_text import attribute, content
from oci_map.graph.filters import sector_row
from oci_map.i18n import _, ngettext
from oci_map.model import records as r

if TYPE_CHECKING:
    from oci_map.graph.analysis import Analysis
    from oci_map.model.ids import RecordId


def abouts(analysis: Analysis) -> dict[Key, About]:
    """Return what is told of each organisation shown."""
    return {Key(one): _about(analysis, one) for one in analysis.organisations}


def _about(analysis: Analysis, one: RecordId) -> About:
    record = analysis.snapshot.organisations[one]
    partners = _partners(analysis, one)
    count = len(analysis.partners_of(one))
    works = ngettext(
        "Works with {count} organisation", "Works with {count} organisations", count
    ).format(count=i18n.number(count))
    sectors = _sectors(analysis, record)
    level = _level(analysis, record)
    groups = _groups(analysis, one)
    lines = [sectors, level]
    if groups:
        lines.append(_("Groups: {names}").format(names=groups))
    lines.append(f"{works}: {partners}" if partners else works)
    # What can be read on the map comes first, so that it can be said to a computer that listens.
    names = dict.fromkeys((map_name(record), record.name))
    label = ", ".join(part for part in (*names, sectors, level, works) if part)
    return About(record.name, label, tuple(line for line in lines if line), sector_row(record))


def organisations(analysis: Analysis, numbers: Mapping[Key, int]) -> Iterator[str]:
    """Yield the table of organisations, by name."""
    snapshot = analysis.snapshot
    yield '<div class="table" id="list" tabindex="-1">'
    yield "<table>"
    title = content(_("Organisations"))
    yield f"<caption>{title}</caption>"
    heads = (_("Organisation"), _("Sector"), _("Policy level"), _("Groups"), _("Works with"))
    yield from _heads(heads)
    yield "<tbody>"
    ordered = sorted(
        analysis.organisations, key=lambda one: (snapshot.organisations[one].name, one)
    )
    for one in ordered:
        record = snapshot.organisations[one]
        cells = (
            _sectors(analysis, record),
            _level(analysis, record),
            _groups(analysis, one),
            _partners(analysis, one),
        )
        short = f" ({record.short})" if record.short != record.name else ""
        number = numbers.get(Key(one))
        name = content(record.name + short)
        if number is not None:
            name = f'<button type="button" class="find" data-n="{number}">{name}</button>'
        text = attribute(" ".join((record.name, short, *record.aliases, *cells[:3])))
        shown = "" if number is None else f' data-n="{number}"'
        yield f'<tr{shown} data-text="{text}"><th scope="row">{name}</th>{_cells(cells)}</tr>'
    yield "</tbody>"
    yield "</table>"
    yield "</div>"


def contacts(analysis: Analysis) -> Iterator[str]:
    """Yield the table of persons: only in a page that may have personal data."""
    snapshot = analysis.snapshot
    persons = [one for one in snapshot.all(r.Person).values() if one.organisation in analysis.index]
    if not persons:
        return
    yield '<div class="table">'
    yield "<table>"
    title = content(_("Contacts"))
    yield f"<caption>{title}</caption>"
    yield from _heads((_("Name"), _("Organisation"), _("Job"), _("E-mail"), _("Telephone")))
    yield "<tbody>"
    for one in sorted(persons, key=lambda person: (person.name, person.id)):
        organisation = snapshot.organisations[one.organisation].short
        cells = (organisation, one.job, one.email, one.telephone)
        text = attribute(" ".join((one.name, *cells)))
        yield (
            f'<tr data-text="{text}"><th scope="row">{content(one.name)}</th>{_cells(cells)}</tr>'
        )
    yield "</tbody>"
    yield "</table>"
    yield "</div>"


def _heads(names: tuple[str, ...]) -> Iterator[str]:
    cells = "".join(f'<th scope="col">{content(name)}</th>' for name in names)
    yield f"<thead><tr>{cells}</tr></thead>"


def _cells(texts: tuple[str, ...]) -> str:
    return "".join(f"<td>{content(text)}</td>" for text in texts)


def _sectors(analysis: Analysis, record: r.Organisation) -> str:
    if record.cross_sector:
        return _("Cross-sector")
    sectors = analysis.snapshot.sectors
    return ", ".join(sectors[one].name for one in record.sectors if one in sectors)


def _level(analysis: Analysis, record: r.Organisation) -> str:
    level = analysis.snapshot.levels.get(record.policy_level)
    return level.name if level is not None else ""


def _groups(analysis: Analysis, one: RecordId) -> str:
    groups = analysis.snapshot.groups
    seats = analysis.snapshot.memberships_of.get(one, ())
    shown = {seat.group for seat in seats if seat in analysis.members_of(seat.group)}
    return ", ".join(groups[group].name for group in sorted(shown) if group in groups)


def _partners(analysis: Analysis, one: RecordId) -> str:
    named = analysis.snapshot.organisations
    return ", ".join(named[partner.organisation].short for partner in analysis.partners_of(one))
