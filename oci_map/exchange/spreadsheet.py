"""Spreadsheets of Excel and LibreOffice, and lists as text, as sheets of text cells."""

from __future__ import annotations

import re
import struct
from pathlib import Path
from typing import Final

from oci_map.errors import FileProblem, system_reason
from oci_map.exchange import csv_text
from oci_map.exchange.spreadsheet_apart import read_apart
from oci_map.exchange.spreadsheet_book import Sheet, read_book
from oci_map.exchange.spreadsheet_cells import trimmed
from oci_map.exchange.spreadsheet_faults import (
    Damaged,
    Foreign,
    Locked,
    TooFar,
    TooLarge,
    TooWordy,
)
from oci_map.exchange.spreadsheet_guard import MOST_UNPACKED, look_through
from oci_map.i18n import N_, _, number
from oci_map.progress import Progress, part

#: Endings of the names of files that can be brought in.
BOOKS: Final = (".xlsx", ".xlsm", ".xls", ".ods")
TEXTS: Final = (".csv", ".tsv", ".txt")
SUFFIXES: Final = (*BOOKS, *TEXTS)

MOST_BYTES: Final = 100_000_000
#: Of the older format of Excel, which cannot be looked through before it is read.
MOST_OLD_BYTES: Final = 20_000_000
_ZIP: Final = b"PK\x03\x04"
_OLD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECRET: Final = "EncryptedPackage".encode("utf-16-le")
_PAGES: Final = (b"<!doctype", b"<html", b"<head", b"<table", b"<meta", b"<?xml", b"<style")
# How an older workbook begins, and the record that says that what follows is encrypted.
_GLOBALS: Final = re.compile(rb"\x09\x08[\x08\x10]\x00\x00[\x05\x06]\x05\x00")
_FILE_PASS: Final = 0x2F
_FIRST_RECORDS: Final = 6

_SENTENCES: Final = {
    Damaged: N_(
        "“{file}” cannot be read as a spreadsheet, because it is damaged. Open it in Excel or"
        " LibreOffice, save it under another name, and import that file."
    ),
    Locked: N_(
        "“{file}” is protected with a password. Save it without the password, or copy its cells"
        " and paste them into a table."
    ),
    Foreign: N_(
        "“{file}” is no spreadsheet that can be read here. Save the list as .xlsx, .ods or .csv,"
        " and import that file."
    ),
    TooLarge: N_(
        "“{file}” was not read, because it unpacks to more than {size} MB. Copy the cells that you"
        " need into a new spreadsheet, and import that."
    ),
    TooFar: N_(
        "“{file}” was not read, because a sheet in it reaches too far down or to the right. Delete"
        " what stands far from the list, save it, and import it again."
    ),
    TooWordy: N_(
        "“{file}” was not read, because its cells hold too much text together. Split it into"
        " smaller files."
    ),
}
_PAGE: Final = N_(
    "“{file}” is a web page that is only called a spreadsheet. Open it in Excel or LibreOffice,"
    " save it as .xlsx, and import that file."
)


def read_sheets(path: Path, progress: Progress | None = None) -> tuple[Sheet, ...]:
    """Return the sheets of a file that can be seen, in their order; the contents say what it is.

    Dates are written as 2012-07-06. Raises FileProblem with a sentence when it cannot be read, and
    Cancelled when the person stops it.
    """
    data = _bytes(path)
    progress = progress or Progress()
    if not data.startswith((_ZIP, _OLD)) and path.suffix.lower() not in BOOKS:
        return (_text_sheet(data, path),)
    try:
        return _book(data, path.name, progress)
    except tuple(_SENTENCES) as problem:
        sentence = _SENTENCES[type(problem)]
        size = number(MOST_UNPACKED // 1_000_000)
        raise FileProblem(_(sentence).format(file=path.name, size=size)) from problem


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except PermissionError as problem:
        raise FileProblem(
            _(
                "“{file}” may not be read. When it is open in another program, close it there and"
                " try again."
            ).format(file=path.name)
        ) from problem
    except OSError as problem:
        raise FileProblem(
            _("“{file}” cannot be read: {reason}.").format(
                file=path.name, reason=system_reason(problem)
            )
        ) from problem
    most = MOST_OLD_BYTES if data.startswith(_OLD) else MOST_BYTES
    csv_text.check_size(data, path.name, most)
    return data


def _text_sheet(data: bytes, path: Path) -> Sheet:
    csv_text.check_size(data, path.name, csv_text.MOST_BYTES)
    rows = [row.cells for row in csv_text.parse(data, path.name).rows]
    if rows and rows[0][0].lower().startswith("sep=") and not any(rows[0][1:]):
        del rows[0]  # this tells Excel which sign parts the cells
    return Sheet(path.stem, trimmed(rows))


def _book(data: bytes, name: str, progress: Progress) -> tuple[Sheet, ...]:
    if data.startswith(_ZIP):
        look_through(data, part(progress, 0.0, 0.5) or Progress())
    elif data.startswith(_OLD):
        if _SECRET in data or _wants_password(data):
            raise Locked
        return read_apart(data, progress)
    elif data[:1000].removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(_PAGES):
        raise FileProblem(_(_PAGE).format(file=name))
    else:
        raise Foreign if data else Damaged
    progress.report(0.5)
    return read_book(data, part(progress, 0.5, 1.0) or Progress())


def _wants_password(data: bytes) -> bool:
    """Say whether one of the first records of an older workbook is about its password."""
    found = _GLOBALS.search(data)
    at = found.start() if found else len(data)
    for _record in range(_FIRST_RECORDS):
        if at + 4 > len(data):
            break
        kind, size = struct.unpack_from("<HH", data, at)
        if kind == _FILE_PASS:
            return True
        at += 4 + size
    return False
