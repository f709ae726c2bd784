"""Failures that the person in front of the program can act on; anything else is a bug."""

from __future__ import annotations

import errno
from typing import Final

from oci_map.i18n import N_, _


class UserError(Exception):
    """A failure said in one plain sentence: what happened, what is safe, what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class FileProblem(UserError):
    """A document or another file that cannot be opened, read or written."""


class DamagedFile(FileProblem):
    """A document of ours that cannot be opened, but of which something can perhaps be saved."""


class TooManyShapes(UserError):
    """A map is too large for a slide of shapes; as one picture it would fit."""


class RuleBroken(UserError):
    """An edit that would break what must hold; nothing was written.

    `noun`, `record_id` and `field` say where, so that a form can show the reason in its place.
    """

    def __init__(self, sentence: str, *, noun: str, record_id: str, field: str = "") -> None:
        super().__init__(sentence)
        self.noun = noun
        self.record_id = record_id
        self.field = field


class NotFound(UserError):
    """Something asked for by name or id that the document does not hold."""


class NotYetThere(UserError):
    """Names in a cell for which the document has no record, and nothing like them, of a noun."""

    def __init__(self, sentence: str, *, noun: str, names: tuple[str, ...]) -> None:
        super().__init__(sentence)
        self.noun = noun
        self.names = names


def system_reason(error: OSError) -> str:
    """Return why the system refused, in the chosen language; its own words are English."""
    known = _REASONS.get(error.errno or 0)
    if getattr(error, "winerror", None) in _IN_USE:
        known = _REASONS[errno.EBUSY]
    if known:
        return _(known)
    return _("the system reports error {number}").format(number=error.errno or error)


# Windows says of a file that is open elsewhere that it may not be written.
_IN_USE: Final = (32, 33)
_DENIED: Final = N_("you may not write there")
_GONE: Final = N_("it is not there")
_BROKEN: Final = N_("the disk or the network does not answer")
_REASONS: Final = {
    errno.ENOSPC: N_("the disk is full"),
    errno.EDQUOT: N_("the disk is full"),
    errno.ENOENT: _GONE,
    errno.ENOTDIR: _GONE,
    errno.ENODEV: _GONE,
    errno.EISDIR: N_("it is a folder"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
    errno.EROFS: _DENIED,
    errno.EBUSY: N_("another program is using it"),
    errno.ETXTBSY: N_("another program is using it"),
    errno.EIO: _BROKEN,
    errno.ESTALE: _BROKEN,
    errno.ETIMEDOUT: _BROKEN,
    errno.EFBIG: N_("the file would become too large"),
    errno.EMFILE: N_("too many files are open"),
    errno.ENFILE: N_("too many files are open"),
    errno.ELOOP: N_("its links point at each other in a circle"),
}
