"""How much larger marks of a large map are drawn where it is shown small."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from oci_map.drawing.growth import growth
from oci_map.drawing.outlined import LARGE
from oci_map.drawing.style import LABEL_SIZE


def grid(count: int, apart: float) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    numbers = np.arange(count)
    return np.column_stack((apart * (numbers % 30), apart * (numbers // 30))).astype(np.float64)


@given(apart=st.floats(5, 500), radius=st.floats(2, 40), scale=st.floats(1, 16))
def test_marks_grow_with_the_letters_and_never_onto_each_other(
    apart: float, radius: float, scale: float
) -> None:
    radii = np.full(LARGE + 50, radius)
    found = growth(grid(len(radii), apart), radii, scale)
    assert found >= 1.0
    if found > 1.0:
        assert 2 * found * radius < 0.8 * apart
        assert found * radius < 0.5 * LABEL_SIZE * scale
    assert growth(grid(len(radii), apart), radii, scale * 2) >= found


def test_they_stay_as_they_are_on_small_maps_in_their_own_size_and_on_top_of_each_other() -> None:
    assert growth(grid(LARGE, 60.0), np.full(LARGE, 9.5), 8.0) == 1.0
    many = np.full(LARGE + 1, 9.5)
    assert growth(grid(len(many), 60.0), many, 1.0) == 1.0
    assert growth(np.zeros((len(many), 2)), many, 8.0) == 1.0
    assert growth(grid(len(many), 60.0), many, 8.0) > 1.5
