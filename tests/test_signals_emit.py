"""Signals survive being emitted often, which PySide6 6.12.0 on Python 3.11 does not."""

from __future__ import annotations

from tests.programs import said_by

_EMIT = """
from PySide6.QtCore import QObject, Signal

class Sender(QObject):
    plain = Signal()
    flag = Signal(bool)
    thing = Signal(object)

class Receiver(QObject):
    count = 0

    def on_plain(self):
        self.count += 1

    def on_flag(self, flag):
        self.count += flag is True

    def on_thing(self, thing):
        self.count += thing is True

sender, receiver = Sender(), Receiver()
sender.plain.connect(receiver.on_plain)
sender.flag.connect(receiver.on_flag)
sender.thing.connect(receiver.on_thing)
for _ in range(2000):
    sender.plain.emit()
    sender.flag.emit(True)
    sender.thing.emit(True)
print(receiver.count)
"""


def test_two_thousand_emissions() -> None:
    # In a process of its own: the fault aborts the interpreter, and would end the test run.
    assert said_by(_EMIT).split() == ["6000"]
