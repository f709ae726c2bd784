"""The duplicate finder: what it proposes and why, what it leaves alone, and what was dismissed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oci_map.model import records as r
from oci_map.model.change import RecordChange
from oci_map.model.fields import NOUNS
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.search.duplicates import NOUNS_COMPARED, Pair, find_duplicates
from tests.examples import snapshot_of
from tests.model.any_record import any_record

ID = RecordId


def organisation(number: int, name: str, **values: object) -> r.Organisation:
    return r.Organisation(id=ID(f"o{number}"), name=name, **values)  # type: ignore[arg-type]


def pairs(*records: r.Record) -> tuple[Pair, ...]:
    return find_duplicates(Snapshot.of(records))


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Howest", "HOWEST", "same name"),
        ("Café Ûbel", "Cafe  Ubel", "same name"),
        ("Vlaams Fonds vzw", "Vlaams Fonds", "the names differ only in words"),
        ("Fonds voor Kunst", "Fonds van de Kunst", "the names differ only in words"),
        ("Design Vlaanderen", "Vlaanderen Design", "the same words in another order"),
        ("Howest", "Howset", "differ by one letter: “Howest” and “Howset”"),
        ("Kunstenloket", "Kunstenlokket", "differ by one letter"),
        ("Vlaams Audiovisueel Fonds", "Vlaamse Audiovisueel Fonds", "one letter"),
        ("Agentschap Ondernemen", "Agentschap Ondernemerschap", "a few letters in one word"),
    ],
)
def test_names_that_look_alike(one: str, other: str, why: str) -> None:
    (pair,) = pairs(organisation(1, one), organisation(2, other))
    assert why in pair.reasons[0]
    assert {pair.one, pair.other} == {"o1", "o2"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("VAF", "VAi"),
        ("Fonds 2011", "Fonds 2012"),
        ("Design Vlaanderen", "Design Hub Limburg"),
        ("Vlaams Architectuurinstituut", "Vlaams Audiovisueel"),
        ("Hogeschool Gent", "Hogeschool Brugge"),
        ("", ""),
    ],
)
def test_names_of_two(one: str, other: str) -> None:
    assert pairs(organisation(1, one), organisation(2, other)) == ()


def test_an_alias_and_a_website() -> None:
    (pair,) = pairs(
        organisation(
            1, "Vlaams Audiovisueel Fonds", aliases=("VAF",), website="https://www.vaf.be/"
        ),
        organisation(2, "VAF", website="http://vaf.be"),
    )
    assert pair.reasons == ("“VAF” is a name of both", "same web address: vaf.be")


def test_a_name_in_brackets_is_a_name() -> None:
    (pair,) = pairs(
        organisation(1, "BEA (Belgian Entertainment Association)"),
        organisation(2, "Belgian Entertainment Association"),
    )
    assert "is a name of both" in pair.reasons[0]


def test_people_groups_needs_and_sources() -> None:
    found = pairs(
        r.Person(id=ID("p1"), name="An Peeters", email="An@x.be", telephone="+32 475 12 34 56"),
        r.Person(id=ID("p2"), name="A. Peeters", email="an@x.be", telephone="0475/12.34.56"),
        r.WorkingGroup(id=ID("g1"), name_nl="Ondernemerschap"),
        r.WorkingGroup(id=ID("g2"), name_nl="Entrepreneurship", name_en="Ondernemerschap"),
        r.Need(id=ID("n1"), name_nl="Groeikapitaal"),
        r.Need(id=ID("n2"), name_nl="Groeikapitaaal"),
        r.Source(id=ID("s1"), title="Nota", address="https://x.be/nota.pdf"),
        r.Source(id=ID("s2"), title="Brief", address="http://www.x.be/nota.pdf"),
    )
    assert {(one.noun, one.one, one.other) for one in found} == {
        ("person", "p1", "p2"),
        ("working_group", "g1", "g2"),
        ("need", "n1", "n2"),
        ("source", "s1", "s2"),
    }


def test_what_many_have_in_common_says_nothing() -> None:
    many = [organisation(n, f"{'abcdefghij'[n] * 8}", website="https://x.be") for n in range(10)]
    assert pairs(*many) == ()


def test_a_dismissed_pair_is_not_proposed_again() -> None:
    snapshot = Snapshot.of([organisation(1, "Howest"), organisation(2, "Howset")])
    (pair,) = find_duplicates(snapshot)
    said = r.Distinction(id=RecordId("d"), noun=pair.noun, record=pair.other, other=pair.one)
    assert find_duplicates(snapshot.after([RecordChange("distinction", said.id, None, said)])) == ()


def test_the_example_has_nothing_twice() -> None:
    snapshot = snapshot_of("oci-worked-example")
    found = [one for one in find_duplicates(snapshot) if one.noun == "organisation"]
    assert found == []


@given(
    st.lists(
        st.sampled_from(NOUNS_COMPARED).flatmap(any_record),
        max_size=12,
        unique_by=lambda record: (type(record), record.id),
    )
)
def test_pairs_are_of_two_records_that_are_there(records: list[r.Record]) -> None:
    snapshot = Snapshot.of(records)
    found = find_duplicates(snapshot)
    assert len({one.key for one in found}) == len(found)
    for pair in found:
        assert pair.noun in NOUNS
        assert pair.one != pair.other
        assert {pair.one, pair.other} <= set(snapshot.table(pair.noun))
        assert pair.reasons
        assert all(reason.strip() and len(reason) < 300 for reason in pair.reasons)
    assert found == find_duplicates(Snapshot.of(records))
