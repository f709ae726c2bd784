"""Makes the Picture for a part of a page: its lettering is as large as reading asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from typing import TYPE_CHECKING, Final

from oci_map.drawing.appearance import PLAIN, Appearance
from oci_map.drawing.bounds import bounds_of, united
from oci_map.drawing.compose import Composer, Drawing
from oci_map.drawing.page import FEW, fitting_scale, least_lettering
from oci_map.drawing.picture import Box, Picture
from oci_map.drawing.places import Places, missing_places, stored_places
from oci_map.drawing.style import LABEL_SIZE, Style
from oci_map.progress import Progress
from oci_map.values import dataclass

if TYPE_CHECKING:
    from oci_map.graph.analysis import Analysis

# Lettering so near to what reading asks for is large enough.
_NEARLY: Final = 0.98
_ATTEMPTS: Final = 4
_GUESSES: Final = 12
_LABEL: Final = (40.0, 16.0)  # px
_SMALLER: Final = (0.95, 0.9, 0.85)


_Known = tuple[int, Appearance, tuple[tuple[str, tuple[float, float]], ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """What a picture is made of; `places` go before those of the document."""

    analysis: Analysis
    appearance: Appearance = PLAIN
    places: Places = field(default_factory=dict)

    def all_places(self) -> Places:
        """Return where everybody stands."""
        snapshot = self.analysis.snapshot
        return {**stored_places(snapshot), **missing_places(snapshot), **self.places}


def compose_together(
    subjects: Sequence[Subject],
    style: Style,
    area: Box,
    progress: Progress | None = None,
    *,
    smallest: float = 0.0,
) -> list[Picture]:
    """Return pictures for the same part of a page (px), organisations where they stand in all.

    Lettering may be a little smaller than asked for, down to the share `smallest`, where more of
    them have a name then. May raise Cancelled.
    """
    series = _Series(subjects, style)
    most = max((len(one.analysis.organisations) for one in subjects), default=0)
    least = least_lettering(most)
    # Large maps take long to letter, so the first attempt is a good guess.
    text_scale = series.guess(area, least) if most > FEW else 1.0
    # Larger lettering needs a little more room, which makes the picture a little smaller.
    for attempt in range(_ATTEMPTS):
        _say(progress, attempt)
        pictures = series.compose(text_scale)
        scale = fitting_scale(united([picture.bounds for picture in pictures]), area)
        size = LABEL_SIZE * text_scale * scale
        if size >= least * _NEARLY:
            break
        text_scale *= least / size
    if most > FEW:
        return pictures
    # On a small map everybody has a name, a little smaller if need be.
    for attempt, share in enumerate(_SMALLER, _ATTEMPTS):
        _say(progress, attempt)
        if share < smallest or all(len(one.labels) == len(one.nodes) for one in pictures):
            break
        tried = series.compose(text_scale * share)
        if sum(len(one.labels) for one in tried) > sum(len(one.labels) for one in pictures):
            pictures = tried
    return pictures


def _say(progress: Progress | None, attempt: int) -> None:
    if progress is not None:
        progress.report(attempt / (_ATTEMPTS + len(_SMALLER)))


class _Series:
    """Makes the pictures of some subjects again and again, with larger or smaller lettering."""

    def __init__(self, subjects: Sequence[Subject], style: Style) -> None:
        composer = Composer()
        drawings: dict[_Known, Drawing] = {}
        self._drawings: list[Drawing] = []
        for one in subjects:
            # A finding lights up a part of the map that another page shows whole.
            known = (id(one.analysis), one.appearance, tuple(sorted(one.places.items())))
            if known not in drawings:
                drawings[known] = composer.drawing(
                    one.analysis, style, one.all_places(), one.appearance
                )
            self._drawings.append(drawings[known])

    def guess(self, area: Box, least: float) -> float:
        """Return how large the lettering must about be to be `least` px high in the area."""
        bounds = united([bounds_of(one.nodes, one.groups[0], (), (), ()) for one in self._drawings])
        text_scale = 1.0
        for _attempt in range(_GUESSES):
            # Half a label sticks out at the sides, one at the top or the bottom.
            across, down = _LABEL[0] * text_scale, _LABEL[1] * text_scale
            left, top, right, bottom = bounds
            box = (left - across, top - down, right + across, bottom + down)
            text_scale = max(1.0, least / (LABEL_SIZE * fitting_scale(box, area)))
        return text_scale

    def compose(self, text_scale: float) -> list[Picture]:
        """Return a picture for each subject; those that show the same share one."""
        made = {id(one): one.picture(text_scale) for one in dict.fromkeys(self._drawings)}
        return [made[id(one)] for one in self._drawings]
