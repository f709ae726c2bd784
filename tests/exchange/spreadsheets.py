"""Spreadsheets for tests, as Excel and LibreOffice write them."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter

Value = str | float | bool | date | time | None
Rows = Sequence[Sequence[Value]]


def excel(path: Path, sheets: Mapping[str, Rows], *, hidden: Sequence[str] = ()) -> Path:
    """Write an .xlsx file."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    formats = {kind: book.add_format({"num_format": sign}) for kind, sign in _SIGNS.items()}
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if type(value) in formats:
                    sheet.write_datetime(at, column, value, formats[type(value)])
                elif value is not None:
                    sheet.write(at, column, value)
        if name in hidden:
            sheet.hide()
        else:
            sheet.activate()  # the sheet in hand is never hidden
    book.close()
    return path


_SIGNS = {date: "d/mm/yyyy", datetime: "d/mm/yyyy hh:mm", time: "hh:mm"}


def open_document(path: Path, body: str, *, locked: bool = False) -> Path:
    """Write an .ods file with these tables in XML."""
    secret = "<manifest:encryption-data/>" if locked else ""
    with ZipFile(path, "w", ZIP_DEFLATED) as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("META-INF/manifest.xml", f"<manifest:manifest {_MANIFEST}>{secret}"
                      "</manifest:manifest>")  # fmt: skip
        file.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_SPACES}>'
            f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>"
            "</office:document-content>",
        )
    return path


def open_table(name: str, rows: Sequence[Sequence[str]]) -> str:
    """Return a table of texts as LibreOffice writes it, with its empty end."""
    lines = "".join(
        "<table:table-row>"
        + "".join(
            '<table:table-cell office:value-type="string">'
            + "".join(f"<text:p>{escape(line)}</text:p>" for line in cell.split("\n"))
            + "</table:table-cell>"
            if cell
            else "<table:table-cell/>"
            for cell in row
        )
        + '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
        for row in rows
    )
    rest = (
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    return f'<table:table table:name="{name}">{lines}{rest}</table:table>'


_SPACE = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = " ".join(f'xmlns:{one}="{_SPACE}:{one}:1.0"' for one in ("office", "table", "text"))
_MANIFEST = f'xmlns:manifest="{_SPACE}:manifest:1.0"'


def old_excel(path: Path, rows: Rows, *, locked: bool = False) -> Path:
    """Write an .xls file of the kind of 1997, in the container that such files have."""
    path.write_bytes(_container(_stream(rows, locked=locked)))
    return path


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _stream(rows: Rows, *, locked: bool) -> bytes:
    begin = struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 6)
    secret = _record(0x2F, struct.pack("<HHH", 1, 1, 1) + bytes(48)) if locked else b""
    kinds = [_record(0xE0, struct.pack("<HHH", 0, sign, 0) + bytes(14)) for sign in (0, 14)]
    name = "Leden"
    there = 8 + len(name)
    head = _record(0x0809, begin) + secret + b"".join(kinds)
    place = len(head) + 4 + there + 4
    sheet = struct.pack("<IBB", place, 0, 0) + bytes([len(name), 0]) + name.encode("ascii")
    globals_ = head + _record(0x85, sheet) + _record(0x0A, b"")
    wide = max(map(len, rows))
    cells = [
        _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0, 0, 0, 6)),
        _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, wide, 0)),
    ]
    for at, row in enumerate(rows):
        cells += [_old_cell(at, column, value) for column, value in enumerate(row)]
    return globals_ + b"".join(cells) + _record(0x0A, b"")


def _old_cell(row: int, column: int, value: Value) -> bytes:
    match value:
        case bool():
            return _record(0x0205, struct.pack("<HHHBB", row, column, 0, value, 0))
        case date():
            days = (value - date(1899, 12, 30)).days
            return _record(0x0203, struct.pack("<HHHd", row, column, 1, days))
        case int() | float():
            return _record(0x0203, struct.pack("<HHHd", row, column, 0, value))
        case _:
            text = str(value or "")
            signs = text.encode("utf-16-le")
            data = struct.pack("<HHHHB", row, column, 0, len(signs) // 2, 1) + signs
            return _record(0x0204, data)


def _container(stream: bytes, name: str = "Workbook") -> bytes:
    """Return a compound file with one stream: its table, its directory, then the stream."""
    stream = stream.ljust(4096, b"\0")
    stream += bytes(-len(stream) % 512)
    sectors = len(stream) // 512
    assert sectors <= 126
    last, none, table = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    chain = [table, last, *range(3, sectors + 2), last]
    chain += [none] * (128 - len(chain))
    head = struct.pack(
        "<8s16sHHHHH6xIIIIIIIIII", bytes.fromhex("d0cf11e0a1b11ae1"), bytes(16), 0x3E, 3, 0xFFFE,
        9, 6, 0, 1, 1, 0, 4096, last, 0, last, 0, 0,
    )  # fmt: skip
    head += struct.pack("<109I", *([0] + [none] * 108))[: 512 - len(head)]
    head = head.ljust(512, b"\xff")
    entries = [_entry("Root Entry", 5, 1, last, 0), _entry(name, 2, none, 2, len(stream))]
    directory = b"".join(entries).ljust(512, b"\0")
    return head + struct.pack("<128I", *chain) + directory + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    none = 0xFFFFFFFF
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(text), kind, 1, none, none, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def locked_excel(path: Path) -> Path:
    """Write what Excel makes of a file with a password: a container with a secret in it."""
    path.write_bytes(_container(bytes(5000), "EncryptedPackage"))
    return path


def packed(parts: Mapping[str, bytes | str]) -> bytes:
    """Return a zip file of these parts."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return made.getvalue()
