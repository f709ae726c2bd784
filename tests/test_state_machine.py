"""Random gestures, undo, redo and reopening: file and memory are equal after every step."""

from __future__ import annotations

import importlib
import inspect
import os
import pkgutil
import random
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    precondition,
    rule,
)

from oci_map import operations as verbs
from oci_map.document import Document, Step
from oci_map.errors import UserError
from oci_map.model.change import ChangeId
from oci_map.model.fields import NOUNS, Kind, noun_of
from oci_map.model.ids import RecordId, new_id
from oci_map.model.records import Record, Roundtable
from oci_map.model.snapshot import Snapshot
from oci_map.operations import (
    gaps,
    groups,
    merge,
    needs,
    organisations,
    positions,
    records,
    ties,
    views,
)
from oci_map.store.workspace import working_copy
from tests import more_gestures, roundtable_gestures
from tests.model.any_record import DATES, TEXTS, any_record
from tests.more_gestures import MoreGestures, content, with_forgotten
from tests.operations.maps import RECORDS
from tests.roundtable_gestures import RoundtableGestures

PLACES = st.tuples(st.floats(-1e4, 1e4), st.floats(-1e4, 1e4))


def anything(machine: Gestures) -> bool:
    """Say whether there is a record to do something to."""
    return any(machine.document.snapshot.table(noun) for noun in NOUNS)


class Gestures(MoreGestures, RoundtableGestures):
    """A person at work on a document; refused gestures must leave no trace."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "map.ocimap"
        self.states: dict[ChangeId, Snapshot] = {}  # after each step
        # The same gestures make the same ids, so that what was found is found again.
        self.ids = patch.object(os, "urandom", random.Random(0).randbytes)
        self.ids.start()

    @initialize(full=st.sampled_from([True, True, True, False]))
    def begin(self, full: bool) -> None:
        self.document = Document.create(self.path, records=RECORDS if full else ())
        self.heard = self.document.snapshot
        self.document.subscribe(self.hear)
        # What stays when all is undone: the beginning, and what joined it.
        self.first = self.document.snapshot
        self.first_content = content(self.path)

    def hear(self, step: Step) -> None:
        for one in step.change.records:
            assert self.heard.get(one.noun, one.id) == one.before
            assert one.before != one.after
        self.heard = self.heard.after(step.change.records)

    def choose(self, data: st.DataObject, noun: str) -> RecordId:
        return data.draw(st.sampled_from(sorted(self.document.snapshot.table(noun))))

    def some(self, noun: str) -> bool:
        return bool(self.document.snapshot.table(noun))

    def attempt(self, gesture: object, *arguments: object, **options: object) -> None:
        assert callable(gesture)
        before = self.document.snapshot
        try:
            gesture(self.document, *arguments, **options)
        except UserError:
            assert self.document.snapshot is before

    @rule(name=TEXTS)
    def add_organisation(self, name: str) -> None:
        self.attempt(organisations.add, name)

    @rule(data=st.data(), drawn=any_record())
    def add_any(self, data: st.DataObject, drawn: Record) -> None:
        record = self.pointing_here(data, drawn)
        if self.document.snapshot.get(noun_of(record).name, record.id) is None:
            self.attempt(records.add, record)

    def pointing_here(self, data: st.DataObject, record: Record) -> Record:
        """Return the record with references to what is in the document, where there is any."""
        values: dict[str, object] = {}
        for field in noun_of(record).fields:
            present = sorted(self.document.snapshot.table(field.target)) if field.target else []
            if field.kind is Kind.REFERENCE:
                values[field.name] = data.draw(st.sampled_from([*present, ""]))
            elif field.kind is Kind.REFERENCES:
                several = st.lists(st.sampled_from(present), unique=True, max_size=3)
                values[field.name] = tuple(data.draw(several)) if present else ()
        return replace(record, **values)  # type: ignore[arg-type]  # of its fields

    @precondition(anything)
    @rule(data=st.data(), joins=st.booleans())
    def edit_any(self, data: st.DataObject, joins: bool) -> None:
        noun = self.some_noun(data)
        other = self.pointing_here(data, data.draw(any_record(noun)))
        field = data.draw(st.sampled_from(NOUNS[noun].fields)).name
        chosen = self.choose(data, noun)
        self.attempt(records.edit, noun, chosen, joins=joins, **{field: getattr(other, field)})

    @precondition(anything)
    @rule(data=st.data())
    def remove_any(self, data: st.DataObject) -> None:
        noun = self.some_noun(data)
        self.attempt(records.remove, noun, self.choose(data, noun))

    def some_noun(self, data: st.DataObject) -> str:
        present = [noun for noun in NOUNS if self.document.snapshot.table(noun)]
        return data.draw(st.sampled_from(present))

    @rule(data=st.data())
    def remove_several(self, data: st.DataObject) -> None:
        table = self.document.snapshot.organisations
        if table:
            chosen = data.draw(st.sets(st.sampled_from(sorted(table)), max_size=3))
            self.attempt(records.remove_all, [("organisation", one) for one in sorted(chosen)])

    @rule(data=st.data(), role=st.sampled_from(["member", "chair"]), begin=DATES, place=PLACES)
    def join_group(
        self, data: st.DataObject, role: str, begin: str, place: tuple[float, float]
    ) -> None:
        if self.some("organisation") and self.some("working_group"):
            organisation = self.choose(data, "organisation")
            group = self.choose(data, "working_group")
            places = {organisation: place} if data.draw(st.booleans()) else {}
            self.attempt(groups.add_member, organisation, group, role, begin, places=places)

    @rule(data=st.data())
    def leave_group(self, data: st.DataObject) -> None:
        if self.some("membership"):
            self.attempt(groups.remove_member, self.choose(data, "membership"))

    @rule(data=st.data(), priority=st.integers(0, 4))
    def state_need(self, data: st.DataObject, priority: int) -> None:
        if self.some("organisation") and self.some("need"):
            organisation, need = self.choose(data, "organisation"), self.choose(data, "need")
            self.attempt(needs.state, organisation, need, priority)

    @rule(data=st.data(), strength=st.integers(1, 5))
    def tie(self, data: st.DataObject, strength: int) -> None:
        if self.some("organisation"):
            one, other = self.choose(data, "organisation"), self.choose(data, "organisation")
            self.attempt(ties.add, one, other, strength=strength)

    @rule(
        data=st.data(),
        gap=st.sampled_from(["pair:a|b", "sector:s|t", ""]),
        state=st.sampled_from(["open", "planned", "bridged", "dismissed", "closed"]),
        reason=TEXTS,
    )
    def decide_about_gap(self, data: st.DataObject, gap: str, state: str, reason: str) -> None:
        self.attempt(gaps.set_state, gap, state, reason, data.draw(DATES))

    @rule(data=st.data(), reason=TEXTS, new=st.booleans())
    def invite_for_gap(self, data: st.DataObject, reason: str, new: bool) -> None:
        if self.some("organisation") and (new or self.some("roundtable")):
            several = st.lists(st.sampled_from(sorted(self.document.snapshot.organisations)))
            guests = data.draw(several)
            if new:
                table = Roundtable(id=new_id(), name_en="Next")
                self.attempt(gaps.invite, guests, reason, new=table, plan={"pair:a|b": reason})
            else:
                table_id = self.choose(data, "roundtable")
                self.attempt(gaps.invite, guests, reason, roundtable=table_id)

    @rule(data=st.data(), noun=st.sampled_from(merge.MERGED))
    def merge_two(self, data: st.DataObject, noun: str) -> None:
        if len(self.document.snapshot.table(noun)) > 1:
            kept = self.choose(data, noun)
            others = sorted({*self.document.snapshot.table(noun)} - {kept})
            self.attempt(merge.merge, noun, kept, data.draw(st.sampled_from(others)))

    @rule(data=st.data(), place=PLACES, pinned=st.sampled_from([None, True, False]))
    def move(self, data: st.DataObject, place: tuple[float, float], pinned: bool | None) -> None:
        if self.some("organisation"):
            organisation = self.choose(data, "organisation")
            self.attempt(positions.move, {organisation: place}, pinned=pinned)

    @rule(data=st.data(), place=PLACES)
    def place_automatically(self, data: st.DataObject, place: tuple[float, float]) -> None:
        if self.some("organisation"):
            joins_the_beginning = self.document.undo_label is None
            self.attempt(positions.keep_automatic, {self.choose(data, "organisation"): place})
            if joins_the_beginning and self.document.redo_label is None:
                self.first = self.document.snapshot
                self.first_content = content(self.path)

    @rule()
    def undo(self) -> None:
        label, before = self.document.undo_label, self.document.snapshot
        step = self.document.undo()
        assert (step is None) == (label is None)
        if step is None:
            assert self.document.snapshot is before
        else:
            assert str(self.document.redo_label) == str(label) == str(step.change.label)

    @rule()
    def redo(self) -> None:
        label = self.document.redo_label
        step = self.document.redo()
        assert (step is None) == (label is None)
        if step is not None:
            assert str(self.document.undo_label) == str(label)

    @rule(name=TEXTS, settings=st.sampled_from(["{}", '{"places":{"a":[1,2]}}', "[]", "nonsense"]))
    def save_view(self, name: str, settings: str) -> None:
        self.attempt(views.save, settings, name_nl=name)

    @rule(data=st.data(), name=TEXTS, place=PLACES)
    def change_view(self, data: st.DataObject, name: str, place: tuple[float, float]) -> None:
        if not self.some("saved_view"):
            return
        view = self.choose(data, "saved_view")
        verb = data.draw(st.sampled_from(["update", "rename", "copy", "order", "delete", "use"]))
        if verb == "update":
            self.attempt(views.update, view, data.draw(st.sampled_from(["{}", '{"x":1}', "7"])))
        elif verb == "rename":
            self.attempt(views.rename, view, name_en=name)
        elif verb == "copy":
            self.attempt(views.duplicate, view)
        elif verb == "order":
            self.attempt(views.reorder, [view])
        elif verb == "delete":
            self.attempt(views.delete, view)
        elif self.some("organisation"):
            self.attempt(views.use_places, view, {self.choose(data, "organisation"): place})

    @rule(data=st.data())
    def go_back(self, data: st.DataObject) -> None:
        steps = [one for one in self.document.past.steps() if one.id in self.states]
        if not steps:
            return
        chosen = data.draw(st.sampled_from(steps)).id
        before = self.document.snapshot
        assert self.document.at(chosen) == self.states[chosen]
        wanted = with_forgotten(self.states[chosen], before)
        if wanted is None:
            return
        self.document.restore_to(chosen)
        assert self.document.snapshot == wanted
        if wanted != before:
            assert str(self.document.undo_label).startswith("Went back to")
            self.document.undo()
            assert self.document.snapshot == before
            self.document.redo()

    @rule()
    def undo_and_redo(self) -> None:
        before = self.document.snapshot
        if self.document.undo() is not None:
            self.document.redo()
        assert self.document.snapshot == before

    @rule()
    def reopen(self) -> None:
        before = self.document.snapshot
        labels = str(self.document.undo_label), str(self.document.redo_label)
        self.document.close()
        self.document = Document.open(self.path)
        self.document.subscribe(self.hear)
        assert self.document.snapshot == before
        assert (str(self.document.undo_label), str(self.document.redo_label)) == labels

    @precondition(lambda self: hasattr(self, "document"))
    @invariant()
    def note_the_state(self) -> None:
        rows = self.document.history(1)
        if rows:
            past = self.document.past
            newest = past.steps()[0].id
            # What joins right after a step belongs to it; after an undoing it stands apart.
            if rows[0].id == newest or past.step(newest).group[-1] == rows[0].id:
                self.states[newest] = self.document.snapshot

    @precondition(lambda self: hasattr(self, "document"))
    @invariant()
    def file_and_memory_are_equal(self) -> None:
        there = Document.open(working_copy(self.path) or self.path, read_only=True)
        try:
            past, own = there.past, self.document.past
            assert past.entries(past.steps()) == own.entries(own.steps())
            assert there.snapshot == self.document.snapshot == self.heard
            assert list(there.snapshot.organisations) == list(self.document.snapshot.organisations)
        finally:
            there.close()

    def teardown(self) -> None:
        try:
            if hasattr(self, "document"):
                while self.document.undo() is not None:
                    pass
                assert self.document.snapshot == self.first
                assert content(self.path) == self.first_content
                while self.document.redo() is not None:
                    pass
                while self.document.undo() is not None:
                    pass
                assert self.document.snapshot == self.first
                assert content(self.path) == self.first_content
                self.document.close()
        finally:
            self.ids.stop()
            shutil.rmtree(self.folder)


TestGestures = Gestures.TestCase
TestGestures.settings = settings(
    max_examples=100 if settings.get_current_profile_name() == "full" else 8,
    stateful_step_count=30,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def test_every_verb_of_every_noun_is_a_rule() -> None:
    sources = (more_gestures, roundtable_gestures)
    told = (Path(__file__).read_text("utf-8"), *map(inspect.getsource, sources))
    laid_out = " ".join(" ".join(told).split()).replace("attempt( ", "attempt(")
    missing = []
    for one in pkgutil.iter_modules(verbs.__path__):
        module = importlib.import_module(f"{verbs.__name__}.{one.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            own = function.__module__ == module.__name__ and not name.startswith("_")
            first = next(iter(inspect.signature(function).parameters), "")
            verb = f"attempt({one.name}.{name},"
            final = f"{one.name}.{name}" in _FINAL
            if own and first == "document" and not final and verb not in laid_out:
                missing.append(f"{one.name}.{name}")
    assert missing == []


#: What cannot be undone, on purpose; tests of their own have it.
_FINAL = ("people.forget",)
