"""What is written on a page lies on nothing else: on every page, in both languages."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt
import pytest

from oci_map import i18n
from oci_map.drawing.overlap import hits_box, hits_disc
from oci_map.drawing.page import PAGES
from oci_map.drawing.picture import Picture
from oci_map.drawing.sheet import Sheet
from oci_map.drawing.style import LIGHT
from oci_map.exchange.deck import roundtable_deck
from oci_map.exchange.exhibit import Exhibit, laid_out
from oci_map.exchange.report import FIGURE
from oci_map.exchange.selection import saved_views, whole
from oci_map.graph.analysis import Analysis
from tests.examples import NAMES, snapshot_of

Boxes = npt.NDArray[np.float64]
ALL = {**PAGES, "figure": FIGURE}


@cache
def analysis(name: str, language: str) -> Analysis:
    with i18n.speaking(language):
        return Analysis(snapshot_of(name))


def pages(language: str, size: str, shown: list[Exhibit]) -> list[Sheet]:
    with i18n.speaking(language):
        return [one for one in laid_out(shown, ALL[size], LIGHT) if one.picture.nodes]


def boxes(of: list[tuple[float, float, float, float]]) -> Boxes:
    return np.array(of, dtype=np.float64).reshape(-1, 4)


def collisions(picture: Picture) -> list[str]:
    """Return which names of groups lie on a mark, a label or another name, and which labels do."""
    centres = np.array([(one.x, one.y) for one in picture.nodes])
    radii = np.array([one.radius for one in picture.nodes])
    names = boxes([one.box for one in picture.names])
    labels = boxes([one.box for one in picture.labels])
    found = []
    on = hits_disc(names, centres, radii) | hits_box(names, labels)
    for place, one in enumerate(picture.names):
        words = " ".join(line.text for line in one.lines)
        if on[place] or hits_box(names[place : place + 1], np.delete(names, place, axis=0))[0]:
            found.append(words)
    for place, text in enumerate(picture.labels):
        if hits_box(labels[place : place + 1], np.delete(labels, place, axis=0))[0]:
            found.append(text.text)
    return found


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("size", list(ALL))
@pytest.mark.parametrize("name", NAMES)
def test_no_name_of_a_group_covers_a_mark_or_a_label(name: str, size: str, language: str) -> None:
    made = analysis(name, language)
    for shown in ([whole(made)], saved_views(made.snapshot)):
        for sheet in pages(language, size, shown) if shown else ():
            assert collisions(sheet.picture) == []
            assert len(sheet.picture.names) == len(sheet.picture.outlines)
            assert len(sheet.picture.labels) >= len(sheet.picture.nodes) - 1


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("size", list(ALL))
def test_nor_on_a_page_of_the_deck(size: str, language: str) -> None:
    with i18n.speaking(language):
        shown = roundtable_deck(analysis(NAMES[1], language))
    sheets = pages(language, size, shown)
    assert len(sheets) >= 7
    for sheet in sheets:
        assert collisions(sheet.picture) == [], sheet.title
    # Beside or above all the facts the map still has most names.
    drawn = max(sheets, key=lambda one: len(one.picture.nodes)).picture
    assert len(drawn.labels) >= 0.9 * len(drawn.nodes)
