"""PowerPoint files as packages: a template is looked at with distrust before it is opened."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path
from typing import Final
from zipfile import ZipFile

from oci_map.errors import FileProblem, UserError, system_reason
from oci_map.i18n import _

_TEMPLATE: Final = "application/vnd.openxmlformats-officedocument.presentationml.template.main+xml"
_SLIDES: Final = (
    "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
)
_TYPES: Final = "[Content_Types].xml"
_MOST_BYTES: Final = 300_000_000  # unpacked
# What a damaged or locked archive brings about while it is read.
_DAMAGED: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, RuntimeError, OSError
)  # fmt: skip
_PACKED: Final = (".png", ".jpg", ".jpeg", ".gif", ".mp4")
_BEGINNING: Final = (1980, 1, 1, 0, 0, 0)


def read_template(path: Path) -> bytes:
    """Return a template as the package of a presentation.

    Raises FileProblem when it cannot be read, UserError when it is no PowerPoint file, holds
    macros or unpacks to far more than a template does.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as problem:
        raise FileProblem(
            _(
                "The template “{path}” could not be read: {reason}. Nothing was written. "
                "Choose another template, or none."
            ).format(path=path, reason=system_reason(problem))
        ) from problem
    if len(data) > _MOST_BYTES:
        raise _too_large(path)
    try:
        with ZipFile(io.BytesIO(data)) as package:
            _check(package, path)
            types = package.read(_TYPES).decode("utf-8")
        changed = {_TYPES: types.replace(_TEMPLATE, _SLIDES).encode()}
        whole = repacked(data, changed)
    except _DAMAGED as problem:
        raise not_a_template(path) from problem
    if _SLIDES not in types and _TEMPLATE not in types:
        raise not_a_template(path)
    return whole


def _check(package: ZipFile, path: Path) -> None:
    if any(name.lower().endswith("vbaproject.bin") for name in package.namelist()):
        raise UserError(
            _(
                "The template “{name}” holds macros. Nothing was written. Save it in PowerPoint "
                "as a template without macros (.potx) and choose that."
            ).format(name=path.name)
        )
    if sum(one.file_size for one in package.infolist()) > _MOST_BYTES:
        raise _too_large(path)


def _too_large(path: Path) -> UserError:
    return UserError(
        _(
            "The template “{name}” is too large. Nothing was written. "
            "Remove the slides and videos in it, or choose another one."
        ).format(name=path.name)
    )


def not_a_template(path: Path) -> UserError:
    """Return what is said of a file that PowerPoint would not open either."""
    return UserError(
        _(
            "“{name}” is not a PowerPoint template, or it is damaged. Nothing was written. "
            "Choose a .potx or .pptx file that opens in PowerPoint."
        ).format(name=path.name)
    )


def repacked(data: bytes, changed: dict[str, bytes] | None = None) -> bytes:
    """Return a package with some of its parts changed; the same parts give the same bytes."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as package, ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for one in package.infolist():
            kept = package.read(one)
            entry = zipfile.ZipInfo(one.filename, _BEGINNING)
            # What is packed already would take long and become no smaller.
            packed = one.filename.endswith(_PACKED)
            entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            made.writestr(entry, (changed or {}).get(one.filename, kept))
    return out.getvalue()
