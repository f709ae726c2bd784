"""What is noted of recommendations: state, answer, date, who must answer, who stands behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, cast

from oci_map.document import Document
from oci_map.i18n import N_, NN_
from oci_map.model.change import Label
from oci_map.model.ids import RecordId
from oci_map.model.records import NONE, Recommendation
from oci_map.operations import evidence
from oci_map.operations.labels import counted, name_at, name_of, wanted
from oci_map.operations.texts import cleaned

_MOVED: Final[Mapping[str, tuple[str, tuple[str, str]]]] = {
    "proposed": (
        N_("Noted as proposed: {recommendation}"),
        NN_("Noted {count} recommendation as proposed",
            "Noted {count} recommendations as proposed"),
    ),
    "discussed": (
        N_("Noted as discussed: {recommendation}"),
        NN_("Noted {count} recommendation as discussed",
            "Noted {count} recommendations as discussed"),
    ),
    "answered": (
        N_("Noted as answered: {recommendation}"),
        NN_("Noted {count} recommendation as answered",
            "Noted {count} recommendations as answered"),
    ),
    "planned": (
        N_("Noted as in the action plan: {recommendation}"),
        NN_("Noted {count} recommendation as in the action plan",
            "Noted {count} recommendations as in the action plan"),
    ),
    "done": (
        N_("Noted as done: {recommendation}"),
        NN_("Noted {count} recommendation as done",
            "Noted {count} recommendations as done"),
    ),
    "rejected": (
        N_("Noted as rejected: {recommendation}"),
        NN_("Noted {count} recommendation as rejected",
            "Noted {count} recommendations as rejected"),
    ),
}  # fmt: skip
_BEFORE_ANSWER: Final = ("proposed", "discussed")


def set_status(document: Document, recommendations: Sequence[RecordId], status: str) -> None:
    """Note a state for recommendations, in one step; those that have it already stay as they are.

    Raises RuleBroken for a state that is none, NotFound for a recommendation that is gone.
    """
    changed = [
        (before, replace(before, status=status))
        for before in _all(document, recommendations)
        if before.status != status
    ]
    one, many = _MOVED.get(status, _MOVED["proposed"])
    _put(document, changed, one, many)


def set_answer(
    document: Document, recommendation: RecordId, answer: str, answered_on: str = ""
) -> None:
    """Note what was answered, and when; a state before an answer becomes "answered" with it.

    Taking an answer away leaves the state: somebody may have answered, and it is not written down.
    """
    before = _one(document, recommendation)
    after = replace(before, answer=answer, answered_on=answered_on)
    if answer.strip() and before.status in _BEFORE_ANSWER:
        after = replace(after, status="answered")
    _put(document, [(before, after)], N_("Noted the answer to: {recommendation}"))


def set_due(document: Document, recommendations: Sequence[RecordId], due_on: str) -> None:
    """Note by when something is to be answered or done, for several in one step; '' for no date."""
    changed = [(before, replace(before, due_on=due_on))
               for before in _all(document, recommendations)]  # fmt: skip
    if due_on:
        one = N_("Noted the date due of: {recommendation}")
        many = NN_("Noted the date due of {count} recommendation",
                   "Noted the date due of {count} recommendations")  # fmt: skip
    else:
        one = N_("Took away the date due of: {recommendation}")
        many = NN_("Took away the date due of {count} recommendation",
                   "Took away the date due of {count} recommendations")  # fmt: skip
    _put(document, changed, one, many)


def address(document: Document, recommendations: Sequence[RecordId], body: RecordId) -> None:
    """Address recommendations to a body too, in one step."""
    wanted(document.snapshot, "organisation", body)
    changed = [
        (before, replace(before, addressed_to=(*before.addressed_to, body)))
        for before in _all(document, recommendations)
        if body not in before.addressed_to
    ]
    _put(
        document,
        changed,
        N_("Addressed to {organisation}: {recommendation}"),
        NN_("Addressed {count} recommendation to {organisation}",
            "Addressed {count} recommendations to {organisation}"),
        organisation=body,
    )  # fmt: skip


def unaddress(document: Document, recommendations: Sequence[RecordId], body: RecordId) -> None:
    """Address recommendations to a body no longer, in one step."""
    changed = [
        (before, replace(before, addressed_to=_without(before.addressed_to, body)))
        for before in _all(document, recommendations)
        if body in before.addressed_to
    ]
    _put(
        document,
        changed,
        N_("No longer addressed to {organisation}: {recommendation}"),
        NN_("Addressed {count} recommendation no longer to {organisation}",
            "Addressed {count} recommendations no longer to {organisation}"),
        organisation=body,
    )  # fmt: skip


def _one(document: Document, recommendation: RecordId) -> Recommendation:
    record = wanted(document.snapshot, "recommendation", recommendation)
    return cast("Recommendation", record)


def _all(document: Document, recommendations: Iterable[RecordId]) -> list[Recommendation]:
    return [_one(document, one) for one in dict.fromkeys(recommendations)]


def _without(several: tuple[RecordId, ...], gone: RecordId) -> tuple[RecordId, ...]:
    return tuple(one for one in several if one != gone)


def _put(
    document: Document,
    changed: Sequence[tuple[Recommendation, Recommendation]],
    one: str,
    many: tuple[str, str] | None = None,
    *,
    organisation: RecordId = NONE,
) -> None:
    """Keep what changed as one step, with the marks "unknown" that no longer hold."""
    if not changed:
        return
    snapshot = document.snapshot
    values = {"organisation": name_at(snapshot, "organisation", organisation)}
    if len(changed) == 1 or many is None:
        label = Label(one, {**values, "recommendation": name_of(snapshot, changed[0][0])})
    else:
        label = counted(many, len(changed), **values)
    with document.transaction(label) as edit:
        for before, after in changed:
            kept = cleaned(after)
            edit.put(kept)
            for mark in evidence.answered(snapshot, before, kept):
                edit.remove("evidence", mark.id)
