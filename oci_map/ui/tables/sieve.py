"""Finds the rows that hold what is typed, a little at a time, so that typing never waits."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from oci_map import i18n
from oci_map.model.fields import NOUNS, Field, Kind
from oci_map.model.ids import RecordId
from oci_map.model.records import Record
from oci_map.model.snapshot import Snapshot
from oci_map.model.text import folded
from oci_map.operations.cell_texts import shown
from oci_map.operations.record_names import RecordNames

#: How long one turn may take, in seconds of this process.
_TURN: Final = 0.012
_AT_ONCE: Final = 100
_COMPARED: Final = 1000
_UNSEARCHED: Final = (Kind.YES_NO, Kind.COLOUR, Kind.DATA)


class Sieve(QObject):
    """Reads the rows of a table and keeps what it read; says which rows hold every word."""

    found = Signal(object)  # a frozenset of ids, or None for all

    def __init__(self, noun: str, names: RecordNames, parent: QObject) -> None:
        super().__init__(parent)
        self._noun = noun
        self._names = names
        self._fields: Sequence[Field] = [
            one for one in NOUNS[noun].fields if one.kind not in _UNSEARCHED
        ]
        self._snapshot: Snapshot | None = None
        self._language = ""
        self._read: dict[RecordId, Record] = {}
        self._texts: dict[RecordId, str] = {}
        self._waiting: list[Record] = []
        self._words: list[str] = []
        self._turn = QTimer(self)
        self._turn.timeout.connect(self._go_on)

    @property
    def is_busy(self) -> bool:
        """Say whether rows are still being read."""
        return self._turn.isActive()

    def look_for(self, typed: str, snapshot: Snapshot) -> None:
        """Find the rows that hold every word typed; `found` says which, perhaps later."""
        self._words = folded(typed[:_COMPARED]).split()
        self._turn.stop()
        if not self._words:
            self.found.emit(None)
            return
        self._take(snapshot)
        self._go_on()

    def _take(self, snapshot: Snapshot) -> None:
        if snapshot is self._snapshot and self._language == i18n.language():
            return
        before = self._snapshot
        targets = {self._noun} | {one.target for one in self._fields if one.target}
        same_names = before is not None and all(
            before.table(one) is snapshot.table(one) for one in targets - {self._noun}
        )
        if not same_names or self._language != i18n.language():
            self._read.clear()
        self._snapshot, self._language = snapshot, i18n.language()
        self._names.follow(snapshot)
        read = self._read
        self._waiting = [
            one for one in snapshot.table(self._noun).values() if read.get(one.id) is not one
        ]

    def _go_on(self) -> None:
        end = time.perf_counter() + _TURN
        while self._waiting and time.perf_counter() < end:
            part = self._waiting[-_AT_ONCE:]
            del self._waiting[-_AT_ONCE:]
            for record in part:
                self._read[record.id] = record
                self._texts[record.id] = self._text(record)
        if self._waiting or time.perf_counter() > end:
            if not self._turn.isActive():
                self._turn.start(0)
            return
        self._turn.stop()
        self._say()

    def _say(self) -> None:
        if self._snapshot is None:
            return
        there = self._snapshot.table(self._noun)
        hits: Iterable[RecordId] = there
        for word in self._words:
            hits = [one for one in hits if word in self._texts[one]]
        self.found.emit(frozenset(hits))

    def _text(self, record: Record) -> str:
        texts = [shown(self._names, field, record)[:_COMPARED] for field in self._fields]
        return folded("\n".join(text for text in texts if text))
