"""The rest of what a person can do to a document, as rules for the state machine."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import rule

from oci_map.model.fields import NOUNS, Kind
from oci_map.model.records import Forgotten
from oci_map.model.snapshot import Snapshot
from oci_map.model.vocabulary import CERTAINTIES, ROLES
from oci_map.operations import (
    cells,
    distinctions,
    earlier,
    evidence,
    grid,
    grid_block,
    groups,
    merge,
    naming_new,
    needs,
    positions,
    records,
    ties,
    views,
)
from oci_map.store.workspace import working_copy
from tests.model.any_record import DATES, TEXTS, any_record
from tests.person import Person

PLACES = st.tuples(st.floats(-1e4, 1e4), st.floats(-1e4, 1e4))
ANY_ROLE = st.sampled_from([*ROLES, "nobody"])


class MoreGestures(Person):
    """Rules for the verbs of single nouns; the machine itself has those of any noun."""

    @rule(data=st.data(), role=ANY_ROLE, begin=DATES, end=DATES)
    def change_membership(self, data: st.DataObject, role: str, begin: str, end: str) -> None:
        if self.some("membership"):
            seat = self.choose(data, "membership")
            self.attempt(groups.change_role, seat, role)
            self.attempt(groups.set_period, self.choose(data, "membership"), begin, end)

    @rule(data=st.data(), priority=st.integers(0, 4), withdraws=st.booleans())
    def change_need(self, data: st.DataObject, priority: int, withdraws: bool) -> None:
        if self.some("need_statement"):
            statement = self.choose(data, "need_statement")
            self.attempt(needs.set_priority, statement, priority)
            if withdraws:
                self.attempt(needs.withdraw, statement)

    @rule(data=st.data(), cross=st.booleans())
    def change_organisation(self, data: st.DataObject, cross: bool) -> None:
        if self.some("organisation"):
            one = self.choose(data, "organisation")
            sectors = [self.choose(data, "sector")] if self.some("sector") else []
            values = {"sectors": tuple(sectors), "cross_sector": cross}
            self.attempt(records.edit, "organisation", one, **values)

    @rule(data=st.data(), name=TEXTS)
    def choose_by_a_new_name(self, data: st.DataObject, name: str) -> None:
        fields = [
            (noun.name, field.name)
            for noun in NOUNS.values()
            for field in noun.fields
            if field.kind in (Kind.REFERENCE, Kind.REFERENCES)
            and naming_new.stands_by_name(field.target)
            and self.some(noun.name)
        ]
        if fields:
            noun, held = data.draw(st.sampled_from(fields))
            self.attempt(naming_new.choose, noun, self.choose(data, noun), held, name)

    @rule(data=st.data(), strength=st.integers(0, 6), removes=st.booleans())
    def change_tie(self, data: st.DataObject, strength: int, removes: bool) -> None:
        if self.some("tie"):
            tie = self.choose(data, "tie")
            self.attempt(ties.change, tie, strength=strength)
            if removes:
                self.attempt(ties.remove, tie)

    @rule(data=st.data(), place=PLACES)
    def pin_and_tidy(self, data: st.DataObject, place: tuple[float, float]) -> None:
        if self.some("organisation"):
            one = self.choose(data, "organisation")
            self.attempt(positions.pin, [one])
            self.attempt(positions.tidy, {self.choose(data, "organisation"): place})
            self.attempt(positions.pin, [one], pinned=False)

    @rule(data=st.data(), certainty=st.sampled_from([*CERTAINTIES, "sure"]), passage=TEXTS)
    def note_a_source(self, data: st.DataObject, certainty: str, passage: str) -> None:
        noun = self.present(data)
        if noun and self.some("source"):
            fields = ["", *(field.name for field in NOUNS[noun].fields)]
            self.attempt(
                evidence.add,
                noun,
                self.choose(data, noun),
                self.choose(data, "source"),
                field=data.draw(st.sampled_from(fields)),
                certainty=certainty,
                passage=passage,
            )

    @rule(data=st.data(), takes_back=st.booleans())
    def say_that_nobody_knows(self, data: st.DataObject, takes_back: bool) -> None:
        noun = self.present(data)
        fields = [f.name for f in NOUNS[noun].fields if evidence.may_be_unknown(f)] if noun else []
        if fields:
            record, field = self.choose(data, noun), data.draw(st.sampled_from(fields))
            self.attempt(evidence.mark_unknown, noun, record, field)
            if takes_back:
                self.attempt(evidence.unmark_unknown, noun, record, field)

    @rule(data=st.data(), role=ANY_ROLE, as_of=DATES, until=DATES, joins=st.booleans())
    def work_in_the_grid(
        self, data: st.DataObject, role: str, as_of: str, until: str, joins: bool
    ) -> None:
        if self.some("organisation") and self.some("working_group"):
            pair = (self.choose(data, "organisation"), self.choose(data, "working_group"))
            self.attempt(grid.set_role, [pair], role, as_of, joins=joins)
            self.attempt(grid.add_period, *pair, role, as_of, until)
            if joins:
                self.attempt(grid.clear_seats, [pair], as_of)

    @rule(data=st.data(), priority=st.integers(0, 4), joins=st.booleans())
    def work_in_the_grid_of_needs(self, data: st.DataObject, priority: int, joins: bool) -> None:
        if self.some("organisation") and self.some("need"):
            pair = (self.choose(data, "organisation"), self.choose(data, "need"))
            self.attempt(grid.set_priority, [pair], priority, joins=joins)
            if joins:
                self.attempt(grid.clear_needs, [pair])

    @rule(data=st.data(), text=st.sampled_from(["x", "-", "chair", "2", "3; -", "nonsense"]))
    def paste_into_the_grid(self, data: st.DataObject, text: str) -> None:
        for noun, column in (("membership", "working_group"), ("need_statement", "need")):
            if self.some("organisation") and self.some(column):
                cell = (self.choose(data, "organisation"), self.choose(data, column))
                words = ROLES if noun == "membership" else {str(p): str(p) for p in range(1, 4)}
                texts = [grid_block.Text(0, cell, text)]
                planned = grid_block.plan(self.document.snapshot, noun, texts, words)
                self.attempt(grid_block.apply, planned)

    @rule(data=st.data())
    def merge_two(self, data: st.DataObject) -> None:
        noun = data.draw(st.sampled_from(merge.MERGED))
        if self.some(noun):
            kept, gone = self.choose(data, noun), self.choose(data, noun)
            if kept != gone:
                self.attempt(merge.merge, noun, kept, gone)

    @rule(data=st.data())
    def tell_two_apart(self, data: st.DataObject) -> None:
        noun = data.draw(st.sampled_from(merge.MERGED))
        if self.some(noun):
            self.attempt(
                distinctions.tell_apart, noun, self.choose(data, noun), self.choose(data, noun)
            )

    @rule(data=st.data())
    def fill_a_cell(self, data: st.DataObject) -> None:
        noun = self.present(data)
        if noun:
            plain = (Kind.TEXT, Kind.LONG_TEXT, Kind.DATE, Kind.CHOICE, Kind.YES_NO)
            fields = [field.name for field in NOUNS[noun].fields if field.kind in plain]
            if fields:
                name = data.draw(st.sampled_from(fields))
                value = getattr(data.draw(any_record(noun)), name)
                wanted = [(self.choose(data, noun), {name: value})]
                planned = cells.plan_values(self.document.snapshot, noun, wanted)
                self.attempt(cells.apply, planned)

    @rule(data=st.data(), settings=st.sampled_from(["{}", '{"places":{"a":[3,4]}}', "no"]))
    def work_in_a_view(self, data: st.DataObject, settings: str) -> None:
        if self.some("saved_view"):
            view = self.choose(data, "saved_view")
            self.attempt(views.retitle, view, settings)
            moved = [self.choose(data, "organisation")] if self.some("organisation") else []
            self.attempt(views.move, view, settings, moved)

    @rule(data=st.data())
    def go_back_to_an_earlier_version(self, data: st.DataObject) -> None:
        steps = self.document.past.steps()
        if steps:
            then = self.document.at(data.draw(st.sampled_from(steps)).id)
            wanted = with_forgotten(then, self.document.snapshot)
            if wanted is not None:
                self.attempt(earlier.go_back, then, "today")
                assert self.document.snapshot == wanted

    def present(self, data: st.DataObject) -> str:
        """Return a noun of which there is a record; '' when the document is empty."""
        there = [noun for noun in NOUNS if self.some(noun)]
        return data.draw(st.sampled_from(there)) if there else ""


def with_forgotten(then: Snapshot, now: Snapshot) -> Snapshot | None:
    """Return an earlier moment as going back makes it: what is forgotten since stays so.

    None when it holds a record that was forgotten since: the real forgetting leaves no such moment.
    """
    for one in now.all(Forgotten).values():
        if one.noun in NOUNS and then.get(one.noun, one.record) is not None:
            return None
    tables = {noun: then.table(noun) for noun in NOUNS}
    return Snapshot({**tables, "forgotten": now.table("forgotten")})


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return what every table of a document that is open holds, except for what was done when."""
    place = working_copy(path) or path
    with closing(sqlite3.connect(f"{place.as_uri()}?mode=ro", uri=True)) as file:
        names = [
            name
            for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if name not in {"journal", "seal"} and not name.startswith("sqlite_")
        ]
        return {name: sorted(file.execute(f'SELECT * FROM "{name}"'), key=repr) for name in names}
