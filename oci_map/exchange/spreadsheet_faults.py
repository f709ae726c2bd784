"""Why a spreadsheet is not read, before there is a sentence for it with the name of the file."""

from __future__ import annotations


class Damaged(Exception):
    """It cannot be unpacked or understood."""


class Locked(Exception):
    """It is protected with a password."""


class Foreign(Exception):
    """It is no spreadsheet."""


class TooLarge(Exception):
    """It unpacks to more than is read."""


class TooFar(Exception):
    """A sheet has too many cells between the first and the last."""


class TooWordy(Exception):
    """Its cells hold too much text together."""
