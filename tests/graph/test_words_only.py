"""An edit of words keeps what was counted; any other edit counts anew."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oci_map.graph.analysis import _BEHIND_SEATS, _BEHIND_WORDS, Analysis
from oci_map.graph.words_only import only_words
from oci_map.model.change import RecordChange
from oci_map.model.fields import NOUNS, Kind, noun_of
from oci_map.model.ids import RecordId
from oci_map.model.records import Record
from tests.examples import snapshot_of

SNAPSHOT = snapshot_of("oci-worked-example")
RECORDS = [
    record for noun in NOUNS.values() for record in list(SNAPSHOT.all(noun.record).values())[:3]
]


def edited(record: Record, field: str, value: Any) -> RecordChange:
    noun = noun_of(record).name
    return RecordChange(noun, record.id, record, replace(record, **{field: value}))


def full(analysis: Analysis) -> Analysis:
    """Return the analysis with all found out that an edit of words could keep."""
    for name in _BEHIND_WORDS:
        getattr(analysis, name)
    return analysis


def alike(one: Analysis, other: Analysis) -> None:
    assert one.organisations == other.organisations
    assert one.lines == other.lines
    assert one.ties_by_kind == other.ties_by_kind
    assert one.pair_gap_summary == other.pair_gap_summary
    assert np.array_equal(one.brokerage, other.brokerage)
    assert np.array_equal(one.cooperation.pairs, other.cooperation.pairs)
    assert one.new_ties_per_quarter == other.new_ties_per_quarter
    assert one.findings.gaps == other.findings.gaps


@given(st.sampled_from(RECORDS), st.data(), st.text(max_size=12))
def test_an_edit_of_words_gives_what_counting_anew_gives(
    record: Record, data: st.DataObject, text: str
) -> None:
    texts = [f.name for f in noun_of(record).fields if f.kind in (Kind.TEXT, Kind.LONG_TEXT)]
    if not texts:
        return
    change = edited(record, data.draw(st.sampled_from(texts)), text)
    after = SNAPSHOT.after([change])
    before = full(Analysis(SNAPSHOT))
    later = before.after(after, [change])
    assert later.snapshot is after
    assert later.cooperation is before.cooperation
    alike(later, Analysis(after))


def _first(noun: str) -> Record:
    return next(iter(SNAPSHOT.all(NOUNS[noun].record).values()))


COUNTED = [
    RecordChange("tie", _first("tie").id, _first("tie"), None),
    edited(_first("membership"), "active_to", "2010"),
    edited(_first("organisation"), "active_to", "2009"),
    edited(_first("need_statement"), "priority", 1),
    edited(SNAPSHOT.info, "coordinator", "howest"),
    edited(SNAPSHOT.organisations[RecordId("howest")], "sectors", ()),
]


@pytest.mark.parametrize("change", COUNTED, ids=lambda change: str(change.noun))
def test_any_other_edit_counts_anew(change: RecordChange) -> None:
    assert not only_words(change)
    after = SNAPSHOT.after([change])
    before = full(Analysis(SNAPSHOT))
    later = before.after(after, [change])
    # Who is counted, and what they need, follows from neither seats nor ties.
    anew = set(_BEHIND_WORDS) - set(_BEHIND_SEATS) - {"ground"}
    assert not [name for name in anew if vars(later).get(name) is not None]
    assert later.ground is not before.ground
    alike(later, Analysis(after))
