"""Gestures as a person makes them, through real operations; and what must be there afterwards."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from oci_map import resources
from oci_map.document import Document, Step
from oci_map.errors import UserError
from oci_map.i18n import N_
from oci_map.model.change import ChangeId, Label
from oci_map.model.ids import RecordId, new_id
from oci_map.model.records import Need, Organisation, WorkingGroup
from oci_map.model.snapshot import Snapshot
from oci_map.operations import groups, needs, organisations, positions, records, ties
from oci_map.store import file
from oci_map.values import dataclass

_MOST: Final = 1_000_000
_IMPORTED: Final = 300


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a document was before the gestures: its records and its last step."""

    snapshot: Snapshot
    step: ChangeId


def beginning(path: Path) -> Beginning:
    """Make a document to work in, with one step done, and return what it is."""
    shutil.copyfile(resources.path("examples", "oci-worked-example.ocimap"), path)
    return _with_a_step(Document.open(path))


def small_beginning(path: Path) -> Beginning:
    """Make a document of few records to work in, with one step done."""
    given = (
        *(Organisation(id=new_id(), name=f"Organisation {number}") for number in range(12)),
        *(WorkingGroup(id=new_id(), name_en=f"Group {number}") for number in range(3)),
        *(Need(id=new_id(), name_en=f"Need {number}") for number in range(3)),
    )
    return _with_a_step(Document.create(path, records=given))


def _with_a_step(document: Document) -> Beginning:
    try:
        # Not an organisation: the window would at once give it a place, as a further step.
        first = next(iter(document.snapshot.organisations))
        records.edit(document, "organisation", first, note="The first step")
        return Beginning(document.snapshot, document.history(1)[0].id)
    finally:
        document.close()


class Hands:
    """Makes one gesture after another in a document, of all sizes, and tells their steps."""

    def __init__(self, document: Document, chances: random.Random, *, imports: bool = True) -> None:
        self.document = document
        self._chances = chances
        self._weights = (*[4] * 6, 3, 2, 2, 1 if imports else 0)
        self._steps: list[ChangeId] = []
        document.subscribe(self._heard)

    def _heard(self, step: Step) -> None:
        self._steps.append(step.change.id)

    def gesture(self) -> list[ChangeId]:
        """Make a gesture; return the steps that it made, none when it was refused."""
        self._steps.clear()
        kinds = (self._add, self._edit, self._join, self._tie, self._need, self._move)
        rare = (self._undo, self._redo, self._remove, self._import)
        with suppress(UserError):  # it sits there already, for instance: nothing happened
            self._chances.choices((*kinds, *rare), self._weights)[0]()
        return list(self._steps)

    def _some(self, noun: str) -> RecordId:
        return self._chances.choice(sorted(self.document.snapshot.table(noun)))

    def _add(self) -> None:
        organisations.add(self.document, f"Organisation {self._chances.random()}")

    def _edit(self) -> None:
        note = "A long note. " * self._chances.choice((1, 10, 900))
        records.edit(self.document, "organisation", self._some("organisation"), note=note)

    def _join(self) -> None:
        groups.add_member(self.document, self._some("organisation"), self._some("working_group"))

    def _tie(self) -> None:
        ties.add(self.document, self._some("organisation"), self._some("organisation"))

    def _need(self) -> None:
        needs.state(self.document, self._some("organisation"), self._some("need"), 2)

    def _move(self) -> None:
        place = (self._chances.random() * 99, self._chances.random() * 99)
        positions.move(self.document, {self._some("organisation"): place})

    def _undo(self) -> None:
        # Not the first step, which the comparison begins after.
        if len(self.document.history(3)) > 2:
            self.document.undo()

    def _redo(self) -> None:
        self.document.redo()

    def _remove(self) -> None:
        records.remove(self.document, "organisation", self._some("organisation"))

    def _import(self) -> None:
        label = Label(N_("Added {name}"), {"name": f"{_IMPORTED} organisations"})
        with self.document.transaction(label) as edit:
            for number in range(_IMPORTED):
                edit.put(Organisation(id=new_id(), name=f"Imported {number}", note="n" * 200))


def wrong(path: Path, begin: Beginning, finished: Sequence[str], *, in_folder: bool = True) -> str:
    """Say what is wrong with a document after a fall; nothing when every step is there, whole.

    It is looked at as it is opened, and in its folder after it was closed again.
    """
    for read_only in (False, True) if in_folder else (False,):
        try:
            document = Document.open(path, read_only=read_only)
        except UserError as problem:
            return f"not opened: {problem.sentence}"
        try:
            said = wrong_in(document, begin, finished)
        except UserError as problem:
            said = f"inconsistent: {problem.sentence}"
        finally:
            document.close()
        if said:
            return f"{said} (in its folder)" if read_only else said
    return ""


def wrong_in(document: Document, begin: Beginning, finished: Sequence[str]) -> str:
    """Say what is wrong with an open document; raises UserError when its journal is broken."""
    present = [str(entry.id) for entry in reversed(document.history(_MOST))]
    since = present[present.index(begin.step) + 1 :] if begin.step in present else []
    if since[: len(finished)] != list(finished):
        return f"{len(finished)} finished, {len(since)} there"
    # At most what was being done when it fell: one gesture, which may be two joined steps.
    if len(since) > len(finished) + 2:
        return f"{len(finished)} finished, but {len(since)} there"
    # The journal, taken back row by row, must lead from the rows of now to the beginning.
    if document.at(begin.step) != begin.snapshot:
        return "rows and journal do not fit together"
    return ""


@contextmanager
def settings_instead(**values: str) -> Iterator[None]:
    """Give documents that are opened in this block weaker settings, as a control."""
    true = file._SETTINGS
    changed = []
    for setting in true:
        name = setting.removeprefix("PRAGMA ").split(" = ")[0]
        changed.append(f"PRAGMA {name} = {values.pop(name)}" if name in values else setting)
    if values:
        raise KeyError(f"the program has no setting {', '.join(values)}")
    file._SETTINGS = tuple(changed)  # type: ignore[misc, assignment]
    try:
        yield
    finally:
        file._SETTINGS = true  # type: ignore[misc]
