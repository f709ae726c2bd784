"""Finds a file of resources/ in a checkout and in an installed wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def folder() -> Path:
    """Return the resources folder: inside the package when installed, beside it in a checkout."""
    installed = _PACKAGE / "_resources"
    return installed if installed.is_dir() else _PACKAGE.parent / "resources"


def path(*parts: str) -> Path:
    """Return the path of one resource, for instance `path("examples", "oci-sources.ocimap")`."""
    return folder().joinpath(*parts)


def example(name: str, language: str) -> Path:
    """Return the path of an example document whose free texts are in a language, if there is one.

    Names stand in both languages in each; what a record says only once is in one of them.
    """
    own = path("examples", f"{name}.{language}.ocimap")
    return own if own.exists() else path("examples", f"{name}.ocimap")
