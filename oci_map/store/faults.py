"""What SQLite and the system report, as sentences a person can act on."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from oci_map.errors import DamagedFile, FileProblem, system_reason
from oci_map.i18n import N_, _

_LOCKED: Final = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_DAMAGED: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT)
_FORBIDDEN: Final = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH)
# Too large a value, more memory than there is, or longer than `store/limits.py` allows.
_TOO_MUCH: Final = (sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_INTERRUPT)
_UNREACHABLE: Final = (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_NOLFS)

# Python cannot always read the name of what SQLite complains about.
_TOLD: Final = (sqlite3.Error, UnicodeDecodeError)

_OPENING: Final = {
    _LOCKED: N_(
        "“{name}” cannot be opened, because another program is using it; close it there and"
        " try again."
    ),
    _DAMAGED: N_(
        "“{name}” cannot be opened, because it is damaged; it was left as it is, so look for a"
        " copy or a backup."
    ),
    _FORBIDDEN: N_(
        "“{name}” cannot be opened, because its last edit was cut off and it may not be"
        " repaired where it is; copy its whole folder to a place where you may write."
    ),
    _UNREACHABLE: N_(
        "“{name}” cannot be opened, because it could not be read; look whether its disk or"
        " network is still there."
    ),
    _TOO_MUCH: N_(
        "“{name}” cannot be opened, because it holds far more than a document can; it was left as"
        " it is, so look for a copy or a backup."
    ),
}
_WRITING: Final = {
    (sqlite3.SQLITE_FULL,): N_(
        "The disk is full, so the last edit was not kept; everything before it is safe in"
        " “{name}”, so free some space and do it again."
    ),
    _LOCKED: N_(
        "Another program is using “{name}”, so the last edit was not kept; everything before it"
        " is safe, so close it there and do it again."
    ),
    _FORBIDDEN: N_(
        "“{name}” may not be changed any more, so the last edit was not kept; everything before"
        " it is safe, so save a copy elsewhere to work in."
    ),
    _UNREACHABLE: N_(
        "“{name}” could not be written, so the last edit was not kept; look whether its disk or"
        " network is still there and do it again."
    ),
    _DAMAGED: N_(
        "“{name}” was damaged while it was open, so the last edit was not kept; save a copy now"
        " and look for a backup."
    ),
}
_SYSTEM: Final = {
    errno.ENOSPC: N_("“{name}” was not written, because the disk is full; free some space first."),
    errno.EDQUOT: N_("“{name}” was not written, because the disk is full; free some space first."),
    errno.ENOENT: N_("“{name}” was not written, because its folder is not there."),
    errno.ENOTDIR: N_("“{name}” was not written, because its folder is not there."),
    errno.EISDIR: N_("“{name}” was not written, because it is a folder; choose another name."),
    errno.ENAMETOOLONG: N_(
        "“{name}” was not written, because the name is too long; choose a shorter one."
    ),
    errno.EACCES: N_(
        "“{name}” was not written, because you may not write there; choose another folder."
    ),
    errno.EPERM: N_(
        "“{name}” was not written, because you may not write there; choose another folder."
    ),
    errno.EROFS: N_(
        "“{name}” was not written, because you may not write there; choose another folder."
    ),
}


_PUBLISHING: Final = {
    (sqlite3.SQLITE_FULL,): _SYSTEM[errno.ENOSPC],
    (*_FORBIDDEN, *_UNREACHABLE, *_LOCKED): N_(
        "“{name}” was not written; look whether its disk or network is still there and whether"
        " you may write in its folder."
    ),
    _DAMAGED: N_("“{name}” was not written, because the document that is open is damaged."),
}


def name_of(path: Path) -> str:
    """Return how a sentence calls a file: its name without its folders."""
    return path.name or str(path)


def damaged_step(path: Path) -> FileProblem:
    """Return the failure of a step of the journal that cannot be what was once done."""
    return FileProblem(
        _(
            "This step cannot be undone or done again, because what “{name}” keeps of it is"
            " damaged; everything else is safe, so go on from here."
        ).format(name=name_of(path))
    )


@contextmanager
def while_opening(path: Path) -> Generator[None]:
    """Turn what SQLite reports while a document is opened and read into a sentence."""
    try:
        yield
    except _TOLD as error:
        # What is asked of a file while it is opened never varies: anything odd is its damage.
        sentence = _found(_OPENING, error) or _OPENING[_DAMAGED]
        kind = DamagedFile if sentence == _OPENING[_DAMAGED] else FileProblem
        raise kind(_(sentence).format(name=name_of(path))) from error


@contextmanager
def while_writing(path: Path) -> Generator[None]:
    """Turn what the disk did to an edit, which was rolled back, into a sentence."""
    try:
        yield
    except _TOLD as error:
        sentence = _found(_WRITING, error)
        if not sentence:
            raise
        raise FileProblem(_(sentence).format(name=name_of(path))) from error


@contextmanager
def while_publishing(path: Path) -> Generator[None]:
    """Turn what the disk did to a whole file that was to be written into a sentence."""
    try:
        yield
    except _TOLD as error:
        sentence = _found(_PUBLISHING, error)
        if not sentence:
            raise
        raise FileProblem(_(sentence).format(name=name_of(path))) from error
    except OSError as error:
        raise FileProblem(_system_sentence(error, path)) from error


def _found(sentences: Mapping[tuple[int, ...], str], error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return sentences[_DAMAGED]
    # The low byte is the kind of failure, the rest its circumstances.
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    return next((sentence for codes, sentence in sentences.items() if code in codes), "")


def _system_sentence(error: OSError, path: Path) -> str:
    known = _SYSTEM.get(error.errno or 0)
    if known:
        return _(known).format(name=name_of(path))
    return _("“{name}” was not written, because {reason}.").format(
        name=name_of(path), reason=system_reason(error)
    )
