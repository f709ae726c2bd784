"""The open document: the only way to change it, to undo, and to hear of changes."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from oci_map.errors import FileProblem, UserError
from oci_map.i18n import N_, _
from oci_map.model import rules
from oci_map.model.change import Change, ChangeId, Label, RecordChange
from oci_map.model.fields import noun_of
from oci_map.model.ids import RecordId
from oci_map.model.records import Record
from oci_map.model.snapshot import Snapshot
from oci_map.store import workspace
from oci_map.store.faults import damaged_step
from oci_map.store.file import DocumentFile
from oci_map.store.history import History
from oci_map.store.journal import Entry, Group, StepKind
from oci_map.store.working import WorkingFile
from oci_map.values import dataclass

if TYPE_CHECKING:
    from oci_map.store.forget import Forgetting, Reached

Listener = Callable[["Step"], None]


@dataclass(frozen=True, slots=True)
class Step:
    """What happened to the document: a change, done, undone or redone."""

    change: Change
    kind: StepKind


class Edit:
    """Collects what one transaction does to the records; nothing is kept before it ends."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._first = snapshot
        self._snapshot = snapshot
        self._fresh: list[RecordChange] = []  # not in self._snapshot yet
        self._touched: dict[tuple[str, RecordId], Record | None] = {}

    @property
    def snapshot(self) -> Snapshot:
        """Return the records as this transaction has made them so far."""
        if self._fresh:
            self._snapshot = self._snapshot.after(self._fresh)
            self._fresh = []
        return self._snapshot

    def put(self, record: Record) -> None:
        """Add a record, or replace the one of its noun that has its id."""
        self._touch(noun_of(record).name, record.id, record)

    def remove(self, noun: str, record_id: RecordId) -> None:
        """Take a record away; one that is not there stays away."""
        self._touch(noun, record_id, None)

    def _touch(self, noun: str, record_id: RecordId, after: Record | None) -> None:
        self._touched[noun, record_id] = after
        self._fresh.append(RecordChange(noun, record_id, None, after))

    def changes(self) -> tuple[RecordChange, ...]:
        """Return what differs from the beginning, in the order it was first touched."""
        return tuple(
            RecordChange(noun, record_id, before, after)
            for (noun, record_id), after in self._touched.items()
            if (before := self._first.get(noun, record_id)) != after
        )


class Document:
    """A document file that is open, as records in memory that always equal those in the file."""

    def __init__(self, file: DocumentFile, author: str = "") -> None:
        self._file = file
        self._author = author
        contents = file.read()
        self._snapshot = contents.snapshot
        self._steps = contents.steps
        self._labels: dict[ChangeId, Label] = {}
        self._listeners: list[Listener] = []
        self._untold: deque[Step] = deque()
        self._telling = False
        self._editing = False

    @classmethod
    def open(
        cls, path: Path, *, author: str = "", read_only: bool = False, take_over: bool = False
    ) -> Document:
        """Open a document; raises FileProblem with the reason when that is not possible.

        The reason may be that somebody else works on it: InUse, unless it is taken over.
        """
        file = workspace.open_file(path, read_only=read_only, take_over=take_over)
        return cls._with(file, author)

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        author: str = "",
        records: Iterable[Record] = (),
        replace: bool = False,
    ) -> Document:
        """Write a new document that begins with these records, and open it.

        A file that is there is only replaced if asked. Raises FileProblem or RuleBroken.
        """
        added = tuple(RecordChange(noun_of(one).name, one.id, None, one) for one in records)
        if len({(one.noun, one.id) for one in added}) < len(added):
            raise ValueError("two records of a noun have one id")
        rules.check(Snapshot({}).after(added), added)
        return cls._with(workspace.create_file(path, added, replace=replace), author)

    @classmethod
    def _with(cls, file: DocumentFile, author: str) -> Document:
        try:
            return cls(file, author)
        except BaseException:
            file.close()
            raise

    @property
    def path(self) -> Path:
        """Return where the person's file lies."""
        return self._file.path

    @property
    def read_only(self) -> bool:
        """Say whether nothing can be changed here."""
        return self._file.read_only

    @property
    def notices(self) -> tuple[str, ...]:
        """Return what to tell the person now that it is open, in sentences."""
        return self._file.notices

    @property
    def work(self) -> WorkingFile | None:
        """Return the working copy, which knows the person's file; None when only reading."""
        return self._file if isinstance(self._file, WorkingFile) else None

    @property
    def format_version(self) -> int:
        """Return the version of the file format; older files are brought up to it."""
        return self._file.format_version

    @property
    def snapshot(self) -> Snapshot:
        """Return the records of this moment."""
        return self._snapshot

    # -------------------------------------------------------------------------------- changing

    @contextmanager
    def transaction(self, label: Label, *, joins: bool = False) -> Generator[Edit]:
        """Change records within a `with` block: all of it is kept at its end, or nothing.

        `joins` makes it part of the step before it, to be undone with it; what joins while
        nothing was done yet can never be undone. Nothing may join while a step waits to be
        redone. Raises RuleBroken and other UserErrors; then nothing happened.
        """
        self._check_writable()
        if self._editing:
            raise RuntimeError("a transaction within a transaction")
        if joins and self._steps.redo:
            raise RuntimeError("a change cannot join while a step waits to be redone")
        edit = Edit(self._snapshot)
        self._editing = True
        try:
            yield edit
        finally:
            self._editing = False
        records = edit.changes()
        if not records:
            return
        after = self._snapshot.after(records)
        rules.check(after, records)
        change = Change(_new_id(), label, _now(), self._author, records)
        self._file.append(change, "do", None, joins=joins)
        self._steps.did(change.id, joins=joins)
        self._labels[change.id] = label
        self._become(after, Step(change, "do"))

    def undo(self) -> Step | None:
        """Take back the last step, with what joined it; None when there is nothing to undo."""
        self._check_writable()
        if not self._steps.undo:
            return None
        group = self._steps.undo[-1]
        changes = [self._file.change(one) for one in reversed(group)]
        records = [record for change in changes for record in change.inverse()]
        step = self._replay(group, records, "undo")
        self._steps.undid(group[0])
        return self._become(self._snapshot.after(step.change.records), step)

    def redo(self) -> Step | None:
        """Do the step again that was undone last; None when there is nothing to redo."""
        self._check_writable()
        if not self._steps.redo:
            return None
        group = self._steps.redo[-1]
        records = [record for one in group for record in self._file.change(one).records]
        step = self._replay(group, records, "redo")
        self._steps.redid(group[0])
        return self._become(self._snapshot.after(step.change.records), step)

    def _replay(self, group: Group, records: Iterable[RecordChange], kind: StepKind) -> Step:
        """Keep an undoing or redoing in the file, after making sure that it leads from here."""
        net: dict[tuple[str, RecordId], RecordChange] = {}
        for one in records:
            earlier = net.get((one.noun, one.id))
            before = self._snapshot.get(one.noun, one.id)
            if one.before != (before if earlier is None else earlier.after):
                raise damaged_step(self.path)
            net[one.noun, one.id] = RecordChange(one.noun, one.id, before, one.after)
        differing = tuple(one for one in net.values() if one.before != one.after)
        change = Change(_new_id(), self._label(group[0]), _now(), self._author, differing)
        self._file.append(change, kind, group[0], joins=False)
        return Step(change, kind)

    def forget(self, wanted: Forgetting) -> Reached:
        """Forget a record for good: here, in its earlier versions and in the person's file.

        Cannot be undone. Raises UserError; a NotPublished means that only the file has to follow.
        """
        self._check_writable()
        from oci_map.store.forget import changes, forget_in_versions

        records = changes(self._snapshot, wanted)
        label = self._file.forget(wanted)
        contents = self._file.read()
        self._steps = contents.steps
        self._labels.clear()
        problem: FileProblem | None = None
        try:
            self._file.save()
        except FileProblem as found:
            problem = found
        reached = forget_in_versions(self.path, wanted)
        change = Change(_new_id(), label, _now(), "", records)
        self._become(contents.snapshot, Step(change, "do"))
        if problem is not None:
            raise problem
        return reached

    def _check_writable(self) -> None:
        if self.read_only:
            raise UserError(
                _(
                    "“{name}” is open for reading only, so nothing was changed; save a copy"
                    " elsewhere to work in."
                ).format(name=self.path.name)
            )

    # --------------------------------------------------------------------------------- history

    @property
    def undo_label(self) -> Label | None:
        """Return the name of the step that `undo` takes back."""
        return self._label(self._steps.undo[-1][0]) if self._steps.undo else None

    @property
    def redo_label(self) -> Label | None:
        """Return the name of the step that `redo` does again."""
        return self._label(self._steps.redo[-1][0]) if self._steps.redo else None

    @property
    def last_change(self) -> Change | None:
        """Return the last thing done that can be undone; None while a step can be redone."""
        if self._steps.redo or not self._steps.undo:
            return None
        return self._file.change(self._steps.undo[-1][-1])

    def history(self, limit: int = 200) -> tuple[Entry, ...]:
        """Return the last steps, newest first, undone ones and undoings too."""
        return self._file.entries(self._steps, limit)

    @property
    def past(self) -> History:
        """Return the past of this moment: its steps, what they did, and what holds since."""
        return self._file.past()

    def at(self, step: ChangeId) -> Snapshot:
        """Return the records as they were after a step; nothing changes."""
        return self._snapshot.after(
            RecordChange(noun, one, self._snapshot.get(noun, one), then)
            for (noun, one), then in self._before_since(step).items()
        )

    def restore_to(self, step: ChangeId) -> None:
        """Make everything as it was after a step: one new step, which can be undone."""
        with self.transaction(self._label_of_return(step)) as edit:
            for (noun, one), then in self._before_since(step).items():
                if noun == "forgotten":
                    continue  # for good
                if then is None:
                    edit.remove(noun, one)
                else:
                    edit.put(then)

    def _before_since(self, step: ChangeId) -> dict[tuple[str, RecordId], Record | None]:
        """Return what later steps touched, as it was; after making sure that they lead here."""
        since = self.past.since(step)
        if any(now != self._snapshot.get(*key) for key, (_then, now) in since.items()):
            raise damaged_step(self.path)
        return {key: then for key, (then, _now) in since.items()}

    def _label_of_return(self, step: ChangeId) -> Label:
        past = self.past.step(step)
        label = self._label(past.group[0])
        if past.kind == "undo":
            about, text = replace(label, of=None), N_("Went back to before: {step}")
        elif label.of is not None:  # going back to a going back is going back to the same
            about, text = label.of, label.text
        else:
            about, text = label, N_("Went back to: {step}")
        return Label(text, {"step": str(label if label.of is None else about)}, of=about)

    def _label(self, change: ChangeId) -> Label:
        if change not in self._labels:
            self._labels[change] = self._file.label(change)
        return self._labels[change]

    # ------------------------------------------------------------------------------- listening

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Have a function told of each step; call what is returned to end that."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unsubscribe

    def _become(self, after: Snapshot, step: Step) -> Step:
        self._snapshot = after
        self._untold.append(step)
        if not self._telling:  # else a listener made this step: the others hear of it in turn
            self._telling = True
            try:
                while self._untold:
                    self._tell(self._untold.popleft())
            finally:
                self._telling = False
        return step

    def _tell(self, step: Step) -> None:
        # All are told, also when one of them fails; its failure then comes out of the stack.
        with ExitStack() as told:
            for listener in reversed(self._listeners):
                told.callback(listener, step)

    # ----------------------------------------------------------------------------------- files

    def copy_to(self, path: Path, *, replace: bool = True) -> None:
        """Write the whole document, its history too, to another file; raises FileProblem."""
        self.copying_to(path, replace=replace)()

    def copying_to(self, path: Path, *, replace: bool = True) -> Callable[[], None]:
        """Return what writes the document as it is now to another file, on any thread."""
        if replace and _same_file(path, self.path):
            self._file.save()  # it is there already, but perhaps for the last steps
            return lambda: None
        return self._file.copying_to(path.absolute(), replace=replace)

    def close(self) -> None:
        """Let go of the file; raises FileProblem, having let go, when it is not in its folder."""
        self._file.close()


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _new_id() -> ChangeId:
    return ChangeId(os.urandom(16).hex())


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
