"""Finds the row of headings above pasted cells, and the field that each column goes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from oci_map import i18n
from oci_map.drawing.text import one_line
from oci_map.i18n import _, ngettext
from oci_map.model.fields import NOUNS, Field, Kind
from oci_map.model.text import folded
from oci_map.ui.tables.columns import table
from oci_map.ui.tables.heading_words import with_usual_words
from oci_map.values import dataclass

if TYPE_CHECKING:
    from oci_map.exchange.clipboard_table import Grid

_MOST_NAMED: Final = 6
_TYPED: Final = (Kind.TEXT, Kind.REFERENCE)  # the others have a value of their own
#: Tables that a list of organisations often has a column for, and which columns those are.
_FURTHER: Final = MappingProxyType({"membership": ("group",), "need_statement": ("need",)})
_LONGEST_NAME: Final = 40


@dataclass(frozen=True, slots=True)
class Headed:
    """The columns whose heading is known: their fields, the cells below, what is left out."""

    fields: tuple[Field, ...]
    columns: tuple[int, ...]  # of the block, in which the fields stand
    grid: list[list[str]]
    notes: tuple[str, ...]


def under_headings(grid: Grid, fields: Sequence[Field]) -> Headed | None:
    """Read the first row as headings in any language; None when too few are known.

    That is fewer than half, unless all that must be filled in is among them. Each field takes the
    first column with its name; the notes say which columns are skipped.
    """
    if len(grid) < 2:
        return None
    wide = max(map(len, grid))
    first = [*grid[0], *[""] * (wide - len(grid[0]))]
    known = with_usual_words(_by_heading(fields), fields, first)
    taken: dict[str, int] = {}  # field to column
    unknown, twice, unnamed = [], [], []
    for column, text in enumerate(first):
        field = known.get(folded(text))
        if field is None:
            filled = any(row[column].strip() for row in grid[1:] if column < len(row))
            if text.strip():
                unknown.append(text)
            elif filled:
                unnamed.append(i18n.number(column + 1))
        elif field.name in taken:
            twice.append(text)
        else:
            taken[field.name] = column
    needed = [one.name for one in fields if one.required and one.kind in _TYPED]
    whole = bool(needed) and len(taken) > 1 and all(name in taken for name in needed)
    if not taken or (len(taken) + len(twice) < len(unknown) and not whole):
        return None
    below = [
        [row[column] if column < len(row) else "" for column in taken.values()] for row in grid[1:]
    ]
    named = {field.name: field for field in fields}
    return Headed(
        tuple(named[name] for name in taken),
        tuple(taken.values()),
        below,
        tuple(_notes(unknown, twice, unnamed)),
    )


def also_for(grid: Grid, noun: str, text: str) -> list[str]:
    """Say in which other table the same block would be read too: who sits where, who needs what.

    `text` is the sentence, not translated yet, with {names} and {table}.
    """
    if len(grid) < 2:
        return []
    own = set(with_usual_words(_by_heading(table(noun).fields), table(noun).fields, grid[0]))
    notes = []
    for other, columns in _FURTHER.items():
        spec = table(other)
        known = with_usual_words(_by_heading(spec.fields), spec.fields, grid[0])
        heads = {known[folded(one)].name: one for one in grid[0] if folded(one) in known}
        further = [heads[one] for one in columns if one in heads]
        if other != noun and "organisation" in heads and further and folded(further[0]) not in own:
            notes.append(_(text).format(names=named(further), table=NOUNS[other].plural))
    return notes


def _by_heading(fields: Sequence[Field]) -> Mapping[str, Field]:
    """Return the fields by their label; where two are alike, the window's language goes first."""
    found: dict[str, Field] = {}
    for code in sorted(i18n.LANGUAGES, key=i18n.language().__ne__):
        with i18n.speaking(code):
            for field in fields:
                found.setdefault(folded(field.label), field)
    found.pop("", None)
    return found


def _notes(unknown: Sequence[str], twice: Sequence[str], unnamed: Sequence[str]) -> list[str]:
    notes = []
    if unknown:
        text = ngettext(
            "Column {names} is not known and is skipped.",
            "Columns {names} are not known and are skipped.",
            len(unknown),
        )
        notes.append(text.format(names=named(unknown)))
    if twice:
        text = ngettext(
            "Column {names} stands there more than once; only the first is taken.",
            "Columns {names} stand there more than once; only the first of each is taken.",
            len(twice),
        )
        notes.append(text.format(names=named(twice)))
    if unnamed:
        text = ngettext(
            "Column {number} has no heading and is skipped.",
            "Columns {number} have no heading and are skipped.",
            len(unnamed),
        )
        notes.append(text.format(number=_listed(unnamed)))
    return notes


def named(names: Sequence[str]) -> str:
    """Return names from a spreadsheet between quotes, the first of them when they are many."""
    quoted = []
    for name in names:
        line = one_line(name.strip())
        quoted.append(f"“{line if len(line) <= _LONGEST_NAME else line[:_LONGEST_NAME] + '…'}”")
    return _listed(quoted)


def _listed(names: Sequence[str]) -> str:
    if len(names) <= _MOST_NAMED:
        return i18n.listing(list(names))
    rest = len(names) - _MOST_NAMED
    more = ngettext("{count} more", "{count} more", rest).format(count=i18n.number(rest))
    return i18n.listing([*names[:_MOST_NAMED], more])
