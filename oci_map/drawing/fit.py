"""Makes the Picture for a part of a page: its lettering is as large as reading asks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from oci_map.drawing.bounds import united
from oci_map.drawing.compose import Composer
from oci_map.drawing.page import fitting_scale, least_lettering
from oci_map.drawing.picture import Box, Picture
from oci_map.drawing.places import Places, missing_places, stored_places
from oci_map.drawing.style import LABEL_SIZE, Style
from oci_map.model.snapshot import Snapshot

if TYPE_CHECKING:
    from oci_map.graph.analysis import Analysis

# Lettering so near to what reading asks for is large enough.
_NEARLY: Final = 0.98


def compose_to_fit(analysis: Analysis, style: Style, area: Box) -> Picture:
    """Return the picture for a part of a page (px), lettering as large as reading asks for."""
    return compose_together([analysis], style, area)[0]


def compose_together(analyses: Sequence[Analysis], style: Style, area: Box) -> list[Picture]:
    """Return pictures for the same part of a page (px), organisations where they stand in all."""
    composers = [Composer() for _one in analyses]
    places = [_all_places(one.snapshot) for one in analyses]
    least = least_lettering(max((len(one.organisations) for one in analyses), default=0))
    text_scale = 1.0
    # Larger lettering needs a little more room, which makes the picture a little smaller.
    for _attempt in range(4):
        pictures = [
            composer.compose(one, style, at, text_scale=text_scale)
            for composer, one, at in zip(composers, analyses, places, strict=True)
        ]
        scale = fitting_scale(united([picture.bounds for picture in pictures]), area)
        size = LABEL_SIZE * text_scale * scale
        if size >= least * _NEARLY:
            break
        text_scale *= least / size
    return pictures


def _all_places(snapshot: Snapshot) -> Places:
    return {**stored_places(snapshot), **missing_places(snapshot)}
