"""Clusters in the window: chosen in the menu, kept over edits, found aside, lit by the legend."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from oci_map.drawing.appearance import BY_CLUSTER, CLUSTERS, NO_OUTLINES
from oci_map.drawing.picture import Picture
from oci_map.drawing.view_settings import read
from oci_map.model.ids import RecordId
from oci_map.model.records import SavedView
from oci_map.operations import groups, organisations, records
from oci_map.ui import saved_view
from oci_map.ui.cluster_keeper import kept_colours
from oci_map.ui.legend_button import LegendButton
from oci_map.ui.main_window import MainWindow
from oci_map.ui.saved_views.menu import ViewsMenu
from oci_map.ui.session import Session
from tests.ui.windows import HOWEST, copied_example, shown_window


def by_cluster(qtbot: QtBot, window: MainWindow) -> None:
    saved_view.dress(window.session, colour_by=BY_CLUSTER, outlines=CLUSTERS)
    checked(qtbot, window.session)


def checked(qtbot: QtBot, session: Session) -> None:
    """Wait until it is known how well the clusters hold."""
    qtbot.waitUntil(lambda: session.clusters.held is not None, timeout=20_000)


def colours(session: Session) -> dict[str, str]:
    return {node.key: node.fill for node in picture_of(session).nodes}


def picture_of(session: Session) -> Picture:
    assert session.picture is not None
    return session.picture


def cluster_rows(window: MainWindow) -> list[LegendButton]:
    return [one for one in window.legend.rows if one.row.kind == "cluster"]


def looked_for(window: MainWindow) -> bool:
    return window.session.clusters.structure is not None


def test_clusters_are_looked_for_aside_and_then_shown(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    session = window.session
    assert not looked_for(window)
    by_cluster(qtbot, window)
    assert looked_for(window)
    structure = session.clusters.structure
    assert structure is not None
    assert session.analysis.structure is structure
    assert len(picture_of(session).outlines) == len(structure.clusters.listed)
    rows = cluster_rows(window)
    assert len(rows) == len(structure.clusters.listed)
    assert all(one.row.note for one in rows)
    assert all(one.height() > window.legend.rows[-1].height() for one in rows)


def test_an_edit_leaves_clusters_their_colours(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    session = window.session
    by_cluster(qtbot, window)
    before, keys = colours(session), dict(session.analysis.structure.clusters.keys)
    assert session.run(records.edit, "organisation", HOWEST, name="Howest University")
    checked(qtbot, session)
    assert colours(session) == before
    seat = session.snapshot.memberships_of[HOWEST][0]
    assert session.run(groups.remove_member, seat.id)
    checked(qtbot, session)
    after = session.analysis.structure.clusters.keys
    assert sum(after.get(one) == key for one, key in keys.items()) > 0.8 * len(keys)
    stayed = [one for one, key in keys.items() if after.get(one) == key]
    assert all(colours(session)[one] == before[one] for one in stayed)


def test_a_row_of_the_legend_lights_and_selects_its_cluster(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    session = window.session
    by_cluster(qtbot, window)
    row = cluster_rows(window)[0]
    cluster = session.analysis.structure.clusters.listed[0]
    row.pointed.emit(row.row, True)
    assert session.highlight is not None
    assert session.highlight.organisations == frozenset(cluster.members)
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Space)
    assert set(session.selected("organisation")) == set(cluster.members)


def test_the_menu_chooses_what_outlines_are_drawn_round(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    session = window.session
    menu = window.filter_bar.views_menu
    assert isinstance(menu, ViewsMenu)
    menu.aboutToShow.emit()
    outlines = menu.actions()[-1].menu()
    assert isinstance(outlines, QMenu)
    chosen = {one.data(): one for one in outlines.actions() if one.isCheckable()}
    chosen[NO_OUTLINES].trigger()
    assert session.shown.appearance.outlines == NO_OUTLINES
    assert not picture_of(session).outlines
    chosen[CLUSTERS].trigger()
    checked(qtbot, session)
    assert picture_of(session).outlines
    groups_to_tick = [one for one in outlines.actions() if one.data() in session.snapshot.groups]
    assert groups_to_tick
    assert not any(one.isEnabled() for one in groups_to_tick)


def test_a_saved_view_keeps_clusters(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    session = window.session
    by_cluster(qtbot, window)
    view = saved_view.save(session)
    assert view is not None
    record = session.snapshot.get("saved_view", view)
    assert isinstance(record, SavedView)
    looks = read(record.settings).settings.appearance
    assert (looks.colour_by, looks.outlines) == (BY_CLUSTER, CLUSTERS)
    saved_view.leave(session)
    assert picture_of(session).clustering is None
    saved_view.open_view(session, view)
    checked(qtbot, session)
    assert picture_of(session).clustering is not None


def test_the_name_of_a_cluster_is_said_in_the_chosen_language(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    by_cluster(qtbot, window)
    before = colours(window.session)
    members = dict(window.session.analysis.structure.clusters.keys)
    window.session.set_language("nl")
    checked(qtbot, window.session)
    assert window.session.analysis.structure.clusters.keys == members
    assert colours(window.session) == before


def test_nothing_goes_wrong_without_organisations(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot)
    assert window.session.create(tmp_path / "new.ocimap")
    by_cluster(qtbot, window)
    assert not cluster_rows(window)
    assert window.session.run(organisations.add, "One")
    checked(qtbot, window.session)
    assert [one.row.text for one in cluster_rows(window)] == ["Not connected yet"]


def test_a_new_cluster_takes_the_lowest_free_colour() -> None:
    assert kept_colours({}, ["a", "b"]) == {"a": 0, "b": 1}
    assert kept_colours({"a": 0, "b": 1, "c": 2}, ["c", "d", "a"]) == {"c": 2, "d": 1, "a": 0}
    assert kept_colours({"x": 0}, [str(RecordId("y"))]) == {"y": 0}
