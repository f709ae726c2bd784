"""Keeps what a person typed from becoming a formula in a spreadsheet, and takes it back as it was.

An apostrophe before a cell says "this is text" to spreadsheets; one is added where a formula would
begin, and taken away when such a cell comes back.
"""

from __future__ import annotations

import re
from typing import Final

_ACTIVE: Final = re.compile(r"'*[=+\-@\t\r]")
_KEPT: Final = re.compile(r"'+[=+\-@\t\r]")
#: A number, a telephone number with blanks, a dash: they stay what they are in any spreadsheet.
_INERT: Final = re.compile(r"-|[+-][\d\u00a0 .,]*")


def harmless(cell: str) -> str:
    """Return a cell as a spreadsheet takes it for text."""
    return f"'{cell}" if _ACTIVE.match(cell) and not _INERT.fullmatch(cell) else cell


def as_meant(cell: str) -> str:
    """Return a cell as it was before it was made harmless."""
    return cell[1:] if _KEPT.match(cell) else cell
