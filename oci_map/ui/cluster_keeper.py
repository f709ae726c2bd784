"""Keeps the clusters of what is shown: the same ones after an edit, found aside on large maps.

The clusters are looked for only when something shows them. Until they are found, and until it is
known how well they hold, the former ones are shown, and the legend says that they are checked.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QObject, Signal

from oci_map.drawing.clustering import Clustering, ShownCluster, clustering_of
from oci_map.drawing.compose import Composer
from oci_map.i18n import _
from oci_map.model.ids import RecordId
from oci_map.progress import Progress

if TYPE_CHECKING:
    from oci_map.drawing.picture import Picture
    from oci_map.drawing.places import Places
    from oci_map.drawing.style import Style
    from oci_map.graph.analysis import Analysis
    from oci_map.graph.clusters import Stability
    from oci_map.graph.structure import Structure
    from oci_map.ui.jobs import Job, Jobs
    from oci_map.ui.session import Session
    from oci_map.ui.shown import Shown

#: What is no larger is looked at while the person waits: less than 50 ms.
_QUICK: Final = 120


class ClusterKeeper(QObject):
    """Knows the clusters of the session's analysis, or says that they are looked for."""

    changed = Signal()

    def __init__(self, session: Session, composer: Composer) -> None:
        super().__init__(session)
        self._session = session
        self._composer = composer
        self._jobs: Jobs | None = None
        self._job: Job | None = None
        self._analysis: Analysis | None = None
        self._document: object = None
        self._shown = Clustering()
        self._colours: dict[str, int] = {}
        self.structure: Structure | None = None  # None while it is looked for
        self.held: Stability | None = None  # None while it is checked

    def use(self, jobs: Jobs) -> None:
        """Look for clusters aside, where that takes longer than a moment."""
        self._jobs = jobs

    def clustering(self, shown: Shown) -> Clustering | None:
        """Return the clusters to be drawn; None where the map is dressed without."""
        if not shown.appearance.needs_clusters:
            return None
        self.look()
        return self._shown

    @property
    def found(self) -> Clustering:
        """The clusters that were found last, with their names and colours."""
        return self._shown

    def look(self) -> None:
        """See to it that the clusters of the present analysis are known, soon."""
        analysis = self._session.analysis
        if analysis is self._analysis:
            return
        before, known, held = self._analysis, self.structure, self.held
        if self._document is not self._session.document:
            self._document = self._session.document
            before, self._colours, self._shown = None, {}, Clustering()
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._analysis, self.structure, self.held = analysis, None, None
        former: Mapping[RecordId, str] = {}
        if before is not None and before.filter == analysis.filter:
            if known is not None and _same_ties(before, analysis):
                self._keep(analysis, known, held)
                return
            former = {one: each.key for each in self._shown.listed for one in each.members}
        self._find(analysis, former)

    def _keep(self, analysis: Analysis, known: Structure, held: Stability | None) -> None:
        """Keep what was found, perhaps under other names."""
        structure = analysis.structure
        structure.clusters = known.clusters
        self._take_in(structure, held)
        if held is None:
            self._start(analysis, {}, structure)

    def _find(self, analysis: Analysis, former: Mapping[RecordId, str]) -> None:
        if self._jobs is None:
            self._take_in(*_found(analysis, former, None, None, Progress())[:2])
            return
        # The library takes longer to load than a small map to divide.
        if len(analysis.organisations) <= _QUICK and "scipy.sparse" in sys.modules:
            structure = _divided(analysis, former)
            self._take_in(structure, None)
            self._start(analysis, former, structure)
            return
        there = analysis.index.keys()
        kept = [
            replace(one, members=members)
            for one in self._shown.listed
            if (members := tuple(member for member in one.members if member in there))
        ]
        self._shown = Clustering(tuple(kept), pending=True)
        self._start(analysis, former, None)

    def _start(
        self, analysis: Analysis, former: Mapping[RecordId, str], known: Structure | None
    ) -> None:
        if self._jobs is None:
            return
        session = self._session
        # Outlines that bend in take long on a large map: they are made aside as well.
        sheet = None
        if known is None and session.shown.appearance.needs_clusters:
            sheet = _Sheet(session, dict(self._colours))
        self._job = self._jobs.make(partial(_found, analysis, former, known, sheet), analysis)
        self._job.finished.connect(self._take)
        self._jobs.start(self._job)

    def _take(self, job: Job, result: tuple[Structure, Stability, Composer | None]) -> None:
        if job.revision is not self._analysis:
            return
        self._job = None
        structure, held, made = result
        if made is not None:
            self._composer.learn(made)
        self._take_in(structure, held)
        if self._session.shown.appearance.needs_clusters:
            self._session.renew_picture()
        self.changed.emit()

    def _take_in(self, structure: Structure, held: Stability | None) -> None:
        self.structure, self.held = structure, held
        # Whoever asks the analysis is told of the same clusters.
        structure.analysis.structure = structure
        self._colours = kept_colours(self._colours, [one.key for one in structure.clusters.listed])
        found = clustering_of(structure, held, self._colours)
        if held is None:
            listed = tuple(_being_checked(one) for one in found.listed)
            found = Clustering(listed, found.only_large)
        self._shown = found


class _Sheet:
    """What a picture is made of, taken along to another thread."""

    def __init__(self, session: Session, colours: dict[str, int]) -> None:
        self.colours = colours
        self.style: Style = session.style
        self.places: Places = session.places
        self.text_scale = session.drawing.text_scale
        self.former: Picture | None = session.picture if session.drawing.is_made else None
        self.appearance = session.shown.appearance

    def composer(self, structure: Structure) -> Composer:
        """Return a composer that knows the outlines of these clusters."""
        keys = [one.key for one in structure.clusters.listed]
        clustering = clustering_of(structure, None, kept_colours(self.colours, keys))
        composer = Composer()
        composer.compose(
            structure.analysis, self.style, self.places, text_scale=self.text_scale,
            former=self.former, appearance=self.appearance, clustering=clustering,
        )  # fmt: skip
        return composer


def kept_colours(before: Mapping[str, int], keys: list[str]) -> dict[str, int]:
    """Return a number of a colour for each key: the one it had, else the lowest free one."""
    taken = {before[key] for key in keys if key in before}
    numbers: dict[str, int] = {}
    free = 0
    for key in keys:
        if key in before:
            numbers[key] = before[key]
            continue
        while free in taken:
            free += 1
        taken.add(free)
        numbers[key] = free
    return numbers


def _same_ties(one: Analysis, other: Analysis) -> bool:
    """Say whether the same organisations work together as strongly in both."""
    if one.snapshot is other.snapshot:
        return True
    if one.organisations != other.organisations:
        return False
    a, b = one.cooperation, other.cooperation
    return (
        not a.whole
        and not b.whole
        and np.array_equal(a.pairs, b.pairs)
        and np.array_equal(a.weights, b.weights)
    )


def _divided(analysis: Analysis, former: Mapping[RecordId, str]) -> Structure:
    structure = analysis.structure
    return structure.clusters_after(former) if former else structure


def _found(
    analysis: Analysis,
    former: Mapping[RecordId, str],
    known: Structure | None,
    sheet: _Sheet | None,
    progress: Progress,
) -> tuple[Structure, Stability, Composer | None]:
    structure = _divided(analysis, former) if known is None else known
    composer = None if sheet is None else sheet.composer(structure)
    held = structure.stability(progress)
    return structure, held, composer


def _being_checked(one: ShownCluster) -> ShownCluster:
    return replace(one, note=_("being checked"))
