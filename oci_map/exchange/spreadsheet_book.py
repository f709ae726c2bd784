"""Reads a workbook of Excel or LibreOffice with the library for it, sheet by sheet."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

from oci_map.exchange import csv_text
from oci_map.exchange.clipboard_table import MOST_CELLS
from oci_map.exchange.spreadsheet_cells import Block, text_of, trimmed
from oci_map.exchange.spreadsheet_faults import Damaged, Locked
from oci_map.i18n import _, number
from oci_map.progress import Progress, part
from oci_map.values import dataclass

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_STEP: Final = 1000  # rows between two reports


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a file: the rows that hold anything, all as wide; or why it was not read."""

    name: str
    rows: Block
    problem: str = ""


def read_book(data: bytes, progress: Progress) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook that can be seen; raises Damaged, Locked or Cancelled."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            shown = _shown(book)
            return tuple(
                _sheet(book, one, part(progress, at / len(shown), (at + 1) / len(shown)))
                for at, one in enumerate(shown)
            )
    except PasswordError as problem:
        raise Locked from problem
    except CalamineError as problem:
        raise Damaged from problem
    except BaseException as problem:
        if type(problem).__name__ == "PanicException":  # the reader met what it never expected
            raise Damaged from problem
        raise


def _shown(book: CalamineWorkbook) -> list[int]:
    """Return the numbers of the sheets of cells; of the hidden ones when there are no others."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    every = [
        (at, one.visible is SheetVisibleEnum.Visible)
        for at, one in enumerate(book.sheets_metadata)
        if one.typ is SheetTypeEnum.WorkSheet
    ]
    seen = [at for at, visible in every if visible]
    return seen or [at for at, _visible in every]


def _sheet(book: CalamineWorkbook, at: int, progress: Progress | None) -> Sheet:
    progress = progress or Progress()
    progress.report(0.0)
    table = book.get_sheet_by_index(at)
    name = csv_text.plain(table.name)
    rows: list[list[str]] = []
    cells = 0
    for place, values in enumerate(table.iter_rows()):
        if place % _STEP == 0:
            progress.report(place / max(1, table.total_height))
        row = [text_of(value) for value in values]
        if any(row):
            rows.append(row)
            cells += len(row)
        if len(rows) > csv_text.MOST_ROWS or cells > MOST_CELLS:
            return Sheet(name, (), _too_many(name, len(rows) > csv_text.MOST_ROWS))
    return Sheet(name, trimmed(rows))


def _too_many(name: str, rows: bool) -> str:
    if rows:
        text = _("“{file}” has more than {count} rows. Split it into smaller files.")
        return text.format(file=name, count=number(csv_text.MOST_ROWS))
    text = _("“{file}” has more than {count} cells. Split it into smaller files.")
    return text.format(file=name, count=number(MOST_CELLS))
