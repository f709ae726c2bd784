from __future__ import annotations

import pytest

from oci_map.graph import wording
from oci_map.graph.analysis import Analysis
from oci_map.graph.names import name_in_sentence
from oci_map.model import records as r
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from tests.graph.making import ids, needs, organisations, ties


def analysed(*records: r.Record) -> Analysis:
    return Analysis(Snapshot.of(records))


def _pair(*records: r.Record) -> str:
    analysis = analysed(*organisations("Howest FFI"), *records)
    return wording.pair_gap_sentence(analysis.snapshot, analysis.pair_gaps[0])


def test_a_pair_shares_one_need_or_several() -> None:
    both = "Howest FFI"
    assert _pair(*needs(Capital=both)) == (
        "FFI and Howest share a need (Capital), but do not work together."
    )
    assert _pair(*needs(Capital=both, Fairs=both)) == (
        "FFI and Howest share 2 needs (Capital and Fairs), but do not work together."
    )
    many = dict.fromkeys(["Capital", "Fairs", "Rights", "Space", "Talent"], both)
    assert _pair(*needs(**many)) == (
        "FFI and Howest share 5 needs (Capital, Fairs, Rights and 2 more), "
        "but do not work together."
    )


@pytest.mark.parametrize(
    ("records", "sentence"),
    [
        ([], "There are no organisations yet."),
        (organisations("a b"), "No needs are recorded yet, so gaps cannot be found."),
        ([*organisations("a b"), *needs(n="a")], "No two organisations share a need."),
        (
            [*organisations("a b"), *needs(n="a b"), *ties("a-b")],
            "Every pair that shares a need also cooperates.",
        ),
        (
            [*organisations("a b c"), *needs(n="a b"), *ties("a-c c-b")],
            "Every pair that shares a need also cooperates, or has a partner in common.",
        ),
        (
            [*organisations("a b"), *needs(n="a b")],
            "1 pair of organisations shares a need and does not work together.",
        ),
        (
            [*organisations("a b c"), *needs(n="a b c")],
            "3 pairs of organisations share a need and do not work together.",
        ),
    ],
)
def test_the_list_of_pairs_says_what_it_holds(records: list[r.Record], sentence: str) -> None:
    assert wording.pair_gaps_sentence(analysed(*records)) == sentence


def _bridge(one: str, names: str, written: str, **sectors: str) -> str:
    analysis = analysed(*organisations(names, **sectors), *ties(written))
    found = analysis.bridging_of(RecordId(one))
    assert found is not None
    return wording.bridge_sentence(analysis.snapshot, found)


def test_what_an_organisation_bridges() -> None:
    sectors = {"Howest": "gaming", "g": "gaming", "a": "audiovisual", "d": "design", "m": "music"}
    names = " ".join(sectors)
    assert _bridge("Howest", names, "Howest-a Howest-d g-m", **sectors) == (
        "Howest is the bridge from gaming to audiovisual and design. "
        "Without Howest, gaming reaches 1 sector instead of 3."
    )
    assert _bridge("Howest", names, "Howest-a", **sectors) == (
        "Howest is the bridge from gaming to audiovisual. "
        "Without Howest, gaming reaches no other sector."
    )
    assert _bridge("Howest", names, "Howest-a g-a", **sectors) == (
        "Without Howest, gaming still reaches the one sector that it reaches now."
    )
    assert _bridge("Howest", names, "Howest-a g-a Howest-d g-d", **sectors) == (
        "Without Howest, gaming still reaches all 2 sectors that it reaches now."
    )
    assert _bridge("Howest", names, "Howest-g", **sectors) == "Howest works with 1 organisation."
    assert _bridge("Howest", names, "a-g", **sectors) == "Howest is not connected yet."


def test_what_an_organisation_without_a_sector_joins() -> None:
    sectors = {"a": "audiovisual", "d": "design", "m": "music"}
    assert _bridge("FIT", "FIT a d m", "FIT-a FIT-d", **sectors) == (
        "FIT works with audiovisual and with design, which have no other tie."
    )
    assert _bridge("FIT", "FIT a d m", "FIT-a FIT-d FIT-m", **sectors) == (
        "FIT joins 3 pairs of sectors that have no other tie, such as audiovisual and design."
    )
    assert _bridge("FIT", "FIT a d m", "FIT-a FIT-d a-d", **sectors) == (
        "FIT works with 2 organisations."
    )


def test_how_a_bridge_stands_between_two() -> None:
    people = [*organisations("a b c d e"), *needs(n="a e")]
    three = analysed(*people, *ties("a-b b-c c-e"))
    gap = three.pair_gaps[0]
    assert [
        wording.pair_bridge_sentence(three.snapshot, gap, one) for one in three.bridges_of(gap)
    ] == ["b works with a and with a partner of e.", "c works with e and with a partner of a."]
    four = analysed(*people, *ties("a-b b-c c-d d-e"))
    middle = four.bridges_of(four.pair_gaps[0])[0]
    sentence = wording.pair_bridge_sentence(four.snapshot, four.pair_gaps[0], middle)
    assert sentence == "c is 2 steps from a and 2 from e."


def test_who_is_not_connected_yet() -> None:
    snapshot = Snapshot.of(organisations("a b c d e"))
    assert wording.isolates_sentence(snapshot, ()) == ""
    assert wording.isolates_sentence(snapshot, ids("a")) == "a is not connected yet."
    assert wording.isolates_sentence(snapshot, ids("a b c d e")) == (
        "a, b, c and 2 more are not connected yet."
    )


def test_a_rank_in_a_few_words() -> None:
    assert wording.rank_sentence((3, 25)) == "no. 3 of 25"


def test_names_stand_as_typed_cut_only_when_very_long() -> None:
    a, b = RecordId("a"), RecordId("b")
    hostile = [
        r.Organisation(id=a, name="<img src=x> {count} %s\n🎭"),
        r.Organisation(id=b, name="x" * 10_000),
    ]
    analysis = analysed(*hostile, *needs(n="a b"))
    sentence = wording.pair_gap_sentence(analysis.snapshot, analysis.pair_gaps[0])
    assert sentence.startswith("<img src=x> {count} %s 🎭 and xxx")
    assert len(sentence) < 200
    assert "x… share" in sentence


def test_a_name_from_right_to_left_does_not_turn_its_surroundings() -> None:
    hebrew = "\u05d0\u05d1 \u05d2"
    assert name_in_sentence(hebrew) == f"\u2068{hebrew}\u2069"
    assert name_in_sentence("Théâtre") == "Théâtre"
