"""Which rows of a block name a record that is there already, so that none is added twice.

Nothing that can be two things is guessed: such a row is left out, with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from types import MappingProxyType
from typing import Any, Final

from oci_map.errors import UserError
from oci_map.i18n import N_, _, number
from oci_map.model.dates import overlap
from oci_map.model.fields import NOUNS, Field
from oci_map.model.ids import RecordId
from oci_map.model.records import Record
from oci_map.model.snapshot import Snapshot
from oci_map.model.text import folded
from oci_map.operations.cell_reading import read
from oci_map.operations.cells import ID, Misfit, Row
from oci_map.operations.record_names import RecordNames, called
from oci_map.values import dataclass

_QUOTED: Final = 60
_EMPTY: Final = Row(None, MappingProxyType({}))
_FURTHER_UP: Final = N_("This stands further up in the list already; what stands first is taken.")


@dataclass(frozen=True, slots=True)
class Recognised:
    """The rows of a block: those that are there, those nobody can tell, and two ways to go on."""

    there: Mapping[int, RecordId]
    doubts: tuple[Misfit, ...]  # rows that are left out in any case
    clashes: tuple[Misfit, ...]  # rows about a record that a row further up is about too
    left: tuple[Row, ...]  # with what is there left as it is; such a row holds nothing
    updated: tuple[Row, ...]  # with what is there brought up to date by the cells that are filled


@dataclass(frozen=True, slots=True)
class _Identity:
    """What makes a row and a record the same."""

    names: tuple[str, ...] = ()  # one in common
    same: tuple[str, ...] = ()  # or all of these
    hints: tuple[str, ...] = ()  # in common under another name: perhaps the same
    unsure: str = ""  # the same name and another value here: perhaps the same
    apart: tuple[str, ...] = ()  # another value that is given: surely not the same


_NAMED: Final = _Identity(names=("name_nl", "name_en"))
_IDENTITIES: Final[Mapping[str, _Identity]] = MappingProxyType(
    {
        "organisation": _Identity(names=("name",), hints=("short_name", "abbreviation")),
        "membership": _Identity(same=("organisation", "group")),
        "need_statement": _Identity(same=("organisation", "need")),
        "tie": _Identity(same=("organisation", "other"), apart=("kind",)),
        "recommendation": _Identity(names=("text_nl", "text_en"), hints=("number",)),
        "roundtable": _Identity(names=("name_nl", "name_en"), unsure="date"),
        "commitment": _Identity(same=("roundtable", "organisation", "text")),
        "person": _Identity(names=("name",), unsure="organisation"),
        "source": _Identity(names=("title",), unsure="date"),
    }
)


class _DoubtError(Exception):
    """It can be more than one thing: the field that says so, and a sentence."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field, self.sentence = field, sentence


def recognise(
    snapshot: Snapshot, noun: str, rows: Sequence[Row], names: RecordNames | None = None
) -> Recognised:
    """Return which of the rows that would be added are there already; nothing is changed."""
    return _Recogniser(snapshot, noun, names or RecordNames(snapshot)).look(rows)


class _Recogniser:
    """Looks at the rows of a block from above to below."""

    def __init__(self, snapshot: Snapshot, noun: str, names: RecordNames) -> None:
        self._noun = NOUNS[noun]
        self._identity = _IDENTITIES.get(noun, _NAMED)
        self._names = names
        self._table: Mapping[RecordId, Record] = snapshot.table(noun)
        self._by_text: dict[tuple[str, str], list[RecordId]] | None = None
        self._by_key: dict[object, list[Any]] | None = None
        self._first: set[object] = set()  # what the rows above add
        self._periods: dict[object, list[tuple[str, str]]] = {}  # of the seats they add

    def look(self, rows: Sequence[Row]) -> Recognised:
        there: dict[int, RecordId] = {}
        doubts, clashes = [], []
        left, updated = list(rows), list(rows)
        texts_of: dict[RecordId, Mapping[str, str]] = {}
        for at, row in enumerate(rows):
            if row.record is not None or not any(text.strip() for text in row.texts.values()):
                continue
            try:
                found, by = self._found(row)
            except _DoubtError as doubt:
                text = row.texts.get(doubt.field, "")
                doubts.append(Misfit(at, doubt.field, text, doubt.sentence))
                left[at] = updated[at] = _EMPTY
                continue
            if found is None:
                continue
            there[at] = found
            left[at] = updated[at] = _EMPTY
            texts = _filled(row, by)
            if found not in texts_of:
                texts_of[found] = texts
                updated[at] = Row(found, texts) if texts else _EMPTY
            elif texts != texts_of[found]:
                name = next(iter(row.texts))
                clashes.append(Misfit(at, name, row.texts[name], _(_FURTHER_UP)))
        return Recognised(there, tuple(doubts), tuple(clashes), tuple(left), tuple(updated))

    def _found(self, row: Row) -> tuple[RecordId | None, tuple[str, ...]]:
        """Return the record a row is about, None for a new one, and the fields that say so."""
        given = RecordId(row.texts.get(ID, "").strip())
        if given and given in self._table:
            return given, ()
        values = self._values(row)
        if self._identity.names:
            found, by = self._by_name(values)
        else:
            found, by = self._by_pair(values), self._identity.same
        if found is None:
            self._keep_once(values)
        return found, by

    def _values(self, row: Row) -> dict[str, Any]:
        """Read the filled cells that say what a row is about."""
        one = self._identity
        wanted = (*one.names, *one.same, *one.hints, one.unsure, *one.apart,
                  "directed", "active_from", "active_to")  # fmt: skip
        values: dict[str, Any] = {}
        for field in self._noun.fields:
            text = row.texts.get(field.name, "") if field.name in wanted else ""
            if text.strip():
                try:
                    values[field.name] = read(self._names, field, text)
                except UserError:
                    continue  # the plan says why; it is about nothing that is there
        return values

    # --------------------------------------------------------------------------------- by a name

    def _by_name(self, values: Mapping[str, Any]) -> tuple[RecordId | None, tuple[str, ...]]:
        found: dict[RecordId, list[str]] = {}
        for name in self._identity.names:
            if values.get(name):
                for record_id in self._meant(name, values):
                    found.setdefault(record_id, []).append(name)
        if len(found) > 1:
            one, other = (self._called(record_id) for record_id in list(found)[:2])
            raise _DoubtError(
                self._identity.names[0],
                _("Its names are those of two records, “{one}” and “{other}”; change one of them.")
                .format(one=one, other=other),
            )  # fmt: skip
        if not found:
            self._ask_hints(values)
            return None, ()
        ((record_id, by),) = found.items()
        return record_id, tuple(by)

    def _meant(self, name: str, values: Mapping[str, Any]) -> Sequence[RecordId]:
        """Return the record that a name in a row means, or none."""
        meant = self._holding(values[name], self._identity.names)
        field = self._identity.unsure
        if field and field in values:
            same = [one for one in meant if self._value(one, field) == values[field]]
            open_ = [one for one in meant if not self._value(one, field)]
            if meant and not same and not open_:
                raise _DoubtError(field, self._elsewhere(field, meant))
            meant = same or open_
        if len(meant) > 1:
            raise _DoubtError(
                name,
                _(
                    "“{value}” is the name of {count} records ({noun}); merge them, give them"
                    " different names, or choose the one you mean."
                ).format(
                    value=_quoted(str(values[name])), count=len(meant), noun=self._noun.plural
                ),
            )
        return meant

    def _elsewhere(self, field: str, meant: Sequence[RecordId]) -> str:
        return _(
            "“{name}” is there with something else under “{field}”. If it is the same one, change"
            " it there; if it is another, add it by hand."
        ).format(name=self._called(meant[0]), field=self._noun.field(field).label)

    def _ask_hints(self, values: Mapping[str, Any]) -> None:
        for name in self._identity.hints:
            held = self._holding(values[name], (name,)) if values.get(name) else ()
            if held:
                raise _DoubtError(
                    name,
                    _(
                        "“{name}” has the same under “{field}”. If it is the same one, give both"
                        " the same name; if it is another, change “{field}”."
                    ).format(name=self._called(held[0]), field=self._noun.field(name).label),
                )

    def _holding(self, value: object, fields: Sequence[str]) -> Sequence[RecordId]:
        """Return the records with such a name, or with such a text or number in these fields."""
        if self._noun.name != "recommendation":
            return self._names.meant(self._noun.name, str(value))
        if self._by_text is None:
            self._by_text = {}
            for field in (*self._identity.names, *self._identity.hints):
                for record in self._table.values():
                    kept = folded(str(getattr(record, field)))
                    self._by_text.setdefault((field, kept), []).append(record.id)
        found = (self._by_text.get((one, folded(str(value))), ()) for one in fields)
        return list(dict.fromkeys(chain.from_iterable(found)))

    def _value(self, record_id: RecordId, field: str) -> object:
        return getattr(self._table[record_id], field)

    def _called(self, record_id: RecordId) -> str:
        return _quoted(called(self._table[record_id]))

    # --------------------------------------------------------------------------------- by a pair

    def _by_pair(self, values: Mapping[str, Any]) -> RecordId | None:
        key = self._pair(values)
        if key is None:
            return None
        if self._by_key is None:
            self._by_key = {}
            for record in self._table.values():
                kept = {field.name: getattr(record, field.name) for field in self._noun.fields}
                self._by_key.setdefault(self._pair(kept), []).append(record)
        held = [one for one in self._by_key.get(key, ()) if self._fits(one, values)]
        if len(held) > 1:
            period = (values.get("active_from", ""), values.get("active_to", ""))
            exact = [one for one in held if _period(one) == period]
            if len(exact) != 1:
                raise _DoubtError(
                    self._identity.same[1],
                    _(
                        "There are {count} of these already ({noun}), so it is not known which"
                        " one is meant. Write the period as it is there."
                    ).format(count=number(len(held)), noun=self._noun.plural),
                )
            held = exact
        return held[0].id if held else None

    def _pair(self, values: Mapping[str, Any]) -> object:
        """Return what tells pairs apart; None where something is missing that must be there."""
        found = []
        for name in self._identity.same:
            field: Field = self._noun.field(name)
            value = values.get(name, "")
            if field.required and not value:
                return None
            found.append(value if field.is_reference else folded(str(value)))
        return frozenset(found) if self._noun.name == "tie" else tuple(found)

    def _fits(self, record: Any, values: Mapping[str, Any]) -> bool:
        """Say whether what is given besides the pair is no reason to take them for two."""
        if any(values.get(name, kept) != kept for name, kept in self._apart(record)):
            return False
        if self._noun.name == "tie" and "directed" in values:
            ways = record.directed or values["directed"]
            if ways and record.organisation != values["organisation"]:
                return False
        begin, end = values.get("active_from", ""), values.get("active_to", "")
        return overlap(*_period(record), begin, end)

    def _apart(self, record: Any) -> list[tuple[str, object]]:
        return [(name, getattr(record, name)) for name in self._identity.apart]

    # --------------------------------------------------------------------------- within the block

    def _keep_once(self, values: Mapping[str, Any]) -> None:
        """Note what a row adds; raise when a row above adds the same."""
        if self._noun.name == "membership":
            self._keep_period(values)
            return
        for name, key in self._keys(values):
            if key in self._first:
                raise _DoubtError(name, _(_FURTHER_UP))
        self._first.update(key for _name, key in self._keys(values))

    def _keep_period(self, values: Mapping[str, Any]) -> None:
        """Note when a row says that somebody sits somewhere; raise when a row above says so too."""
        pair = self._pair(values)
        if pair is None:
            return
        period = values.get("active_from", ""), values.get("active_to", "")
        taken = self._periods.setdefault(pair, [])
        if any(overlap(*one, *period) for one in taken):
            raise _DoubtError(self._identity.same[0], _(_FURTHER_UP))
        taken.append(period)

    def _keys(self, values: Mapping[str, Any]) -> list[tuple[str, object]]:
        one = self._identity
        if one.names:
            apart = values.get(one.unsure, "")
            return [
                (name, (folded(str(values[name])), apart)) for name in one.names if values.get(name)
            ]
        pair = self._pair(values)
        known = [field.name for field in self._noun.fields]
        rest = [name for name in ("kind", "directed", "active_from", "active_to") if name in known]
        way = values.get("organisation", "") if values.get("directed") else ""
        key = (pair, way, *(values.get(name, self._noun.default(name)) for name in rest))
        return [] if pair is None else [(one.same[0], key)]


def _filled(row: Row, by: Sequence[str]) -> dict[str, str]:
    """Return the cells that say more than which record is meant; empty ones erase nothing."""
    return {
        name: text
        for name, text in row.texts.items()
        if text.strip() and name not in by and name != ID
    }


def _period(record: Any) -> tuple[str, str]:
    return getattr(record, "active_from", ""), getattr(record, "active_to", "")


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _QUOTED else f"{line[: _QUOTED - 1]}…"
