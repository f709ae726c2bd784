"""Levels and sectors that nobody dressed are told apart, and stay as they are when others come."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oci_map import i18n
from oci_map.drawing.dressing import domain_colours
from oci_map.drawing.legend import legend
from oci_map.drawing.marks import node, node_shape, sector_code, sector_colour
from oci_map.drawing.shapes import SHAPES, shape_path
from oci_map.drawing.style import DARK, LIGHT, PRINT, ink_on
from oci_map.drawing.told_apart import DARK_COLOURS, LIGHT_COLOURS
from oci_map.graph.analysis import Analysis
from oci_map.model.ids import RecordId
from oci_map.model.records import Organisation, PolicyDomain, PolicyLevel, Sector
from oci_map.model.snapshot import Snapshot
from tests.examples import NAMES, snapshot_of

SHAPES_STORED = ("circle", "square", "diamond", "hexagon", "triangle")


def level(number: int, shape: str = "circle") -> PolicyLevel:
    return PolicyLevel(
        id=RecordId(f"l{number}"), name_en=f"Level {number}", shape=shape, rank=number
    )


def sector(number: int, name: str = "", colour: str = "", dark: str = "") -> Sector:
    return Sector(
        id=RecordId(f"s{number}"), name_en=name or f"Sector {number}", rank=number,
        colour=colour, colour_dark=dark,
    )  # fmt: skip


def shapes(*levels: PolicyLevel) -> dict[str, str]:
    organisations = [
        Organisation(id=RecordId(f"o{one.id}"), name=one.id, policy_level=one.id) for one in levels
    ]
    snapshot = Snapshot.of([*levels, *organisations])
    return {one.policy_level: node_shape(snapshot, one) for one in organisations}


def test_every_level_of_a_dozen_has_a_shape_of_its_own() -> None:
    found = shapes(*(level(n, shape) for n, shape in enumerate(SHAPES_STORED)),
                   *(level(n) for n in range(5, 12)))  # fmt: skip
    assert [found[f"l{n}"] for n in range(5)] == list(SHAPES_STORED)
    assert len(set(found.values())) == len(SHAPES) == 12


def test_levels_that_are_added_change_no_other() -> None:
    listed = [level(n) for n in range(9)]
    for count in range(1, 9):
        before, after = shapes(*listed[:count]), shapes(*listed[: count + 1])
        assert after.items() >= before.items()


def test_a_level_that_goes_frees_its_shape_for_one_at_most() -> None:
    listed = [level(n) for n in range(6)]
    whole = shapes(*listed)
    for gone in range(1, 6):
        rest = shapes(*(one for n, one in enumerate(listed) if n != gone))
        assert sum(whole[one] != shape for one, shape in rest.items()) <= 1


def test_a_shape_that_was_chosen_is_kept() -> None:
    found = shapes(level(0, "square"), level(1, "square"), level(2))
    assert found == {"l0": "square", "l1": "square", "l2": "circle"}


def test_more_levels_than_shapes_still_have_one() -> None:
    assert set(shapes(*(level(n) for n in range(40))).values()) <= set(SHAPES)


@pytest.mark.parametrize("shape", SHAPES[1:])
def test_shapes_are_about_as_large_as_a_circle_and_stay_near_their_centre(shape: str) -> None:
    outline = shape_path(shape, 5.0, 7.0, 10.0)  # type: ignore[arg-type]
    assert outline[0][0] == "M"
    assert outline[-1] == ("Z",)
    corners = [step[-2:] for step in outline[:-1]]
    across = [float(x) - 5.0 for x, _y in corners]
    down = [float(y) - 7.0 for _x, y in corners]
    assert max(map(abs, across)) <= 14
    assert max(map(abs, down)) <= 14
    assert max(across) == pytest.approx(-min(across))


@pytest.mark.parametrize("style", [LIGHT, DARK, PRINT])
def test_two_dozen_sectors_have_colours_of_their_own(style: object) -> None:
    assert isinstance(style, type(LIGHT))
    usual = list(snapshot_of(NAMES[1]).sectors.values())
    snapshot = Snapshot.of([*usual, *(sector(100 + n) for n in range(12))])
    found = {one: sector_colour(snapshot, one, style) for one in snapshot.sectors}
    assert len(set(found.values())) == 24
    for one in usual:
        assert found[one.id] == (one.colour_dark if style.dark else one.colour)


def test_without_colours_the_twelve_that_differ_most_come_first() -> None:
    snapshot = Snapshot.of([sector(n) for n in range(12)])
    assert {sector_colour(snapshot, one, LIGHT) for one in snapshot.sectors} == set(
        LIGHT_COLOURS[:12]
    )


def test_sectors_that_are_added_change_no_other() -> None:
    listed = [sector(n) for n in range(30)]
    for count in range(1, 30):
        before, after = Snapshot.of(listed[:count]), Snapshot.of(listed[: count + 1])
        for one in before.sectors:
            assert sector_colour(before, one, DARK) == sector_colour(after, one, DARK)


def test_a_colour_in_the_light_and_in_the_dark_belong_together() -> None:
    snapshot = Snapshot.of([sector(n) for n in range(24)])
    for one in snapshot.sectors:
        place = LIGHT_COLOURS.index(sector_colour(snapshot, one, LIGHT))
        assert DARK_COLOURS[place] == sector_colour(snapshot, one, DARK)


def test_domains_have_two_dozen_colours_too() -> None:
    domains = [PolicyDomain(id=RecordId(f"d{n:02}"), name_en="D", rank=n) for n in range(24)]
    assert len(set(domain_colours(Snapshot.of(domains), LIGHT).values())) == 24


@pytest.mark.parametrize("colours", [LIGHT_COLOURS, DARK_COLOURS])
def test_letters_can_be_read_on_every_colour(colours: tuple[str, ...]) -> None:
    for one in colours:
        light, ink = luminance(one), luminance(ink_on(one))
        assert (max(light, ink) + 0.05) / (min(light, ink) + 0.05) >= 4.5


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_sectors_without_initials_get_letters_of_their_name() -> None:
    names = ["Circus", "Cinema", "Home care", "Hospitals", "Музыка", "音楽", "🎪", "مسرح", "C"]
    snapshot = Snapshot.of([sector(n, name) for n, name in enumerate(names)])
    codes = [sector_code(snapshot, one) for one in snapshot.sectors]
    assert codes[:5] == ["Ci", "Cn", "Ho", "Hs", "Му"]  # noqa: RUF001 (Cyrillic)
    assert codes[5] == "音"
    assert codes[6] == ""
    assert len(codes[7]) == 2
    assert codes[8] == "C2"


def test_letters_are_those_of_the_language() -> None:
    snapshot = Snapshot.of([Sector(id=RecordId("s"), name_en="Care", name_nl="Zorg")])
    i18n.set_language("nl")
    assert sector_code(snapshot, RecordId("s")) == "Zo"
    i18n.set_language("en")
    assert sector_code(snapshot, RecordId("s")) == "Ca"


@given(names=st.lists(st.text(max_size=20), max_size=30))
def test_no_two_sectors_have_the_same_letters(names: list[str]) -> None:
    snapshot = Snapshot.of([sector(n, name) for n, name in enumerate(names)])
    codes = [sector_code(snapshot, one).casefold() for one in snapshot.sectors]
    given_ones = [code for code in codes if code]
    assert len(set(given_ones)) == len(given_ones)


def test_the_legend_has_what_the_marks_have() -> None:
    listed = [*(sector(n) for n in range(14)), *(level(n) for n in range(8))]
    organisations = [
        Organisation(
            id=RecordId(f"o{n}"), name=f"O{n}", sectors=(RecordId(f"s{n}"),),
            policy_level=RecordId(f"l{n % 8}"),
        )
        for n in range(14)
    ]  # fmt: skip
    snapshot = Snapshot.of([*listed, *organisations])
    rows = {row.key: row for one in legend(Analysis(snapshot), DARK) for row in one.rows}
    for one in organisations:
        mark = node(snapshot, one.id, (0.0, 0.0), 12.0, DARK)
        assert rows[one.sectors[0]].colour == mark.fill
        assert rows[one.sectors[0]].code == mark.code
        assert rows[one.policy_level].shape == mark.shape
