"""Keeps the picture of the session: made at once on small maps, aside on large ones.

On a large map what is known is shown at once: the picture before, without what is gone and with
what was moved. Jobs follow, one after the other: who bridges, the picture, the clusters for the
view from afar, the gaps and their arcs. Each answer is shown when it comes; one about an older
document is dropped.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from operator import is_
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from oci_map.drawing.compose import Composer
from oci_map.drawing.crowd import CROWDED
from oci_map.ui.asking import Asking
from oci_map.ui.waiting import Waiting
from oci_map.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from oci_map.drawing.appearance import Appearance
    from oci_map.drawing.clustering import Clustering
    from oci_map.drawing.picture import Picture
    from oci_map.drawing.places import Places
    from oci_map.drawing.style import Style
    from oci_map.graph.analysis import Analysis
    from oci_map.model.ids import RecordId
    from oci_map.progress import Progress
    from oci_map.ui.jobs import Jobs
    from oci_map.ui.session import Session


class PictureKeeper(QObject):
    """Makes the pictures of one session."""

    improved = Signal()  # the picture is another one, though nothing else changed

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.composer = Composer()
        self._aside = Composer()
        self.waiting: Waiting | None = None  # for large files
        self._asking: Asking | None = None
        self._picture: Picture | None = None
        self._is_old = False
        self._is_sketch = False  # the picture is to be made aside
        self._shows: tuple[object, ...] = (None, None, None)  # who stands where in the picture
        self._overview_of: object = None  # the ground of which it shows the clusters
        self._former_clusters: Mapping[RecordId, str] = {}
        self.text_scale = 1.0

    def use(self, jobs: Jobs) -> None:
        """Open large documents aside, look for clusters there, and make large pictures."""
        self.waiting = Waiting(jobs, self)
        self._session.clusters.use(jobs)
        self._asking = Asking(jobs, self, in_turn=True)
        self._asking.answered.connect(self._take)
        self._session.picture_changed.connect(self.look)

    @property
    def works_aside(self) -> bool:
        """Say whether there is somebody to do what takes longer than a moment."""
        return self._asking is not None

    # --------------------------------------------------------------------------- the picture

    @property
    def picture(self) -> Picture | None:
        """What is drawn, made when it is first asked for; None while no document is open."""
        if self._is_old:
            self._is_old = False
            self._picture = self._made()
        return self._picture

    @property
    def is_made(self) -> bool:
        """Say whether asking for the picture costs nothing."""
        return not self._is_old

    @property
    def is_settled(self) -> bool:
        """Say whether nothing is looked for any more."""
        return self._asking is None or not self._asking.is_asking

    def forget(self) -> None:
        """Begin anew with another document."""
        if self._asking is not None:
            self._asking.forget()
        self._picture, self._is_old, self._is_sketch = None, True, False
        self._overview_of, self._former_clusters = None, {}

    def renew(self) -> None:
        """Have the picture made anew when it is next asked for."""
        self._is_old = True

    def letter(self, scale: float) -> bool:
        """Take another size of lettering; say whether the picture is to be made anew for it."""
        analysis = self._present()
        if analysis is not None and len(analysis.organisations) > CROWDED:
            scale = 1.0  # its labels are chosen by what is seen
        differs = scale != self.text_scale
        self.text_scale = scale
        return differs or self._is_old

    def look(self) -> None:
        """See to it that all is found of the present analysis, soon."""
        analysis = self._present()
        if analysis is not None and (
            self._asking is None or self._asking.about is not analysis.ground
        ):
            self._go_on()

    def _present(self) -> Analysis | None:
        """Return the analysis, where things are looked for aside."""
        if self._asking is None or self._session.document is None:
            return None
        analysis = self._session.analysis
        return analysis if analysis.is_aside else None

    def _made(self) -> Picture | None:
        session = self._session
        if session.document is None:
            return None
        clustering = session.clusters.clustering(session.shown)
        analysis = self._present()
        if analysis is None:
            return self.composer.compose(
                session.analysis, session.style, session.places, text_scale=self.text_scale,
                former=self._picture, appearance=session.shown.appearance, clustering=clustering,
            )  # fmt: skip
        from oci_map.drawing.sketch import sketched  # not for small maps

        self._is_sketch = True
        shows = (analysis.organisations, session.places, session.snapshot.table("organisation"))
        # Most edits move nobody.
        if self._picture is None or not all(map(is_, shows, self._shows)):
            self._picture = sketched(self._picture, analysis, session.style, session.places)
            self._shows = shows
        self._go_on()
        return self._picture

    # ------------------------------------------------------------------------ what is found aside

    def _go_on(self) -> None:
        """Ask for what is missing most, and for nothing when all is there."""
        analysis = self._present()
        if analysis is None or self._asking is None:
            return
        if self._is_sketch or not analysis.brokerage_known:
            sheet = Sheet(self._session, self._picture) if self._is_sketch else None
            work: Callable[[Progress], _Found] = partial(
                _drawn, analysis.apart(), sheet, self._aside
            )
        elif self._is_from_afar(analysis):
            sheet = Sheet(self._session, self._picture)
            work = partial(_seen_from_afar, analysis.apart(), sheet, self._former_clusters)
        elif not analysis.gaps_known:
            picture = None if self._is_old else self._picture
            work = partial(_with_gaps, analysis.apart(), picture, self._aside)
        else:
            return
        self._asking.ask(work, analysis.ground)

    def _is_from_afar(self, analysis: Analysis) -> bool:
        """Say whether the picture lacks the clusters that a large one shows from afar."""
        picture = self._picture
        return (
            not self._is_old
            and picture is not None
            and picture.is_crowded
            and self._overview_of is not analysis.ground
        )

    def _take(self, ground: object, found: _Found) -> None:
        analysis = self._present()
        if analysis is None or analysis.ground is not ground:
            return
        news = (analysis.brokerage_known, analysis.gaps_known)
        analysis.learn(found.analysis)
        if found.clusters is not None:
            self._overview_of, self._former_clusters = ground, found.clusters
        drawn = found.picture is not None and not self._is_old
        if drawn:
            self._picture, self._is_sketch = found.picture, False
        if news != (analysis.brokerage_known, analysis.gaps_known):
            self._session.picture_changed.emit()
        elif drawn:
            self.improved.emit()
        if self.is_settled:
            self._go_on()


class Sheet:
    """What a picture is made of, taken along to another thread."""

    def __init__(self, session: Session, former: Picture | None) -> None:
        self.style: Style = session.style
        self.places: Places = session.places
        self.text_scale = session.drawing.text_scale
        self.former = former
        self.appearance: Appearance = session.shown.appearance
        self.clustering: Clustering | None = session.clusters.clustering(session.shown)

    def drawn(self, analysis: Analysis, composer: Composer) -> Picture:
        """Return the picture of an analysis; that of a crowd has its labels chosen on the way."""
        crowded = len(analysis.organisations) > CROWDED
        picture = composer.compose(
            analysis, self.style, self.places,
            text_scale=1.0 if crowded else self.text_scale,
            former=self.former, appearance=self.appearance, clustering=self.clustering,
            lettered=not crowded,
        )  # fmt: skip
        if picture.is_crowded:
            picture.crowd.prepare()
        return picture


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """An answer: what the analysis knows now, and the picture where it is a better one."""

    analysis: Analysis
    picture: Picture | None = None
    clusters: Mapping[RecordId, str] | None = None


def _drawn(
    analysis: Analysis, sheet: Sheet | None, composer: Composer, progress: Progress
) -> _Found:
    analysis.look_for_brokerage()
    progress.report(0.5)
    if sheet is None:
        return _Found(analysis)
    analysis.aside = True  # its gaps come later: those of before are drawn meanwhile
    picture = sheet.drawn(analysis, composer)
    if sheet.former is not None and picture.is_crowded:
        from oci_map.drawing.overview import carried

        picture = picture.having(overview=carried(sheet.former, picture.nodes))
    progress.report(1.0)
    return _Found(analysis, picture)


def _seen_from_afar(
    analysis: Analysis, sheet: Sheet, former: Mapping[RecordId, str], progress: Progress
) -> _Found:
    from oci_map.drawing.clustering import clustering_of
    from oci_map.drawing.overview import overview_of

    if "structure" not in vars(analysis) and former:
        analysis.structure = analysis.structure.clusters_after(former)
    structure = analysis.structure
    clusters = structure.clusters
    progress.report(0.5)
    picture = sheet.former
    if picture is not None:
        found = overview_of(
            picture.nodes, picture.crowd, clustering_of(structure), analysis.cooperation
        )
        picture = picture.having(overview=found)
    progress.report(1.0)
    return _Found(analysis, picture, clusters.keys)


def _with_gaps(
    analysis: Analysis, picture: Picture | None, composer: Composer, progress: Progress
) -> _Found:
    analysis.look_for_gaps(progress)
    if picture is not None and picture.nodes:
        picture = composer.with_gaps(picture, analysis)
    progress.report(1.0)
    return _Found(analysis, picture)
