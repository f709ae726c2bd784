"""A person at work on a document, as the rules of generated gestures see her."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from oci_map.document import Document
from oci_map.model.ids import RecordId

Gesture = Callable[..., object]


class Person(RuleBasedStateMachine):
    """What `tests/test_state_machine.py` gives to the rules of each subject."""

    document: Document

    def choose(self, data: st.DataObject, noun: str) -> RecordId:
        """Return a record of a noun."""
        raise NotImplementedError

    def some(self, noun: str) -> bool:
        """Say whether there is one."""
        raise NotImplementedError

    def attempt(self, gesture: Gesture, *arguments: object, **options: object) -> None:
        """Do something that may be refused."""
        raise NotImplementedError

    @property
    def follows_a_step(self) -> bool:
        """Whether what joins now belongs to a step; joining the beginning stays for good."""
        return self.document.undo_label is not None and self.document.redo_label is None
