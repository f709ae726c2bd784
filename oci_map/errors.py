"""Failures that the person in front of the program can act on; anything else is a bug."""

from __future__ import annotations


class UserError(Exception):
    """A failure said in one plain sentence: what happened, what is safe, what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class FileProblem(UserError):
    """A document or another file that cannot be opened, read or written."""


class RuleBroken(UserError):
    """An edit that would break what must hold; nothing was written.

    `noun`, `record_id` and `field` say where, so that a form can show the reason in its place.
    """

    def __init__(self, sentence: str, *, noun: str, record_id: str, field: str = "") -> None:
        super().__init__(sentence)
        self.noun = noun
        self.record_id = record_id
        self.field = field


class NotFound(UserError):
    """Something asked for by name or id that the document does not hold."""
