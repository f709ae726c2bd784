"""Texts in a web page: whatever a person typed stays text."""

from __future__ import annotations

from html import escape

from oci_map.drawing.text import one_line


def content(text: str) -> str:
    """Return a text to stand between tags."""
    return escape(one_line(text), quote=False)


def attribute(text: str) -> str:
    """Return a text to stand between double quotes."""
    return escape(one_line(text), quote=True)
