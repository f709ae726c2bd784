"""Blocks of cells as other programs put them on the clipboard: tabbed text and HTML tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from html.parser import HTMLParser
from typing import Final

from oci_map.exchange.formulas import as_meant, harmless

#: More than any table of this program holds; what is beyond it is not read.
MOST_CELLS: Final = 2_000_000
_MOST_SIGNS: Final = 50_000_000
_SKIPPED: Final = frozenset({"style", "script", "head", "title", "colgroup"})
_BREAKING: Final = frozenset({"p", "div", "li", "h1", "h2", "h3"})
_SPACES: Final = re.compile(r"[ \t\r\n\f]+")

Grid = list[list[str]]


def from_text(text: str) -> Grid:
    """Read tabbed text: a cell in quotes may hold tabs, line breaks and doubled quotes.

    Rows keep their own length: what was not copied is not there.
    """
    text = text[:_MOST_SIGNS].replace("\r\n", "\n").replace("\r", "\n")
    text = text.removesuffix("\n")
    rows: Grid = [[]]
    at, end, cells = 0, len(text), 0
    while cells < MOST_CELLS:
        cell, at = _cell(text, at)
        rows[-1].append(cell)
        cells += 1
        if at >= end:
            break
        if text[at] == "\n":
            rows.append([])
        at += 1
    return rows


def _cell(text: str, at: int) -> tuple[str, int]:
    """Return one cell and where it ends: at a tab, a line break or the end of the text."""
    if text.startswith('"', at) and (match := _QUOTED.match(text, at)):
        return as_meant(match.group(1).replace('""', '"')), match.end()
    match = _BARE.match(text, at)
    return (as_meant(match.group()), match.end()) if match else ("", at)


# A quote that is not closed before the end of its cell is a sign like any other.
_QUOTED: Final = re.compile(r'"((?:[^"]|"")*+)"(?=[\t\n]|\Z)')
_BARE: Final = re.compile(r"[^\t\n]*")


def to_text(rows: Sequence[Sequence[str]]) -> str:
    """Write tabbed text as spreadsheets read it, with a line break at its end."""
    return "".join("\t".join(_quoted(harmless(cell)) for cell in row) + "\n" for row in rows)


def _quoted(cell: str) -> str:
    if any(sign in cell for sign in "\t\n\r") or cell.startswith('"'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def from_html(text: str) -> Grid | None:
    """Read the first table of a page; None when it has no table."""
    reader = _TableReader()
    reader.feed(_tamed(text[:_MOST_SIGNS]))
    reader.close()
    reader.end_row()
    return reader.rows or None


def _tamed(text: str) -> str:
    """Return a page without comments, declarations and beginnings of tags that never end.

    Python's reader of HTML looks through the whole rest of the page for the end of each.
    """
    text = _COMMENT.sub("", text)
    return _UNFINISHED.sub("&lt;", _DECLARATION.sub("", text))


_COMMENT: Final = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_DECLARATION: Final = re.compile(r"<[!?][^<>]*>?")
_UNFINISHED: Final = re.compile(r"<(?=[^<>]*(?:<|\Z))")


def to_html(rows: Sequence[Sequence[str]]) -> str:
    """Write an HTML table that keeps line breaks, and text that looks like a number or a date."""
    body = "".join(
        "<tr>" + "".join(f'<td style="{_AS_TEXT}">{_html(cell)}</td>' for cell in row) + "</tr>\n"
        for row in rows
    )
    return f'<html><head><meta charset="utf-8"></head><body><table>\n{body}</table></body></html>'


_AS_TEXT: Final = "white-space:pre-wrap;mso-number-format:'\\@'"


def _html(cell: str) -> str:
    return escape(harmless(cell)).replace("\n", '<br style="mso-data-placement:same-cell">')


class _TableReader(HTMLParser):
    """Collects the cells of the first table; tables within its cells are read as text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: Grid = []
        self._row: list[str] | None = None
        self._parts: list[str] | None = None
        self._span = 1
        self._below: dict[int, int] = {}  # columns that a cell above covers, and for how many rows
        self._down = 1
        self._depth = 0
        self._skipping = 0
        self._done = False
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SKIPPED:
            self._skipping += 1
        elif tag == "table":
            self._depth += 1
        if self._done or self._depth != 1:
            return
        if tag == "tr":
            self.end_row()
            self._row = []
        elif tag in ("td", "th"):
            self._end_cell()
            if self._row is None:
                self._row = []
            self._parts = []
            given = dict(attrs)
            self._span = _count(given.get("colspan"))
            self._down = _count(given.get("rowspan"))
        elif (tag == "br" and self._parts is not None) or (
            tag in _BREAKING and self._parts and "".join(self._parts).strip()
        ):
            self._parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIPPED:
            self._skipping = max(0, self._skipping - 1)
        if tag == "table" and self._depth:
            if self._depth == 1:
                self.end_row()
                self._done = bool(self.rows)
            self._depth -= 1
        elif self._depth == 1 and not self._done:
            if tag in ("td", "th"):
                self._end_cell()
            elif tag == "tr":
                self.end_row()

    def handle_data(self, data: str) -> None:
        if self._parts is not None and not self._skipping and not self._done:
            self._parts.append(_SPACES.sub(" ", data))

    def end_row(self) -> None:
        """Keep the row that was being read."""
        self._end_cell()
        if self._row is not None:
            self._fill_covered()
            if self._row or self.rows:
                self.rows.append(self._row)
        self._row = None

    def _end_cell(self) -> None:
        if self._parts is None or self._row is None:
            return
        self._fill_covered()
        lines = "".join(self._parts).split("\n")
        text = "\n".join(line.strip(" ") for line in lines).strip("\n").replace("\u00a0", " ")
        text = as_meant(text)
        if self._down > 1:
            for column in range(len(self._row), len(self._row) + self._span):
                self._below[column] = self._down - 1
        self._row += [text, *[""] * (self._span - 1)]
        self._parts = None
        # A few bytes can ask for a thousand cells.
        self._cells += self._span
        if self._cells > MOST_CELLS:
            self.end_row()
            self._done = True

    def _fill_covered(self) -> None:
        """Leave empty what a cell above covers."""
        if self._row is None:
            return
        while self._below.get(len(self._row), 0) and not self._done:
            self._below[len(self._row)] -= 1
            self._row.append("")
            self._cells += 1
            self._done = self._cells > MOST_CELLS


def _count(text: str | None) -> int:
    """Return how many rows or columns a cell covers."""
    return max(1, min(1000, int(text))) if text and text.isdecimal() else 1
