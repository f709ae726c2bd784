"""Somebody who is forgotten is in no byte of any file, and no old copy brings them back."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from oci_map.document import Document
from oci_map.errors import RuleBroken
from oci_map.model.ids import RecordId
from oci_map.model.records import Evidence, Invitation, Organisation, Person, Roundtable, Source
from oci_map.operations import people, records
from proofs.promise import Result, Setting, Tally, result

Remove = Callable[[Document, RecordId], object]


def prove(setting: Setting) -> Iterator[Result]:
    """Search every byte, and put old records back."""
    trials, controls, returns, old = Tally(), Tally(), Tally(), Tally()
    for number in range(setting.times(200, 4)):
        chances = setting.random("forgetting", number)
        folder = setting.folder / f"{number}"
        folder.mkdir()
        trials.add(_left(folder / "map.ocimap", chances, people.forget))
        _come_back(folder / "map.ocimap", returns, old)
        if number < setting.times(20, 2):
            folder = setting.folder / f"{number}-deleted"
            folder.mkdir()
            controls.add(_left(folder / "map.ocimap", chances, _delete))
    yield result(
        "all files of the program and the document searched for what a person was called",
        trials, "a person who is only deleted", controls,
    )  # fmt: skip
    yield result("the record of an old copy put back", returns, "a person who is only deleted", old)


def _delete(document: Document, person: RecordId) -> None:
    records.remove(document, "person", person)
    document.copy_to(document.path)


def _left(path: Path, chances: random.Random, remove: Remove) -> str:
    """Let a person come and go in a document; say where anything of them is left."""
    secrets = [f"q{chances.getrandbits(64):016x}" for _ in range(5)]
    document = _document(path)
    person = RecordId(f"p{chances.randrange(1000)}")
    _live(document, person, secrets, chances)
    document.copy_to(path)
    remove(document, person)
    if chances.random() < 0.5:
        records.edit(document, "organisation", RecordId("o"), place="Ghent")
        document.undo()
    document.close()
    home = Path(os.environ["HOME"])
    for file in (one for folder in (path.parent, home) for one in folder.rglob("*")):
        if file.is_file() and any(secret.encode() in file.read_bytes() for secret in secrets):
            return f"something was left in {file.name}"
    return ""


def _document(path: Path) -> Document:
    return Document.create(
        path,
        records=[
            Organisation(id=RecordId("o"), name="Org"),
            Roundtable(id=RecordId("r"), name_nl="Tafel"),
            Source(id=RecordId("s"), title="Letter"),
        ],
    )


def _live(document: Document, person: RecordId, secrets: list[str], chances: random.Random) -> None:
    """Do what is done with a person in the course of time, in any order."""
    one = Person(id=person, name=secrets[0], email=f"{secrets[1]}@x.be", organisation=RecordId("o"))
    records.add(document, one)
    evidence = Evidence(id=RecordId("e"), source=RecordId("s"), noun="person", record=person)
    invitation = Invitation(
        id=RecordId("i"), roundtable=RecordId("r"), organisation=RecordId("o"), person=person
    )
    gestures: list[Callable[[], object]] = [
        lambda: records.edit(document, "person", person, name=secrets[2]),
        lambda: records.edit(document, "person", person, job=secrets[3]),
        lambda: records.edit(document, "person", person, note=f"long {secrets[4]} " * 20),
        lambda: records.add(document, evidence),
        lambda: records.add(document, invitation),
        lambda: records.edit(document, "organisation", RecordId("o"), note="Kept"),
        lambda: document.copy_to(document.path),
    ]
    chances.shuffle(gestures)
    for gesture in gestures:
        gesture()
        if chances.random() < 0.3:
            document.undo()
            document.redo()


def _come_back(path: Path, returns: Tally, old: Tally) -> None:
    """Put a person of an old copy into a document in which they were forgotten, or deleted."""
    document = Document.open(path)
    (stone,) = document.snapshot.table("forgotten").values()
    gone = RecordId(str(getattr(stone, "record", "")))
    one = Person(id=gone, name="Back again")
    try:
        records.add(document, one)
    except RuleBroken:
        returns.add()
    else:
        returns.add("the old record could be put back")
    other = replace(one, id=RecordId("other"))
    records.add(document, other)
    records.remove(document, "person", other.id)
    try:
        records.add(document, other)
    except RuleBroken:
        old.add()
    else:
        old.add("who is only deleted comes back")
    document.close()
