"""The register of recommendations: what is late, what it lacks, who must answer what, in order."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oci_map import i18n
from oci_map.graph.analysis import Analysis
from oci_map.model import records as r
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.model.vocabulary import RECOMMENDATION_STATES
from oci_map.roundtable.dialogue_page import dialogue_page
from oci_map.roundtable.follow_up import (
    NOBODY,
    SECTOR,
    Chosen,
    Register,
    days_late,
    emphases,
    register,
)
from oci_map.roundtable.follow_up_words import dialogue_sentence, load_sentence, register_sentence
from tests.examples import snapshot_of
from tests.graph.making import ids, organisations

TODAY = "2013-02-28"
BODY, OTHER = ids("fit pmv")


def recommendation(number: int, **values: object) -> r.Recommendation:
    """Return a recommendation to a body, supported by two sectors."""
    record = r.Recommendation(
        id=RecordId(f"r{number}"),
        number=number,
        text_en=f"Do {number}.",
        addressed_to=(BODY,),
        supporters=ids("a b"),
    )
    return replace(record, **values)  # type: ignore[arg-type]


def register_of(*records: r.Record) -> Register:
    """Return the register of these, among two organisations and two bodies."""
    bodies = [r.Organisation(id=one, name=one.upper(), kind="government") for one in (BODY, OTHER)]
    everything = [*organisations("a b", a="x", b="y"), *bodies, *records]
    return register(Analysis(Snapshot.of(everything)), TODAY)


@pytest.mark.parametrize(
    ("due", "late"),
    [("", 0), ("2013", 0), ("2013-02", 0), ("2013-02-27", 1), ("2013-01", 28), ("2012", 59)],
)
def test_a_date_is_past_when_its_last_day_is(due: str, late: int) -> None:
    assert days_late(due, TODAY) == late


def test_what_is_done_or_rejected_is_never_late() -> None:
    found = register_of(
        *(recommendation(n, status=state, due_on="2012")
          for n, state in enumerate(RECOMMENDATION_STATES, 1))
    )  # fmt: skip
    late = {one.record.status for one in found.entries if one.overdue}
    assert late == {"proposed", "discussed", "answered", "planned"}


def test_what_a_recommendation_lacks_is_what_the_findings_say_and_what_was_noted_counts() -> None:
    note = r.GapNote(id=RecordId("n"), gap="unaddressed:r3", state="dismissed")
    found = register_of(
        recommendation(1),
        recommendation(2, status="answered", supporters=ids("a")),
        recommendation(3, addressed_to=()),
        recommendation(4, addressed_to=()),
        note,
    )
    lacks = {one.record.number: set(one.lacks) for one in found.entries}
    assert lacks == {1: {"unanswered"}, 2: {"one-sector"}, 3: set(), 4: {"unaddressed"}}


def test_filters_choose_by_body_emphasis_date_and_what_is_lacking() -> None:
    theme = r.Emphasis(id=RecordId("e"), name_en="Abroad")
    found = register_of(
        theme,
        recommendation(1, emphasis=theme.id, due_on="2012"),
        recommendation(2, addressed_to=(OTHER, BODY), status="done"),
        recommendation(3, addressed_to=(), to_the_sector=True),
        recommendation(4, addressed_to=(), supporters=ids("a")),
    )

    def numbers(**which: str) -> list[int | None]:
        return [one.record.number for one in found.chosen(Chosen(**which))]  # type: ignore[arg-type]

    assert numbers() == [1, 2, 3, 4]
    assert numbers(body=BODY) == [1, 2]
    assert numbers(body=SECTOR) == [3]
    assert numbers(body=NOBODY) == [4]
    assert numbers(emphasis="e") == [1]
    assert numbers(only="overdue") == [1]
    assert numbers(only="orphans") == [1, 3, 4]
    assert numbers(only="one-sector") == [4]
    assert numbers(body=OTHER, only="overdue") == []


def test_those_of_a_roundtable_are_what_it_made_and_what_it_was_about() -> None:
    table = r.Roundtable(id=RecordId("rt"), recommendations=ids("r2"))
    other = r.Roundtable(id=RecordId("other"))
    found = register_of(
        table, other,
        recommendation(1, origin_roundtable=table.id),
        recommendation(2, origin_roundtable=other.id),
        recommendation(3),
    )  # fmt: skip

    def numbers(**which: str) -> list[int | None]:
        return [one.record.number for one in found.chosen(Chosen(**which))]  # type: ignore[arg-type]

    assert numbers(roundtable="rt") == [1, 2]
    assert numbers(roundtable="other") == [2]
    assert numbers(roundtable="rt", body=OTHER) == []
    assert numbers(roundtable="gone") == []


def test_the_dialogue_asks_what_is_late_first_then_by_date_then_by_support() -> None:
    found = register_of(
        recommendation(1),
        recommendation(2, supporters=ids("a b fit")),
        recommendation(3, due_on="2013-06"),
        recommendation(4, due_on="2013-01"),
        recommendation(5, due_on="2012-03"),
        recommendation(6, status="planned", due_on="2013-12"),
        recommendation(7, status="answered", due_on="2012-12"),
        recommendation(8, status="done", answered_on="2012-07"),
        recommendation(9, status="rejected", answered_on="2012-09"),
        recommendation(10, addressed_to=(OTHER,)),
    ).dialogue(BODY)
    assert [one.record.number for one in found.to_answer] == [5, 4, 3, 2, 1]
    assert [one.record.number for one in found.promised] == [7, 6]
    assert [one.record.number for one in found.before] == [9, 8]


def test_initiatives_that_serve_the_need_come_with_those_of_the_addressee_first() -> None:
    need = r.Need(id=RecordId("n"), name_en="Capital")
    theirs = r.Initiative(id=RecordId("z"), name_en="Zeta", lead=BODY, needs=(need.id,))
    another = r.Initiative(id=RecordId("y"), name_en="Alpha", needs=(need.id,))
    off = r.Initiative(id=RecordId("o"), name_en="Off")
    found = register_of(need, theirs, another, off, recommendation(1, need=need.id))
    assert found.entries[0].initiatives == ("z", "y")


STATES = st.sampled_from(sorted(RECOMMENDATION_STATES))
DUE = st.sampled_from(["", "2012", "2013", "2013-01", "2013-02-28", "2014-05"])


@given(
    st.lists(
        st.tuples(STATES, DUE, st.sets(st.sampled_from([BODY, OTHER])), st.booleans(), st.text()),
        max_size=12,
    )
)
def test_loads_and_dialogues_count_each_recommendation_of_a_body_once(
    drawn: list[tuple[str, str, set[RecordId], bool, str]],
) -> None:
    found = register_of(
        *(
            recommendation(n, status=state, due_on=due, addressed_to=tuple(sorted(to)),
                           to_the_sector=own, answer=answer)
            for n, (state, due, to, own, answer) in enumerate(drawn, 1)
        )
    )  # fmt: skip
    for load in found.loads:
        own = [one for one in found.entries if load.body in one.bodies]
        talk = found.dialogue(load.body)
        parts = (talk.to_answer, talk.promised, talk.before)
        assert load.total == len(own) == sum(map(len, parts)) > 0
        assert {one.record.id for part in parts for one in part} == {o.record.id for o in own}
        assert load.overdue == sum(one.overdue for one in own)
        assert load.waiting == len(talk.to_answer)
        assert 0 <= load.late_waiting <= load.waiting
        assert 0 <= load.late_promised <= load.promised
        assert load_sentence(found.snapshot, load)
    assert {body for one in found.entries for body in one.bodies} == {x.body for x in found.loads}
    last = [load.body for load in found.loads if load.body in (SECTOR, NOBODY)]
    assert [load.body for load in found.loads][len(found.loads) - len(last) :] == last


def test_the_worked_example_reads_in_both_languages() -> None:
    snapshot = snapshot_of("oci-worked-example")
    found = register(Analysis(snapshot), TODAY)
    assert len(found.entries) == 54
    assert register_sentence(found).startswith("54 recommendations, 25 wait for an answer, 2 are")
    assert [one.id for one in emphases(snapshot)][:2] == [
        "emphasis-clustering", "emphasis-internationalisation",
    ]  # fmt: skip
    fit = found.dialogue(RecordId("fit"))
    assert dialogue_sentence(snapshot, fit) == "FIT still has 2 recommendations to answer."
    blocks = dialogue_page(found, RecordId("fit"))
    assert blocks[0].text == "FIT"
    assert [one.text for one in blocks if one.kind == "heading"] == [
        "To answer", "Promised, and not done yet",
    ]  # fmt: skip
    with i18n.speaking("nl"):
        texts = "\n".join(one.text for one in dialogue_page(found, RecordId("fit")))
    assert "16. Toon Vlaamse mode" in texts


def test_an_empty_document_has_an_empty_register() -> None:
    found = register(Analysis(Snapshot({})), TODAY)
    assert (found.entries, found.loads) == ((), ())
    assert register_sentence(found) == "There are no recommendations yet."
    assert found.dialogue(BODY).to_answer == ()
