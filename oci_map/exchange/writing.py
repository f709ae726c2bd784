"""The one way a file is written: whole, or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Final

from oci_map.errors import FileProblem, system_reason
from oci_map.i18n import _

# What Microsoft Office and LibreOffice put beside a file while they have it open.
# Word writes its own over the first two letters of a longer name.
_LOCKS: Final = ("~${name}", "~${end}", ".~lock.{name}#")
_OFFICE: Final = (".pptx", ".docx", ".csv", ".html")


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that a failure leaves what was there: a temporary file, then a rename.

    Raises FileProblem when it cannot be written, or when an office program has it open: that
    would put its own over it later.
    """
    _check_not_open(path)
    temporary = ""
    try:
        with tempfile.NamedTemporaryFile(
            dir=path.parent, prefix=f".{path.name[:40]}.", delete=False
        ) as file:
            temporary = file.name
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _usual_permissions(temporary)
        Path(temporary).replace(path)
    except OSError as problem:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise FileProblem(
            _("“{path}” could not be written: {reason}. What was there is as it was.").format(
                path=path, reason=system_reason(problem)
            )
        ) from problem


def _check_not_open(path: Path) -> None:
    if path.suffix.lower() not in _OFFICE or not path.exists():
        return
    for lock in _LOCKS:
        beside = path.with_name(lock.format(name=path.name, end=path.name[2:]))
        if beside.exists():
            raise FileProblem(
                _(
                    "“{name}” is open in another program, so it was left as it is. Close it there, "
                    "or choose another name. If it is open nowhere, delete “{lock}” beside it."
                ).format(name=path.name, lock=beside.name)
            )


def _usual_permissions(path: str) -> None:
    """Give a temporary file, made for its owner only, the permissions any new file gets."""
    mask = os.umask(0)
    os.umask(mask)
    Path(path).chmod(0o666 & ~mask)
