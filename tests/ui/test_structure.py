"""The view of clusters and bridges: what it says, what a click lights, what is explained."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from oci_map.drawing.picture import Key
from oci_map.graph.method import MEASURES
from oci_map.operations import beginnings, groups, organisations
from oci_map.ui.main_window import MainWindow
from oci_map.ui.structure.page import StructurePage
from tests.ui.windows import HOWEST, copied_example, shown_window


def page_of(qtbot: QtBot, window: MainWindow) -> StructurePage:
    window.session.show_view("structure")
    page = window.views.page
    assert isinstance(page, StructurePage)
    settled(qtbot, page)
    return page


def settled(qtbot: QtBot, page: StructurePage) -> None:
    """Wait until everything is said, with how well the clusters hold."""

    def is_settled() -> bool:
        return page.session.clusters.held is not None and page.complete

    qtbot.waitUntil(is_settled, timeout=30_000)


def chapter(page: StructurePage, key: str) -> str:
    found = next(one for one in page.chapters if one.key == key)
    return " ".join([found.sentence, *(f"{one.title}. {one.text}" for one in found.entries)])


def test_it_says_what_there_is_to_say(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    page = page_of(qtbot, window)
    structure = window.session.analysis.structure
    assert [one.key for one in page.chapters] == [
        "clusters", "agreement", "bridges", "cuts", "dependence",
    ]  # fmt: skip
    assert "36 organisations form 5 clusters." in chapter(page, "clusters")
    assert "of 20 runs" in chapter(page, "clusters")
    assert "of 1)" in chapter(page, "agreement")
    assert "can bring together" in chapter(page, "bridges")
    assert "Flanders DC" in chapter(page, "dependence")
    picture = page.view.picture
    assert picture is not None
    assert {one.key for one in picture.outlines} == {one.key for one in structure.clusters.listed}
    assert not any(link.role == "gap" for link in picture.links)


@pytest.mark.parametrize(("language", "theme"), [("en", "dark"), ("nl", "light")])
def test_each_chapter_is_explained(qtbot: QtBot, tmp_path: Path, language: str, theme: str) -> None:
    window = shown_window(qtbot, copied_example(tmp_path), language=language, theme=theme)
    page = page_of(qtbot, window)
    explained = {key for mark in page.marks for key in mark.measures}
    wanted = {"clusters", "cluster-stability", "agreement", "ei-index", "cuts", "dependence"}
    wanted |= {"betweenness", "constraint", "effective-size", "brokerage-roles"}
    assert wanted <= explained
    assert explained <= MEASURES.keys()
    assert all(one.accessibleName() for one in page.entries)


def test_a_click_lights_and_selects_and_a_second_one_lets_go(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    page = page_of(qtbot, window)
    first = page.entries[0]
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Space)
    chosen = window.session.selected("organisation")
    assert set(chosen) == set(first.entry.organisations)
    assert page.view.emphasis is not None
    assert page.view.emphasis.lit == frozenset(Key(one) for one in chosen)
    page.entries[1].click()
    assert not first.isChecked()
    page.on_map.click()
    assert window.session.view == "map"
    assert set(window.session.selected("organisation")) == set(page.entries[1].entry.organisations)
    window.session.show_view("structure")
    page.entries[1].click()
    assert window.session.selected("organisation") == ()
    assert not page.on_map.isEnabled()


def test_an_edit_is_followed(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    page = page_of(qtbot, window)
    before = page.chapters
    for seat in window.session.snapshot.memberships_of[HOWEST]:
        assert window.session.run(groups.remove_member, seat.id)
    settled(qtbot, page)
    assert page.chapters != before


def test_without_anybody_or_anything_there_is_a_sentence(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot)
    assert window.session.create(tmp_path / "new.ocimap")
    page = page_of(qtbot, window)
    assert page.view.picture is None
    assert page.view.text == chapter(page, "why")
    assert window.session.run(organisations.add, "<img src=x>")
    settled(qtbot, page)
    assert "<img src=x> is not connected yet." in chapter(page, "clusters")
    assert "nan" not in " ".join(chapter(page, one.key) for one in page.chapters).lower()


def test_an_empty_document_says_what_this_is_for_and_what_to_do(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "empty.ocimap"
    beginnings.create(path).close()
    window = shown_window(qtbot, path)
    page = page_of(qtbot, window)
    said = [one.sentence for one in page.chapters]
    assert said[0].startswith("Here stands into which clusters")
    assert said[1].startswith("No organisations yet. Add the first one")
    assert page.view.text == said[1]
    assert page.on_map.isHidden()
    window.session.run(organisations.add, "First")
    settled(qtbot, page)
    assert page.chapters[0].key == "clusters"
    assert not page.on_map.isHidden()
