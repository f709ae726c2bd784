from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from oci_map.graph.analysis import Analysis
from oci_map.graph.filters import (
    CROSS_SECTOR,
    GOVERNMENT_BODY,
    NO_LEVEL,
    NO_SECTOR,
    Filter,
    Moment,
    counted,
)
from oci_map.model import records as r
from oci_map.model.dates import holds_at
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from tests.graph.making import DATES, ids, organisations

DATE = st.sampled_from(DATES)


@given(DATE, DATE, DATE)
def test_moment_agrees_with_the_dates_of_the_model(begin: str, end: str, day: str) -> None:
    assert Moment(day).has(begin, end) == holds_at(begin, end, day)


def _mixed() -> Snapshot:
    return Snapshot.of(
        [
            r.DocumentInfo(id=RecordId("document"), coordinator=RecordId("hub")),
            *organisations("", x="games", y="music"),
            r.Organisation(id=RecordId("hub"), name="Hub", cross_sector=True),
            r.Organisation(id=RecordId("a"), name="A", sectors=ids("games music")),
            r.Organisation(id=RecordId("b"), name="B", sectors=ids("music"), active_to="2010"),
            r.Organisation(
                id=RecordId("c"), name="C", kind="government", policy_level=RecordId("flemish")
            ),
        ]
    )


def test_everybody_is_shown_by_id_whatever_the_order_of_adding() -> None:
    snapshot = _mixed()
    again = Snapshot.of(reversed(list(snapshot.organisations.values())))
    assert Analysis(snapshot, Filter()).organisations == ids("a b c hub")
    assert Analysis(again, Filter()).organisations == ids("a b c hub")


def test_a_date_leaves_out_who_was_not_active() -> None:
    assert Analysis(_mixed(), Filter(as_of="2010-12")).organisations == ids("a b c hub")
    assert Analysis(_mixed(), Filter(as_of="2011")).organisations == ids("a c hub")


def test_the_coordinator_can_be_left_out() -> None:
    assert Analysis(_mixed(), Filter(without_coordinator=True)).organisations == ids("a b c")


def test_hiding_a_sector_hides_those_it_colours() -> None:
    view = Filter(hidden_sectors=frozenset(ids("music")))
    assert Analysis(_mixed(), view).organisations == ids("a c hub")
    assert counted(_mixed(), view) == ids("a b c hub")


def test_rows_that_stand_for_no_record_can_be_hidden() -> None:
    def left(*sectors: RecordId, levels: tuple[RecordId, ...] = ()) -> tuple[RecordId, ...]:
        view = Filter(hidden_sectors=frozenset(sectors), hidden_levels=frozenset(levels))
        return Analysis(_mixed(), view).organisations

    assert left(CROSS_SECTOR) == ids("a b c")
    # "c" is a government body: it has no sector, which is not the same as an unknown one.
    assert left(NO_SECTOR) == ids("a b c hub")
    assert left(levels=(NO_LEVEL,)) == ids("c")
    assert left(levels=(GOVERNMENT_BODY,)) == ids("a b hub")
    assert left(levels=ids("flemish")) == ids("a b hub")
