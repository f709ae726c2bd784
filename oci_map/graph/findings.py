"""All gaps of one view and the matrices beside them: at once, and refined with the null model.

    findings = analysis.findings              # in milliseconds, expected ties in closed form
    findings = findings.refine(progress)      # small maps: from samples; in a job

Both are values of the same kind with the same keys; a refined one ranks and words more surely.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from oci_map.graph.class_gaps import ClassGapFinder
from oci_map.graph.classes import Classes, classes
from oci_map.graph.finding import (
    KINDS_OF_LEVEL,
    PAIR,
    SECTOR_DOMAIN,
    SECTOR_LEVEL,
    SECTORS,
    STATES,
    Gap,
    GapDetails,
)
from oci_map.graph.gap_states import notes_by_key, with_states
from oci_map.graph.group_gaps import GroupGapFinder
from oci_map.graph.group_seats import GroupSeats, group_seats
from oci_map.graph.matrix import Matrix
from oci_map.graph.need_gaps import need_gaps
from oci_map.graph.null_model import Expected, expected_at_once, expected_by_samples, is_sampled
from oci_map.graph.organisation_gaps import organisation_gaps
from oci_map.graph.recommendation_gaps import recommendation_gaps
from oci_map.model.records import GapNote
from oci_map.progress import Progress

if TYPE_CHECKING:
    from oci_map.graph.analysis import Analysis


class Findings:
    """The gaps of a view by level, each with the state that was noted for it."""

    def __init__(
        self,
        analysis: Analysis,
        sampled: Expected | None = None,
        found: Mapping[str, tuple[Gap, ...]] | None = None,
    ) -> None:
        self.analysis = analysis
        self._sampled = sampled
        self._found = dict(found or {})
        self._matrices: dict[str, Matrix] = {}

    # -------------------------------------------------------------------------- the null model

    @property
    def refined(self) -> bool:
        """Say whether a longer look would change nothing."""
        if self._sampled is not None:
            return self._sampled.refined
        return not is_sampled(self.analysis.seats)

    @property
    def samples(self) -> int:
        """Return how many samples it rests on; 0 for the closed form."""
        return 0 if self._sampled is None else self._sampled.samples

    @cached_property
    def expected(self) -> Expected:
        """What chance gives between the classes."""
        if self._sampled is not None:
            return self._sampled
        between = self.classes.between
        return expected_at_once(self.analysis.seats, between.member, between.weights)

    def refine(self, progress: Progress | None = None) -> Findings:
        """Return the findings with the null model sampled, where the map is small enough.

        May take a second and raise Cancelled; this value stays as it is.
        """
        if self.refined:
            if progress is not None:
                progress.report(1.0)
            return self
        between = self.classes.between
        sampled = expected_by_samples(
            self.analysis.seats, between.member, between.weights, progress=progress
        )
        # What does not hang on the null model is the same.
        compared = (SECTORS, SECTOR_LEVEL, SECTOR_DOMAIN)
        found = {kind: gaps for kind, gaps in self._found.items() if kind not in compared}
        return Findings(self.analysis, sampled, found)

    # -------------------------------------------------------------------------------- the gaps

    @cached_property
    def classes(self) -> Classes:
        """The sectors, policy levels and policy domains, and the ties between them."""
        analysis = self.analysis
        return classes(analysis.snapshot, analysis.filter, analysis.cooperation)

    @cached_property
    def seats(self) -> GroupSeats:
        """Who sits in which working group."""
        analysis = self.analysis
        return group_seats(analysis.snapshot, analysis.filter, analysis.index)

    @cached_property
    def notes(self) -> Mapping[str, GapNote]:
        """What was noted about gaps, by key."""
        return notes_by_key(self.analysis.snapshot)

    @cached_property
    def class_finder(self) -> ClassGapFinder:
        """What compares classes with chance."""
        analysis = self.analysis
        return ClassGapFinder(analysis.organisations, self.classes, analysis.needs, self.expected)

    @cached_property
    def group_finder(self) -> GroupGapFinder:
        """What finds who is missing in groups."""
        return GroupGapFinder(self.analysis, self.classes, self.seats)

    def of_kind(self, kind: str) -> tuple[Gap, ...]:
        """Return the gaps of a kind (`finding.KINDS_OF_LEVEL`), most missed first."""
        if kind not in self._found:
            level = next(level for level, kinds in KINDS_OF_LEVEL.items() if kind in kinds)
            found = with_states(self._search(kind, level), self.notes)
            for one in KINDS_OF_LEVEL[level]:
                self._found[one] = tuple(gap for gap in found if gap.kind == one)
        return self._found[kind]

    def at_level(self, level: str) -> tuple[Gap, ...]:
        """Return the gaps of a level (`finding.LEVELS`), kind by kind, most missed first."""
        return tuple(gap for kind in KINDS_OF_LEVEL[level] for gap in self.of_kind(kind))

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """All gaps, level by level."""
        return tuple(gap for level in KINDS_OF_LEVEL for gap in self.at_level(level))

    def count(self, level: str) -> int:
        """Return how many gaps a level has, those that a very long list leaves out included."""
        listed = len(self.at_level(level))
        if level == "organisation":
            kept = sum(gap.closed for gap in self.of_kind(PAIR))
            return max(listed, self.analysis.pair_gap_summary.count + kept)
        return listed

    def states(self, level: str) -> dict[str, int]:
        """Return how many gaps of a level are open, planned, bridged and not relevant."""
        counts = Counter(gap.state.state for gap in self.at_level(level))
        return {state: counts[state] for state in STATES}

    def gap(self, key: str) -> Gap | None:
        """Return the gap with this key, None when there is none."""
        return self._by_key.get(key)

    @cached_property
    def _by_key(self) -> Mapping[str, Gap]:
        return {gap.key: gap for gap in self.gaps}

    def details(self, gap: Gap) -> GapDetails:
        """Return who could bridge a gap, what closes it, and the records behind it."""
        from oci_map.graph.gap_details import details_of

        return details_of(self, gap)

    def matrix(self, name: str) -> Matrix:
        """Return a matrix by its name (`matrix.MATRICES`)."""
        if name not in self._matrices:
            from oci_map.graph.matrices import matrix_of

            self._matrices[name] = matrix_of(self, name)
        return self._matrices[name]

    def _search(self, kind: str, level: str) -> tuple[Gap, ...]:
        keep = frozenset(self.notes)
        if kind in (SECTORS, SECTOR_LEVEL, SECTOR_DOMAIN):
            return self.class_finder.gaps(kind, keep)
        if level == "organisation":
            mine = [key for key in keep if key.startswith(f"{PAIR}:")]
            return organisation_gaps(self.analysis, mine)
        if level == "need":
            return need_gaps(self.analysis, self.seats, keep)
        if level == "group":
            return self.group_finder.gaps(keep)
        return recommendation_gaps(self.analysis, keep)
