"""Where an export goes: a name that every system takes, in a folder."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import Final

from oci_map.errors import UserError
from oci_map.i18n import _

_UNFIT: Final = '\\/:*?"<>|'
_LONGEST_BYTES: Final = 200  # a file name has 255; several files have their own endings


def target(folder: Path, name: str, suffix: str) -> Path:
    """Return the path of a name that a person typed; raises UserError when it cannot be one."""
    plain = name.strip()
    if plain.lower().endswith(suffix):
        plain = plain[: -len(suffix)].rstrip()
    if not plain.strip("."):
        raise UserError(_("The file has no name yet. Write one."))
    unfit = sorted({sign for sign in plain if sign in _UNFIT and sign.isprintable()})
    if unfit:
        raise UserError(
            _("A file name cannot have {signs} in it. Write another name.").format(
                signs=" ".join(unfit)
            )
        )
    if not plain.isprintable():
        raise UserError(_("The name has a sign in it that cannot be seen. Write another name."))
    if len((plain + suffix).encode("utf-8", "replace")) > _LONGEST_BYTES:
        raise UserError(_("The name is too long for a file. Write a shorter one."))
    return folder / (plain + suffix)


def files(path: Path, endings: Sequence[str]) -> list[Path]:
    """Return the files that are written for a path."""
    return [path.with_name(f"{path.stem}{ending}{path.suffix}") for ending in endings]


def untaken(path: Path) -> Path:
    """Return the path, or one beside it with a number, where no file is yet."""
    if not path.exists():
        return path
    tried = (path.with_name(f"{path.stem} {number}{path.suffix}") for number in count(2))
    return next(one for one in tried if not one.exists())
