"""A Change: what one gesture did to the records, so that it can be shown, undone and merged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from typing import NewType

from oci_map.i18n import _, ngettext, number
from oci_map.model.ids import RecordId
from oci_map.model.records import Record
from oci_map.values import dataclass

ChangeId = NewType("ChangeId", str)


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a step, kept untranslated so that the history reads in either language.

    `text` is a msgid with named placeholders; with `many` and `count` it has plural forms. The
    value of `field` is a msgid too, that of `count` comes by itself. A step about another one has
    its name as `of`: it then reads as `step`, whose value is for programs that do not know `of`.
    """

    text: str
    values: Mapping[str, str] = field(default_factory=dict)
    many: str = ""
    count: int | None = None
    of: Label | None = None

    def __str__(self) -> str:
        values = {name: _(v) if name == "field" else v for name, v in self.values.items()}
        if self.of is not None:
            values["step"] = str(self.of)
        if self.many and self.count is not None:
            text = ngettext(self.text, self.many, self.count)
            return text.format(**values | {"count": number(self.count)})
        return _(self.text).format(**values)


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One record before and after; `before` is None when it was added, `after` when removed."""

    noun: str
    id: RecordId
    before: Record | None
    after: Record | None

    def inverse(self) -> RecordChange:
        """Return the change that leads back."""
        return replace(self, before=self.after, after=self.before)


@dataclass(frozen=True, slots=True)
class Change:
    """Everything one gesture touched, with its name, moment (UTC, ISO) and author."""

    id: ChangeId
    label: Label
    at: str
    author: str
    records: tuple[RecordChange, ...]

    def inverse(self) -> tuple[RecordChange, ...]:
        """Return what undoes it, last thing first."""
        return tuple(one.inverse() for one in reversed(self.records))

    @property
    def nouns(self) -> frozenset[str]:
        """Return the nouns it touches."""
        return frozenset(one.noun for one in self.records)
