"""Looks through a packed spreadsheet before it is read, so that no file asks for all memory.

Some hundred bytes could ask for more than there is, which would end the program. All parts are
unpacked once, a little at a time, whatever the file says about their sizes.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from copy import copy
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from oci_map.exchange.spreadsheet_faults import Damaged, Foreign, Locked, TooLarge
from oci_map.exchange.spreadsheet_reach import Part, Reach
from oci_map.progress import Progress

MOST_UNPACKED: Final = 500_000_000
_CHUNK: Final = 1 << 18
_MOST_PARTS: Final = 20_000
#: What the program that made the file puts into it.
_EXCEL: Final = "xl/workbook.xml"
_OPEN_DOCUMENT: Final = ("content.xml", b"opendocument.spreadsheet")
_MANIFEST: Final = "META-INF/manifest.xml"
_SECRET: Final = b"encryption-data"
_SHARED: Final = "sharedStrings.xml"
_ENCRYPTED: Final = 1  # of the flags of a part


def look_through(data: bytes, progress: Progress) -> None:
    """Unpack every part once.

    Raises Damaged, Locked, Foreign, TooLarge, TooFar or TooWordy when the file is not to be read.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            _check_kind(archive)
            _unpack(archive, progress)
    except (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as problem:
        raise Damaged from problem


def _check_kind(archive: ZipFile) -> None:
    parts = {part.filename: part for part in archive.infolist()}
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts.values()) > MOST_UNPACKED:
        raise TooLarge
    if any(part.flag_bits & _ENCRYPTED for part in parts.values()):
        raise Locked
    if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts.values()):
        raise Foreign
    if _EXCEL in parts:
        return
    content, mark = _OPEN_DOCUMENT
    if content not in parts or mark not in _beginning(archive, parts.get("mimetype")):
        raise Foreign
    if _SECRET in _beginning(archive, parts.get(_MANIFEST)):
        raise Locked


def _beginning(archive: ZipFile, part: ZipInfo | None) -> bytes:
    if part is None:
        return b""
    with archive.open(part) as file:
        return file.read(_CHUNK)


def _unpack(archive: ZipFile, progress: Progress) -> None:
    # Shared texts first: how long they are says what the cells hold that point at them.
    parts = sorted(archive.infolist(), key=_comes_later)
    whole = max(1, sum(part.compress_size for part in parts))
    reach, unpacked, done = Reach(), 0, 0
    for part in parts:
        table = Part(reach, part.filename)
        for chunk in _chunks(archive, part):
            unpacked += len(chunk)
            if unpacked > MOST_UNPACKED:
                raise TooLarge
            table.feed(chunk)
            progress.report(min(1.0, done / whole))
        table.feed(b"", last=True)
        done += part.compress_size


def _comes_later(part: ZipInfo) -> bool:
    return not part.filename.endswith(_SHARED)


def _chunks(archive: ZipFile, part: ZipInfo) -> Iterator[bytes]:
    """Unpack a part to its true end, and not only as far as the file says that it goes."""
    whole = copy(part)
    whole.file_size = 2 * MOST_UNPACKED
    with archive.open(whole) as file:
        while chunk := file.read(_CHUNK):
            yield chunk
