"""Counts what the parts of a packed spreadsheet ask for: cells from first to last, and their text.

A reader sets room aside for every cell between the first and the last, and copies a text as often
as cells point at it or are repeated.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, Protocol
from xml.parsers import expat

from oci_map.exchange.spreadsheet_faults import Damaged, TooFar, TooWordy

#: From the first to the last of a sheet, empty ones too.
MOST_CELLS: Final = 10_000_000
#: Signs of all cells together, each as often as it is shown.
MOST_SIGNS: Final = 200_000_000
_REFERENCE: Final = re.compile(r"([A-Z]{1,4})(\d{1,9})")


class _Reader(Protocol):
    """Hears of the elements of a part, by their names as they are written."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None: ...
    def text(self, text: str) -> None: ...
    def end(self, name: str) -> None: ...


class Reach:
    """What a file asks for so far; shared texts must come before the sheets that point at them."""

    def __init__(self) -> None:
        self._signs = 0
        self.shared: list[int] = []  # how long each shared text is

    def add_signs(self, count: int) -> None:
        """Count text that the cells hold; raises TooWordy."""
        self._signs += count
        if self._signs > MOST_SIGNS:
            raise TooWordy


class Part:
    """One part of the file, fed a little at a time; what is no table in XML is passed over."""

    def __init__(self, reach: Reach, name: str) -> None:
        self._reach = reach
        self._is_xml = name.endswith(".xml")
        self._reader: _Reader | None = None
        self._over = False
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._root

    def feed(self, data: bytes, *, last: bool = False) -> None:
        """Count what is in some more of it; raises Damaged, TooFar or TooWordy."""
        if self._over:
            return
        try:
            self._parser.Parse(data, last)
        except (expat.ExpatError, LookupError) as problem:  # also of an encoding nobody knows
            self._over = True
            if self._is_xml or self._reader is not None:
                raise Damaged from problem

    def _root(self, name: str, _attributes: Mapping[str, str]) -> None:
        make = _READERS.get(_local(name))
        if make is None:
            self._parser.StartElementHandler = None
            return
        reader = self._reader = make(self._reach)
        self._parser.StartElementHandler = reader.start
        self._parser.EndElementHandler = reader.end
        self._parser.CharacterDataHandler = reader.text


class _Area:
    """From the first to the last cell of a sheet that holds something."""

    def __init__(self) -> None:
        self._known: tuple[int, int, int, int] | None = None

    def take(self, top: int, bottom: int, left: int, right: int) -> None:
        """Take in some more cells, those at the ends as well; raises TooFar."""
        if self._known is not None:
            first, last, start, end = self._known
            if first <= top and bottom <= last and start <= left and right <= end:
                return
            top, bottom = min(first, top), max(last, bottom)
            left, right = min(start, left), max(end, right)
        self._known = top, bottom, left, right
        if (bottom - top + 1) * (right - left + 1) > MOST_CELLS:
            raise TooFar


class _SharedTexts:
    """The texts of an .xlsx file, each kept once."""

    def __init__(self, reach: Reach) -> None:
        self._lengths = reach.shared

    def start(self, name: str, _attributes: Mapping[str, str]) -> None:
        if _local(name) == "si":
            self._lengths.append(0)

    def text(self, text: str) -> None:
        if self._lengths:
            self._lengths[-1] += len(text)

    def end(self, _name: str) -> None: ...


class _Worksheet:
    """A sheet of an .xlsx file: its cells say where they stand."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach
        self._area = _Area()
        self._row = self._column = 0
        self._points = False  # the cell holds the number of a shared text
        self._held = ""
        self._holds = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        name = _local(name)
        if name == "c":
            match = _REFERENCE.fullmatch(attributes.get("r", ""))
            if match:
                letters, row = match.groups()
                self._column, self._row = _number(letters), int(row)
            else:
                self._column += 1
            self._points = attributes.get("t") == "s"
        elif name in ("v", "is"):
            self._area.take(self._row, self._row, self._column, self._column)
            self._held, self._holds = "", True
        elif name == "row":
            self._row = int(attributes.get("r") or self._row + 1)
            self._column = 0

    def text(self, text: str) -> None:
        if self._holds:
            self._held += text

    def end(self, name: str) -> None:
        if not self._holds or _local(name) not in ("v", "is"):
            return
        self._holds = False
        signs, lengths = len(self._held), self._reach.shared
        if self._points and signs < 12 and self._held.isdecimal():
            number = int(self._held)
            signs = lengths[number] if number < len(lengths) else 0
        self._reach.add_signs(signs)


class _OpenDocument:
    """The sheets of an .ods file: cells and rows say how often they are repeated."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach
        self._area = _Area()
        self._row = self._rows = 0
        self._column = self._columns = 0
        self._cell: int | None = None  # signs in the cell that is read
        self._signs = 0  # in the row
        self._filled: tuple[int, int] | None = None  # first and last column of the row
        self._holds = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        name = _local(name)
        if name == "table":
            self._area, self._row = _Area(), 0
        elif name == "table-row":
            self._rows = _repeated(attributes, "number-rows-repeated")
            self._column = self._signs = 0
            self._filled = None
        elif name in ("table-cell", "covered-table-cell"):
            self._columns = _repeated(attributes, "number-columns-repeated")
            self._cell = 0
            self._holds = any(one.endswith("value-type") for one in attributes)
        elif name == "p":
            self._holds = self._holds or self._cell is not None

    def text(self, text: str) -> None:
        if self._cell is not None:
            self._cell += len(text)

    def end(self, name: str) -> None:
        name = _local(name)
        if name in ("table-cell", "covered-table-cell") and self._cell is not None:
            first, last = self._column + 1, self._column + self._columns
            if self._holds:
                self._filled = (self._filled[0] if self._filled else first, last)
                self._signs += self._cell * self._columns
            self._column, self._cell = last, None
        elif name == "table-row":
            if self._filled:
                self._area.take(self._row + 1, self._row + self._rows, *self._filled)
                self._reach.add_signs(self._signs * self._rows)
            self._row += self._rows


_READERS: Final[Mapping[str, Callable[[Reach], _Reader]]] = {
    "sst": _SharedTexts,
    "worksheet": _Worksheet,
    "document-content": _OpenDocument,
}


def _local(name: str) -> str:
    return name.rpartition(":")[2] if ":" in name else name


def _number(letters: str) -> int:
    """Return the number of a column: 1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _repeated(attributes: Mapping[str, str], name: str) -> int:
    found = next((text for one, text in attributes.items() if _local(one) == name), "1")
    return max(1, int(found))
