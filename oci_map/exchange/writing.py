"""The one way a file is written: whole, or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from oci_map.errors import FileProblem, system_reason
from oci_map.i18n import _


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that a failure leaves what was there: a temporary file, then a rename."""
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


def _usual_permissions(path: str) -> None:
    """Give a temporary file, made for its owner only, the permissions any new file gets."""
    mask = os.umask(0)
    os.umask(mask)
    Path(path).chmod(0o666 & ~mask)
