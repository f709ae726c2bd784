"""The immutable records of one moment: all that readers read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Final, TypeVar, cast

from oci_map.model import records as r
from oci_map.model.change import RecordChange
from oci_map.model.fields import NOUN_OF, NOUNS, noun_of
from oci_map.model.ids import RecordId

R = TypeVar("R", bound=r.Record)
Table = Mapping[RecordId, r.Record]


class Snapshot:
    """All records of a document at one moment; `after()` gives the next moment.

    Tables keep the order in which records were added, and tables an edit did not touch are
    shared with the snapshot before it.
    """

    def __init__(self, tables: Mapping[str, Table]) -> None:
        self._tables: Mapping[str, Table] = MappingProxyType(
            {noun: tables.get(noun, {}) for noun in NOUNS}
        )

    @classmethod
    def of(cls, records: Iterable[r.Record]) -> Snapshot:
        """Return the snapshot that holds these records."""
        tables: dict[str, dict[RecordId, r.Record]] = {noun: {} for noun in NOUNS}
        for record in records:
            tables[noun_of(record).name][record.id] = record
        return cls(tables)

    def after(self, records: Iterable[RecordChange]) -> Snapshot:
        """Return the snapshot after these changes; what they say of `before` is not checked."""
        touched: dict[str, dict[RecordId, r.Record]] = {}
        ids: dict[str, dict[RecordId, bool]] = {}  # by noun, and whether it went away for a time
        for one in records:
            table = touched.get(one.noun)
            if table is None:  # a table is copied once, however many of its records changed
                table = touched[one.noun] = dict(self._tables[one.noun])
            known = ids.setdefault(one.noun, {})
            known[one.id] = known.get(one.id, False) or one.after is None
            if one.after is None:
                table.pop(one.id, None)
            else:
                table[one.id] = one.after
        later = Snapshot({**self._tables, **touched})
        for name, (noun, field) in _INDEXES.items():
            index = vars(self).get(name)
            if index is None:
                continue
            kept = index
            if noun in touched:
                steps = [(self._tables[noun].get(one), touched[noun].get(one), gone)
                         for one, gone in ids[noun].items()]  # fmt: skip
                kept = _regrouped(index, steps, attrgetter(field))
            if kept is not None:
                vars(later)[name] = kept
        return later

    def table(self, noun: str) -> Table:
        """Return all records of a noun by id."""
        return self._tables[noun]

    def all(self, record_type: type[R]) -> Mapping[RecordId, R]:
        """Return all records of a class by id."""
        return cast("Mapping[RecordId, R]", self._tables[NOUN_OF[record_type].name])

    def get(self, noun: str, record_id: RecordId) -> r.Record | None:
        """Return a record, or None when it is not there."""
        return self._tables[noun].get(record_id)

    def counts(self) -> dict[str, int]:
        """Return how many records there are of each noun that is data."""
        return {name: len(self._tables[name]) for name, noun in NOUNS.items() if noun.listed}

    def __eq__(self, other: object) -> bool:
        """Two snapshots are equal when they hold equal records, in whatever order."""
        return isinstance(other, Snapshot) and self._tables == other._tables

    def __hash__(self) -> int:
        return id(self)

    # The tables that are read most, with their types.

    @property
    def organisations(self) -> Mapping[RecordId, r.Organisation]:
        """All organisations by id."""
        return self.all(r.Organisation)

    @property
    def groups(self) -> Mapping[RecordId, r.WorkingGroup]:
        """All working groups by id."""
        return self.all(r.WorkingGroup)

    @property
    def memberships(self) -> Mapping[RecordId, r.Membership]:
        """All memberships by id."""
        return self.all(r.Membership)

    @property
    def needs(self) -> Mapping[RecordId, r.Need]:
        """All needs by id."""
        return self.all(r.Need)

    @property
    def ties(self) -> Mapping[RecordId, r.Tie]:
        """All stated ties by id."""
        return self.all(r.Tie)

    @property
    def sectors(self) -> Mapping[RecordId, r.Sector]:
        """All sectors by id."""
        return self.all(r.Sector)

    @property
    def levels(self) -> Mapping[RecordId, r.PolicyLevel]:
        """All policy levels by id."""
        return self.all(r.PolicyLevel)

    @cached_property
    def info(self) -> r.DocumentInfo:
        """What holds for the whole document; an empty one when none was written."""
        kept = self.all(r.DocumentInfo)
        return next(iter(kept.values()), r.DocumentInfo(id=RecordId("document")))

    @cached_property
    def memberships_of(self) -> Mapping[RecordId, tuple[r.Membership, ...]]:
        """The memberships of each organisation."""
        return self._by("memberships_of")

    @cached_property
    def members_of(self) -> Mapping[RecordId, tuple[r.Membership, ...]]:
        """The memberships in each group."""
        return self._by("members_of")

    @cached_property
    def needs_of(self) -> Mapping[RecordId, tuple[r.NeedStatement, ...]]:
        """The needs each organisation holds."""
        return self._by("needs_of")

    @cached_property
    def holders_of(self) -> Mapping[RecordId, tuple[r.NeedStatement, ...]]:
        """The statements of each need."""
        return self._by("holders_of")

    @cached_property
    def evidence_of(self) -> Mapping[RecordId, tuple[r.Evidence, ...]]:
        """The evidence for each record."""
        return self._by("evidence_of")

    def _by(self, index: str) -> Mapping[RecordId, Any]:
        noun, field = _INDEXES[index]
        grouped: dict[RecordId, list[r.Record]] = {}
        owner = attrgetter(field)
        for record in self._tables[noun].values():
            grouped.setdefault(owner(record), []).append(record)
        return {key: tuple(values) for key, values in grouped.items()}


#: What each index holds: the records of a noun by one of their fields.
_INDEXES: Final = {
    "memberships_of": ("membership", "organisation"),
    "members_of": ("membership", "group"),
    "needs_of": ("need_statement", "organisation"),
    "holders_of": ("need_statement", "need"),
    "evidence_of": ("evidence", "record"),
}


def _regrouped(
    index: Mapping[RecordId, tuple[r.Record, ...]],
    steps: Iterable[tuple[r.Record | None, r.Record | None, bool]],
    owner: Callable[[r.Record], RecordId],
) -> Mapping[RecordId, tuple[r.Record, ...]] | None:
    """Return an index after some records went from before to after, its other rows shared.

    None when it must be made anew: where a record went to another owner, or away and came back,
    its place among the others follows from the order of the whole table.
    """
    later = dict(index)
    for before, after, gone in steps:
        if before is None:
            if after is not None:
                if gone:
                    return None
                later[owner(after)] = (*later.get(owner(after), ()), after)
            continue
        if after is not None and (gone or owner(before) != owner(after)):
            return None
        rows = [one if one is not before else after for one in later[owner(before)]]
        later[owner(before)] = tuple(one for one in rows if one is not None)
        if not later[owner(before)]:
            del later[owner(before)]
    return later
