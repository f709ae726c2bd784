"""Taking a record out of a document for good: its row, its past, and its earlier versions.

What is left is a record of the kind `Forgotten`, without any value, so that an old copy cannot
bring it back. Steps made before can be read and gone back to, but no longer undone one by one:
undoing must not lead past the forgetting.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from oci_map.errors import FileProblem
from oci_map.i18n import N_
from oci_map.model.change import Change, ChangeId, Label, RecordChange
from oci_map.model.fields import NOUNS, Kind
from oci_map.model.ids import RecordId
from oci_map.model.records import Forgotten, Record
from oci_map.model.rules import dependants, pointing_at
from oci_map.model.snapshot import Snapshot
from oci_map.store import distrust, journal, migrations, rows, seal, versions
from oci_map.store.desk import desk_of
from oci_map.store.system import SYSTEM
from oci_map.values import dataclass

#: Stands in the name of a step where what was forgotten was named.
GONE: Final = "…"
_LEAST_NAME: Final = 3  # signs; a shorter one is only replaced where it stands alone
_CUT: Final = 59  # of a long name stands so much in the name of a step


@dataclass(frozen=True, slots=True)
class Forgetting:
    """What is to be forgotten, and when that was decided."""

    noun: str
    record: RecordId
    on: str  # a date


def changes(snapshot: Snapshot, wanted: Forgetting) -> tuple[RecordChange, ...]:
    """Return what forgetting does to the records: it goes, nothing names it, a tombstone stays."""
    gone = snapshot.get(wanted.noun, wanted.record)
    found: dict[tuple[str, RecordId], RecordChange] = {}
    for record, field in pointing_at(snapshot, wanted.noun, wanted.record):
        noun = _noun(record)
        earlier = found.get((noun, record.id))
        present = record if earlier is None or earlier.after is None else earlier.after
        found[noun, record.id] = RecordChange(
            noun, record.id, record, _without(present, field.name, field.kind, wanted.record)
        )
    for record in dependants(snapshot, wanted.noun, wanted.record):
        found[_noun(record), record.id] = RecordChange(_noun(record), record.id, record, None)
    if gone is not None:
        found[wanted.noun, wanted.record] = RecordChange(wanted.noun, wanted.record, gone, None)
    stone = _tombstone(wanted)
    found["forgotten", stone.id] = RecordChange(
        "forgotten", stone.id, snapshot.get("forgotten", stone.id), stone
    )
    return tuple(found.values())


def _tombstone(wanted: Forgetting) -> Forgotten:
    # The same in every copy in which it is forgotten.
    return Forgotten(
        id=RecordId(f"{wanted.noun}:{wanted.record}@forgotten"),
        noun=wanted.noun,
        record=wanted.record,
        forgotten_on=wanted.on,
    )


def _noun(record: Record) -> str:
    return next(name for name, noun in NOUNS.items() if noun.record is type(record))


def _without(record: Record, name: str, kind: Kind, gone: RecordId) -> Record:
    value: object = RecordId("")
    if kind is Kind.REFERENCES:
        value = tuple(one for one in getattr(record, name) if one != gone)
    return replace(record, **{name: value})  # type: ignore[arg-type]  # of its own kind


# ---------------------------------------------------------------------------------- in a database


def forget(connection: sqlite3.Connection, wanted: Forgetting, at: str = "") -> Label:
    """Forget a record in a document and return what that step is called.

    `at` is the moment to write, now if not given. Raises sqlite3.Error; then nothing happened.
    """
    snapshot = rows.read(connection)
    touched = changes(snapshot, wanted)
    names = _names(connection, snapshot, wanted)
    going = {(one.noun, one.id) for one in touched if one.after is None}
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("BEGIN IMMEDIATE")
    try:
        _clean_journal(connection, wanted, going | {(wanted.noun, wanted.record)}, names)
        rows.write(connection, touched)
        stone = [one for one in touched if one.noun == "forgotten"]
        kept = Change(
            ChangeId(os.urandom(16).hex()),
            Label(N_("Forgot a person") if wanted.noun == "person" else N_("Forgot a record")),
            at or datetime.now(UTC).isoformat(timespec="seconds"),
            "",
            tuple(stone),
        )
        journal.add(connection, kept, "do", None, True)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    # The free pages are zeros by now; this also takes away what stood between the rows.
    connection.execute("VACUUM")
    return kept.label


def _clean_journal(
    connection: sqlite3.Connection,
    wanted: Forgetting,
    going: set[tuple[str, RecordId]],
    names: Sequence[str],
) -> None:
    """Leave of the journal what stands, for reading, without what is forgotten."""
    standing = journal.read_steps(connection).standing
    connection.execute("DELETE FROM journal WHERE kind <> 'do'")
    found = connection.execute("SELECT id, author, label, payload FROM journal").fetchall()
    for change, author, label, payload in found:
        kept = _payload(payload, wanted, going) if change in standing else []
        if not kept:
            connection.execute("DELETE FROM journal WHERE id = ?", (change,))
            continue
        connection.execute(
            "UPDATE journal SET joins = 1, author = ?, label = ?, payload = ? WHERE id = ?",
            (
                "" if author in names else author,
                _label(label, names),
                json.dumps(kept, ensure_ascii=False, separators=(",", ":")),
                change,
            ),
        )


def _payload(payload: str, wanted: Forgetting, going: set[tuple[str, RecordId]]) -> list[list[Any]]:
    """Return what a step did to the other records; nothing when it cannot be read."""
    try:
        plain = json.loads(payload)
        kept = []
        for noun, one, before, after in plain:
            if (noun, one) in going or _is_about(noun, before, after, wanted):
                continue
            then, now = _cleared(noun, before, wanted), _cleared(noun, after, wanted)
            if then != now:
                kept.append([noun, one, then, now])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return []
    return kept


def _is_about(noun: str, before: Any, after: Any, wanted: Forgetting) -> bool:
    """Say whether a record (plain) could not stand without what is forgotten."""
    for plain in (before, after):
        if plain is None:
            continue
        if (
            noun in ("evidence", "distinction")
            and plain.get("noun") == wanted.noun
            and wanted.record in (plain.get("record"), plain.get("other"))
        ):
            return True
        needed = [one for one in NOUNS[noun].fields if one.required and one.target == wanted.noun]
        if any(plain.get(field.name) == wanted.record for field in needed):
            return True
    return False


def _cleared(noun: str, plain: dict[str, Any] | None, wanted: Forgetting) -> dict[str, Any] | None:
    """Return a record (plain) that no longer names what is forgotten."""
    if plain is None:
        return None
    kept = dict(plain)
    for field in NOUNS[noun].fields:
        if field.target == wanted.noun and field.name in kept:
            value = kept[field.name]
            if value == wanted.record:
                del kept[field.name]
            elif isinstance(value, list) and wanted.record in value:
                kept[field.name] = [one for one in value if one != wanted.record]
    return kept


# ------------------------------------------------------------------------------- names of steps


def _names(
    connection: sqlite3.Connection, snapshot: Snapshot, wanted: Forgetting
) -> tuple[str, ...]:
    """Return all texts that the record ever held, longest first, also cut as in names of steps."""
    held: set[str] = set()
    present = snapshot.get(wanted.noun, wanted.record)
    fields = [one.name for one in NOUNS[wanted.noun].fields if one.sensitive]
    if present is not None:
        held.update(_texts({name: getattr(present, name) for name in fields}, fields))
    for (payload,) in connection.execute("SELECT payload FROM journal WHERE kind = 'do'"):
        with suppress(ValueError, TypeError, AttributeError, RecursionError):
            for noun, one, before, after in json.loads(payload):
                if (noun, one) == (wanted.noun, wanted.record):
                    for plain in (before, after):
                        held.update(_texts(plain or {}, fields))
    lines = {" ".join(one.split()) for one in held}
    cut = {f"{one[:_CUT]}…" for one in lines if len(one) > _CUT}
    return tuple(sorted((held | lines | cut) - {""}, key=len, reverse=True))


def _texts(plain: Mapping[str, Any], fields: Iterable[str]) -> list[str]:
    return [value for name in fields if isinstance(value := plain.get(name), str) and value]


def _label(text: str, names: Sequence[str]) -> str:
    """Return the name of a step, as kept, in which nobody who is forgotten is named."""
    try:
        plain = json.loads(text)
        _clean_label(plain, names)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return "{}"
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def _clean_label(plain: dict[str, Any], names: Sequence[str]) -> None:
    values = plain.get("values", {})
    for key, value in values.items():
        kept = str(value)
        for name in names:
            if kept == name:
                kept = GONE
            elif len(name) >= _LEAST_NAME:
                kept = kept.replace(name, GONE)
        values[key] = kept
    if plain.get("of") is not None:
        _clean_label(plain["of"], names)


# ------------------------------------------------------------------------------ earlier versions


@dataclass(frozen=True, slots=True)
class Reached:
    """In how many earlier versions a record was forgotten, and how many had to be deleted."""

    cleaned: int
    deleted: int


def forget_in_versions(path: Path, wanted: Forgetting) -> Reached:
    """Forget a record in all earlier versions that are kept of the document at a path.

    A version that cannot be read is deleted: it may hold what is to be forgotten.
    """
    cleaned = deleted = 0
    desk = desk_of(path.absolute())
    others = [desk.folder / "damaged.ocimap", *desk.versions.glob("*.ocimap")]
    known = {version.file for version in versions.of(path)}
    for file in sorted(known | {one for one in others if one.exists()}):
        try:
            _rewrite(file, wanted)
            cleaned += 1
        except (FileProblem, sqlite3.Error, ValueError, TypeError, journal.DamagedJournal):
            file.unlink(missing_ok=True)
            deleted += 1
        # What was noted of it is looked up anew.
        file.with_suffix(".json").unlink(missing_ok=True)
    versions.clear_unfinished(desk)
    return Reached(cleaned, deleted)


def _rewrite(file: Path, wanted: Forgetting) -> None:
    found = file.stat()
    version = distrust.check_file(file)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.deserialize(file.read_bytes())
        distrust.check_contents(connection, file, version)
        if version < migrations.FORMAT:
            migrations.bring_up_to_date(connection)
        forget(connection, wanted, at=_last_moment(connection))
        data = seal.sealed(connection)
    unfinished = file.with_suffix(".forgetting")
    SYSTEM.remove(unfinished)
    SYSTEM.write(unfinished, data)
    # A version is as old as what it shows.
    os.utime(unfinished, ns=(found.st_atime_ns, found.st_mtime_ns))
    unfinished.replace(file)


def _last_moment(connection: sqlite3.Connection) -> str:
    """Return when the last step was made, so that the version stays in its place."""
    row = connection.execute("SELECT at FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    return "" if row is None else str(row[0])
