"""Many cells of a table as one step: what was typed, pasted or filled, and what does not fit.

`plan` reads every text and tries all of them together against the rules; nothing is changed yet.
What does not fit has its reason; `apply` does what fits as one step of the document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field as dataclass_field
from dataclasses import replace
from itertools import chain
from operator import attrgetter
from typing import Any, Final

from oci_map import i18n
from oci_map.document import Document
from oci_map.errors import NotYetThere, RuleBroken, UserError
from oci_map.i18n import NN_, _
from oci_map.model import rules
from oci_map.model.change import RecordChange
from oci_map.model.fields import NOUNS, Field, Kind, Noun, noun_of
from oci_map.model.ids import RecordId, new_id
from oci_map.model.records import Record
from oci_map.model.snapshot import Snapshot
from oci_map.model.text import folded
from oci_map.operations import records
from oci_map.operations.cell_reading import read
from oci_map.operations.labels import counted
from oci_map.operations.new_records import FirstValues
from oci_map.operations.record_names import RecordNames
from oci_map.operations.texts import cleaned
from oci_map.values import dataclass

#: The names of the steps; `{field}` is the noun.
PASTED: Final = NN_("Pasted {count} cell in {field}", "Pasted {count} cells in {field}")
FILLED: Final = NN_("Filled {count} cell in {field}", "Filled {count} cells in {field}")
CHANGED: Final = NN_("Changed {count} cell in {field}", "Changed {count} cells in {field}")
EMPTIED: Final = NN_("Emptied {count} cell in {field}", "Emptied {count} cells in {field}")

ID: Final = "id"
_STAND_BY_NAME: Final = frozenset(
    {"sector", "policy_level", "policy_domain", "working_group", "emphasis", "need"}
)
_TURNS: Final = 50


@dataclass(frozen=True, slots=True)
class Row:
    """Texts for the cells of one row, by field; a row without a record is to be added."""

    record: RecordId | None
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Misfit:
    """A cell that cannot be taken: its row in the block, its field, its text, and why."""

    row: int
    field: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a block would do: the records as they would be, and the cells that do not fit."""

    noun: str
    changed: tuple[Record, ...] = ()
    added: tuple[Record, ...] = ()
    cells: int = 0  # how many cells would get another value
    fitting: int = 0  # how many cells can be taken, the same values too
    misfits: tuple[Misfit, ...] = ()
    values: Mapping[tuple[int, str], object] = dataclass_field(default_factory=dict)
    missing: Mapping[str, tuple[str, ...]] = dataclass_field(default_factory=dict)  # by noun
    first: tuple[Record, ...] = ()  # of other nouns, to be added before

    @property
    def does_something(self) -> bool:
        """Say whether anything would be different."""
        return bool(self.changed or self.added)


def plan(
    snapshot: Snapshot, noun: str, rows: Sequence[Row], names: RecordNames | None = None
) -> Plan:
    """Return what these texts would do to the records of a noun, and what does not fit."""
    return _Planner(snapshot, noun, names or RecordNames(snapshot)).read(rows)


def plan_values(
    snapshot: Snapshot,
    noun: str,
    wanted: Sequence[tuple[RecordId | None, Mapping[str, object]]],
) -> Plan:
    """Return what these values by field would do; for what needs no reading."""
    planner = _Planner(snapshot, noun, RecordNames(snapshot))
    for number, (record_id, values) in enumerate(wanted):
        planner.take(number, record_id, dict(values), dict.fromkeys(values, ""))
    return planner.settle()


def plan_with_missing(snapshot: Snapshot, rows: Sequence[Row], planned: Plan) -> Plan:
    """Return the same plan with the records that it names, and that are not there, added first.

    Only nouns whose records can stand with nothing but a name are added; `first` holds them. What
    is named only by rows that do not fit for another reason is left out.
    """
    first: list[Record] = []
    for noun, texts in planned.missing.items():
        field = field_of_name(noun)
        if field and noun != planned.noun:  # else it may stand further down in the block
            first += plan(snapshot, noun, [Row(None, {field: text}) for text in texts]).added
    if not first:
        return planned
    after = snapshot.after([RecordChange(noun_of(one).name, one.id, None, one) for one in first])
    fuller = plan(after, planned.noun, rows)
    named = _named(fuller)
    first = [one for one in first if one.id in named]
    return replace(fuller, first=tuple(first)) if first else planned


def _named(planned: Plan) -> set[RecordId]:
    """Return what the records of a plan point at, as they would be."""
    made = (*planned.changed, *planned.added)
    found: set[RecordId] = set()
    for field in NOUNS[planned.noun].fields:
        if field.is_reference:
            get, several = attrgetter(field.name), field.kind is Kind.REFERENCES
            values = map(get, made)
            found.update(chain.from_iterable(values) if several else values)
    return found


def field_of_name(noun: str) -> str:
    """Return the field that holds the name a person types; '' when a name is not enough."""
    if noun == "organisation":
        return "name"
    return f"name_{i18n.language()}" if noun in _STAND_BY_NAME else ""


def apply(document: Document, planned: Plan, texts: tuple[str, str] = CHANGED) -> None:
    """Do what was planned as one step; `texts` is its name for one cell and for several."""
    if not planned.does_something:
        return
    if len(planned.added) == 1 and not planned.changed and not planned.first:
        records.add(document, planned.added[0])
        return
    alone = planned.cells == 1 and len(planned.changed) == 1 and not planned.first
    if alone and texts is CHANGED:
        record = planned.changed[0]
        values = {field.name: getattr(record, field.name) for field in NOUNS[planned.noun].fields}
        records.edit(document, planned.noun, record.id, **values)
        return
    label = counted(texts, planned.cells, field=NOUNS[planned.noun].many)
    with document.transaction(label) as edit:
        for record in (*planned.first, *planned.changed, *planned.added):
            edit.put(record)


def empty_value(noun: str, field: Field) -> object:
    """Return what an emptied cell holds; raises UserError when it must be filled in."""
    if field.name == ID:
        raise UserError(_("An identifier stays as it is."))
    value = NOUNS[noun].default(field.name)
    if field.required and not value and value != 0:
        raise UserError(_("“{field}” must be filled in.").format(field=field.label))
    return value


class _Planner:
    """Reads the rows of a block, then leaves out what the rules do not allow."""

    def __init__(self, snapshot: Snapshot, noun: str, names: RecordNames) -> None:
        self._snapshot = snapshot
        self._noun: Noun = NOUNS[noun]
        self._names = names
        self._texts: dict[tuple[int, str], str] = {}
        self._values: dict[int, dict[str, object]] = {}
        self._ids: dict[int, RecordId | None] = {}
        self._new: dict[int, RecordId] = {}
        self._misfits: dict[tuple[int, str], Misfit] = {}
        self._kept: dict[tuple[str, str], object] = {}
        self._missing: dict[str, dict[str, str]] = {}
        self._first_values = FirstValues(snapshot, self._noun)

    def read(self, rows: Sequence[Row]) -> Plan:
        for number, row in enumerate(rows):
            if row.record is None and not any(text.strip() for text in row.texts.values()):
                continue  # an empty row beyond the end adds nothing
            values: dict[str, object] = {}
            for name, text in row.texts.items():
                self._texts[number, name] = text
                try:
                    values[name] = self._value(row.record, name, text)
                except UserError as problem:
                    self._refuse(number, name, problem.sentence)
            self.take(number, row.record, values, row.texts)
        return self.settle()

    def take(
        self,
        number: int,
        record_id: RecordId | None,
        values: dict[str, object],
        texts: Mapping[str, str],
    ) -> None:
        """Note what a row is to hold."""
        for name, text in texts.items():
            self._texts.setdefault((number, name), text)
        self._values[number] = values
        self._ids[number] = record_id
        if record_id is None:
            self._new[number] = self._id_of(number, values.pop(ID, ""))
        else:
            values.pop(ID, None)

    def _value(self, record: RecordId | None, name: str, text: str) -> object:
        if name == ID:
            return self._given_id(record, text.strip())
        key = (name, text)
        if key not in self._kept:  # a column often holds the same text many times
            self._kept[key] = self._read(name, text)
        value = self._kept[key]
        if isinstance(value, UserError):
            raise value
        return value

    def _read(self, name: str, text: str) -> object:
        field = self._noun.field(name)
        try:
            if not text.strip():
                return empty_value(self._noun.name, field)
            return read(self._names, field, text)
        except NotYetThere as problem:
            known = self._missing.setdefault(problem.noun, {})
            for one in problem.names:
                known.setdefault(folded(one), one)
            return problem
        except UserError as problem:
            return problem

    def _given_id(self, record: RecordId | None, text: str) -> object:
        if record is not None:
            if text in ("", record):
                return record
            raise UserError(_("An identifier stays as it is."))
        if text and self._snapshot.get(self._noun.name, RecordId(text)) is not None:
            raise UserError(
                _("“{value}” is there already; each identifier may be used once.").format(
                    value=text[:60]
                )
            )
        if text in self._new.values():
            raise UserError(
                _("“{value}” stands twice in the block; each identifier may be used once.").format(
                    value=text[:60]
                )
            )
        return text

    def _id_of(self, number: int, given: object) -> RecordId:
        if (number, ID) in self._misfits:
            return RecordId("")  # it cannot be added under an id that is taken
        return RecordId(str(given)) if given else new_id()

    # ------------------------------------------------------------------------------ the rules

    def settle(self) -> Plan:
        """Try all rows together; leave out the cells that the rules refuse, until they agree."""
        for _turn in range(_TURNS):
            made = {number: one for number in self._values if (one := self._made(number))}
            refused = self._refusals(made)
            if not refused:
                break
            for number, field, reason in refused:
                self._leave_out(number, field, reason)
        else:
            for number in made:
                self._leave_out(number, "", _("The rules of the document do not allow this."))
            made = {}
        return self._plan(made)

    def _made(self, number: int) -> Record | None:
        values: Any = self._values[number]
        record_id = self._ids[number]
        if record_id is None:
            if not self._new[number]:
                return None
            values = self._first_values.of(number) | values
            return cleaned(self._noun.record(id=self._new[number], **values))
        before = self._snapshot.get(self._noun.name, record_id)
        if before is None:
            return None
        return cleaned(replace(before, **values), before) if values else before

    def _refusals(self, made: Mapping[int, Record]) -> list[tuple[int, str, str]]:
        noun = self._noun.name
        changes = {
            number: RecordChange(noun, one.id, None, one)
            for number, one in made.items()
            if self._snapshot.get(noun, one.id) != one
        }
        after = self._snapshot.after(changes.values())
        refused: list[tuple[int, str, str]] = []
        for number, change in changes.items():
            try:
                rules.check(after, [change])
            except RuleBroken as problem:
                refused.append((number, problem.field, problem.sentence))
        if self._noun.name in _PAIRS:
            # Two rows that clash refuse each other: the first of them may stay.
            return _first_of_clashes(refused, made, self._values)
        return refused

    def _leave_out(self, number: int, field: str, reason: str) -> None:
        values = self._values[number]
        if self._ids[number] is None:
            name = field if (number, field) in self._texts else next(iter(values), field)
            self._refuse(number, name, reason)
            self._new[number] = RecordId("")
            return
        # The cell that the rule names, or all of the row when it names one that stays.
        for name in [field] if field in values else list(values):
            self._refuse(number, name, reason)
            del values[name]

    def _refuse(self, number: int, name: str, reason: str) -> None:
        text = self._texts.get((number, name), "")
        self._misfits.setdefault((number, name), Misfit(number, name, text, reason))

    def _plan(self, made: Mapping[int, Record]) -> Plan:
        noun = self._noun.name
        changed: dict[RecordId, Record] = {}
        added: list[Record] = []
        cells = fitting = 0
        taken: dict[tuple[int, str], object] = {}
        for number, record in made.items():
            values = self._values[number]
            fitting += len(values)
            taken |= {(number, name): value for name, value in values.items()}
            if self._ids[number] is None:
                added.append(record)
                cells += len(values)
                continue
            before = self._snapshot.get(noun, record.id)
            differing = sum(getattr(before, name) != getattr(record, name) for name in values)
            if differing:
                changed[record.id] = record
                cells += differing
        misfits = tuple(sorted(self._misfits.values(), key=attrgetter("row")))
        missing = {of: tuple(names.values()) for of, names in self._missing.items()}
        return Plan(
            noun, tuple(changed.values()), tuple(added), cells, fitting, misfits, taken, missing
        )


#: Nouns of which two records may not say the same.
_PAIRS: Final = ("membership", "need_statement")


def _first_of_clashes(
    refused: Iterable[tuple[int, str, str]],
    made: Mapping[int, Record],
    values: Mapping[int, Mapping[str, object]],
) -> list[tuple[int, str, str]]:
    """Return the refusals but for the first row of each pair that is given twice in the block."""
    listed = list(refused)
    key: Callable[[Record], object] = _pair
    seen: set[object] = set()
    kept = []
    for number, field, reason in listed:
        pair = key(made[number])
        if pair in seen or not values[number]:
            kept.append((number, field, reason))
        seen.add(pair)
    return kept or listed


def _pair(record: Record) -> tuple[str, str]:
    other = getattr(record, "group", None) or getattr(record, "need", "")
    return (getattr(record, "organisation", ""), str(other))
