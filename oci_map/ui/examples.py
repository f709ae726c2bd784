"""The examples that come with the program: each person works in a copy of their own.

The shipped files may lie where nobody can write. The copy lies in the app-data folder, so an
edit stays there from one day to the next, and "Reset example" makes the copy anew.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Final

from oci_map import resources
from oci_map.errors import FileProblem, NotFound, system_reason
from oci_map.i18n import N_, _, language
from oci_map.values import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """A shipped document and how the window speaks of it."""

    name: str
    title: str
    description: str


EXAMPLES: Final = (
    Example(
        "oci-sources",
        N_("OCI, from the sources"),
        N_("Only what public sources say of the platform, each fact with its source."),
    ),
    Example(
        "oci-worked-example",
        N_("OCI, worked example"),
        N_("With invented memberships, needs and ties, so that there is something to see."),
    ),
)


def folder() -> Path:
    """Return the folder with the person's own copies of the examples."""
    # A document of one's own is opened without.
    from platformdirs import user_data_path

    return user_data_path("oci-map", appauthor=False) / "examples"


def example(name: str) -> Example:
    """Return an example by its name; an unknown one raises NotFound."""
    for one in EXAMPLES:
        if one.name == name:
            return one
    raise NotFound(
        _("There is no example called “{name}”. There are: {names}.").format(
            name=name, names=", ".join(one.name for one in EXAMPLES)
        )
    )


def name_of(path: Path) -> str:
    """Return the name of the example a file is the person's copy of, or ''."""
    return path.stem if _is_known(path.stem) and path.parent == folder() else ""


def working_copy(name: str, *, fresh: bool = False) -> Path:
    """Return the person's copy of an example, made when it is missing or wanted anew.

    It is made in the language of the program at that moment.
    """
    shipped = resources.example(example(name).name, language())
    target = folder() / f"{name}.ocimap"
    if target.exists() and not fresh:
        return target
    unfinished = target.with_suffix(".new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        # Bytes only: the shipped file may be read-only, the copy must not be.
        with shipped.open("rb") as source, unfinished.open("wb") as copy:
            shutil.copyfileobj(source, copy)
            copy.flush()
            os.fsync(copy.fileno())
        unfinished.replace(target)
    except OSError as problem:
        raise FileProblem(
            _(
                "The example could not be copied to {folder} ({reason}). Nothing was changed; make"
                " room there or open another document."
            ).format(folder=target.parent, reason=system_reason(problem))
        ) from problem
    return target


def _is_known(name: str) -> bool:
    return any(one.name == name for one in EXAMPLES)
