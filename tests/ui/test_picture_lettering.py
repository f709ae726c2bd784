"""Clusters, and then and now, on maps of hundreds: their lettering can be read at any zoom."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from benchmarks.documents import write_document
from oci_map.drawing.outlined import LARGE
from oci_map.ui.compare.page import ComparePage
from oci_map.ui.main_window import MainWindow
from oci_map.ui.structure.page import StructurePage
from tests.ui.windows import shown_window

PAGES = [("structure", StructurePage), ("compare", ComparePage)]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hundreds") / "hundreds.ocimap"
    write_document(path, LARGE + 30)
    return path


@pytest.fixture
def window(qtbot: QtBot, written: Path, tmp_path: Path) -> Iterator[MainWindow]:
    path = tmp_path / "hundreds.ocimap"
    path.write_bytes(written.read_bytes())
    shown = shown_window(qtbot, path)
    yield shown
    qtbot.waitUntil(lambda: not shown.jobs.running, timeout=60_000)


def on_screen(page: StructurePage | ComparePage) -> float:
    """Return how high (px) the letters of the labels are set on the screen."""
    picture = page.view.picture
    assert picture is not None
    assert picture.labels
    return float(picture.labels[0].size) * page.view.sight.zoom


@pytest.mark.parametrize(("view", "kind"), PAGES)
def test_labels_can_be_read_from_afar_and_do_not_grow_when_one_comes_nearer(
    qtbot: QtBot, window: MainWindow, view: str, kind: type[StructurePage | ComparePage]
) -> None:
    window.session.show_view(view)
    page = window.views.page
    assert isinstance(page, kind)
    qtbot.waitUntil(
        lambda: page.view.picture is not None and not window.jobs.running, timeout=60_000
    )
    assert on_screen(page) > 9
    far = page.view.picture
    assert far is not None
    page.view.zoom_by(2.0)
    near = page.view.sight
    qtbot.waitUntil(
        lambda: page.view.picture is not far and not window.jobs.running, timeout=60_000
    )
    assert page.view.picture is not None
    assert len(page.view.picture.labels) > len(far.labels)
    assert 9 < on_screen(page) < 15
    now = page.view.sight  # nothing jumped
    assert (now.zoom, now.dx, now.dy) == pytest.approx((near.zoom, near.dx, near.dy))
