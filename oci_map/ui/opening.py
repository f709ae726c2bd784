"""Opens, makes and copies documents for the window, and asks where somebody else has one open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from oci_map.document import Document
from oci_map.errors import DamagedFile, UserError
from oci_map.graph.analysis import Analysis
from oci_map.i18n import _
from oci_map.store.locks import InUse
from oci_map.store.workspace import NoWorkingCopy
from oci_map.ui import messages
from oci_map.ui.moment_words import when
from oci_map.ui.preferences import Preferences, user_name
from oci_map.values import dataclass

if TYPE_CHECKING:
    from oci_map.model.snapshot import Snapshot
    from oci_map.ui.waiting import Waiting

#: A file that is not larger (bytes) is open before a job would have begun.
LARGE: Final = 1_500_000


@dataclass(frozen=True, slots=True)
class Opened:
    """A document that is open, and why it can only be read, where that is so."""

    document: Document
    because: str = ""
    analysis: Analysis | None = None  # of a large document: what is first asked of it, read aside


def open_document(
    path: Path, preferences: Preferences, waiting: Waiting | None = None
) -> Opened | None:
    """Open a document, for reading only where that is chosen; None when it is not opened.

    A large file is read aside where there is somebody to wait for it.
    """
    if waiting is None or not _is_large(path):
        waiting = None
    try:
        try:
            return _opened(path, waiting)
        except InUse as held:
            return _asked(path, held, waiting)
        except NoWorkingCopy as problem:
            title, verb = _("The document could not be opened"), _("Open for reading only")
            wanted = messages.choose(title, problem.sentence, [verb]) is not None
            return _opened(path, waiting, read_only=True) if wanted else None
    except DamagedFile as problem:
        from oci_map.ui import rescue

        saved = rescue.offer(path, problem)
        return None if saved is None else open_document(saved, preferences, waiting)
    except UserError as problem:
        preferences.forget_file(path)
        messages.problem(_("The document could not be opened"), _said_of(path, problem))
        return None


def _said_of(path: Path, problem: UserError) -> str:
    """Return why a file was not opened, and for a spreadsheet how it comes in."""
    from oci_map.exchange.spreadsheet import SUFFIXES

    if path.suffix.lower() not in SUFFIXES:
        return problem.sentence
    return " ".join(
        (
            problem.sentence,
            _(
                "To take in a spreadsheet, open a document or make a new one, and choose Import,"
                " Spreadsheet in the menu File."
            ),
        )
    )


def _is_large(path: Path) -> bool:
    try:
        return path.stat().st_size > LARGE
    except OSError:
        return False  # opening it says why


def _opened(
    path: Path, waiting: Waiting | None, *, take_over: bool = False, read_only: bool = False
) -> Opened:
    read = partial(
        Document.open, path, author=user_name(), take_over=take_over, read_only=read_only
    )
    if waiting is None:
        document, analysis = read(), None
    else:
        document, analysis = waiting.for_(partial(_prepared, read))
    because = _("The file may not be changed.") if document.read_only else ""
    return Opened(document, because, analysis)


def _prepared(read: Callable[[], Document]) -> tuple[Document, Analysis]:
    document = read()
    analysis = Analysis(document.snapshot, aside=True)
    analysis.prepare()
    return document, analysis


def _asked(path: Path, held: InUse, waiting: Waiting | None) -> Opened | None:
    """Ask what to do about a document that somebody else works on, and do it."""
    whose = whose_words(held)
    verbs = [_("Open for reading only")]
    if held.may_take_over:
        verbs.append(_("Take over"))
    chosen = messages.choose(_("The document is open elsewhere"), _question(whose, held), verbs)
    if chosen == 0:
        return replace(_opened(path, waiting, read_only=True), because=whose)
    return _opened(path, waiting, take_over=True) if chosen == 1 else None


def whose_words(held: InUse) -> str:
    """Return who has a document open, where and since when, in a sentence."""
    holder = held.holder
    if not held.may_take_over:
        return _("This document is open in another window of yours.")
    if not holder.host:
        return _("Somebody has this document open elsewhere.")
    return _("{user} has this document open on {host} since {time}.").format(
        user=holder.user[:80] or _("Somebody"), host=holder.host[:80], time=when(holder.since)
    )


def _question(whose: str, held: InUse) -> str:
    if not held.may_take_over:
        return "\n\n".join((whose, _("You can go on in that window, or read it here.")))
    return "\n\n".join(
        (
            whose,
            _(
                "You can read it here, and save a copy to work in. Take it over only when nobody"
                " works in it any more, for instance because that computer was switched off: edits"
                " that were made there since are then kept in a document of their own."
            ),
        )
    )


def create_document(path: Path, begins_with: str | Path | Snapshot = "") -> Document | None:
    """Make a new document, also in the place of a file; None when that did not go well.

    `begins_with` is a kind of `operations.beginnings`, or a document whose lists it takes over.
    """
    from oci_map.operations import beginnings

    begins_with = begins_with or beginnings.CREATIVE
    try:
        return beginnings.create(path, user_name(), begins_with=begins_with, replace=True)
    except UserError as problem:
        messages.problem(_("The document could not be made"), problem.sentence)
        return None


def save_copy(document: Document, path: Path, waiting: Waiting | None = None) -> bool:
    """Write a document, its history included, to another file; say whether it is there.

    A large one is written aside where there is somebody to wait for it.
    """
    try:
        write = document.copying_to(path)
        if waiting is None or not _is_large(document.path):
            write()
        else:
            waiting.for_(write)
    except UserError as problem:
        messages.problem(_("The copy could not be written"), problem.sentence)
        return False
    return True


def let_go(document: Document) -> None:
    """Close a document; where that cannot be in its folder as it is now, say so."""
    try:
        document.close()
    except UserError as problem:
        messages.problem(_("Not yet in its folder"), problem.sentence)
