"""Earlier versions of a document, kept on its desk and not in its folder.

Each time a document is written to its folder, it is kept here too; what is old is thinned: one of
each ten minutes of the last hour, then one an hour, a day, a week, a month. One that cannot be
read any more never makes a good one go.
"""

from __future__ import annotations

import json
import logging
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from oci_map.model.fields import NOUNS
from oci_map.store import seal
from oci_map.store.desk import Desk, all_desks, desk_of
from oci_map.store.distrust import address
from oci_map.store.system import SYSTEM
from oci_map.values import dataclass

log = logging.getLogger(__name__)

_SUFFIX: Final = ".ocimap"
_FACTS: Final = ".json"
_UNFINISHED: Final = "kept.new"
_STAMP: Final = "%Y%m%dT%H%M%SZ"
_MINUTES: Final = 10


@dataclass(frozen=True, slots=True)
class Version:
    """A document as it was; `Document.open(version.file, read_only=True)` shows it."""

    file: Path
    at: str  # when its last step was made, or it was first kept: UTC, ISO
    size: int  # bytes
    counts: Mapping[str, int]  # how many records of each noun it holds
    steps: int  # how many were made until then
    steps_since: int | None  # in the document since; None when it went another way
    tip: str = ""  # its last change
    fingerprint: str = ""
    outside: bool = False  # changed by another program

    @property
    def moment(self) -> datetime:
        """Return when its last step was made."""
        return datetime.fromisoformat(self.at)


def of(path: Path) -> tuple[Version, ...]:
    """Return the earlier versions of the document at a path, newest first.

    Those of a document that was moved here from elsewhere are among them.
    """
    desk = desk_of(path.absolute())
    rows = _rows_now(desk, path)
    found: dict[str, Version] = {}
    for one in (desk, *_former_desks(desk, path)):
        for version in _kept(one):
            found.setdefault(version.fingerprint or str(version.file), version)
    listed = sorted(found.values(), key=_order, reverse=True)
    return tuple(replace(one, steps_since=_since(one, rows)) for one in listed)


def _order(version: Version) -> tuple[str, int, str]:
    return version.at, version.steps, version.file.name


def _former_desks(desk: Desk, path: Path) -> Iterator[Desk]:
    """Yield the desks of the same document where it does not lie any more."""
    document = desk.read_state().document or _document_at(path)
    for other in all_desks():
        if document and other.folder != desk.folder:
            state = other.read_state()
            if state.document == document and not os.path.lexists(state.path):
                yield other


def _document_at(path: Path) -> str:
    try:
        with closing(_reading(path)) as connection:
            return seal.document_id(connection)
    except sqlite3.Error:
        return ""


def _reading(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(address(path, "ro"), uri=True, isolation_level=None, timeout=0.5)


def _rows_now(desk: Desk, path: Path) -> Sequence[tuple[str, str, int]]:
    """Return id, kind and joins of each row of the journal as the document has it now."""
    place = desk.work if desk.work.exists() else path
    try:
        with closing(_reading(place)) as connection:
            return connection.execute("SELECT id, kind, joins FROM journal ORDER BY seq").fetchall()
    except sqlite3.Error:
        return ()


def _since(version: Version, rows: Sequence[tuple[str, str, int]]) -> int | None:
    ids = [row[0] for row in rows]
    begin = 0
    if version.tip:
        if version.tip not in ids:
            return None
        begin = ids.index(version.tip) + 1
    return sum(_is_step(kind, joins) for _id, kind, joins in rows[begin:])


def _is_step(kind: str, joins: int) -> bool:
    return kind != "do" or not joins


def _kept(desk: Desk) -> Iterator[Version]:
    """Yield the versions on a desk, in no order."""
    try:
        files = [one for one in desk.versions.iterdir() if one.suffix == _SUFFIX]
    except OSError:
        return
    for file in files:
        try:
            size = file.stat().st_size
            facts = _read_facts(file)
        except (OSError, sqlite3.Error):
            continue
        yield _version(file, size, facts)


def _version(file: Path, size: int, facts: Mapping[str, Any]) -> Version:
    return Version(
        file=file,
        at=facts["at"],
        size=size,
        counts=facts["counts"],
        steps=facts["steps"],
        steps_since=None,
        tip=facts["tip"],
        fingerprint=facts["fingerprint"],
        outside=facts["outside"],
    )


# ------------------------------------------------------------------------------------- keeping


def keep(desk: Desk, data: bytes, now: datetime | None = None) -> None:
    """Keep a whole document file as a version; a full disk keeps none, and that harms nothing."""
    moment = now or datetime.now(UTC)
    try:
        there = list(_kept(desk))
        fingerprint = seal.fingerprint(data)
        if any(one.fingerprint == fingerprint for one in there):
            return
        # Written first and then looked into: in memory once more is much for a large document.
        unfinished = _written(desk, data)
        with closing(_reading(unfinished)) as connection:
            facts = _facts(connection, fingerprint, moment)
        if any(one.tip == facts["tip"] for one in there):
            # The same steps, and yet not the same: another program wrote into it.
            facts |= {"outside": True, "at": moment.isoformat(timespec="seconds")}
        _name(unfinished, facts)
        _thin(desk, moment)
    except (OSError, sqlite3.Error) as error:
        log.info("a version was not kept: %s", type(error).__name__)
        with suppress(OSError):
            clear_unfinished(desk)
            desk.versions.rmdir()  # unless there are others


def clear_unfinished(desk: Desk) -> None:
    """Take away a version that was not kept to the end."""
    SYSTEM.remove(desk.versions / _UNFINISHED)


def _written(desk: Desk, data: bytes) -> Path:
    desk.versions.mkdir(parents=True, exist_ok=True)
    clear_unfinished(desk)
    unfinished = desk.versions / _UNFINISHED
    SYSTEM.write(unfinished, data)
    return unfinished


def _name(unfinished: Path, facts: Mapping[str, Any]) -> None:
    stamp = datetime.fromisoformat(facts["at"]).strftime(_STAMP)
    file = unfinished.with_name(f"{stamp}-{facts['fingerprint'][:8]}{_SUFFIX}")
    file.with_suffix(_FACTS).write_text(json.dumps(facts), "utf-8")
    unfinished.replace(file)


def _in_memory(data: bytes) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.deserialize(data)
    return connection


def _facts(connection: sqlite3.Connection, fingerprint: str, now: datetime) -> dict[str, Any]:
    rows = connection.execute("SELECT id, kind, joins, at FROM journal ORDER BY seq").fetchall()
    return {
        "at": _last_moment(rows[-1][3] if rows else "", now).isoformat(timespec="seconds"),
        "tip": rows[-1][0] if rows else "",
        "steps": sum(_is_step(kind, joins) for _id, kind, joins, _at in rows),
        "counts": _counts(connection),
        "fingerprint": fingerprint,
        "outside": False,
    }


def _last_moment(text: str, now: datetime) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return now
    # A clock that was wrong does not make a version the newest one for ever.
    return min(moment, now) if moment.tzinfo else now


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Count the records; a document of an older format has fewer nouns."""
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema").fetchall()}
    return {
        noun: connection.execute(f"SELECT count(*) FROM {noun}").fetchone()[0]
        for noun in NOUNS
        if noun in there
    }


def _read_facts(file: Path) -> dict[str, Any]:
    """Return what was noted of a version; looked up in it when the note is gone."""
    try:
        facts = json.loads(file.with_suffix(_FACTS).read_text("utf-8"))
        return {
            "at": datetime.fromisoformat(facts["at"]).isoformat(timespec="seconds"),
            "tip": str(facts["tip"]),
            "steps": int(facts["steps"]),
            "counts": {str(noun): int(count) for noun, count in facts["counts"].items()},
            "fingerprint": str(facts["fingerprint"]),
            "outside": facts.get("outside") is True,
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        data = file.read_bytes()
        with closing(_in_memory(data)) as connection:
            when = datetime.fromtimestamp(file.stat().st_mtime, UTC)
            return _facts(connection, seal.fingerprint(data), when)


# ------------------------------------------------------------------------------------ thinning


def _thin(desk: Desk, now: datetime) -> None:
    """Take away what need not be kept; of what stays in its place, each byte is looked at."""
    there = sorted(_kept(desk), key=_order)
    for outside in (False, True):  # what another program made does not yield to ours
        _thin_one_kind([one for one in there if one.outside is outside], now)


def _thin_one_kind(ordered: Sequence[Version], now: datetime) -> None:
    stays = surviving([one.moment for one in ordered], now)
    heirs = {bucket(o.moment, now): o for o, kept in zip(ordered, stays, strict=True) if kept}
    sound: dict[Path, bool] = {}
    for one, kept in zip(ordered, stays, strict=True):
        heir = heirs[bucket(one.moment, now)]
        if kept:
            continue
        if heir.file not in sound:
            sound[heir.file] = seal.fingerprint(heir.file.read_bytes()) == heir.fingerprint
        if sound[heir.file]:
            SYSTEM.remove(one.file)
            SYSTEM.remove(one.file.with_suffix(_FACTS))


def surviving(moments: Sequence[datetime], now: datetime) -> list[bool]:
    """Say of each moment, oldest first, whether it stays: the last one of each stretch of time."""
    last = {bucket(moment, now): place for place, moment in enumerate(moments)}
    return [last[bucket(moment, now)] == place for place, moment in enumerate(moments)]


def bucket(moment: datetime, now: datetime) -> tuple[str, int]:
    """Return the stretch of time of which one version is kept: the longer, the longer ago."""
    age = now - moment
    seconds = int(moment.timestamp())
    if age < timedelta(hours=1):
        return "minutes", seconds // (_MINUTES * 60)
    if age < timedelta(days=1):
        return "hour", seconds // 3600
    if age < timedelta(days=14):
        return "day", moment.toordinal()
    if age < timedelta(weeks=9):
        return "week", moment.toordinal() // 7
    return "month", moment.year * 12 + moment.month
