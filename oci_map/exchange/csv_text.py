"""CSV as people and spreadsheets write it: encoding and delimiter are found, formulas are harmless.

A cell that a spreadsheet would take for a formula is written with an apostrophe before it, and
read without it, so that what is written comes back as it was.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from oci_map.errors import FileProblem, system_reason
from oci_map.exchange.formulas import as_meant, harmless
from oci_map.exchange.writing import write_whole
from oci_map.i18n import _, language, number
from oci_map.model.text import LONGEST, clean_text
from oci_map.values import dataclass

MOST_BYTES: Final = 20_000_000
MOST_ROWS: Final = 200_000
_DELIMITERS: Final = (";", ",", "\t", "|")
_QUOTED: Final = re.compile(r'[";,\t|\r\n]')
_NONE: Final = "\x1f"  # a file of one column
_SAMPLE: Final = 50  # lines that are looked at to find the delimiter


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a file: the line it begins on, and its cells."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a file that hold anything."""

    name: str  # of the file
    rows: tuple[Row, ...]

    def fault(self, line: int, sentence: str) -> FileProblem:
        """Return the failure of a line, with the file and the line it is about."""
        return FileProblem(
            _("“{file}”, line {line}: {sentence}").format(
                file=self.name, line=number(line), sentence=sentence
            )
        )


def read(path: Path) -> Sheet:
    """Read a file; raises FileProblem with a sentence when that is not possible."""
    return parse(_bytes(path), path.name)


def parse(data: bytes, name: str) -> Sheet:
    """Read the contents of a file of this name; raises FileProblem."""
    text = _text(data, name)
    rows = []
    # A cell may be as long as any text that the program keeps.
    csv.field_size_limit(4 * LONGEST)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=False)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(Row(line, tuple(plain(cell) for cell in cells)))
            if len(rows) > MOST_ROWS:
                raise FileProblem(
                    _("“{file}” has more than {count} rows. Split it into smaller files.").format(
                        file=name, count=number(MOST_ROWS)
                    )
                )
            line = reader.line_num + 1
    except csv.Error:
        raise FileProblem(
            _("“{file}”, line {line}: this line cannot be read as CSV. Check its quotes.").format(
                file=name, line=number(line)
            )
        ) from None
    return Sheet(name, tuple(rows))


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as problem:
        raise FileProblem(
            _("“{file}” cannot be read: {reason}.").format(
                file=path.name, reason=system_reason(problem)
            )
        ) from problem
    check_size(data, path.name, MOST_BYTES)
    return data


def check_size(data: bytes, name: str, most: int) -> None:
    """Raise FileProblem where a file holds more than so many bytes."""
    if len(data) > most:
        raise FileProblem(
            _("“{file}” is larger than {size} MB. Split it into smaller files.").format(
                file=name, size=number(most // 1_000_000)
            )
        )


def _text(data: bytes, name: str) -> str:
    """Return the text of a file: UTF-8 or UTF-16 as marked, else UTF-8, else as Windows writes."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data[:4096]:
        raise FileProblem(
            _("“{file}” is no CSV file: it holds no text. Save the list as CSV first.").format(
                file=name
            )
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    """Return the sign that splits most of the first lines into as many cells, outside quotes."""
    lines = text[:200_000].splitlines()[:_SAMPLE]
    counts = {
        sign: [_outside(line, sign) for line in lines if line.strip()] for sign in _DELIMITERS
    }
    best, most = _NONE, 0
    for sign, found in counts.items():
        # Names hold commas now and then; a delimiter stands in most lines, as often in each.
        usual = max(set(found) - {0}, key=found.count, default=0)
        lines_with = found.count(usual) if usual else 0
        if lines_with > most and 2 * lines_with >= len(lines):
            best, most = sign, lines_with
    return best


def _outside(line: str, sign: str) -> int:
    return sum(part.count(sign) for part in line.split('"')[::2])


def plain(cell: str) -> str:
    """Return a text cell of a file as it is meant, without blanks around it."""
    return clean_text(as_meant(cell.strip(" \u00a0")))


def written(rows: Sequence[Sequence[str | float]], delimiter: str = "") -> bytes:
    """Return rows as a spreadsheet of this language reads them.

    Dutch ones expect a semicolon between the cells, English ones a comma; where there are letters
    beyond ASCII they know UTF-8 by its mark. With a delimiter the rows are for programs, which
    want no mark.
    """
    sign = delimiter or (";" if language() == "nl" else ",")
    lines = (sign.join(map(_written, row)) + "\r\n" for row in rows)
    text = "".join(lines)
    return text.encode("utf-8" if delimiter or text.isascii() else "utf-8-sig")


def _written(cell: str | float) -> str:
    text = harmless(cell) if isinstance(cell, str) else str(cell)
    # Whatever might be taken for a delimiter stands in quotes, so that the file says which it is.
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text


def write(path: Path, rows: Sequence[Sequence[str | float]], delimiter: str = "") -> None:
    """Write rows to a file, whole or not at all; raises FileProblem."""
    write_whole(path, written(rows, delimiter))
