"""Forgetting is final: nothing of a person is in any file of the program."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from oci_map.document import Document
from oci_map.errors import UserError
from oci_map.model import records as r
from oci_map.model.ids import RecordId
from oci_map.operations import people, records
from proofs.promise import Result, Setting, Tally, result

_ONE, _ORGANISATION = RecordId("one"), RecordId("org")


def prove(setting: Setting) -> Iterator[Result]:
    """Name somebody everywhere, forget them, and look for them in every byte."""
    trials, returns, controls = Tally(), Tally(), Tally()
    files = 0
    for number in range(setting.times(25, 3)):
        files += _forget(setting, number, trials, returns, controls)
    way = "sentinels searched in all files after forgetting"
    notes = [f"{files} files were searched; in UTF-8 and UTF-16, also without capitals"]
    yield result(way, trials, "the same search before", controls, notes)
    way = "ways back tried: undo, the history, the same id again"
    yield result(way, returns, "the same search before", controls)


def _forget(setting: Setting, number: int, trials: Tally, returns: Tally, controls: Tally) -> int:
    chances = setting.random("forget", number)
    word = f"Zyx{chances.randrange(10**8):08d}"
    folder = setting.folder / "her folder"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    path = folder / "map.ocimap"
    document = Document.create(path, records=[r.Organisation(id=_ORGANISATION, name="Org")])
    person = r.Person(
        id=_ONE, name=f"{word} A", organisation=_ORGANISATION, job=f"{word} job",
        email=f"{word}@x.be", telephone=f"{word}-1", note=f"{word} note" * chances.choice((1, 900)),
    )  # fmt: skip
    records.add(document, person)
    for _step in range(chances.randrange(1, 8)):
        records.edit(document, "person", _ONE, name=f"{word} {chances.randrange(99)}")
        if chances.random() < 0.4:
            document.undo()
        if chances.random() < 0.4:
            document.copy_to(path)  # a version is kept
    document.copy_to(path)
    before = _holding(word, folder)
    controls.add(f"{len(before)} files hold it" if before else "")
    people.forget(document, _ONE)
    trials.add(_told(_holding(word, folder)))
    returns.add(_returns(document, word))
    document.close()
    found = _holding(word, folder)
    trials.add(_told(found))
    return len(list(_files(folder)))


def _told(found: list[Path]) -> str:
    return f"still in {', '.join(one.name for one in found)}" if found else ""


def _files(folder: Path) -> Iterator[Path]:
    """Yield her folder's files and all that the program keeps elsewhere."""
    for place in (folder, Path(os.environ["HOME"])):
        yield from (one for one in place.rglob("*") if one.is_file())


def _holding(word: str, folder: Path) -> list[Path]:
    forms = (word.encode(), word.lower().encode(), word.encode("utf-16-le"))
    return [one for one in _files(folder) if any(form in one.read_bytes() for form in forms)]


def _returns(document: Document, word: str) -> str:
    """Try the ways back; say which one leads to the person."""
    try:
        while document.undo() is not None:
            pass
    except UserError:
        pass
    for step in document.history(1000):
        if word in str(step.label):
            return "the history names them"
        try:
            if word in repr(document.at(step.id).table("person")):
                return "the history leads back to them"
        except (UserError, KeyError, ValueError):
            continue
    return "undo brings them back" if word in repr(document.snapshot.table("person")) else ""
