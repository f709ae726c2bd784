"""An export says how far it is and can be stopped; several files of one export fit each other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from oci_map.exchange.exhibit import Exhibit
from oci_map.exchange.formats import FORMATS, Options, export_all, export_deck, export_report
from oci_map.exchange.selection import saved_views, whole
from oci_map.graph.analysis import Analysis
from oci_map.graph.filters import Filter
from oci_map.progress import Cancelled, Progress
from tests.examples import NAMES, snapshot_of
from tests.exchange.small import small


class Count(Progress):
    """Keeps what is reported, and stops at a given report."""

    def __init__(self, stop_at: int = 10_000) -> None:
        self.done: list[float] = []
        self._stop_at = stop_at

    def report(self, done: float, text: str = "") -> None:
        self.done.append(done)
        if len(self.done) >= self._stop_at:
            raise Cancelled


@pytest.mark.parametrize("suffix", sorted(FORMATS))
def test_a_stopped_export_leaves_what_was_there(suffix: str, tmp_path: Path, qapp: object) -> None:
    path = tmp_path / f"map{suffix}"
    told = Count()
    export_all([whole(small())], path, Options(), told)
    assert len(told.done) >= 2
    assert told.done == sorted(told.done)
    assert 0.0 <= told.done[0] <= told.done[-1] <= 1.0
    path.write_bytes(b"before")
    for place in range(1, len(told.done) + 1):
        with pytest.raises(Cancelled):
            export_all([whole(small())], path, Options(), Count(place))
        assert path.read_bytes() == b"before"
        assert [one.name for one in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
def test_a_report_and_a_deck_say_how_far_they_are(
    suffix: str, tmp_path: Path, qapp: object
) -> None:
    for export in (export_report, export_deck):
        told = Count()
        export(small(), tmp_path / f"one{suffix}", None, told)
        assert told.done == sorted(told.done)
        assert told.done[-1] <= 1.0
        assert len(told.done) >= 4


def test_several_pictures_of_one_export_have_everybody_in_the_same_place(tmp_path: Path) -> None:
    snapshot = snapshot_of(NAMES[1])
    views = [*saved_views(snapshot), whole(Analysis(snapshot, Filter(as_of="2011")))]
    made = export_all(views, tmp_path / "view.svg")
    assert len(made) == len(views)
    shapes = [re.findall(r"<g transform=\"(translate[^\"]+)\"", one.read_text()) for one in made]
    assert shapes[0]
    assert all(one == shapes[0] for one in shapes)


def test_pages_that_show_the_same_map_share_its_picture() -> None:
    from oci_map.drawing.page import WIDE
    from oci_map.drawing.style import LIGHT
    from oci_map.exchange.exhibit import laid_out

    analysis = Analysis(snapshot_of(NAMES[1]))
    one, other = laid_out(
        [Exhibit("one", analysis), Exhibit("other", analysis, "Another title")], WIDE, LIGHT
    )
    assert one.picture is other.picture
    assert (one.title, other.title) == ("OCI 2010–2012 (worked example)", "Another title")
