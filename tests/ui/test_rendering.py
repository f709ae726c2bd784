"""The canvas paints only what an edit changed: the pixels are those of a picture painted whole."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QRegion
from pytestqt.qtbot import QtBot

from oci_map.document import Document
from oci_map.drawing.compose import Composer
from oci_map.drawing.picture import Key, Picture
from oci_map.drawing.places import stored_places
from oci_map.drawing.strokes import Emphasis
from oci_map.drawing.style import LIGHT
from oci_map.graph.analysis import Analysis
from oci_map.model.ids import RecordId
from oci_map.operations import groups, positions, ties
from oci_map.ui.canvas.rendering import Rendering
from oci_map.ui.canvas.viewport import Viewport
from tests.ui.windows import HOWEST, copied_example

Pixels = npt.NDArray[np.int16]

SIZE = QSize(1100, 800)
WHOLE = QRegion(QRect(0, 0, 1100, 800))


def drawn(
    rendering: Rendering,
    picture: Picture | None,
    emphasis: Emphasis | None = None,
    *,
    viewport: Viewport = Viewport(0.7, 520.0, 380.0),  # noqa: B008 - a frozen value
    ratio: float = 1.0,
) -> Pixels:
    """Return the pixels of a picture, each colour from 0 to 255."""
    pixmap = rendering.draw(picture, emphasis, viewport, SIZE, ratio, LIGHT.canvas)
    return np.frombuffer(pixmap.toImage().constBits(), dtype=np.uint8).astype(np.int16)


def alike(one: Pixels, other: Pixels) -> bool:
    """Say whether nobody sees a difference: a clip rounds smooth rims a little otherwise."""
    return bool(np.abs(one - other).max() <= 6)


@pytest.mark.parametrize("ratio", [1.0, 1.5])
def test_painting_what_changed_gives_the_pixels_of_painting_all(
    qtbot: QtBot, tmp_path: Path, ratio: float
) -> None:
    document = Document.open(copied_example(tmp_path))
    composer, rendering = Composer(), Rendering()
    former: Picture | None = None
    choice = random.Random(4)
    partly = 0
    for number in range(14):
        snapshot = document.snapshot
        organisations = sorted(snapshot.organisations)
        match number % 4:
            case 0 | 1:
                free = [
                    (one, group)
                    for one in organisations
                    for group in sorted(snapshot.groups)
                    if not any(m.group == group for m in snapshot.memberships_of.get(one, ()))
                ]
                groups.add_member(document, *choice.choice(free))
            case 2:
                document.undo()
            case _:
                ties.add(document, *choice.sample(organisations, 2))
        snapshot = document.snapshot
        former = composer.compose(Analysis(snapshot), LIGHT, stored_places(snapshot), former=former)
        whole = drawn(Rendering(), former, ratio=ratio)
        assert alike(drawn(rendering, former, ratio=ratio), whole)
        partly += rendering.painted != WHOLE
        if number > 5:
            rendering.prepare()
    assert partly >= 8
    document.close()


def test_a_selection_and_its_end_are_painted(qtbot: QtBot, tmp_path: Path) -> None:
    document = Document.open(copied_example(tmp_path))
    snapshot = document.snapshot
    picture = Composer().compose(Analysis(snapshot), LIGHT, stored_places(snapshot))
    rendering = Rendering()
    chosen = frozenset({Key(HOWEST)})
    plain = drawn(rendering, picture)
    lit = drawn(rendering, picture, Emphasis(focus=chosen, lit=chosen))
    assert alike(lit, drawn(Rendering(), picture, Emphasis(focus=chosen, lit=chosen)))
    assert not alike(lit, plain)
    assert alike(drawn(rendering, picture), plain)
    document.close()


def test_another_view_paints_everything_and_the_same_one_nothing(
    qtbot: QtBot, tmp_path: Path
) -> None:
    document = Document.open(copied_example(tmp_path))
    positions.pin(document, [RecordId(HOWEST)])
    snapshot = document.snapshot
    picture = Composer().compose(Analysis(snapshot), LIGHT, stored_places(snapshot))
    rendering = Rendering()
    drawn(rendering, picture)
    assert rendering.painted == WHOLE
    drawn(rendering, picture)
    assert rendering.painted.isEmpty()
    moved = Viewport(0.8, 500.0, 380.0)
    whole = drawn(Rendering(), picture, viewport=moved)
    assert alike(drawn(rendering, picture, viewport=moved), whole)
    assert rendering.painted == WHOLE
    drawn(rendering, None, viewport=moved)
    assert rendering.painted == WHOLE
    document.close()
