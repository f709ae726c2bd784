"""Which roundtable is shown, and what is known of it; all steps of the page ask here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Concatenate, Final, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal

from oci_map.document import Document, Step
from oci_map.graph.analysis import Analysis
from oci_map.graph.filters import Filter
from oci_map.graph.finding import LEVEL_OF_KIND, PLANNED, Gap
from oci_map.graph.findings import Findings
from oci_map.graph.gap_details import to_invite
from oci_map.graph.gap_wording import gap_sentence
from oci_map.i18n import _, language
from oci_map.model.dates import first_day
from oci_map.model.guests import held
from oci_map.model.ids import RecordId
from oci_map.model.records import Invitation, Roundtable
from oci_map.operations import roundtables
from oci_map.ui.jobs import Jobs
from oci_map.ui.roundtable.meeting import Meeting
from oci_map.ui.session import Session

P = ParamSpec("P")
T = TypeVar("T")
NONE: Final = RecordId("")


class Desk(QObject):
    """The page's own memory: a roundtable, a step, and its meeting as it is now."""

    step_wanted = Signal(str)

    def __init__(self, session: Session, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self.session = session
        self.jobs = jobs
        self.wanted = NONE  # shown as soon as it is there, again after an undo too
        self._otherwise = NONE  # shown while nothing is wanted; it stays when it was held since
        self._meeting: Meeting | None = None

    # ----------------------------------------------------------------------------- what is known

    @property
    def chosen(self) -> RecordId:
        """The roundtable that is shown; '' while there is none."""
        there = self.session.snapshot.all(Roundtable)
        if self.wanted in there:
            return self.wanted
        if self._otherwise not in there:
            self._otherwise = self._first()
        return self._otherwise

    @property
    def meeting(self) -> Meeting | None:
        """All about the roundtable that is shown; None while there is none."""
        chosen = self.chosen
        if not chosen:
            self._meeting = None
            return None
        kept, snapshot = self._meeting, self.session.snapshot
        if kept is None or kept.snapshot is not snapshot or kept.id != chosen:
            self._meeting = Meeting(snapshot, chosen)
        return self._meeting

    def forget(self) -> None:
        """Begin with another document."""
        self.wanted = self._otherwise = NONE
        self._meeting = None

    def look_for_new(self, step: Step | None) -> None:
        """Show a roundtable that a step has added, whoever did it."""
        for one in step.change.records if step is not None and step.kind != "undo" else ():
            if one.noun == "roundtable" and one.before is None and one.after is not None:
                self.wanted = one.id

    def _first(self) -> RecordId:
        """Return the next roundtable; without one the last that was held."""
        snapshot = self.session.snapshot
        records = sorted(snapshot.all(Roundtable).values(), key=_by_date)
        over = held(snapshot, today())
        coming = [one for one in records if one.id not in over]
        invited = {guest.roundtable for guest in snapshot.all(Invitation).values()}
        dated = [one for one in coming if one.id in invited]
        for some in (dated[-1:], coming, records[-1:]):
            if some:
                return some[0].id
        return NONE

    # ---------------------------------------------------------------------------------- changing

    def run(
        self, operation: Callable[Concatenate[Document, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> bool:
        """Do something with the document; say whether that went well."""
        return self.session.run(operation, *args, **kwargs)

    def plan(self, how: str, need: RecordId = NONE) -> None:
        """Begin a new roundtable: "empty", about a "need", or from the "gaps" that are planned."""
        if how == "need":
            new = roundtables.for_need(self.session.snapshot, need)
        else:
            field = "name_nl" if language() == "nl" else "name_en"
            new = roundtables.first_values(**{field: _("New roundtable")})
        went = self._plan_for_gaps(new) if how == "gaps" else self.run(roundtables.plan, new)
        if went:
            self.wanted = new.id
            self.step_wanted.emit("theme")

    def _plan_for_gaps(self, new: Roundtable) -> bool:
        findings = Analysis(self.session.snapshot, Filter()).findings
        gaps = planned_gaps(findings)
        if not gaps:
            from oci_map.ui import messages

            messages.notice(
                _("No gap is planned yet"),
                _("Choose “Invite both…” at a gap, or plan an empty roundtable."),
            )
            return False
        reasons: dict[RecordId, list[str]] = {}
        for gap in gaps:
            sentence = gap_sentence(findings.analysis.snapshot, gap)
            for guest in to_invite(gap, findings.details(gap)):
                reasons.setdefault(guest, []).append(sentence)
        needs = [one.need for gap in gaps for one in gap.shared_needs]
        return self.run(
            roundtables.plan_for_gap, new, tuple(reasons), "",
            needs=tuple(dict.fromkeys(needs)),
            reasons={guest: "\n".join(said) for guest, said in reasons.items()},
        )  # fmt: skip


def planned_gaps(findings: Findings) -> Sequence[Gap]:
    """Return the gaps at every level that are planned to be closed, most missed first."""
    # Only where something was noted: a long look at the other kinds would find none.
    kinds = {key.partition(":")[0] for key in findings.notes}
    return [
        gap
        for kind in LEVEL_OF_KIND
        if kind in kinds
        for gap in findings.of_kind(kind)
        if gap.state.state == PLANNED
    ]


def _by_date(one: Roundtable) -> tuple[str, str]:
    return (first_day(one.date) if one.date else "9999", one.id)


def today() -> str:
    """Return the day on which somebody works."""
    return date.today().isoformat()  # noqa: DTZ011 - her own day
