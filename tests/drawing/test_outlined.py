"""What has an outline on a large map: groups that can be read, and no more."""

from __future__ import annotations

import numpy as np

from oci_map.drawing.compose import Composer
from oci_map.drawing.outlined import LARGE, MOST_GROUPS, MOST_MEMBERS
from oci_map.drawing.style import LIGHT
from oci_map.graph.analysis import Analysis
from oci_map.model.change import RecordChange
from oci_map.model.fields import noun_of
from oci_map.model.ids import RecordId
from oci_map.model.records import Membership, Organisation, Record, WorkingGroup
from oci_map.model.snapshot import Snapshot

COLUMNS = 40


def a_map(
    size: int, groups: list[list[int]]
) -> tuple[Snapshot, dict[RecordId, tuple[float, float]]]:
    """Return organisations on a grid of 60 px with these groups, and their places."""
    ids = [RecordId(f"o{number:05}") for number in range(size)]
    records: list[Record] = [Organisation(id=one, name=one) for one in ids]
    for number, members in enumerate(groups):
        group = RecordId(f"g{number:03}")
        records.append(WorkingGroup(id=group, name_en=group, rank=number))
        records += [
            Membership(id=RecordId(f"{group}/{one}"), organisation=ids[one], group=group)
            for one in members
        ]
    changes = [RecordChange(noun_of(one).name, one.id, None, one) for one in records]
    places = {
        one: (60.0 * (number % COLUMNS), 60.0 * (number // COLUMNS))
        for number, one in enumerate(ids)
    }
    return Snapshot({}).after(changes), places


def outlines(size: int, groups: list[list[int]]) -> list[str]:
    snapshot, places = a_map(size, groups)
    picture = Composer().compose(Analysis(snapshot), LIGHT, places)
    return [outline.key for outline in picture.outlines]


def test_scattered_and_very_large_groups_have_none_on_a_large_map() -> None:
    size = LARGE + 200
    together = [0, 1, 2, COLUMNS, COLUMNS + 1]
    scattered = np.linspace(0, size - 1, 12).astype(int).tolist()
    many = list(range(MOST_MEMBERS + 1))
    assert outlines(size, [together, scattered, many]) == ["g000"]


def test_there_are_no_more_than_can_be_read() -> None:
    pairs = [[2 * number, 2 * number + 1] for number in range(MOST_GROUPS + 10)]
    assert len(outlines(LARGE + 1, pairs)) == MOST_GROUPS


def test_the_largest_of_those_that_can_be_read_are_drawn() -> None:
    pairs = [[2 * number, 2 * number + 1] for number in range(MOST_GROUPS)]
    scattered = np.linspace(0, LARGE + 199, 12).astype(int).tolist()
    three = [60, 61, 62]
    drawn = outlines(LARGE + 200, [*pairs, three, scattered])
    assert len(drawn) == MOST_GROUPS
    assert drawn[0] == f"g{MOST_GROUPS:03}"  # the three, below the others
    assert drawn[1:] == [f"g{number:03}" for number in range(MOST_GROUPS - 1)]


def test_on_a_smaller_map_every_group_has_its_outline() -> None:
    scattered = [0, 7, 39]
    assert outlines(80, [scattered, [1, 2]]) == ["g000", "g001"]
